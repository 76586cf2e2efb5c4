"""BPS WebAPI, `model=data`: numbers under keys put together from the codes of five lists (region, variable, breakdown,
year, part of the year). The keys are built from those lists; a key is never cut into pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pipelines.history.faults import Fault
from pipelines.history.forms.headings import Heading, plain_variable, read_heading
from pipelines.history.forms.numbers import is_not_published, json_number
from pipelines.history.forms.table import FormError, PrintedCell, PrintedTable
from pipelines.history.units import UNITS

FIRST_YEAR = 1900  # the code of a year is the year less 1900
KEY_LISTS = ("vervar", "var", "tahun")
NO_PART = [{"val": 0, "label": "Tahun"}]
NO_BREAKDOWN = [{"val": 0, "label": "Tidak ada"}]


def is_webapi(payload: Any) -> bool:
    """True for an object of the WebAPI, an error body included."""
    return isinstance(payload, Mapping) and (
        "datacontent" in payload or "data-availability" in payload or "status" in payload
    )


def refusal(payload: Mapping[str, Any]) -> str | None:
    """Why an answer with HTTP 200 holds no data, in the publisher's own words; None when it does hold some."""
    status = str(payload.get("status", ""))
    if status.lower() not in ("ok", ""):
        return f"the WebAPI answered {status}: {payload.get('message', 'no reason given')}"
    availability = str(payload.get("data-availability", "available"))
    if availability != "available":
        return f"the WebAPI says that the data are {availability}"
    if not isinstance(payload.get("datacontent"), Mapping) or not payload["datacontent"]:
        return "the WebAPI sent no datacontent"
    if missing := [name for name in KEY_LISTS if not payload.get(name)]:
        return f"the WebAPI sent no {', '.join(missing)}, without which its keys cannot be built"
    return None


def read_webapi(payload: Mapping[str, Any], file_name: str) -> PrintedTable:
    """One table of the WebAPI: a cell for every combination of the lists, published or not."""
    reason = refusal(payload)
    if reason is not None:
        raise FormError(f"{file_name}: {reason}.")
    content: dict[str, Any] = dict(payload["datacontent"])
    size = len(content)
    breakdowns = [
        (str(one["val"]), _breakdown(str(one.get("label", "")))) for one in payload.get("turvar") or NO_BREAKDOWN
    ]
    parts = [(str(one["val"]), read_heading(str(one.get("label", "")))) for one in payload.get("turtahun") or NO_PART]
    years = [(str(one["val"]), _year(one)) for one in payload["tahun"]]
    regions = [(str(one["val"]), str(one.get("label", "")).strip()) for one in payload["vervar"]]
    cells: list[PrintedCell] = []
    used: set[str] = set()
    for variable in payload["var"]:
        label, unit = str(variable.get("label", "")), str(variable.get("unit") or "").strip()
        heading = read_heading(label)
        unit = unit if unit.lower() in UNITS or not heading.unit_printed else heading.unit_printed
        for region_code, region in regions:
            for breakdown_code, breakdown in breakdowns:
                stem = f"{region_code}{variable['val']}{breakdown_code}"
                for year_code, year in years:
                    for part_code, part in parts:
                        key = f"{stem}{year_code}{part_code}"
                        if key in used:
                            raise FormError(f"{file_name}: the key {key} can mean two cells; the metadata are broken.")
                        used.add(key)
                        cells.append(
                            _cell(region, region_code, label, unit, breakdown, year, part, key, content.get(key))
                        )
    strangers = [key for key in content if key not in used]
    faults: tuple[Fault, ...] = ()
    if strangers:
        faults = (Fault("file.unmatched_keys", file_name, printed_value=strangers[0], figure_count=len(strangers)),)
    if len(strangers) == size:
        raise FormError(
            f"{file_name}: not one of {size} keys fits the lists of regions, years and parts; nothing is read."
        )
    left_out = {"keys without a meaning": len(strangers)} if strangers else {}
    return PrintedTable(
        "bps_webapi", _title(payload["var"]), "BPS", cells, last_update(payload), left_out=left_out, faults=faults
    )


def _cell(
    region: str, code: str, label: str, unit: str, breakdown: str, year: int, part: Heading, key: str, printed: Any
) -> PrintedCell:
    text, value = json_number(printed)
    is_unread = value is None and not is_not_published(text)
    return PrintedCell(region, code, "", label, unit, breakdown, year, part.month or 0, text, value, is_unread, key)


def _breakdown(label: str) -> str:
    found = read_heading(label)
    return found.dimension if found.dimension is not None else plain_variable(label)


def _year(entry: Mapping[str, Any]) -> int:
    label = str(entry.get("label", ""))
    return read_heading(label).year or FIRST_YEAR + int(entry["val"])


def _title(variables: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(str(one.get("label", "")) for one in variables)


def last_update(payload: Mapping[str, Any]) -> date | None:
    """The day on which the publisher says it last changed the table."""
    text = str(payload.get("last_update") or "")[:10]
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar day without an instant
    except ValueError:
        return None
