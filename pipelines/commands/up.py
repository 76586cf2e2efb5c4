"""Serves the dashboard and Dagster on one machine: starts both, watches both, ends both."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from filelock import FileLock, Timeout

from pipelines.commands.refresh import dagster_home, refresh, say_progress
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.errors import SelarasError

progress = logging.getLogger("selaras")
READY_SECONDS = 120
END_SECONDS = 15


class ServingError(SelarasError):
    """One sentence: which port or folder stands in the way, and what to do."""


def serve(paths: Paths, host: str, dashboard_port: int, dagster_port: int) -> int:
    """Refresh, start both servers, print their addresses, and wait; returns the exit code. Ctrl-C ends everything."""
    say_progress()
    for ending in (signal.SIGINT, signal.SIGTERM):  # also where a shell started us in the background and ignores SIGINT
        signal.signal(ending, _as_interrupt)
    with _only_one(paths):
        for port, option in ((dashboard_port, "--dashboard-port"), (dagster_port, "--dagster-port")):
            _demand_free(host, port, option)
        for folder in (paths.inbox, paths.store, paths.editions):
            folder.mkdir(parents=True, exist_ok=True)
        progress.info("Refreshing from %s", paths.data)
        refresh(paths)
        with (
            _started("dashboard", dashboard_command(host, dashboard_port), paths) as dashboard,
            _started("dagster", dagster_command(host, dagster_port), paths) as dagster,
        ):
            _wait_until_ready(
                {"dashboard": (dashboard, host, dashboard_port), "dagster": (dagster, host, dagster_port)}, paths
            )
            progress.info("Dashboard  http://%s:%s", host, dashboard_port)
            progress.info("Dagster    http://%s:%s", host, dagster_port)
            progress.info("A file dropped into %s is taken in by itself. Ctrl-C ends both.", paths.inbox)
            return _watch({"dashboard": dashboard, "dagster": dagster}, paths)


def dashboard_command(host: str, port: int) -> list[str]:
    app = CHECKOUT / "dashboards" / "server.py"
    return [sys.executable, "-m", "streamlit", "run", str(app), "--server.address", host, "--server.port", str(port), "--server.headless", "true"]  # fmt: skip  # noqa: E501


def dagster_command(host: str, port: int) -> list[str]:
    return [sys.executable, "-m", "dagster", "dev", "-w", str(CHECKOUT / "workspace.yaml"), "-h", host, "-p", str(port), "--log-level", "warning"]  # fmt: skip  # noqa: E501


def _as_interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def _only_one(paths: Paths) -> Iterator[None]:
    try:
        paths.data.mkdir(parents=True, exist_ok=True)
        lock = FileLock(paths.data / "up.lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise ServingError(
            f"Selaras is already up on {paths.data}; use the addresses it printed, or end it with Ctrl-C first."
        ) from None
    except OSError as error:
        raise ServingError(
            f"The data folder {paths.data} cannot be written ({error.strerror}); make it writable or set SELARAS_DATA."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _demand_free(host: str, port: int, option: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServingError(
                f"Port {port} on {host} cannot be used ({error.strerror}); free it or choose another with {option}."
            ) from error


@contextmanager
def _started(name: str, command: list[str], paths: Paths) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in a process group of its own, its output in a log file; end the whole group at the end."""
    environment = os.environ | {"SELARAS_DATA": str(paths.data), "DAGSTER_HOME": dagster_home(paths)}
    with log_file(paths, name).open("wb") as log:
        server = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield server
        finally:
            _end(server)


def log_file(paths: Paths, name: str) -> Path:
    return paths.data / f"{name}.log"


def _end(server: subprocess.Popen[bytes]) -> None:
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, ending)
        except ProcessLookupError:
            break
        try:
            server.wait(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        if not _group_lives(server.pid):
            break
    server.wait()


def _group_lives(group: int) -> bool:
    until = time.monotonic() + END_SECONDS
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.2)
    return True


def _wait_until_ready(servers: dict[str, tuple[subprocess.Popen[bytes], str, int]], paths: Paths) -> None:
    until = time.monotonic() + READY_SECONDS
    for name, (server, host, port) in servers.items():
        progress.info("Starting %s", name)
        while not _answers(host, port):
            if server.poll() is not None or time.monotonic() > until:
                raise ServingError(f"The {name} did not start; its log {log_file(paths, name)} says why.")
            time.sleep(0.3)


def _answers(host: str, port: int) -> bool:
    try:
        with urlopen(f"http://{host}:{port}/", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _watch(servers: dict[str, subprocess.Popen[bytes]], paths: Paths) -> int:
    try:
        while True:
            for name, server in servers.items():
                if server.poll() is not None:
                    raise ServingError(f"The {name} has ended by itself; its log {log_file(paths, name)} says why.")
            time.sleep(0.5)
    except KeyboardInterrupt:
        progress.info("Ending both servers.")
        return 0
