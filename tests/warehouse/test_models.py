"""What a query reads is found without a parser; here a parser says the same of every file."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp

from pipelines.contract.paths import SQL
from pipelines.warehouse.models import tables_read

FILES = sorted(file for folder in ("core", "mart", "checks", "as_of") for file in (SQL / folder).glob("*.sql"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_tables_a_query_reads_are_those_a_parser_finds(file) -> None:
    text = file.read_text(encoding="utf-8")
    parsed = sqlglot.parse_one(text, dialect="duckdb")
    assert tables_read(text) >= {f"{table.db}.{table.name}" for table in parsed.find_all(exp.Table) if table.db}
    if file.parent.name != "as_of":
        assert tables_read(text) == {f"{table.db}.{table.name}" for table in parsed.find_all(exp.Table) if table.db}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("select * from core.target join mart.gap using (a)", {"core.target", "mart.gap"}),
        ("select a is distinct from b.c from core.target", {"core.target"}),
        ("-- from core.finding\nselect 'from core.region' from core.target", {"core.target"}),
        ("select * from found", set()),
    ],
)
def test_words_words_in_quotes_and_comparisons_are_no_tables(text: str, found: set[str]) -> None:
    assert tables_read(text) == found
