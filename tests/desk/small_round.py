"""A round of two regions in an empty warehouse, a book beside it: files come in, sessions sit, a refresh follows."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.contract import decisions as desk
from pipelines.desk.file_events import FileEventCount, last_words, offered_targets, tell
from pipelines.desk.frozen_lines import frozen_lines
from pipelines.desk.sealing import load
from pipelines.warehouse import connection as warehouse
from tests.contract.decisions import given
from tests.sql.hand_in import cell, submission
from tests.sql.small_tables import empty_warehouse, make, put, rows, table

INDICATOR = "water"
TABLES = """
region_id | region_level | region_name | parent_region_id
'00'      | country      | Indonesia   | -
'11'      | province     | Satu        | '00'
'12'      | province     | Dua         | '00'
"""
KEYS = {region: desk.line_key("first", INDICATOR, region, 2025) for region in ("11", "12")}
FACTS = desk.LineFacts(0.0, 100.0, is_example=True)


ROUND = {
    "round_id": "first",
    "plan_year": 2025,
    "opens_at": "2024-01-01 00:00:00+00",
    "closes_at": "2024-06-30 16:59:59+00",
    "baseline_year": 2023,
    "national_document_id": "plan",
    "is_example": True,
}
WATER = {
    "indicator_code": INDICATOR,
    "good_direction": "up",
    "aggregation": "weighted",
    "weight_name": "registered_population",
    "decimal_places": 2,
    "kind": "macro",
    "lower_bound": 0,
    "upper_bound": 100,
}
WEIGHT = {"weight_name": "registered_population", "weight_year": 2024, "source": "s"}
OWED = {"round_id": "first", "unit_code": "u", "indicator_code": INDICATOR, "target_year": 2025}
NATIONAL = {
    "document_id": "plan",
    "indicator_code": INDICATOR,
    "target_year": 2025,
    "target_low": 90.0,
    "target_high": 90.0,
    "printed_text": "90",
}
DESK_TABLES = (
    "core.review_event",
    "core.line_sequence",
    "core.line_state",
    "core.desk_session",
    "core.session_line",
    "core.attendance",
    "core.minutes",
    "core.role_grant",
    "mart.agreement",
    "mart.desk_progress",
    "core.alignment_basis",
    "core.number_by_basis",
    "mart.alignment_part_by_basis",
    "mart.alignment_by_basis",
)


class SmallRound:
    """The warehouse, the book and the folder of one small round."""

    def __init__(self, folder: Path, where: str | None = None) -> None:
        self.folder = folder
        self.where = where
        self.connection = empty_warehouse()
        self.book = given.open_book(folder, where)
        self.files = 0
        put(self.connection, "core.region", table(TABLES))
        put(self.connection, "core.planning_round", [ROUND])
        put(self.connection, "core.indicator", [WATER])
        for region, weight in (("11", 30.0), ("12", 70.0)):
            put(self.connection, "core.region_weight", [WEIGHT | {"region_id": region, "weight_value": weight}])
            put(self.connection, "core.owed_target", [OWED | {"region_id": region}])
        put(self.connection, "core.national_target", [NATIONAL])

    def hand_in(self, values: dict[str, float], **more: Any) -> str:
        """One file of unit `u` with a value per region, later than every file before."""
        self.files += 1
        name = f"{self.files:064d}"
        submission(self.connection, name, received_at=f"2024-02-{self.files:02d} 00:00:00+00", **more)
        for number, (region, value) in enumerate(values.items(), start=1):
            cell(self.connection, name, number, indicator_code=INDICATOR, region_id=region, target_value=value)
        return name

    def refresh(self) -> FileEventCount:
        """What a refresh does with the desk: freeze, targets in force, events of files, sealing, tables."""
        self.connection.execute("delete from register.frozen_line")
        warehouse.append(self.connection, "register.frozen_line", frozen_lines(self.book))
        make(self.connection, "core.submitted_target", "core.submission", "core.held_target", "core.target")
        make(self.connection, "core.finding", "core.open_finding", "core.line_fact")
        told = tell(self.book, offered_targets(self.connection), datetime.now(UTC), last_words(self.connection))
        folder = self.folder / "store" / "decisions"
        desk.seal(self.book, folder)
        load(self.connection, folder)
        self.make_tables()
        return told

    def make_tables(self) -> None:
        for name in DESK_TABLES:
            make(self.connection, name)

    def decide(self, key: str, action: str, role: str, payload: dict[str, Any] | None = None) -> desk.Event:
        return given.decide(self.book, key, action, role, payload, facts=FACTS)

    def open_session(self, **more: Any) -> str:
        key = desk.session_key("first.meja")
        self.decide(
            key, "plan", "secretary", {"round_id": "first", "name": "Meja", "indicator_codes": [INDICATOR], **more}
        )
        self.decide(key, "attend", "secretary", {"present": given.ATTENDANCE})
        self.decide(key, "open", "chair")
        return key

    def rows(self, query: str) -> list[dict[str, Any]]:
        return rows(self.connection, query)

    def lines(self, columns: str) -> dict[str, tuple[Any, ...]]:
        """The columns of mart.agreement by region."""
        found = self.rows(f"select region_id, {columns} from mart.agreement")
        return {row.pop("region_id"): tuple(row.values()) for row in found}
