"""A backup is one verified archive, also while a refresh runs; restored into an empty folder it gives equal tables."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
from pathlib import Path

import duckdb
import pytest

from pipelines.commands import backup as backups
from pipelines.commands.backup import BackupError, backup, restore, verify
from pipelines.commands.doctor import examine
from pipelines.contract.decisions import Person, grant, open_book
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.errors import sentence
from pipelines.warehouse import connection as warehouse
from tests.command_here import selaras_here
from tests.faults.test_crowds import CSV


@pytest.fixture
def office(refreshed: Paths, tmp_path: Path) -> Paths:
    """A data folder in use: an edition, a register, and a book with one grant."""
    shutil.copytree(refreshed.data, tmp_path / "office", symlinks=True)
    paths = Paths(tmp_path / "office")
    book = open_book(paths.data)
    grant(book, None, Person("https://id.example", "ani", "Ani"), "viewer")
    book.close()
    return paths


def tables(file: Path) -> dict[str, tuple[int, str]]:
    """Row count and fingerprint of every table of a DuckDB file."""
    with duckdb.connect(file, read_only=True) as connection:
        names = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() order by all"
        ).fetchall()
        return {
            name: connection.execute(f"select count(*), cast(bit_xor(hash(t)) as varchar) from {name} as t").fetchone()
            for (name,) in names
        }


def events(paths: Paths) -> list[tuple]:
    with sqlite3.connect(paths.data / "decisions.sqlite") as book:
        return book.execute("select * from event").fetchall()


def names(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*")}


def test_a_restored_folder_has_equal_tables_and_an_equal_book(office, tmp_path) -> None:
    assert selaras_here(office, "refresh").returncode == 0  # the grant is an event: sealed, it is part of an edition
    manifest = backup(office, tmp_path / "b.tar.gz")
    back = Paths(tmp_path / "back")
    restore(back, tmp_path / "b.tar.gz")
    assert tables(back.data / "warehouse.duckdb") == tables(office.data / "warehouse.duckdb")
    name = office.current.read_text().strip()
    assert back.current.read_text().strip() == name == manifest["edition"]
    assert tables(back.editions / f"{name}.duckdb") == tables(office.editions / f"{name}.duckdb")
    assert events(back) == events(office) != []
    for tree in ("reference", "plans", "store"):
        assert names(back.data / tree) == names(office.data / tree)
    assert [each for each in examine(back) if not each.is_well] == []
    assert selaras_here(back, "refresh").stdout.startswith("Nothing new since edition")


def test_a_backup_begun_while_a_refresh_runs_is_whole(office, tmp_path) -> None:
    (office.inbox / "satu.csv").write_text(CSV)
    refresh = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "refresh"],
        cwd=CHECKOUT,
        env=os.environ | {"SELARAS_DATA": str(office.data)},
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in refresh.stdout:
        if "rows" in line:
            break  # it holds the warehouse now
    threading.Thread(target=refresh.stdout.read, daemon=True).start()
    backup(office, tmp_path / "b.tar.gz")
    assert refresh.wait(timeout=240) == 0
    restore(Paths(tmp_path / "back"), tmp_path / "b.tar.gz")
    assert tables(tmp_path / "back" / "warehouse.duckdb") == tables(office.data / "warehouse.duckdb")


def test_a_refresh_waits_only_while_the_warehouse_is_copied(office, tmp_path, monkeypatch) -> None:
    free_while_packing = []
    packed = backups._archived_files

    def noting(*arguments):
        with warehouse.write_lock(office):
            free_while_packing.append(True)
        return packed(*arguments)

    monkeypatch.setattr(backups, "_archived_files", noting)
    backup(office, tmp_path / "b.tar.gz")
    assert free_while_packing == [True]


def test_a_backup_never_overwrites_and_leaves_nothing_half_written(office, tmp_path, monkeypatch) -> None:
    out = tmp_path / "b.tar.gz"
    out.write_text("an earlier one")
    with pytest.raises(BackupError, match="exists already"):
        backup(office, out)
    assert out.read_text() == "an earlier one"
    monkeypatch.setattr(backups, "_copied_file", lambda *_: {"sha256": "other", "size": 0})
    with pytest.raises(BackupError, match="differ from its manifest"):
        backup(office, tmp_path / "c.tar.gz")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["b.tar.gz", "office"]


def test_a_full_disk_is_one_sentence_and_leaves_nothing(office, tmp_path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "_archived_files", full)
    with pytest.raises(OSError, match="No space") as error:
        backup(office, tmp_path / "b.tar.gz")
    assert "is full" in (sentence(error.value, "data") or "")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["office"]


def test_a_folder_in_use_is_not_restored_over(office, tmp_path) -> None:
    backup(office, tmp_path / "b.tar.gz")
    with pytest.raises(BackupError, match="is not empty"):
        restore(office, tmp_path / "b.tar.gz")


def damaged(archive: Path, how: str) -> Path:
    content = archive.read_bytes()
    place = archive.with_name(f"{how}.tar.gz")
    if how == "cut":
        place.write_bytes(content[: len(content) // 2])
    elif how == "changed":
        middle = len(content) // 2
        place.write_bytes(content[:middle] + bytes([content[middle] ^ 0x55]) + content[middle + 1 :])
    elif how == "other":
        place.write_bytes(b"no archive at all")
    else:
        with tarfile.open(place, "w:gz") as made:
            entry = tarfile.TarInfo({"outside": "../outside", "absolute": "/tmp/outside", "link": "link"}[how])
            if how == "link":
                entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
            made.addfile(entry, io.BytesIO())
    return place


@pytest.mark.parametrize("how", ["cut", "changed", "other", "outside", "absolute", "link"])
def test_a_damaged_or_hostile_archive_is_one_sentence_and_the_folder_stays_empty(tmp_path, how) -> None:
    small = Paths(tmp_path / "small")
    (small.data / "reference").mkdir(parents=True)
    (small.data / "reference" / "regions.csv").write_bytes(os.urandom(5000))
    backup(small, tmp_path / "b.tar.gz")
    into = Paths(tmp_path / "into")
    with pytest.raises(BackupError, match=r"use another|cut short"):
        restore(into, damaged(tmp_path / "b.tar.gz", how))
    assert list(into.data.iterdir()) == []
    assert not (tmp_path / "outside").exists()


def test_what_is_still_being_written_and_what_is_secret_stays_out(office, tmp_path) -> None:
    (office.data / "inbox" / ".half.xlsx.new").write_text("half")
    office.logs.mkdir(exist_ok=True)
    (office.logs / "dashboard.log").write_text("a log")
    names = backup(office, tmp_path / "b.tar.gz")["files"]
    assert not any("half" in name or name.startswith(("logs", "dagster")) for name in names)
    assert verify(tmp_path / "b.tar.gz")["files"] == names


def test_the_commands_speak_in_one_sentence(office, tmp_path) -> None:
    out = tmp_path / "b.tar.gz"
    assert selaras_here(office, "backup", "--out", str(out)).stdout.count("verified in") == 1
    refused = selaras_here(office, "restore", str(out))
    assert (refused.returncode, "is not empty" in refused.stderr) == (1, True)
    assert selaras_here(Paths(tmp_path / "new"), "restore", str(out)).returncode == 0


def test_the_clock_of_a_backup_stands_in_it(office, tmp_path) -> None:
    assert backup(office, tmp_path / "b.tar.gz")["made_at"][:10] == time.strftime("%Y-%m-%d", time.gmtime())
