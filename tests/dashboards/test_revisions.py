"""What came in since: when publishers were asked, and which figures they have revised since a round saw them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import duckdb
import polars as pl
import pytest

from dashboards.i18n import LANGUAGES
from dashboards.queries import freshness
from pipelines.history.attempts import SCHEMA
from pipelines.warehouse import connection as warehouse
from tests.dashboards.conftest import markup_of, open_page
from tests.sentence import sentence

EARLY, LATE = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 3, 1, 30, tzinfo=UTC)


def last_request_of(*attempts: tuple[datetime, str]) -> dict[str, Any] | None:
    rows = [{"publisher": "bps", "code": "1", "asked_at": at, "outcome": outcome} for at, outcome in attempts]
    frame = pl.DataFrame(rows, schema=SCHEMA)
    with duckdb.connect(":memory:") as connection:
        connection.execute("set timezone = 'UTC'; create schema core")
        warehouse.load(connection, "core.fetch_attempt", frame)
        return freshness.last_request(lambda query, **parameters: connection.sql(query, params=parameters).pl())


def test_the_last_time_publishers_were_asked_is_counted_by_what_came_of_it() -> None:
    found = last_request_of((EARLY, "new"), (LATE, "new"), (LATE, "unchanged"), (LATE, "refused"), (LATE, "failed"))
    assert found == {"asked_at": LATE, "new_count": 1, "failed_count": 2}


def test_where_nobody_was_asked_nothing_is_said() -> None:
    assert last_request_of() is None


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_freshness_line_says_when_publishers_were_asked(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    words = sentence("fresh.asked", language, new=2, failed=1)
    assert not words.search(markup_of(open_page("methods", lang=language)))
    monkeypatch.setattr(freshness, "last_request", lambda _: {"asked_at": LATE, "new_count": 2, "failed_count": 1})
    line = words.search(markup_of(open_page("methods", lang=language)))
    assert line and "3 Nov 2026" in line[0]


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("round_id", "language", "words"),
    [
        ("rpjmn-2025", "id", sentence("methods.revisions_felt", "id", felt=1)),
        ("rpjmn-2025", "en", sentence("methods.revisions_felt", "en", felt=1)),
        ("contoh-2026-1", "en", sentence("methods.no_revision", "en")),
    ],
)
def test_the_page_of_methods_tells_what_was_revised_since_the_round_saw_it(
    round_id: str, language: str, words: re.Pattern[str]
) -> None:
    app = open_page("methods", round=round_id, lang=language)
    assert not app.exception
    assert words.search(markup_of(app))
