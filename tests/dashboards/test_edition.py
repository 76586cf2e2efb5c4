"""The dashboard follows CURRENT without a restart and never writes."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboards.services import edition
from pipelines.contract.guarded_tables import OPERATOR
from tests.dashboards.edition_fixture import build_edition


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SELARAS_DATA", str(tmp_path))
    edition._last_good.clear()
    edition._connection.clear()
    edition._answers.clear()
    return tmp_path


def test_without_an_edition_there_is_none(folder: Path) -> None:
    assert edition.current(OPERATOR) is None


def test_a_new_edition_is_picked_up_without_a_restart(folder: Path) -> None:
    build_edition(folder, "edition-20260101T000000Z-1")
    first = edition.current(OPERATOR)
    build_edition(folder, "edition-20260102T000000Z-1")
    second = edition.current(OPERATOR)
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("edition-20260101T000000Z-1", "edition-20260102T000000Z-1")
    assert second.ask("select edition_name from core.edition_note")["edition_name"][0] == second.name
    assert first.ask("select edition_name from core.edition_note")["edition_name"][0] == first.name


@pytest.mark.parametrize("pointer", ["", "edition-19990101T000000Z-1", "../../etc/passwd", "\x00\xff"])
def test_a_pointer_that_leads_nowhere_leaves_the_last_edition(folder: Path, pointer: str) -> None:
    build_edition(folder)
    good = edition.current(OPERATOR)
    (folder / "editions" / "CURRENT").write_text(pointer, encoding="latin-1")
    still = edition.current(OPERATOR)
    assert good is not None
    assert still is not None
    assert still.name == good.name


def test_an_edition_that_cannot_be_opened_leaves_the_last_one(folder: Path) -> None:
    build_edition(folder)
    good = edition.current(OPERATOR)
    (folder / "editions" / "broken.duckdb").write_bytes(b"not a database")
    (folder / "editions" / "CURRENT").write_text("broken\n")
    still = edition.current(OPERATOR)
    assert good is not None
    assert still is not None
    assert still.name == good.name


@pytest.mark.parametrize(
    "query",
    [
        "create table core.intruder as select 1",
        "delete from core.target",
        "select * from read_csv('/etc/passwd')",
        "copy core.target to '/tmp/target.csv'",
        "set enable_external_access = true",
        "attach '/tmp/other.duckdb'",
    ],
)
def test_a_reader_can_neither_write_nor_reach_files(folder: Path, query: str) -> None:
    build_edition(folder)
    found = edition.current(OPERATOR)
    assert found is not None
    with pytest.raises(duckdb.Error):
        found._open_cursor().execute(query)


def test_the_same_question_of_the_same_edition_is_answered_from_memory(folder: Path) -> None:
    build_edition(folder)
    found = edition.current(OPERATOR)
    assert found is not None
    found.ask("select count(*) as many from core.target")
    again = edition.current(OPERATOR)
    assert again is not None
    again.ask("select count(*) as many from core.target")
    assert again._cursor == []
