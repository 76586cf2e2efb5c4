"""What many tests share: a data folder of their own, and one edition made once from the bundled figures."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.contract.paths import CHECKOUT, Paths

COMMITTED = ("reference", "history", "plans")


def copy_data(folder: Path) -> Paths:
    """Copy the committed part of data/ so that a test can break it."""
    for name in COMMITTED:
        shutil.copytree(CHECKOUT / "data" / name, folder / name, ignore=shutil.ignore_patterns("published"))
    (folder / "inbox").mkdir(exist_ok=True)
    return Paths(folder)


def run_selaras(paths: Paths, *arguments: str, timeout: float = 240) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, in its own process, on a data folder of the test."""
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *arguments],
        cwd=CHECKOUT,
        env=os.environ | {"SELARAS_DATA": str(paths.data)},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


@pytest.fixture
def data(tmp_path: Path) -> Paths:
    """A data folder with the committed files and nothing made yet."""
    return copy_data(tmp_path / "data")


@pytest.fixture(scope="session")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A data folder with the edition of the bundled figures; made once for all tests, which only read it."""
    paths = copy_data(tmp_path_factory.mktemp("refreshed") / "data")
    done = run_selaras(paths, "refresh")
    assert done.returncode == 0, done.stderr
    return paths


@pytest.fixture
def data_variable(refreshed: Paths, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paths]:
    """Point SELARAS_DATA at the shared edition for the length of one test."""
    monkeypatch.setenv("SELARAS_DATA", str(refreshed.data))
    yield refreshed
