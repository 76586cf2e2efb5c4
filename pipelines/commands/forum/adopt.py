"""`selaras adopt`: a file for review with the catalogue entries of what a round chose; the catalogue stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.commands.export import edition_or_error
from pipelines.contract.edition_reader import reading
from pipelines.contract.paths import Paths
from pipelines.errors import SelarasError
from pipelines.reference.indicator_files import UNITS_OF_MEASURE
from pipelines.reference.model import Catalogue
from pipelines.reference.read import read_catalogue

CHOSEN = """
    select indicator.*, proposed.outcome_level, proposed.programme_code, proposed.programme_decree, proposed.issue_tags
    from mart.proposed_indicator as indicator
    inner join core.proposed_outcome as proposed
        on indicator.round_id = proposed.round_id and indicator.outcome_code = proposed.outcome_code
    where indicator.round_id = $round_id and indicator.is_chosen and not indicator.is_withdrawn
    order by indicator.proposal_code
"""
LONGEST_CODE = 60
HEAD = """\
# {title}
# Berkas untuk ditelaah: tidak ada yang berubah dalam data/reference sebelum isinya dipindahkan dan ditinjau.
# For review: nothing changes in data/reference until the entries are moved there and reviewed.
# Isian kosong wajib diisi; katalog menolak berkas yang isiannya kosong. Empty fields must be filled in.
"""


class AdoptError(SelarasError):
    """One sentence: why there is nothing to adopt, or where the file cannot be written."""


class Adoption(NamedTuple):
    """How many entries were written, and what a reviewer must still fill in, by entry."""

    outcome_count: int
    indicator_count: int
    open_fields: Mapping[str, Sequence[str]]


Entry = dict[str, Any]  # None: to be filled in by the reviewer


def adopt(paths: Paths, round_id: str, out: Path) -> Adoption:
    """Write the entries of the indicators that a round chose, with their outcomes; AdoptError when there are none."""
    if out.exists():
        raise AdoptError(f"{out} is there already and is not overwritten; name a new file.")
    catalogue = read_catalogue(paths.reference)
    with reading(edition_or_error(paths)) as connection:
        chosen = connection.sql(CHOSEN, params={"round_id": round_id}).pl().to_dicts()
    if not chosen:
        raise AdoptError(
            f"No proposed indicator of {round_id} is chosen; choose one with `selaras outcome`, then refresh."
        )
    is_example = round_id in catalogue.rounds and catalogue.rounds[round_id].is_example
    taken = {*catalogue.indicators, *(str(each["outcome_code"]) for each in catalogue.outcomes)}
    outcomes: dict[str, Entry] = {}
    indicators: list[Entry] = []
    for row in chosen:
        if row["outcome_code"] not in outcomes:
            code = _free_code(row["statement_id"], "-", taken)
            outcomes[row["outcome_code"]] = _outcome(row, code, catalogue, is_example)
        code = _free_code(row["name_id"], "_", taken)
        indicators.append(_indicator(row, code, outcomes[row["outcome_code"]]["outcome_code"], is_example))
    title = f"selaras adopt --round {round_id}" + (" (DATA CONTOH)" if is_example else "")
    lines = [*_lines("outcomes", outcomes.values()), *_lines("indicators", indicators)]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(HEAD.format(title=title) + "\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise AdoptError(f"{out} cannot be written ({error.strerror}); name a file in a folder of yours.") from error
    entries = [*outcomes.values(), *indicators]
    missing = {next(iter(each.values())): [name for name, value in each.items() if value is None] for each in entries}
    return Adoption(len(outcomes), len(indicators), {code: fields for code, fields in missing.items() if fields})


def _outcome(row: Mapping[str, Any], code: str, catalogue: Catalogue, is_example: bool) -> Entry:
    known = [
        each
        for each in catalogue.programmes
        if (each.programme_code, each.programme_decree) == (row["programme_code"], row["programme_decree"])
    ]
    return {
        "outcome_code": code,
        "statement_id": row["statement_id"],
        "statement_en": row["statement_en"] or None,
        "programme_code": known[0].programme_code if known else None,
        "programme_name": known[0].programme_name if known else None,
        "programme_decree": known[0].programme_decree if known else None,
        "issue_tags": (row["issue_tags"] or "").split("|") if row["issue_tags"] else None,
        "is_example": is_example,
    }


def _indicator(row: Mapping[str, Any], code: str, outcome_code: str, is_example: bool) -> Entry:
    """An entry of indicators.yml; nothing is guessed that the unit did not say, bounds of a percentage apart."""
    is_percent = row["unit_of_measure"] == "percent"
    entry: Entry = {
        "indicator_code": code,
        "name_id": row["name_id"],
        "name_en": None,
        "definition_id": row["definition_id"] or None,
        "definition_en": None,
        "unit_of_measure": row["unit_of_measure"] if row["unit_of_measure"] in UNITS_OF_MEASURE else None,
        "good_direction": row["good_direction"],
        "aggregation": row["aggregation"],
        "decimal_places": 1 if is_percent else None,
        "region_level": row["outcome_level"],
        "kind": None,
        "period_kind": None,
        "source": row["source"] or None,
        "source_en": None,
        "owner_unit_code": row["unit_code"],
        "outcome_code": outcome_code,
        "is_example": is_example,
    }
    if is_percent:
        entry |= {"lower_bound": 0, "upper_bound": 100}
    for part in ("numerator", "denominator"):
        if row[part]:
            entry |= {part: row[part], f"{part}_en": None}
    if row["aggregation"] == "ratio_of_sums":
        entry |= {"weight_name": "submitted_denominator", "weight_source": row["denominator"]}
    elif row["aggregation"] in ("weighted", "share_of_regions"):
        entry |= {"weight_name": None, "weight_source": None}
    return entry


def _free_code(text: str, joiner: str, taken: set[str]) -> str:
    """A code from the first words of a text that no entry of the catalogue has; the reviewer may choose another."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    code = joiner.join(words)[:LONGEST_CODE].rstrip(joiner)
    code = code if code[:1].isalpha() else f"usulan{joiner}{code}".rstrip(joiner)
    number, free = 2, code
    while free in taken:
        free, number = f"{code}{joiner}{number}", number + 1
    taken.add(free)
    return free


def _lines(top: str, entries: Any) -> Iterator[str]:
    yield f"{top}:"
    for entry in entries:
        for place, (name, value) in enumerate(entry.items()):
            sign = "  - " if place == 0 else "    "
            yield f"{sign}{name}: {_scalar(value)}" if value is not None else f"{sign}{name}:  # diisi / fill in"


def _scalar(value: Any) -> str:
    """A value as YAML reads it back: a text in quotes whatever it holds, so that nothing in it is markup."""
    return json.dumps(value, ensure_ascii=False)
