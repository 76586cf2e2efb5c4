"""`selaras up`: what it starts and where, and the one sentence when it cannot."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from pipelines.commands.up import Places, ServingError, serve, tasks
from pipelines.contract.login_settings import NEEDED, LoginSettingError, LoginSettings
from pipelines.contract.paths import CHECKOUT, Paths
from tests.conftest import copy_data, run_selaras

OFFICE = dict(zip(NEEDED, ("http://127.0.0.1:9/x", "selaras", "secret", "s" * 40), strict=True))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def named(tmp_path: Path, places: Places) -> dict[str, list[str]]:
    return {task.name: list(task.command) for task in tasks(Paths(tmp_path), places, LoginSettings(), tmp_path)}


def test_the_dashboard_is_served_without_dagster_and_dagster_without_the_dashboard(tmp_path) -> None:
    assert list(named(tmp_path, Places(with_dagster=False))) == ["Dashboard"]
    assert "Dashboard" not in named(tmp_path, Places(with_dashboard=False))


def test_dagster_stays_on_this_machine_wherever_the_dashboard_is_served(tmp_path) -> None:
    served = named(tmp_path, Places(host="0.0.0.0"))
    assert "0.0.0.0" in served["Dashboard"]
    assert served["Dagster"][served["Dagster"].index("-h") + 1] == "127.0.0.1"


@pytest.mark.parametrize("option", ["--dashboard-port", "--dagster-port", "--health-port"])
def test_a_taken_port_is_one_sentence_that_names_the_option(tmp_path, option) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        ports = {name: free_port() for name in ("dashboard_port", "dagster_port", "health_port")}
        ports[option[2:].replace("-", "_")] = holder.getsockname()[1]
        with pytest.raises(ServingError, match=f"cannot be used .* choose another with {option}"):
            serve(Paths(tmp_path), Places(**ports))


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, monkeypatch) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(ServingError, match=r"cannot be written .Read-only file system.; make it writable"):
        serve(Paths(tmp_path), Places(health_port=free_port()))


@pytest.mark.parametrize(
    ("host", "environment", "is_served"),
    [
        ("127.0.0.1", {}, True),
        ("localhost", {}, True),
        ("0.0.0.0", {}, False),
        ("10.1.2.3", {}, False),
        ("127.0.0.1", {"SELARAS_PUBLIC_HOST": "selaras.example.go.id"}, False),
        ("127.0.0.1", {"SELARAS_PUBLIC_HOST": "selaras.example.go.id", "SELARAS_LOGIN": "oidc", **OFFICE}, True),
        ("0.0.0.0", {"SELARAS_LOGIN": "oidc", **OFFICE}, True),
    ],
)
def test_asvs_8_2_1_no_other_host_is_served_without_a_login(host, environment, is_served) -> None:
    settings = LoginSettings.from_environment(environment)
    if is_served:
        settings.demand_login_for(host)
    else:
        with pytest.raises(LoginSettingError, match="set SELARAS_LOGIN=oidc"):
            settings.demand_login_for(host)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SELARAS_LOGIN": "on"}, "set it to one of off, oidc"),
        ({"SELARAS_LOGIN": "oidc"}, "needs SELARAS_OIDC_METADATA, SELARAS_OIDC_CLIENT"),
        ({"SELARAS_LOGIN": "oidc", **OFFICE, "SELARAS_COOKIE_SECRET": "short"}, "has 5 characters"),
        ({"SELARAS_IDLE_MINUTES": "-1"}, "give a number above zero"),
        ({"SELARAS_ABSOLUTE_HOURS": "inf"}, "give a number above zero"),
    ],
)
def test_a_wrong_setting_of_the_login_is_one_sentence(environment, sentence) -> None:
    with pytest.raises(LoginSettingError, match=sentence):
        LoginSettings.from_environment(environment)


def test_a_host_that_is_not_this_machine_is_refused_by_the_command(tmp_path) -> None:
    done = run_selaras(copy_data(tmp_path / "data"), "up", "--host", "0.0.0.0")
    assert done.returncode == 1
    assert done.stderr.startswith("selaras: Without a login the dashboard is served to this machine only")


def test_the_dashboard_alone_serves_survives_a_kill_and_ends_within_ten_seconds(tmp_path) -> None:
    paths, port, health_port = copy_data(tmp_path / "data"), free_port(), free_port()
    ports = ("--dashboard-port", str(port), "--health-port", str(health_port))
    up = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "up", "--no-dagster", *ports],
        cwd=CHECKOUT,
        env=os.environ | {"SELARAS_DATA": str(paths.data)},
        stdout=subprocess.PIPE,
        text=True,
    )
    lines: list[str] = []
    threading.Thread(target=lambda: lines.extend(iter(up.stdout.readline, "")), daemon=True).start()
    try:
        wait_until(lambda: any(f"Dashboard on http://127.0.0.1:{port}" in line for line in lines))
        assert alive(port)
        os.killpg(served_by(port), signal.SIGKILL)
        wait_until(lambda: any("was killed by SIGKILL" in line for line in lines))
        wait_until(lambda: any("Dashboard again on" in line for line in lines))
        assert alive(port)
        assert json.loads(health_text(health_port))["children"][0]["restart_count"] == 1
    finally:
        begun = time.monotonic()
        up.send_signal(signal.SIGINT)
        assert up.wait(timeout=20) == 0
    assert time.monotonic() - begun < 10
    assert not alive(port)
    assert "was killed by SIGKILL" in (paths.logs / "dashboard.log").read_text()


def wait_until(question, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not question() and time.monotonic() < until:
        time.sleep(0.1)
    assert question()


def alive(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def health_text(port: int) -> str:
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return str(answer.read().decode())
    except OSError as error:  # 503: there is no edition in this folder
        return str(error.read().decode())  # type: ignore[attr-defined]


def served_by(port: int) -> int:
    """The process group of the Streamlit server on a port."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"streamlit" in words and str(port).encode() in words:
                return int(entry.name)
    raise AssertionError("no server found")
