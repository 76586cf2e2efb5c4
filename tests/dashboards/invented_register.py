"""What units of the test edition handed in, as rows of the register: files, their cells, findings and proposals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tests.dashboards.invented import PROVINCES, level, owed

Row = dict[str, Any]
PLAN, FIRST, REPLACED, SECOND, LATE = (letter * 64 for letter in "abcde")
YEARLY_FALLS = (0.02, 0.035, 0.055, 0.09, 0.005)
SILENT = "95"  # the province without a poverty target: its cell for 2025 is rejected, that for 2029 is blank


class File(NamedTuple):
    """One file handed in: whose it is, for how many provinces it has targets, how far they are from the first round."""

    submission_id: str
    round_id: str
    unit_code: str
    judged_status: str
    received_at: datetime
    province_count: int = len(PROVINCES)
    step: float = 0.0


FILES = (
    File(PLAN, "rpjmn-2025", "bappenas", "accepted_in_part", datetime(2025, 2, 1, 2, tzinfo=UTC)),
    File(FIRST, "contoh-2026-1", "rehsos-anak", "accepted", datetime(2026, 1, 20, 2, tzinfo=UTC), 30),
    File(REPLACED, "contoh-2026-2", "rehsos-anak", "accepted", datetime(2026, 3, 1, 2, tzinfo=UTC), 20, 1.0),
    File(SECOND, "contoh-2026-2", "rehsos-anak", "accepted", datetime(2026, 3, 2, 2, tzinfo=UTC), 35, 2.0),
    File(LATE, "contoh-2026-2", "pusdatin", "accepted", datetime(2026, 4, 20, 2, tzinfo=UTC), step=3.0),
)  # the third is replaced by the fourth, the last one came after the closing


def tables(attack: str) -> dict[str, list[Row]]:
    """The rows of each register table; `attack` stands in every text a unit writes, where one is given."""
    return {
        "register.reception": _receptions(attack),
        "register.submission": _submissions(attack),
        "register.judged_cell": [cell for file in FILES for cell in _cells(file, attack)],
        "register.finding": _findings(attack),
        "register.judged_criterion": _criteria(attack),
        "register.judged_outcome": [_outcome(attack)],
        "register.judged_indicator": [_indicator(attack)],
    }


def _receptions(attack: str) -> list[Row]:
    return [
        {"reception_number": number, "submission_id": file.submission_id, "received_at": file.received_at}
        | {"file_name": attack or f"{file.unit_code}.csv", "door": "plans", "outcome": "new"}
        for number, file in enumerate(FILES, start=1)
    ]


def _submissions(attack: str) -> list[Row]:
    rows = []
    for number, file in enumerate(FILES, start=1):
        verdicts = [cell["verdict"] for cell in _cells(file, attack)]
        rows.append(
            {"submission_id": file.submission_id, "round_id": file.round_id, "unit_code": file.unit_code, "form": "csv"}
            | {"file_name": attack or f"{file.unit_code}.csv", "received_at": file.received_at}
            | {"received_sequence": number, "judged_status": file.judged_status, "offered_count": len(verdicts)}
            | {f"{verdict}_count": verdicts.count(verdict) for verdict in ("accepted", "rejected", "blank")}
            | {"ruleset_version": "1"}
        )
    return rows


def _cells(file: File, attack: str) -> Iterator[Row]:
    """A cell for each target that the file's unit owes; what it writes nothing into is blank."""
    lines = [row[2:] for row in owed() if row[:2] == (file.round_id, file.unit_code)]
    for number, (code, region_id, year) in enumerate(lines, start=12):
        value = _value(file, code, region_id, year)
        is_rejected = file.submission_id == PLAN and (code, region_id, year) == ("poverty_rate", SILENT, 2025)
        cell = {"submission_id": file.submission_id, "cell_number": number, "source_cell": f"baris {number}/target"}
        cell |= {"sheet": "", "row_number": number, "indicator_code": code, "region_id": region_id}
        cell |= {"target_year": year, "confidence": "A", "is_provisional": False, "written": "", "verdict": "blank"}
        if is_rejected:
            cell |= {"written": attack or "10.95-10.90", "verdict": "rejected"}
        elif value is not None:
            low = round(value - 0.2, 3) if code == "poverty_rate" else value
            cell |= {"written": str(value), "verdict": "accepted", "target_low": low, "target_high": value}
            cell |= {"target_value": value, "denominator": 1000.0 if code.startswith("spm") else None}
            cell |= {"justification": attack or "alasan contoh", "note": attack}
        yield cell


