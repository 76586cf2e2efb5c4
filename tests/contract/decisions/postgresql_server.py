"""A PostgreSQL server of Debian on loopback for the length of the tests; started by them, stopped by them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

ABSENT = "no PostgreSQL server here: apt-get install postgresql"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: Debian keeps them outside PATH, by version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """Give the address of a fresh server, without a database; a skip on a machine without one, a failure in CI."""
    with cluster() as made:
        yield made.address


@dataclass(frozen=True)
class Cluster:
    """A server that can die and be started again."""

    address: str
    folder: Path
    start: Callable[[], None]

    def kill(self) -> None:
        """End every process of the server by SIGKILL."""
        postmaster = int((self.folder / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for pid in (postmaster, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Give a fresh server; a skip on a machine without one, a failure in CI."""
    folder = programs()
    if folder is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(ABSENT)
    home = Path(tempfile.mkdtemp(prefix="selaras-pg-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(home, "postgres", "postgres")
        as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    place, port = home / "cluster", free_port()

    def run(*command: str) -> None:
        subprocess.run([*as_owner, *command], check=True, stdout=subprocess.DEVNULL, cwd=home, timeout=60)

    run(str(folder / "initdb"), "-D", str(place), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")
    options = f"-p {port} -h 127.0.0.1 -k {home} -c fsync=off"

    def start() -> None:
        run(str(folder / "pg_ctl"), "-D", str(place), "-o", options, "-l", str(home / "log"), "-w", "start")

    start()
    try:
        yield Cluster(f"postgresql+psycopg2://postgres@127.0.0.1:{port}", place, start)
    finally:
        with suppress(subprocess.CalledProcessError):  # a test may have killed it
            run(str(folder / "pg_ctl"), "-D", str(place), "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)
