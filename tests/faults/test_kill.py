"""Killed at any write, a refresh leaves the last edition standing, and a re-run gives the same tables."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import publishing
from pipelines.paths import CHECKOUT, Paths
from tests.conftest import run_selaras
from tests.faults.comparing import content

KILLED = -9
SEED = 20261123
SAMPLE_SIZE = 3
HIGHEST_WRITE = 400


def killed_refresh(paths: Paths, fatal: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", str(fatal), "refresh"],
        cwd=CHECKOUT,
        env=os.environ | {"SELARAS_DATA": str(paths.data)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def edition_of(paths: Paths) -> Path:
    edition = publishing.current_edition(paths)
    assert edition is not None
    return edition


def check_recovery(paths: Paths, refreshed: Paths, fatal: int) -> bool:
    """Kill at one write, refresh again, compare with the undisturbed edition; False when the run ended before."""
    done = killed_refresh(paths, fatal)
    if done.returncode == 0:
        return False
    assert done.returncode == KILLED, done.stderr
    standing = publishing.current_edition(paths)
    if standing is not None:
        assert content(standing) == content(edition_of(refreshed)), f"half an edition after write {fatal}"
    again = run_selaras(paths, "refresh")
    assert again.returncode == 0, again.stderr
    assert content(edition_of(paths)) == content(edition_of(refreshed)), f"other tables after write {fatal}"
    return True


def test_a_seeded_sample_of_kill_points_recovers(data: Paths, refreshed: Paths) -> None:
    points = sorted(random.Random(SEED).sample(range(1, 60), SAMPLE_SIZE))
    assert [check_recovery(data, refreshed, fatal) for fatal in points] != []


@pytest.mark.full
def test_every_kill_point_recovers(data: Paths, refreshed: Paths) -> None:
    for fatal in range(1, HIGHEST_WRITE):
        if not check_recovery(data, refreshed, fatal):
            print(f"{fatal - 1} writes, each of them survived")
            return
    pytest.fail(f"the run has more than {HIGHEST_WRITE} writes; raise the bound")
