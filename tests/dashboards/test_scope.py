"""What a viewer may see is narrowed in one place, below every query: no page, drawer, chart or file leaves it out."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb
import pytest

from dashboards.services.edition import BEHIND, connect, connect_narrow
from pipelines.contract.edition_reader import current_edition
from pipelines.contract.guarded_tables import GUARDED_TABLES, OPEN_TABLES, OPERATOR, Reach, Scope, condition
from pipelines.contract.paths import CHECKOUT, Paths

OPEN_ROUND = "contoh-2027-1"
ACEH, PADANG = Scope.of([Reach("11")]), Scope.of([Reach("13.71")])
ACEH_OFFICE = Scope.of([Reach("11", "dinsos-11")])
STRANGER = Scope()
REVIEWER = Scope.of([Reach("00")])
AUDITOR = Scope.of([Reach("00")], reads_book=True)


narrowed = cache(connect_narrow)  # opened once for each file and scope, as the dashboard does


@pytest.fixture(scope="module")
def file(refreshed: Paths) -> Iterator[Path]:
    found = current_edition(refreshed)
    assert found is not None
    yield found
    narrowed.cache_clear()
    tables.cache_clear()
    gc.collect()


def rows(file: Path, scope: Scope, query: str) -> list[tuple]:
    return narrowed(file, scope).cursor().execute(query).fetchall()


@cache
def tables(file: Path) -> dict[str, list[str]]:
    with connect(file) as edition:
        found = edition.execute(
            "select schema_name || '.' || table_name, list(column_name) from duckdb_columns() "
            "where database_name = current_database() and not internal group by all"
        ).fetchall()
    return {name: columns for name, columns in found if not name.startswith(("main.", "information_schema."))}


def test_asvs_8_1_1_every_table_of_the_edition_is_open_or_guarded_by_name(file) -> None:
    assert set(OPEN_TABLES) & set(GUARDED_TABLES) == set()
    assert set(tables(file)) - OPEN_TABLES - set(GUARDED_TABLES) == set()


def test_a_table_nobody_has_thought_of_is_not_there_for_a_viewer(tmp_path) -> None:
    file = tmp_path / "e.duckdb"
    with duckdb.connect(file) as made:
        made.execute(
            "create schema core; create table core.surprise as select 1 as a; create table core.region as select 1 as a"
        )
    assert rows(file, ACEH, "select * from core.region") == [(1,)]
    with pytest.raises(duckdb.CatalogException, match="surprise"):
        rows(file, ACEH, "select * from core.surprise")


def test_a_table_whose_guard_an_earlier_edition_cannot_answer_is_out_of_sight(tmp_path: Path) -> None:
    old = tmp_path / "edition-old.duckdb"
    with duckdb.connect(old) as edition:
        edition.execute("create schema core; create table core.region as select 1 as n")
        edition.execute("create table core.reception as select 'a' as submission_id")
    assert rows(old, ACEH, "select * from core.region") == [(1,)]
    with pytest.raises(duckdb.CatalogException, match="reception"):
        rows(old, ACEH, "select * from core.reception")


@pytest.mark.parametrize("table", sorted(GUARDED_TABLES))
def test_asvs_8_2_2_no_row_of_another_region_in_an_open_round_reaches_a_viewer(file, table) -> None:
    columns = tables(file)[table]
    column = next((name for name in ("region_id", "parent_region_id") if name in columns), None)
    if GUARDED_TABLES[table] in ("desk", "book"):
        assert rows(file, ACEH, f"select * from {table}") == []
        return
    is_open = f"round_id = '{OPEN_ROUND}'" if "round_id" in columns else "true"
    inside = f"(t.{column} = '11' or starts_with(t.{column}, '11.'))"
    own = {
        "region": inside,
        "parent": inside,
        "finding": f"({inside} or starts_with(unit_code, 'dinsos-11'))",
        "unit": "starts_with(unit_code, 'dinsos-11')",
        "outcome": "(unit_code is null or starts_with(unit_code, 'dinsos-11'))",
        "file": "submission_id in (select submission_id from core.submission union all "
        "select submission_id from core.take_up_file)",
    }[GUARDED_TABLES[table]]
    foreign = f"select count(*) from {table} as t where {is_open} and not coalesce({own}, false)"
    assert rows(file, ACEH, foreign) == [(0,)]


@pytest.mark.parametrize(
    "table", ["core.target", "mart.target_gap", "mart.alignment_part", "core.finding", "core.submission"]
)
def test_one_sees_its_own_and_what_is_published(file, table) -> None:
    count = f"select round_id = '{OPEN_ROUND}', count(*) from {table} group by all order by all"
    whole, aceh, stranger = (dict(rows(file, scope, count)) for scope in (OPERATOR, ACEH, STRANGER))
    assert aceh[False] == stranger[False] == whole[False]
    assert 0 < aceh[True] < whole[True]
    assert True not in stranger


def test_a_district_sees_neither_its_province_nor_its_neighbours(file) -> None:
    query = f"select distinct region_id from mart.target_gap where round_id = '{OPEN_ROUND}'"
    assert rows(file, PADANG, query) in ([("13.71",)], [])


def test_a_unit_sees_only_what_it_owes(file) -> None:
    query = f"select distinct unit_code from core.submission where round_id = '{OPEN_ROUND}'"
    assert rows(file, ACEH_OFFICE, query) in ([("dinsos-11",)], [])
    owed = (
        f"select count(*) from mart.target_gap as gap where round_id = '{OPEN_ROUND}' and indicator_code not in "
        f"(select indicator_code from core.assignment where round_id = '{OPEN_ROUND}' and unit_code = 'dinsos-11')"
    )
    assert rows(file, ACEH_OFFICE, owed) == [(0,)]


@pytest.mark.parametrize("table", sorted(set(GUARDED_TABLES) - {"core.role_grant"}))
def test_the_ministry_sees_all_proposals_and_the_auditors_the_book_too(file, table) -> None:
    count = f"select count(*) from {table}"
    with connect(file) as whole:
        every = whole.execute(count).fetchall()
    assert rows(file, REVIEWER, count) == rows(file, AUDITOR, count) == every


def test_the_book_is_the_auditors() -> None:
    assert condition("core.role_grant", REVIEWER) == "false"
    assert condition("core.role_grant", AUDITOR) == "true"


def test_nothing_can_be_attached_read_or_unlocked_from_a_narrowed_edition(file, tmp_path) -> None:
    with connect_narrow(file, ACEH) as narrow:
        for statement in (
            f"attach '{tmp_path}/x.duckdb'",
            "select * from read_csv('/etc/passwd')",
            "set enable_external_access = true",
            f"copy core.region to '{tmp_path}/x.csv'",
            f"delete from {BEHIND}.core.region",
        ):
            with pytest.raises(duckdb.Error):
                narrow.cursor().execute(statement)


def test_the_formulas_of_the_edition_work_for_a_cursor_of_a_narrowed_one(file) -> None:
    with connect(file) as whole:
        names = {
            name
            for (name,) in whole.execute("select function_name from duckdb_functions() where not internal").fetchall()
        }
    with connect_narrow(file, ACEH) as narrow:
        made = (
            narrow.cursor()
            .execute("select function_name from duckdb_functions() where not internal and database_name = 'memory'")
            .fetchall()
        )
        assert {name for (name,) in made} == names != set()
        assert narrow.cursor().execute("select required_annual_change(10.0, 2024, 6.0, 2028)").fetchall() == [(-1.0,)]


def test_asvs_8_3_1_no_query_reaches_behind_the_views_and_no_other_module_opens_an_edition() -> None:
    files = sorted((CHECKOUT / "dashboards").rglob("*.py"))
    assert len(files) > 50
    texts = {str(file.relative_to(CHECKOUT)): file.read_text(encoding="utf-8") for file in files}
    behind = re.compile(rf"\b{BEHIND}\.(core|mart|analysis)\b")
    assert [name for name, text in texts.items() if behind.search(text)] == []
    assert [name for name, text in texts.items() if "duckdb.connect" in text] == ["dashboards/services/edition.py"]


@pytest.mark.parametrize("written", ["1", "11.1", "11' or true --", "", "11.01.01", "ab"])
def test_a_region_that_is_none_never_gets_into_a_condition(written) -> None:
    with pytest.raises(ValueError, match="is no region"):
        Reach(written)


def test_the_words_of_a_desk_about_a_region_are_read_by_those_whose_grant_covers_it() -> None:
    assert ACEH.covers_region("11.01") and ACEH_OFFICE.covers_region("11") and REVIEWER.covers_region("94")
    assert not ACEH.covers_region("12") and not STRANGER.covers_region("11") and not PADANG.covers_region("13")
    assert OPERATOR.covers_region("11")


def test_units_of_a_scope_are_its_own_or_those_of_its_regions() -> None:
    assert ACEH.covers_unit("dinsos-11", "11")
    assert ACEH.covers_unit("dinsos-11-01", "11.01")
    assert not ACEH.covers_unit("dinsos-12", "12")
    assert not ACEH.covers_unit("directorate", "00")
    assert ACEH_OFFICE.covers_unit("dinsos-11", "11")
    assert not ACEH_OFFICE.covers_unit("dinsos-11-01", "11.01")
    assert REVIEWER.covers_unit("directorate", "00")
    assert not STRANGER.covers_unit("dinsos-11", "11")
