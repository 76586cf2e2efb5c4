"""Whatever happened in whichever order: tables made by what changed are the tables that making everything gives."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.commands.refresh import refresh
from pipelines.contract.edition_reader import current_edition
from pipelines.contract.paths import SQL, Paths
from pipelines.edition import fingerprint
from pipelines.steps import code, edition, step_list
from pipelines.warehouse import columns, connection, models
from tests.faults.comparing import content
from tests.history.test_fetched_tables import gini_answer
from tests.steps.test_walk import ROUNDS, Work

HEAD = "putaran,unit_kerja,kode_indikator,kode_wilayah,skema_kode,tahun_target,target"
CACHED = (models.sql_tables, models.sql_checks, code.methods, code.text_fingerprint, code.code_fingerprint,
          code.code_sha256, step_list.all_steps)  # fmt: skip
Event = Callable[[Paths], None]


def hand_in(name: str, *rows: str) -> Event:
    def put(paths: Paths) -> None:
        (paths.inbox / name).write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")

    return put


def method(paths: Paths) -> None:
    """Call a baseline stale one year earlier."""
    file = models.SQL / "methods" / "is_stale_baseline.sql"
    text = file.read_text(encoding="utf-8")
    assert "> 2;" in text
    file.write_text(text.replace("> 2;", "> 1;"), encoding="utf-8")
    for cached in CACHED:
        cached.cache_clear()


def catalogue(paths: Paths) -> None:
    """Call an indicator otherwise."""
    file = paths.reference / "indicators.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('name_en: "Poverty rate"', 'name_en: "Share of poor people"', 1), encoding="utf-8")


def vintage(paths: Paths) -> None:
    """Publish a table anew."""
    (paths.history / "published").mkdir(exist_ok=True)
    (paths.history / "published" / "gini.json").write_text(json.dumps(gini_answer()), encoding="utf-8")


def removed(paths: Paths) -> None:
    """Take a fetched table and a file of the inbox away again."""
    (paths.history / "published" / "gini.json").unlink(missing_ok=True)
    (paths.inbox / "pusdatin.csv").unlink(missing_ok=True)


FIRST = hand_in("pusdatin.csv", "contoh-2027-1,pusdatin-kesos,outcome_records_matched,11,kemendagri,2028,81")
SECOND = hand_in("perbaikan.csv", "contoh-2027-1,pusdatin-kesos,outcome_records_matched,11,kemendagri,2028,84")
LATE = hand_in("terlambat.csv", "contoh-2026-2,pusdatin-kesos,outcome_records_matched,11,kemendagri,2027,80")
HISTORY: Sequence[Event] = (vintage, catalogue, FIRST, method, SECOND, LATE, removed)
ARRIVALS: dict[str, Event] = {"first": FIRST, "late": LATE, "vintage": vintage, "method": method}


@pytest.fixture
def own_sql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Queries and methods of the test's own, which it may change."""
    copied = tmp_path / "sql"
    shutil.copytree(SQL, copied)
    for module in (models, connection, columns, code, edition):
        monkeypatch.setattr(module, "SQL", copied)
    monkeypatch.setattr(fingerprint, "CODE_FOLDERS", (*fingerprint.CODE_FOLDERS[:1], copied))
    yield
    for cached in CACHED:
        cached.cache_clear()


@pytest.fixture
def started(refreshed: Paths, tmp_path: Path) -> Paths:
    """A data folder that has been refreshed once."""
    shutil.copytree(refreshed.data, tmp_path / "data")
    return Paths(tmp_path / "data")


def tables(paths: Paths) -> dict[str, tuple[int, str]]:
    standing = current_edition(paths)
    assert standing is not None
    return content(standing)


def test_a_history_of_changes_ends_where_making_everything_ends(started: Paths, own_sql) -> None:
    """Step by step models compute in a second process, at the end in this one."""
    for event in HISTORY:
        event(started)
        refresh(started)
    assert made_otherwise(started) == set()


def made_otherwise(paths: Paths) -> set[str]:
    """The tables that making everything gives otherwise than they stand, or of which only one of the two has one."""
    step_by_step = tables(paths)
    assert refresh(paths, is_forced=True, is_alone=True).is_new
    made = tables(paths)
    return {name for name in made.keys() | step_by_step.keys() if made.get(name) != step_by_step.get(name)}


@pytest.mark.full
@pytest.mark.parametrize("order", list(permutations(ARRIVALS)), ids=" ".join)
def test_every_order_of_arrival_ends_where_making_everything_ends(started: Paths, own_sql, order) -> None:
    """Files of two example rounds, a table published anew, and a method changed, one after the other: 24 orders."""
    for name in order:
        ARRIVALS[name](started)
        refresh(started, is_alone=True)
    assert made_otherwise(started) == set()


def test_a_new_file_of_one_unit_leaves_history_and_other_rounds_as_they_are(started: Paths) -> None:
    FIRST(started)
    outcome = refresh(started, is_alone=True)
    assert outcome.entry is not None
    visits = {visit.step: visit for visit in outcome.entry.visits}
    for step in ("catalogue", "history", "core.observation", "core.reference_series", "backtest", "mart.freshness"):
        assert not visits[step].is_made, visits[step]
    assert visits["mart.target_gap"].rounds == ("contoh-2027-1",)
    assert visits["judgement"].rounds == ("contoh-2027-1",)


def test_a_file_that_changes_no_table_readers_see_makes_no_edition(started: Paths) -> None:
    before = started.current.read_text()
    (started.inbox / "catatan").mkdir()
    (started.reference / "README.md").write_text("other words")
    outcome = refresh(started, is_alone=True)
    assert (outcome.is_new, started.current.read_text()) == (False, before)
    again = refresh(started, is_alone=True)
    assert again.entry is None, "the edition stands for these inputs too, and no step is looked at again"
    (started.reference / "README.md").write_text("yet other words")
    assert refresh(started, is_alone=True).entry is not None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("row"), st.sampled_from(ROUNDS), st.integers(0, 3)),
            st.tuples(st.just("refresh"), st.none() | st.lists(st.sampled_from(ROUNDS), min_size=1), st.booleans()),
            st.tuples(st.just("drop"), st.sampled_from(["core.by_round", "mart.total"]), st.none()),
        ),
        max_size=12,
    )
)
def test_any_order_of_changes_and_refreshes_ends_in_the_same_tables(tmp_path_factory, history) -> None:
    work = Work(Paths(tmp_path_factory.mktemp("history")))
    try:
        work.go()
        for number, (kind, what, value) in enumerate(history):
            if kind == "row":
                work.rows[what] = value
                work.touch(f"{number}")
            elif kind == "refresh":
                work.go(what, is_forced=value)
            else:
                work.connection.execute(f"drop table if exists {what}")
        work.go()
        rows = work.connection.execute("from core.by_round order by all").fetchall()
        assert rows == sorted(work.rows.items())
        assert work.connection.execute("from mart.total").fetchall() == [(sum(work.rows.values()),)]
    finally:
        work.connection.close()
