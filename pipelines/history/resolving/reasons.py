"""Why rows of a published table are no figures: one sentence for each reason, with its number of cells and the first of
them. What becomes of a row is decided in `resolve.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipelines.history.quality.faults import Fault
from pipelines.history.readers.table import PrintedCell, PublishedRow
from pipelines.history.resolving.places import Place
from pipelines.reference.model import Catalogue

NAMES_SHOWN = 4
Facts = dict[str, str | tuple[str, str]]
_PlaceKey = tuple[str, str, str, str]
_Pair = tuple[PrintedCell, PublishedRow]


def reasons(
    file_name: str,
    cells: Sequence[PrintedCell],
    rows: Sequence[PublishedRow],
    places: Mapping[_PlaceKey, Place],
    catalogue: Catalogue,
) -> list[Fault]:
    """All faults of one table, in the order of their first cell within each kind."""
    pairs = list(zip(cells, rows, strict=True))
    return [
        *_of_places(file_name, pairs, places, catalogue),
        *_of_variables(file_name, pairs),
        *_of_units(file_name, pairs, catalogue),
        *_of_cells(file_name, pairs),
        *_notes(file_name, pairs),
    ]


def _of_places(
    file_name: str, pairs: Sequence[_Pair], places: Mapping[_PlaceKey, Place], catalogue: Catalogue
) -> list[Fault]:
    """Unknown, ambiguous and unused regions; codes of other regions."""
    counts: dict[_PlaceKey, int] = defaultdict(int)
    first: dict[_PlaceKey, str] = {}
    for cell, row in pairs:
        counts[cell.place_key] += row.verdict != "not_published"
        first.setdefault(cell.place_key, cell.place)
    groups: dict[str, list[_PlaceKey]] = defaultdict(list)
    for key in counts:
        place = places[key]
        if place.problem:
            groups[place.problem].append(key)
        elif place.is_code_at_odds:
            groups["code_disagrees"].append(key)
        elif place.is_spelled_otherwise:
            groups["spelled_otherwise"].append(key)
    faults = []
    for problem, keys in groups.items():
        names = list(dict.fromkeys(key[0] or "(…)" for key in keys))
        shown = ", ".join(names[:NAMES_SHOWN]) + (
            f" … (+{len(names) - NAMES_SHOWN})" if len(names) > NAMES_SHOWN else ""
        )
        facts: Facts = {"printed": shown, "place": first[keys[0]], "code": ", ".join(key[1] for key in keys[:3])}
        facts["evidence"] = _candidates(places[keys[0]], catalogue)
        rule_id = "table.unknown_region" if problem == "unknown" else f"region.{problem}"
        count = sum(counts[key] for key in keys)
        faults.append(Fault(rule_id, file_name, printed_value=keys[0][0], figure_count=count, facts=facts))
    return faults


def _candidates(place: Place, catalogue: Catalogue) -> str:
    meant = place.candidates or ((place.region_id,) if place.region_id else ())
    names = [f"{catalogue.regions[one].region_name} ({one})" for one in meant]
    return ", ".join(names) or "-"


def _of_variables(file_name: str, pairs: Sequence[_Pair]) -> list[Fault]:
    """Variables that the list lacks, parts of an indicator, half-years of what has none."""
    unknown: dict[str, list[str]] = defaultdict(list)
    slices: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
    semesters: dict[str, int] = defaultdict(int)
    for cell, row in pairs:
        if row.verdict != "listed" or row.region_id is None:
            continue
        if row.sliced:
            slices[row.heading, cell.divided_by or cell.part].append((cell, row))
        elif row.indicator_code is None:
            unknown[row.heading].append(row.dimension)
        else:
            semesters[row.indicator_code] += 1
    faults = [
        Fault(
            "variable.unknown", file_name, figure_count=len(parts), facts={"printed": heading, "breakdown": _few(parts)}
        )
        for heading, parts in unknown.items()
    ]
    faults += [Fault("period.unknown", file_name, indicator_code=code, figure_count=n) for code, n in semesters.items()]
    return faults + [_slice(file_name, heading, column, found) for (heading, column), found in slices.items()]


def _few(parts: Sequence[str]) -> str | tuple[str, str]:
    names = list(dict.fromkeys(part for part in parts if part))
    if not names:
        return "jumlah", "total"
    return ", ".join(names[:NAMES_SHOWN]) + (" …" if len(names) > NAMES_SHOWN else "")


def _slice(file_name: str, heading: str, column: str, found: Sequence[_Pair]) -> Fault:
    facts: Facts = {
        "printed": heading,
        "column": column or ("judul kolom", "column heading"),
        "part": _few([row.sliced for _, row in found]),
        "place": found[0][0].place,
    }
    return Fault(
        "table.slice", file_name, printed_value=found[0][1].printed_value, figure_count=len(found), facts=facts
    )


def _of_units(file_name: str, pairs: Sequence[_Pair], catalogue: Catalogue) -> list[Fault]:
    """Figures whose unit cannot become the indicator's."""
    units: dict[tuple[str, str], int] = defaultdict(int)
    for cell, row in pairs:
        if row.verdict == "stopped" and not cell.problem and row.region_id is not None:
            said = cell.own_unit or ("" if not cell.own_scale else cell.printed_value) or row.unit_printed
            units[str(row.indicator_code), said] += 1
    return [
        Fault(
            "unit.changed", file_name, indicator_code=code, figure_count=count,
            facts={"printed": unit, "unit": catalogue.indicators[code].unit_of_measure},
        )
        for (code, unit), count in units.items()
    ]  # fmt: skip


def _of_cells(file_name: str, pairs: Sequence[_Pair]) -> list[Fault]:
    """Cells that cannot be read as numbers, by what is the matter with them."""
    unread: dict[str, list[PrintedCell]] = defaultdict(list)
    for cell, _ in pairs:
        if cell.problem:
            unread[cell.problem].append(cell)
    return [
        Fault(
            rule_id, file_name, printed_value=cells[0].printed_value, figure_count=len(cells),
            facts={"place": cells[0].place},
        )
        for rule_id, cells in unread.items()
    ]  # fmt: skip


def _notes(file_name: str, pairs: Sequence[_Pair]) -> list[Fault]:
    """Figures that were read by what their own cell says: `1,13 juta`."""
    worded = [(cell, row) for cell, row in pairs if cell.own_scale and row.verdict == "figure"]
    if not worded:
        return []
    cell, row = worded[0]
    facts: Facts = {"place": cell.place, "evidence": f"{row.value:g}"}
    return [
        Fault(
            "value.number_word", file_name, indicator_code=row.indicator_code, region_id=row.region_id,
            period=row.period, printed_value=cell.printed_value, figure_count=len(worded), facts=facts,
        )
    ]  # fmt: skip
