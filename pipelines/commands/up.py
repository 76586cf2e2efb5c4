"""Serves the dashboard and Dagster on one machine: which children there are, on which addresses, and since when.

How a child is kept alive stands in supervisor/. Little is imported here, so that the first address comes soon.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.contract.login_settings import LoginSettings
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.contract.progress_lines import progress, say_progress
from pipelines.errors import SelarasError
from pipelines.supervisor.child import Child, Task
from pipelines.supervisor.child_log import ChildLog
from pipelines.supervisor.dagster_home import dagster_home, write_workspace
from pipelines.supervisor.health import clock_fault, health, serve_health
from pipelines.supervisor.watch import answers, listens, watch

LOOPBACK = "127.0.0.1"
SOCKET_NAME = "code.sock"


class ServingError(SelarasError):
    """One sentence: which port or folder stands in the way, and what to do."""


@dataclass(frozen=True)
class Places:
    """Where each part answers. Dagster has no login: it stays on this machine unless SELARAS_DAGSTER_HOST says so."""

    host: str = LOOPBACK
    dashboard_port: int = 8501
    dagster_port: int = 3000
    health_port: int = 8500
    dagster_host: str = LOOPBACK
    with_dashboard: bool = True
    with_dagster: bool = True

    def doors(self) -> list[tuple[str, int, str]]:
        """Host, port and option of all that will be listened on."""
        doors = [(LOOPBACK, self.health_port, "--health-port")]
        if self.with_dashboard:
            doors.append((self.host, self.dashboard_port, "--dashboard-port"))
        if self.with_dagster:
            doors.append((self.dagster_host, self.dagster_port, "--dagster-port"))
        return doors


def serve(paths: Paths, places: Places) -> int:
    """Start what `places` asks for, print each address as soon as it answers, and keep it alive until Ctrl-C.

    The dashboard is there first, with the edition that stands; the refresh follows, then Dagster. Returns the exit
    code. Raises ServingError or LoginSettingError when nothing can be started.
    """
    say_progress()
    settings = LoginSettings.from_environment()
    settings.demand_login_for(places.host)
    with ExitStack() as held:
        held.enter_context(_writable(paths, places.with_dagster))
        for host, port, option in places.doors():
            _demand_free(host, port, option)
        fault = clock_fault(paths, datetime.now(UTC))
        if fault:
            progress.warning(fault)
        private = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="selaras-")))
        children = [_child(task, paths) for task in tasks(paths, places, settings, private)]
        for child in children:
            held.callback(child.log.close)
        server = serve_health(lambda: health(paths, children, datetime.now(UTC)), LOOPBACK, places.health_port)
        held.callback(server.server_close)
        held.callback(server.shutdown)
        progress.info("Health     http://%s:%s", LOOPBACK, places.health_port)
        progress.info("Logs are in %s. Ctrl-C ends everything.", paths.logs)
        watch(children)
    progress.info("Everything has ended.")
    return 0


def tasks(paths: Paths, places: Places, settings: LoginSettings, private: Path) -> list[Task]:
    """The children in their order of start. `private` is a folder only we can read, for the socket of Dagster's
    code and the secrets of the login."""
    wanted = []
    if places.with_dashboard:
        base = f"http://{places.host}:{places.dashboard_port}"
        wanted.append(
            Task(
                "Dashboard",
                dashboard_command(places),
                answers(f"http://{_reachable(places.host)}:{places.dashboard_port}/_stcore/health"),
                settings.address(places.host, places.dashboard_port) if settings.is_public else base,
            )
        )
    if places.with_dagster:
        first = ("Dashboard",) if places.with_dashboard else ()
        refresh = [sys.executable, "-m", "pipelines.cli", "refresh"]
        wanted.append(Task("Refresh", refresh, lambda: False, after=first, is_once=True))
        wanted += _dagster_tasks(paths, places, private)
    return wanted


def dashboard_command(places: Places) -> list[str]:
    app = CHECKOUT / "dashboards" / "server.py"
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.address", places.host]
    return [*command, "--server.port", str(places.dashboard_port), "--server.headless", "true"]


def _dagster_tasks(paths: Paths, places: Places, private: Path) -> list[Task]:
    """Code, pages and daemon of Dagster. The code is a process of its own, so that pages and daemon are back within
    seconds; all three find it by a socket that only this user can open."""
    home = dagster_home(paths)
    code = private / SOCKET_NAME
    workspace = str(write_workspace(Path(home), code))
    host, port = places.dagster_host, places.dagster_port
    pages = [sys.executable, "-m", "dagster_webserver", "-w", workspace, "-h", host, "-p", str(port)]
    daemon = [sys.executable, "-m", "dagster._daemon", "run", "-w", workspace]
    return [
        Task(
            "Dagster's code",
            [sys.executable, "-m", "pipelines.orchestration.code_server", "--socket", str(code)],
            listens(code),
            after=("Refresh",),
        ),
        Task(
            "Dagster",
            [*pages, "--log-level", "warning"],
            answers(f"http://{_reachable(host)}:{port}/server_info"),
            f"http://{host}:{port}",
            after=("Dagster's code",),
        ),
        Task("Dagster's daemon", daemon, lambda: True, after=("Dagster's code",)),
    ]


def _child(task: Task, paths: Paths) -> Child:
    file = paths.logs / f"{task.name.lower().replace(chr(39), '').replace(' ', '_')}.log"
    environment = os.environ | {"SELARAS_DATA": str(paths.data), "DAGSTER_HOME": str(paths.dagster_home)}
    echo = progress.info if task.is_once else None
    return Child(task, ChildLog(file, echo), CHECKOUT, environment | {"PYTHONUNBUFFERED": "1"}, progress.info)


@contextmanager
def _writable(paths: Paths, is_only_one: bool) -> Iterator[None]:
    """Make the folders; with Dagster, be the only one on this data folder, for its daemon must be alone."""
    try:
        for folder in (paths.data, paths.inbox, paths.store, paths.editions, paths.logs):
            folder.mkdir(parents=True, exist_ok=True)
        lock_file = paths.data / "up.lock"
        lock_file.touch()
        lock = FileLock(lock_file)
        if is_only_one:
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
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServingError(
                f"Port {port} on {host} cannot be used ({error.strerror}); free it or choose another with {option}."
            ) from error


def _reachable(host: str) -> str:
    """Where we ask ourselves: an address that means every interface is asked on loopback."""
    return {"0.0.0.0": LOOPBACK, "::": LOOPBACK}.get(host, host)  # noqa: S104
