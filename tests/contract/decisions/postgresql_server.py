"""A PostgreSQL server of Debian on loopback for the length of the tests; started by them, stopped by them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
    folder = programs()
    if folder is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(ABSENT)
    home = Path(tempfile.mkdtemp(prefix="selaras-pg-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(home, "postgres", "postgres")
        as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    cluster, port = home / "cluster", free_port()

    def run(*command: str) -> None:
        subprocess.run([*as_owner, *command], check=True, stdout=subprocess.DEVNULL, cwd=home, timeout=60)

    run(str(folder / "initdb"), "-D", str(cluster), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")
    options = f"-p {port} -h 127.0.0.1 -k {home} -c fsync=off"
    run(str(folder / "pg_ctl"), "-D", str(cluster), "-o", options, "-l", str(home / "log"), "-w", "start")
    try:
        yield f"postgresql+psycopg2://postgres@127.0.0.1:{port}"
    finally:
        run(str(folder / "pg_ctl"), "-D", str(cluster), "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)
