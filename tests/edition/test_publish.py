"""Publishing: a new name each time, CURRENT only after every check, the last three kept, readers undisturbed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.contract.paths import Paths
from pipelines.edition import publish as publishing
from pipelines.edition.publish import PublishingError
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import SqlFile

CHECK = SqlFile(
    "checks",
    "no_negative",
    "select * from core.sample where number < 0",
    "Is a number below zero?",
    "blocking",
    False,
    ("core.sample",),
)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path)


@pytest.fixture(autouse=True)
def one_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "sql_checks", lambda: (CHECK,))


def publish(paths: Paths, number: int, standing: publishing.Standing | None = None) -> str:
    with warehouse.writing(paths) as connection:
        connection.execute("create or replace table core.sample as select $number as number", {"number": number})
        name, _ = publishing.publish(connection, paths, f"inputs {number}", standing)
        return name


def test_an_edition_holds_the_tables_the_methods_and_its_own_name(paths: Paths) -> None:
    name = publish(paths, 7)
    edition = publishing.current_edition(paths)
    assert edition is not None and edition.stem == name
    with publishing.reading(edition) as reader:
        assert reader.execute("from core.sample").fetchall() == [(7,)]
        assert reader.execute("select edition_name, input_fingerprint from core.edition_note").fetchall() == [
            (name, "inputs 7")
        ]
        assert reader.execute("select gap_value(10.0, 8.0, 'down')").fetchone() is not None


def test_an_edition_built_on_another_keeps_what_stands_and_replaces_the_rest(paths: Paths) -> None:
    publish(paths, 1)
    edition = publishing.current_edition(paths)
    assert edition is not None
    publish(paths, 2, publishing.Standing(edition, frozenset({"core.sample"})))
    kept = publishing.current_edition(paths)
    assert kept is not None and kept != edition
    with publishing.reading(kept) as reader:
        assert reader.execute("from core.sample").fetchall() == [(1,)], "told to stand, it is not copied again"
        assert reader.execute("select input_fingerprint from core.edition_note").fetchall() == [("inputs 2",)]
    publish(paths, 3, publishing.Standing(kept, frozenset()))
    replaced = publishing.current_edition(paths)
    assert replaced is not None
    with publishing.reading(replaced) as reader:
        assert reader.execute("from core.sample").fetchall() == [(3,)]


def test_a_failing_check_leaves_the_last_edition_standing(paths: Paths) -> None:
    standing = publish(paths, 1)
    with pytest.raises(
        PublishingError,
        match=r"no_negative \(Is a number below zero\?\) has 1 row.*'number': -5.*the last edition stands\.$",
    ):
        publish(paths, -5)
    assert paths.current.read_text().strip() == standing
    assert [file.name for file in paths.editions.iterdir() if file.name.startswith(".building")] == []


def test_three_editions_are_kept_and_the_current_one_always(paths: Paths) -> None:
    names = [publish(paths, number) for number in range(5)]
    kept = sorted(file.stem for file in paths.editions.glob("*.duckdb"))
    assert kept == sorted(names[-3:])
    assert paths.current.read_text().strip() == names[-1]


def test_a_reader_of_an_old_edition_is_not_disturbed(paths: Paths) -> None:
    publish(paths, 1)
    edition = publishing.current_edition(paths)
    assert edition is not None
    with publishing.reading(edition) as reader:
        for number in range(2, 6):
            publish(paths, number)
        assert reader.execute("from core.sample").fetchall() == [(1,)]


def test_what_a_killed_build_left_behind_is_swept(paths: Paths) -> None:
    paths.editions.mkdir()
    left = paths.editions / ".building-edition-20200101T000000Z-1.duckdb"
    left.write_bytes(b"half")
    publish(paths, 1)
    assert not left.exists()


def test_a_reader_may_not_reach_outside(paths: Paths) -> None:
    publish(paths, 1)
    edition = publishing.current_edition(paths)
    assert edition is not None
    with publishing.reading(edition) as reader:
        for forbidden in (
            "select * from read_csv('x.csv')",
            "attach 'x.db'",
            "copy core.sample to 'x.csv'",
            "set threads = 1",
        ):
            with pytest.raises(duckdb.Error):
                reader.execute(forbidden)


@pytest.mark.parametrize("said", ["", "edition-20200101T000000Z-1", "../../somewhere", "nonsense"])
def test_a_pointer_to_nothing_is_no_edition(paths: Paths, said: str) -> None:
    paths.editions.mkdir()
    paths.current.write_text(said)
    assert publishing.current_edition(paths) is None


def test_a_table_with_the_same_columns_is_filled_anew_and_keeps_its_words(paths: Paths) -> None:
    publish(paths, 1)
    with warehouse.writing(paths) as connection:
        for name, columns in (("same", "$n as round_id, 1 as number"), ("other", "$n as round_id")):
            connection.execute(f"create table core.{name} as select {columns}", {"n": "b"})
            connection.execute(f"comment on table core.{name} is 'what {name} is'")
        publishing.publish(connection, paths, "words", None)
        first = publishing.current_edition(paths)
        connection.execute("insert into core.same values ('a', 2), ('c', null)")
        connection.execute("delete from core.same where round_id = 'b'")
        connection.execute("create or replace table core.other as select 1 as number, 'a' as round_id")
        connection.execute("comment on table core.other is 'another shape'")
        assert first is not None
        publishing.publish(connection, paths, "rows", publishing.Standing(first, frozenset({"core.sample"})))
    second = publishing.current_edition(paths)
    assert second is not None and second != first
    with publishing.reading(second) as reader:
        assert reader.execute("from core.same").fetchall() == [("a", 2), ("c", None)]
        assert reader.execute("from core.other").fetchall() == [(1, "a")]
        words = reader.execute(
            "select table_name, comment from duckdb_tables() where table_name in ('same', 'other') order by all"
        ).fetchall()
        assert words == [("other", "another shape"), ("same", "what same is")]
