"""What came in since: when publishers were asked, and which figures they have revised since a round saw them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import duckdb
import polars as pl
import pytest

from dashboards.queries import freshness
from pipelines.history.attempts import SCHEMA
from pipelines.warehouse import connection as warehouse
from tests.dashboards.conftest import markup_of, open_page

EARLY, LATE = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 3, 1, 30, tzinfo=UTC)


def asked(*attempts: tuple[datetime, str]) -> dict[str, Any] | None:
    rows = [{"publisher": "bps", "code": "1", "asked_at": at, "outcome": outcome} for at, outcome in attempts]
    frame = pl.DataFrame(rows, schema=SCHEMA)
    with duckdb.connect(":memory:") as connection:
        connection.execute("set timezone = 'UTC'; create schema core")
        warehouse.load(connection, "core.fetch_attempt", frame)
        return freshness.asked(lambda query, **parameters: connection.sql(query, params=parameters).pl())


def test_the_last_time_publishers_were_asked_is_counted_by_what_came_of_it() -> None:
    found = asked((EARLY, "new"), (LATE, "new"), (LATE, "unchanged"), (LATE, "refused"), (LATE, "failed"))
    assert found == {"asked_at": LATE, "new_count": 1, "failed_count": 2}


def test_where_nobody_was_asked_nothing_is_said() -> None:
    assert asked() is None


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", "penerbit ditanya 3 Nov 2026"),
        ("en", "publishers asked 3 Nov 2026"),
    ],
)
def test_the_freshness_line_says_when_publishers_were_asked(
    monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    said = {"asked_at": LATE, "new_count": 2, "failed_count": 1}
    assert words not in markup_of(open_page("methods", lang=language))
    monkeypatch.setattr(freshness, "asked", lambda _: said)
    assert words in markup_of(open_page("methods", lang=language))


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("round_id", "language", "words"),
    [
        ("rpjmn-2025", "id", "1 di antaranya menggeser kesenjangan lebih dari satu digit tercetak"),
        ("rpjmn-2025", "en", "1 of them move a gap by more than a printed digit"),
        ("contoh-2026-1", "en", "No published figure of round"),
    ],
)
def test_the_page_of_methods_tells_what_was_revised_since_the_round_saw_it(
    round_id: str, language: str, words: str
) -> None:
    app = open_page("methods", round=round_id, lang=language)
    assert not app.exception
    assert words in markup_of(app)
