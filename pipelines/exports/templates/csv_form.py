"""The CSV form of what a unit hands in: semicolons, decimal commas, one line per indicator, region and target year."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from pipelines.contract.formula_guard import delimited_text
from pipelines.exports.templates import form
from pipelines.exports.templates.facts import OwedRow, TemplateFacts
from pipelines.submissions.rules.cells.units import unit_words

CODE_SCHEME = "kemendagri"
OWN = ("penyebut", "sementara", "alasan", "catatan")  # typed once per indicator and region
KEYS = ("putaran", "unit_kerja", "kode_indikator", "kode_wilayah", "skema_kode", "tahun_target", "target")
CSV_HEADINGS = (*KEYS, *OWN)
NAMED_HEADINGS = (
    *("putaran", "unit_kerja", "kode_indikator", "indikator", "kode_wilayah", "wilayah", "skema_kode", "satuan"),
    *("tahun_target", "target", *OWN),
)
Entries = Mapping[tuple[str, int, str], form.LockedCell]


def delimited_form(facts: TemplateFacts, entries: Entries) -> str:
    """Write a unit's entries, without the lines that have no target."""
    lines = (line for line in _lines(facts, entries) if line["target"])
    return _csv_text(lines, CSV_HEADINGS)


def delimited_template(facts: TemplateFacts, entries: Entries) -> str:
    """Write a line for every target a unit owes, blank where nothing is entered, with the names beside the codes."""
    return _csv_text(_lines(facts, entries), NAMED_HEADINGS)


def _lines(facts: TemplateFacts, entries: Entries) -> list[dict[str, str]]:
    found = []
    for number, row in enumerate(facts.rows, start=form.FIRST_ROW):
        own = {name: _cell(entries.get((form.TARGET_SHEET, number, name))) for name in OWN}
        for year in facts.planning_round.target_years:
            target = _cell(entries.get((form.TARGET_SHEET, number, f"target_{year}")))
            found.append({**_keys(facts, row), "tahun_target": str(year), "target": target, **own})
    return found


def _keys(facts: TemplateFacts, row: OwedRow) -> dict[str, str]:
    return {
        "putaran": facts.planning_round.round_id,
        "unit_kerja": facts.unit.unit_code,
        "kode_indikator": row.indicator.indicator_code,
        "indikator": delimited_text(row.indicator.name_id),
        "kode_wilayah": row.region.region_id,
        "wilayah": delimited_text(row.region.region_name),
        "skema_kode": CODE_SCHEME,
        "satuan": unit_words(row.indicator.unit_of_measure).id,
    }


def _csv_text(lines: Iterable[dict[str, str]], headings: tuple[str, ...]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, extrasaction="ignore", delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def _cell(value: form.LockedCell) -> str:
    if value is None:
        return ""
    return delimited_text(value) if isinstance(value, str) else plain(float(value))


def plain(value: float) -> str:
    """Write a number with a decimal comma and no thousands sign, so that nobody can read it in two ways."""
    return f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")
