"""BPS WebAPI, `model=data`: numbers under keys put together from the codes of five lists (region, variable, breakdown,
year, part of the year). The keys are built from those lists; a key is never cut into pieces."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pipelines.history.quality.faults import Fault
from pipelines.history.readers.table import FormError, PrintedCell, PrintedTable
from pipelines.history.words.headings import Heading, plain_variable, read_heading, slice_in
from pipelines.history.words.numbers import is_not_published, json_number

FIRST_YEAR = 1900  # the code of a year is the year less 1900
KEY_LISTS = ("vervar", "var", "tahun")
_MARK_UP = re.compile(r"<[^<>]*>")
NO_PART = [{"val": 0, "label": "Tahun"}]
NO_BREAKDOWN = [{"val": 0, "label": "Tidak ada"}]


def is_webapi(payload: Any) -> bool:
    """True for an object of the WebAPI, an error body included."""
    return isinstance(payload, Mapping) and (
        "datacontent" in payload or "data-availability" in payload or "status" in payload
    )


def refusal(payload: Mapping[str, Any]) -> FormError | None:
    """Why an answer with HTTP 200 holds no data, in the publisher's own words; None when it does hold some."""
    status = str(payload.get("status", ""))
    if status.lower() not in ("ok", ""):
        return FormError("form.webapi_answered", status=status, said=str(payload.get("message", "…")))
    availability = str(payload.get("data-availability", "available"))
    if availability != "available":
        return FormError("form.webapi_availability", said=availability)
    if not isinstance(payload.get("datacontent"), Mapping) or not payload["datacontent"]:
        return FormError("form.webapi_no_content")
    if missing := [name for name in KEY_LISTS if not payload.get(name)]:
        return FormError("form.webapi_no_lists", lists=", ".join(missing))
    return None


def read_webapi(payload: Mapping[str, Any], file_name: str) -> PrintedTable:
    """One table of the WebAPI: a cell for every combination of the lists, published or not."""
    reason = refusal(payload)
    if reason is not None:
        raise reason
    content: dict[str, Any] = dict(payload["datacontent"])
    size = len(content)
    breakdowns = [(code, _breakdown(label)) for code, label in _list(payload.get("turvar") or NO_BREAKDOWN)]
    parts = [(code, read_heading(label)) for code, label in _list(payload.get("turtahun") or NO_PART)]
    years = [(code, read_heading(label).year or FIRST_YEAR + int(code)) for code, label in _list(payload["tahun"])]
    regions = _list(payload["vervar"])
    cells: list[PrintedCell] = []
    used: set[str] = set()
    for variable in payload["var"]:
        label, unit = _plain(variable.get("label")), _plain(variable.get("unit"))
        unit = unit or read_heading(label).unit_printed or ""
        for region_code, region in regions:
            for breakdown_code, breakdown in breakdowns:
                stem = f"{region_code}{variable['val']}{breakdown_code}"
                for year_code, year in years:
                    for part_code, part in parts:
                        key = f"{stem}{year_code}{part_code}"
                        if key in used and key in content:
                            raise FormError("form.webapi_key_twice", key=key)
                        used.add(key)
                        cells.append(
                            _cell(region, region_code, label, unit, breakdown, year, part, key, content.get(key))
                        )
    unmatched = [key for key in content if key not in used]
    faults: tuple[Fault, ...] = ()
    if unmatched:
        faults = (Fault("file.unmatched_keys", file_name, printed_value=unmatched[0], figure_count=len(unmatched)),)
    if len(unmatched) == size:
        raise FormError("form.webapi_no_key_fits", count=str(size))
    left_out = {"keys without a meaning": len(unmatched)} if unmatched else {}
    return PrintedTable(
        "bps_webapi", _title(payload["var"]), "BPS", cells, last_update(payload), left_out=left_out, faults=faults
    )


def _cell(
    region: str,
    code: str,
    label: str,
    unit: str,
    breakdown: str | None,
    year: int,
    part: Heading,
    key: str,
    printed: Any,
) -> PrintedCell:
    text, value = json_number(printed)
    if part.month is None and part.variable:  # a quarter, a school year: not the year as a whole
        breakdown = f"{breakdown or ''} {plain_variable(part.variable)}".strip()
    problem = "value.unread" if value is None and not is_not_published(text) else ""
    return PrintedCell(
        region, code, "", label, unit, breakdown or "", year, part.month or 0, text, value, problem, key,
        part=slice_in(label) if breakdown is None else "",
    )  # fmt: skip


def _plain(label: Any) -> str:
    """A label without the mark-up that some of them carry."""
    return " ".join(html.unescape(_MARK_UP.sub(" ", str(label or ""))).split())


def _list(entries: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(str(one["val"]), _plain(one.get("label"))) for one in entries]


def _breakdown(label: str) -> str | None:
    """The part a breakdown names: "" for the total, None where the table has no breakdown."""
    if label.strip().lower() in ("tidak ada", "none", "no item", ""):
        return None
    found = read_heading(label)
    return found.dimension if found.dimension is not None else plain_variable(label)


def _title(variables: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(_plain(one.get("label")) for one in variables)


def last_update(payload: Mapping[str, Any]) -> date | None:
    """The day on which the publisher says it last changed the table."""
    text = str(payload.get("last_update") or "")[:10]
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar day without an instant
    except ValueError:
        return None
