"""The doctor finds each kind of damage, says what to do, and changes nothing."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from pipelines.commands.doctor import examine
from pipelines.commands.refresh import fingerprint_now
from pipelines.contract.decisions import Person, grant, open_book
from pipelines.contract.paths import Paths
from pipelines.edition.standing import note
from pipelines.reference.read import read_catalogue
from tests.command_here import selaras_here


@pytest.fixture
def office(refreshed: Paths, tmp_path: Path) -> Paths:
    shutil.copytree(refreshed.data, tmp_path / "office")
    paths = Paths(tmp_path / "office")
    book = open_book(paths.data)
    grant(book, None, Person("https://id.example", "ani", "Ani"), "viewer")
    book.close()
    return paths


def stored(paths: Paths) -> Path:
    return min(file for file in paths.store.iterdir() if file.is_file())


def change_stored(paths: Paths) -> None:
    stored(paths).write_bytes(b"other bytes")


def lose_stored(paths: Paths) -> None:
    stored(paths).unlink()


def change_book(paths: Paths) -> None:
    with sqlite3.connect(paths.data / "decisions.sqlite") as book:
        for (name,) in book.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            book.execute(f"drop trigger {name}")
        book.execute("update event set actor_name = 'Somebody else'")


def lose_edition(paths: Paths) -> None:
    for file in paths.editions.glob("*.duckdb"):
        file.unlink()


def break_edition(paths: Paths) -> None:
    for file in paths.editions.glob("*.duckdb"):
        file.write_bytes(file.read_bytes()[:5000])


def break_reference(paths: Paths) -> None:
    (paths.reference / "regions.csv").unlink()


def set_clock_back(paths: Paths) -> None:
    """An edition from tomorrow looks the same as a clock from yesterday."""
    name = paths.current.read_text().strip()
    later = f"edition-29990101T000000Z{name[name.rindex('-') :]}"
    (paths.editions / f"{name}.duckdb").rename(paths.editions / f"{later}.duckdb")
    paths.current.write_text(later + "\n")


def break_register(paths: Paths) -> None:
    (paths.data / "warehouse.duckdb").write_bytes(b"no database")


@pytest.mark.parametrize(
    ("damage", "subject", "advice"),
    [
        (change_stored, "store", "restore a backup"),
        (lose_stored, "register", "restore a backup"),
        (break_register, "register", "restore a backup"),
        (change_book, "book", "restore a backup"),
        (lose_edition, "edition", "run `selaras refresh`"),
        (break_edition, "edition", "run `selaras refresh --force`"),
        (break_reference, "reference", "regions.csv"),
        (set_clock_back, "clock", "set the clock"),
    ],
)
def test_it_names_what_is_damaged_and_only_that(office, damage, subject, advice) -> None:
    damage(office)
    sick = {each.subject: each.sentence for each in examine(office) if not each.is_well}
    assert list(sick) == [subject]
    assert advice in sick[subject]


def test_a_healthy_folder_is_well_and_unchanged(office) -> None:
    before = {file: file.stat().st_mtime_ns for file in office.data.rglob("*.duckdb")}
    done = selaras_here(office, "doctor")
    assert (done.returncode, done.stdout.count("well  "), done.stdout.count("SICK")) == (0, 7, 0)
    assert {file: file.stat().st_mtime_ns for file in office.data.rglob("*.duckdb")} == before


def test_it_says_of_an_edition_what_a_refresh_would_find(office: Paths) -> None:
    name, now = office.current.read_text().strip(), fingerprint_now(office, read_catalogue(office.reference))
    note(office, name, now)
    assert examine(office)[-1].sentence == f"{name} can be read and holds everything there is."
    note(office, name, f"before {now}")
    (office.inbox / "berkas.csv").write_text("putaran")
    assert "something has changed since" in examine(office)[-1].sentence


def test_something_sick_is_an_exit_code_of_one(office) -> None:
    change_stored(office)
    assert selaras_here(office, "doctor").returncode == 1
