"""What a filled template holds in sheet Outcome: the unit's proposals as they stand in the current edition, so that a
file made from it proposes them again. Words that the rules read come back in the template's own spelling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb

from pipelines.exports.templates import form

Entries = dict[tuple[str, int, str], form.LockedCell]
OUTCOMES = "select * from core.proposed_outcome where round_id = $round_id and unit_code = $unit_code"
INDICATORS = "select * from core.proposed_indicator where round_id = $round_id and unit_code = $unit_code"
LEVELS = dict(zip(("country", "province", "district"), form.OUTCOME_LEVELS, strict=True))
AGGREGATIONS = dict(
    zip(("sum", "ratio_of_sums", "weighted", "share_of_regions", "official_only"), form.AGGREGATIONS, strict=True)
)
OUTCOME_CELLS = {
    "outcome": "statement_id",
    "outcome_en": "statement_en",
    "perubahan_bagi_siapa": "change_for_whom",
    "kode_program": "programme_code",
    "dasar_kode_program": "programme_decree",
    "alasan_isu": "issue_words",
    "keberlanjutan": "sustainability_words",
    "berbasis_masyarakat": "community_words",
    "kapabilitas": "capability_words",
    "kearifan_lokal": "local_wisdom_words",
    "alasan": "justification",
}
INDICATOR_CELLS = {
    "indikator": "name_id",
    "definisi": "definition_id",
    "pembilang": "numerator",
    "penyebut": "denominator",
    "satuan": "unit_written",
    "sumber": "source",
    "tahun_pertama": "first_year",
}


def standing_proposals(connection: duckdb.DuckDBPyConnection, round_id: str, unit_code: str) -> Entries:
    """Give the cells of sheet Outcome a unit would have to type to propose what stands; none when it proposes nothing.

    An outcome's own reason stands before its first indicator's where both gave one.
    """
    key = {"round_id": round_id, "unit_code": unit_code}
    outcomes = sorted(_rows(connection, OUTCOMES, key), key=lambda row: _numbers(row["outcome_code"]))
    indicators = sorted(_rows(connection, INDICATORS, key), key=lambda row: _numbers(row["proposal_code"]))
    entries: Entries = {}
    line = form.FIRST_ROW
    for outcome in outcomes:
        number = outcome["outcome_code"].rsplit(".", 1)[1]
        cells = [_outcome(outcome)]
        for place, own in enumerate(row for row in indicators if row["outcome_code"] == outcome["outcome_code"]):
            if place:
                cells.append({})
            cells[-1] = _indicator(own) | cells[-1]
        for typed in cells:
            entries |= {(form.OUTCOME_SHEET, line, heading): cell for heading, cell in typed.items() if cell}
            entries[form.OUTCOME_SHEET, line, "nomor"] = number
            line += 1
    return entries


def _rows(connection: duckdb.DuckDBPyConnection, query: str, key: Mapping[str, str]) -> list[dict[str, Any]]:
    answer = connection.execute(query, dict(key))
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _numbers(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split(".") if part.isdigit())


def _outcome(row: Mapping[str, Any]) -> dict[str, form.LockedCell]:
    cells = {heading: row[name] for heading, name in OUTCOME_CELLS.items() if row[name]}
    level = LEVELS.get(row["outcome_level"], "")
    return cells | {"tingkat": level, "isu": row["issue_tags"].replace("|", "; ")}


def _indicator(row: Mapping[str, Any]) -> dict[str, form.LockedCell]:
    cells = {heading: str(row[name]) for heading, name in INDICATOR_CELLS.items() if row[name]}
    own = {"arah": form.DIRECTION_WORDS[row["good_direction"]], "agregasi": AGGREGATIONS.get(row["aggregation"], "")}
    return cells | own | ({"alasan": row["justification"]} if row["justification"] else {})
