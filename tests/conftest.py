"""What many tests share: a data folder of their own, and one edition made once from the bundled figures."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from pipelines.contract.paths import CHECKOUT, Paths

# No example is timed: a machine with other work is slow, not wrong.
settings.register_profile("selaras", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("selaras")

# Nothing of the thousands of tests that are collected is ever garbage: looked through at each collection, they cost a
# tenth of the processor time of the run.
gc.disable()
atexit.register(gc.unfreeze)  # libraries that count at the very end what is left would miss it


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


COMMITTED = ("reference", "history", "plans")


def copy_data(folder: Path) -> Paths:
    """Copy the committed part of data/ so that a test can break it."""
    for name in COMMITTED:
        shutil.copytree(CHECKOUT / "data" / name, folder / name, ignore=shutil.ignore_patterns("published"))
    (folder / "inbox").mkdir(exist_ok=True)
    return Paths(folder)


FIRST_ANSWER = "refresh.txt"  # what the refresh of the shared folder said, beside its data


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


@pytest.fixture(scope="session", autouse=True)
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what is made once for all workers of a run; the invented edition finds it in the environment."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    os.environ["PYTEST_SHARED_FOLDER"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def refreshed(shared_folder: Path) -> Paths:
    """A data folder with the edition of the bundled figures; made once for all workers' tests, which only read it."""
    folder = shared_folder / "refreshed"
    with FileLock(folder.with_suffix(".lock")):
        paths = Paths(folder / "data")
        if not paths.current.is_file():
            shutil.rmtree(folder, ignore_errors=True)  # a worker that failed here leaves half of it to the next one
            copy_data(paths.data)
            done = run_selaras(paths, "refresh")
            assert done.returncode == 0, done.stderr
            (folder / FIRST_ANSWER).write_text(done.stdout + done.stderr, encoding="utf-8")
    return paths


@pytest.fixture
def data_variable(refreshed: Paths, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paths]:
    """Point SELARAS_DATA at the shared edition for the length of one test."""
    monkeypatch.setenv("SELARAS_DATA", str(refreshed.data))
    yield refreshed
    if "streamlit" in sys.modules:  # pages keep the edition open, and DuckDB opens a file with one set of settings only
        sys.modules["streamlit"].cache_resource.clear()
        gc.collect()
