"""Reminders: who is asked when, in which order, and what the text says, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from pipelines.analysis.tables.reminder import DUE_DAYS, LINES, PAST_DAYS, as_frame, headline, reminders

CLOSES = datetime(2026, 4, 10, 15, 59, tzinfo=UTC)
ROUND = {
    "round_id": "r", "name_id": "Putaran R", "name_en": "Round R", "opens_at": CLOSES - timedelta(days=60),
    "closes_at": CLOSES, "time_zone": "Asia/Makassar", "is_example": True,
}  # fmt: skip
UNITS = [
    ("u-silent", "waiting", 20, 0, 0, 0),
    ("u-more", "waiting", 40, 0, 0, 0),
    ("u-back", "returned", 10, 8, 0, 8),
    ("u-part", "accepted_in_part", 10, 9, 7, 2),
    ("u-late", "late", 10, 10, 0, 0),
]


def ask(query: str, **parameters: Any) -> pl.DataFrame:
    assert parameters == {"round_id": "r"}
    if query == LINES:
        rows = [(code, "Anak", "Children", owed - accepted) for code, _, owed, _, accepted, _ in UNITS]
        return pl.DataFrame(rows, schema=["unit_code", "name_id", "name_en", "missing"], orient="row")
    return pl.DataFrame(
        [
            {
                "unit_code": code, "name_id": f"Unit {code}", "name_en": f"Office {code}", "status": status,
                "expected": owed, "received": received, "accepted": accepted, "rejected": rejected,
                "received_at": CLOSES if received else None,
            }
            for code, status, owed, received, accepted, rejected in UNITS
        ]
    )  # fmt: skip


def test_files_that_came_back_come_first_and_then_who_owes_most() -> None:
    found = reminders(ask, ROUND, CLOSES - timedelta(days=3))
    assert [each.unit["unit_code"] for each in found] == ["u-back", "u-more", "u-silent", "u-late", "u-part"]
    assert [each.missing for each in found] == [10, 40, 20, 10, 3]


@pytest.mark.parametrize(
    ("days_before", "due", "words"),
    [
        (DUE_DAYS + 1, ["u-back"], "1 unit perlu dihubungi hari ini, dari 5"),
        (DUE_DAYS, ["u-back", "u-more", "u-silent", "u-late", "u-part"], "5 unit perlu dihubungi hari ini"),
        (0, ["u-back", "u-more", "u-silent", "u-late", "u-part"], "5 unit perlu dihubungi hari ini"),
        (-PAST_DAYS, ["u-back", "u-more", "u-silent", "u-late", "u-part"], "5 unit perlu dihubungi hari ini"),
        (-PAST_DAYS - 1, [], "tidak lagi dihubungi"),
        (61, [], "belum dibuka"),
    ],
)
def test_everybody_is_asked_from_two_weeks_before_the_closing_and_a_returned_file_at_once(
    days_before: int, due: list[str], words: str
) -> None:
    now = CLOSES - timedelta(days=days_before)
    found = reminders(ask, ROUND, now)
    assert [each.unit["unit_code"] for each in found if each.is_due] == due
    assert words in headline(found, ROUND, now, "id")


@pytest.mark.parametrize(
    ("now", "days", "words"),
    [
        (datetime(2026, 4, 8, 16, 30, tzinfo=UTC), 1, "(besok)"),  # half past midnight on 9 April in Makassar
        (datetime(2026, 4, 10, 15, 0, tzinfo=UTC), 0, "(hari ini)"),
        (datetime(2026, 4, 10, 16, 30, tzinfo=UTC), -1, "(kemarin)"),
        (datetime(2026, 4, 11, 16, 30, tzinfo=UTC), -2, "(2 hari lalu)"),
    ],
)
def test_days_are_those_of_the_calendar_in_the_zone_of_the_round(now: datetime, days: int, words: str) -> None:
    first = reminders(ask, ROUND, now)[0]
    assert first.days_left == days
    assert words in first.text("id")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "id",
            ["Yth. Unit u-part,", "2 sel ditolak dan 1 baris masih kosong", "3 dari 10 baris", "- Anak: 3", "http://x"],
        ),
        ("en", ["To Office u-part,", "rejected cells: 2, blank lines: 1", "3 of 10", "- Children: 3"]),
    ],
)
def test_the_text_says_what_is_missing_and_why(language: str, lines: list[str]) -> None:
    last = reminders(ask, ROUND, CLOSES - timedelta(days=3))[-1]
    text = last.text(language, "http://x")
    assert [line for line in lines if line not in text] == []
    assert "http" not in last.text(language)


def test_the_list_to_send_round_has_one_row_a_unit_with_its_text() -> None:
    frame = as_frame(reminders(ask, ROUND, CLOSES), "en", lambda code: f"http://x/{code}")
    assert frame.columns[:3] == ["unit code", "organisation unit", "why"]
    assert all(f"http://x/{code}" in text for code, text in frame.select("unit code", "text").iter_rows())
    empty = as_frame([], "en")
    assert empty.is_empty()
    assert empty.columns == frame.columns, "a list of nobody still says what its columns would be"