def _value(file: File, code: str, region_id: str, year: int) -> float | None:
    """The plan falls, here slowly and there fast, every seventh province asks for more than it has; the SPM rises."""
    number = list(PROVINCES).index(region_id[:2])
    if number >= file.province_count or (code, region_id) == ("poverty_rate", SILENT):
        return None
    if code.startswith("spm"):
        return 60.0 + number + (file.step if number % 3 else -file.step)
    if number % 7 == 0:
        return round(level(code, region_id, 2025) + (0.1 if code == "poverty_rate" else 0.001), 3)
    return round(level(code, region_id, 2024) * (1 - YEARLY_FALLS[number % 5] * (year - 2024)), 3)


def _findings(attack: str) -> list[Row]:
    rules = (
        ("target.beyond_precedent", "ask", "33", 2029),
        ("value.range", "note", "33", 2029),
        ("region.code_scheme", "reject", SILENT, 2025),
    )
    cells = {
        (cell["region_id"], cell["target_year"]): cell
        for cell in _cells(FILES[0], attack)
        if cell["indicator_code"] == "poverty_rate"
    }
    return [
        {"submission_id": PLAN, "finding_number": number, "rule_id": rule, "severity": severity, "sheet": ""}
        | {"source_cell": cells[region_id, year]["source_cell"], "written": cells[region_id, year]["written"]}
        | {"message_id": "Kalimat temuan contoh.", "message_en": "Example finding sentence."}
        | {"indicator_code": "poverty_rate", "region_id": region_id, "target_year": year, "is_justified": False}
        for number, (rule, severity, region_id, year) in enumerate(rules)
    ]


def _criteria(attack: str) -> list[Row]:
    levels = (
        ("sustainability", 2, "dana tahun depan"),
        ("community_based", 1, "forum warga"),
        ("local_wisdom", None, "tidak ada komunitas adat"),
    )
    return [
        {"submission_id": PLAN, "indicator_code": "poverty_rate", "region_id": "33", "criterion_code": code}
        | {"assessor_kind": "unit", "level": level, "is_not_applicable": level is None, "reason": attack or reason}
        | {"evidence": attack or "RKPD", "source_cell": "Kriteria!D7"}
        for code, level, reason in levels
    ]


def _outcome(attack: str) -> Row:
    words = "statement_id statement_en change_for_whom issue_tags issue_words sustainability_words community_words"
    words += " capability_words local_wisdom_words justification"
    return (
        {"submission_id": SECOND, "outcome_code": "usulan.rehsos-anak.1", "outcome_level": "province"}
        | {name: attack or f"kata unit ({name})" for name in words.split()}
        | {"programme_code": attack or "1.06.04", "programme_decree": "contoh", "source_cell": "Outcome!B6"}
    )


def _indicator(attack: str) -> Row:
    words = "name_id definition_id numerator denominator unit_written source justification"
    return (
        {"submission_id": SECOND, "outcome_code": "usulan.rehsos-anak.1", "proposal_code": "usulan.rehsos-anak.1.1"}
        | {name: attack or f"kata unit ({name})" for name in words.split()}
        | {"unit_of_measure": "percent", "good_direction": "up", "first_year": 2023, "aggregation": "sum"}
        | {"source_cell": "Outcome!N6"}
    )
