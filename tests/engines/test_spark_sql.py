"""Each rewrite for Spark alone: what DuckDB says, and what Spark is told instead."""

from __future__ import annotations

import pytest
from sqlglot import parse_one

from pipelines.warehouse.engines import spark_sql
from pipelines.warehouse.engines.spark_sql import REWRITES, for_spark
from pipelines.warehouse.models import sql_checks, sql_tables

CASES = {
    "no_infinite_date": ("select date 'infinity' as d", "SELECT DATE_FROM_UNIX_DATE(2932897) AS d"),
    "finite": ("select isfinite(v) as f", "SELECT (ABS(v) < CAST('infinity' AS DOUBLE)) AS f"),
    "plain_sum": ("select sum(v order by k) as s", "SELECT SUM(v) AS s"),
    "local_time": ("select timezone(z, t) as x", "SELECT FROM_UTC_TIMESTAMP(t, z) AS x"),
    "several_largest": ("select max(y, 3) as x", "SELECT SLICE(SORT_ARRAY(COLLECT_LIST(y), FALSE), 1, 3) AS x"),
    "list_middle": ("select list_median(l) as x", "ARRAY_SORT(FILTER(l, each -> NOT each IS NULL))"),
    "list_total": ("select list_avg(l) as x", "total -> total / SIZE(held)"),
    "by_name": ("select a, b from x union all by name select b from y", "SELECT NULL AS a, b FROM"),
    "one_based": ("select l[i] as x", "SELECT ELEMENT_AT(l, CAST(i AS INT)) AS x"),
    "flat_names": ("select target.v as x from core.target", "SELECT target.v AS x FROM core__target AS target"),
}


def test_every_rewrite_has_its_case() -> None:
    assert set(CASES) == {rewrite.__name__ for rewrite in REWRITES}


@pytest.mark.parametrize(("name", "text", "told"), [(name, *case) for name, case in CASES.items()])
def test_a_rewrite_says_it_in_sparks_words_and_nothing_else_does(name: str, text: str, told: str) -> None:
    tree = parse_one(text, dialect="duckdb")
    alone = tree.transform(getattr(spark_sql, name)).sql("spark")
    assert told in alone
    untouched = parse_one("select a, l[1] as b, max(a) as c, sum(a) as d from found group by a, l", dialect="duckdb")
    assert untouched.transform(getattr(spark_sql, name)) == untouched


def test_a_method_is_written_out_with_those_it_calls_and_its_defaults() -> None:
    text = for_spark("select theil_sen_slope(years, figures) as x from core.target")
    assert "theil_sen_slope" not in text.lower() and "first_position" not in text.lower()
    assert "SEQUENCE(1, " in text


def test_a_named_variable_of_a_method_is_not_taken_for_its_argument() -> None:
    text = for_spark("select theil_sen_slope(j, i) as x from core.target")
    assert "ELEMENT_AT((i), CAST(j AS INT))" in text


def test_no_query_has_a_date_without_beginning_which_parquet_cannot_say() -> None:
    assert [query.table for query in (*sql_tables(), *sql_checks()) if "'-infinity'" in query.query] == []


@pytest.mark.parametrize("query", [*sql_tables(), *sql_checks()], ids=lambda query: query.table)
def test_no_query_keeps_a_method_or_a_schema(query) -> None:
    tree = parse_one(for_spark(query.query), dialect="spark")
    from sqlglot import exp

    assert {node.name.lower() for node in tree.find_all(exp.Anonymous)} & spark_sql.methods().keys() == set()
    assert [table for table in tree.find_all(exp.Table) if table.db] == []
