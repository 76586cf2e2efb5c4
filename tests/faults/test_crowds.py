"""A full disk, two writers at once, readers during publishing: a sentence, nothing lost, nothing half."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.edition import publish
from tests.conftest import run_selaras
from tests.faults.comparing import content

CSV = (
    "putaran,unit_kerja,kode_indikator,kode_wilayah,skema_kode,tahun_target,target\n"
    "contoh-2027-1,pusdatin-kesos,outcome_records_matched,11,kemendagri,2028,81\n"
)


def standing(paths: Paths) -> Path:
    edition = publish.current_edition(paths)
    assert edition is not None
    return edition


def is_there(paths: Paths) -> bool:
    with publish.reading(standing(paths)) as connection:
        found = connection.execute("select count(*) from core.submission where file_name = 'inbox/satu.csv'").fetchall()
    return found == [(1,)]


@pytest.fixture
def small_disk(tmp_path: Path):
    """A file system of a few megabytes more than a made data folder; skipped where it cannot be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", str(place)], check=False)
    if mounted.returncode:
        pytest.skip("a small file system can only be mounted by root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def resize(disk: Path, megabytes: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={megabytes}m", str(disk)], check=True)


def test_a_full_disk_is_one_sentence_and_room_mends_it(refreshed: Paths, small_disk: Path) -> None:
    paths = Paths(small_disk / "data")
    shutil.copytree(refreshed.data, paths.data)
    before = paths.current.read_text()
    (paths.inbox / "satu.csv").write_text(CSV)
    used = shutil.disk_usage(small_disk).used // 1_000_000
    resize(small_disk, used + 3)
    done = run_selaras(paths, "refresh")
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "full" in done.stderr or "free disk space" in done.stderr, done.stderr
    assert paths.current.read_text() == before and standing(paths).is_file()
    resize(small_disk, 400)
    again = run_selaras(paths, "refresh")
    assert again.returncode == 0, again.stderr
    assert is_there(paths)


def test_of_two_refreshes_at_once_one_works_and_one_says_so(refreshed: Paths, tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data")
    shutil.copytree(refreshed.data, paths.data)
    (paths.inbox / "satu.csv").write_text(CSV)
    command = [sys.executable, "-m", "pipelines.cli", "refresh", "--force"]
    environment = os.environ | {"SELARAS_DATA": str(paths.data)}
    both = [
        subprocess.Popen(
            command, cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=240)[1] for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes == [0, 1], said
    assert any("Another refresh holds refresh.lock; wait until it has finished" in text for text in said)
    assert is_there(paths)


def test_readers_see_a_whole_edition_at_every_moment_of_publishing(refreshed: Paths, tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data")
    paths.editions.mkdir(parents=True)
    first = standing(refreshed)
    wrong: list[str] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            edition = publish.current_edition(paths)
            if edition is None:
                continue
            with publish.reading(edition) as connection:
                rows = connection.execute("select count(*) from core.region").fetchall()
                if rows != [(556,)]:
                    wrong.append(str(rows))

    names = [f"edition-20260101T00000{number}Z-1" for number in range(8)]
    reader = threading.Thread(target=read)
    reader.start()
    for name in names:
        shutil.copy(first, paths.editions / f"{name}.duckdb")
        publish.turn(paths, name)
    is_over.set()
    reader.join()
    assert wrong == []
    assert content(standing(paths)) == content(first)
