"""Killed at any write, a refresh leaves the last edition standing, and a re-run gives the same tables."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.edition import publish
from pipelines.edition.fingerprint import file_sha256
from tests.conftest import run_selaras
from tests.faults.comparing import content

KILLED = -9
SEED = 20261123
SAMPLE_SIZE = 2
KNOWN_WRITES = 60  # a refresh has at least so many
HIGHEST_WRITE = 400
STRIDE = 2
CSV = (
    "putaran,unit_kerja,kode_indikator,kode_wilayah,skema_kode,tahun_target,target\n"
    "contoh-2027-1,pusdatin-kesos,outcome_records_matched,11,kemendagri,2028,81\n"
)


def killed_refresh(paths: Paths, fatal: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", str(fatal), "refresh"],
        cwd=CHECKOUT,
        env=os.environ | {"SELARAS_DATA": str(paths.data)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def edition_of(paths: Paths) -> Path:
    edition = publish.current_edition(paths)
    assert edition is not None
    return edition


def with_one_more_file(refreshed: Paths, folder: Path) -> Paths:
    """A made data folder into which one more bundled file has come, with its instant from the manifest."""
    paths = Paths(folder)
    shutil.copytree(refreshed.data, folder)
    added = paths.plans / "contoh-2027-1" / "satu.csv"
    added.write_text(CSV, encoding="utf-8")
    with (paths.plans / "manifest.csv").open("a", encoding="utf-8") as manifest:
        manifest.write(f"contoh-2027-1/satu.csv,{file_sha256(added)},2026-11-22T09:00:00+07:00\n")
    return paths


@pytest.fixture(scope="module")
def undisturbed(refreshed: Paths, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """The tables of a refresh with the same file that nobody disturbed."""
    paths = with_one_more_file(refreshed, tmp_path_factory.mktemp("undisturbed") / "data")
    assert run_selaras(paths, "refresh").returncode == 0
    return content(edition_of(paths))


def check_recovery(paths: Paths, before: dict, after: dict, fatal: int) -> bool:
    """Kill at one write, look at what stands, refresh again, compare; False when the run ended before that write."""
    done = killed_refresh(paths, fatal)
    if done.returncode == 0:
        return False
    assert done.returncode == KILLED, done.stderr
    assert content(edition_of(paths)) in (before, after), f"half an edition after write {fatal}"
    again = run_selaras(paths, "refresh")
    assert again.returncode == 0, again.stderr
    assert content(edition_of(paths)) == after, f"other tables after write {fatal}"
    return True


@pytest.mark.parametrize("fatal", sorted(random.Random(SEED).sample(range(1, KNOWN_WRITES), SAMPLE_SIZE)))
def test_a_seeded_sample_of_kill_points_recovers(
    refreshed: Paths, undisturbed: dict, tmp_path: Path, fatal: int
) -> None:
    paths = with_one_more_file(refreshed, tmp_path / "data")
    assert check_recovery(paths, content(edition_of(refreshed)), undisturbed, fatal)


def test_a_first_refresh_killed_half_way_recovers(data: Paths, refreshed: Paths) -> None:
    assert killed_refresh(data, KNOWN_WRITES // 2).returncode == KILLED
    assert publish.current_edition(data) is None
    assert run_selaras(data, "refresh").returncode == 0
    assert content(edition_of(data)) == content(edition_of(refreshed))


@pytest.mark.full
@pytest.mark.parametrize("first", range(1, STRIDE + 1))
def test_every_kill_point_recovers(refreshed: Paths, undisturbed: dict, tmp_path: Path, first: int) -> None:
    """Every second write from the first or from the second on, so that two cores share the work."""
    before = content(edition_of(refreshed))
    for fatal in range(first, HIGHEST_WRITE, STRIDE):
        paths = with_one_more_file(refreshed, tmp_path / str(fatal))
        if not check_recovery(paths, before, undisturbed, fatal):
            print(f"write {fatal} is beyond the last; every one before it was survived", flush=True)
            assert fatal > KNOWN_WRITES
            return
        print(f"killed at write {fatal}: recovered", flush=True)
        shutil.rmtree(paths.data)
    pytest.fail(f"the run has more than {HIGHEST_WRITE} writes; raise the bound")
