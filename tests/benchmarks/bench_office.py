"""What an office pays: a page with login and scope beside one without, the first address after a warm start, and how
soon a killed child serves again. Run: `uv run python -m tests.benchmarks.bench_office DATA_FOLDER`.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from dashboards.state.routes import ADDRESSES
from pipelines.contract import decisions
from pipelines.contract.paths import CHECKOUT
from tests.dashboards.login_provider import Somebody, office, running_provider
from tests.dashboards.viewers import serving

ROUNDS = 8
CHOSEN = "round=contoh-2027-1&region=11"
MOST_TIMES, FIRST_ADDRESS_SECONDS, BACK_SECONDS = 1.15, 12.0, 15.0


def page_milliseconds(folder: Path, log: Path, with_login: bool) -> list[float]:
    """Milliseconds of script runs over all pages, after one round that warms the answers."""
    before = dict(os.environ)
    with running_provider() as provider:
        if with_login:
            os.environ.update(office(provider))
            book = decisions.open_book(folder)
            decisions.grant(book, None, decisions.Person(provider.address, "ani", "Ani"), "viewer", region_scope="11")
            book.close()
        try:
            with serving(folder, log) as (address, _):
                somebody = Somebody(address)
                if with_login:
                    somebody.log_in("ani")
                pages = [f"/{name}?{CHOSEN}" for name in ADDRESSES.values() if name != "jejak-audit"]
                somebody.open(*pages)
                return somebody.timed(*(pages * ROUNDS))
        finally:
            os.environ.clear()
            os.environ.update(before)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def service_seconds(folder: Path) -> dict[str, float]:
    """Seconds from the command to the first address, and from the kill of each child until it serves again."""
    ports = {name: free_port() for name in ("dashboard", "dagster", "health")}
    options = [word for name, port in ports.items() for word in (f"--{name}-port", str(port))]
    begun = time.monotonic()
    up = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "up", *options],
        cwd=CHECKOUT,
        env=os.environ | {"SELARAS_DATA": str(folder)},
        stdout=subprocess.DEVNULL,
    )
    taken: dict[str, float] = {}
    try:
        _until(lambda: _state(ports["health"]).get("Dashboard") == "serving", 120)
        taken["first address"] = time.monotonic() - begun
        _until(lambda: set(_state(ports["health"]).values()) <= {"serving", "done"}, 300)
        taken["everything"] = time.monotonic() - begun
        for name in ("Dashboard", "Dagster's code", "Dagster", "Dagster's daemon"):
            killed = time.monotonic()
            os.killpg(_process(name, ports), signal.SIGKILL)
            _until(lambda name=name: _state(ports["health"]).get(name) != "serving", 30)
            _until(lambda name=name: _state(ports["health"]).get(name) == "serving", 120)
            taken[f"{name} again"] = time.monotonic() - killed
        begun = time.monotonic()
    finally:
        up.send_signal(signal.SIGINT)
        up.wait(timeout=30)
    taken["end"] = time.monotonic() - begun
    return taken


def _state(port: int) -> dict[str, str]:
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            said = json.load(answer)
    except HTTPError as degraded:
        said = json.load(degraded)
    except OSError:
        return {"nothing": "answers"}
    return {child["name"]: child["state"] for child in said["children"]}


def _process(name: str, ports: dict[str, int]) -> int:
    marks = {
        "Dashboard": ("streamlit", str(ports["dashboard"])),
        "Dagster's code": ("pipelines.orchestration.code_server",),
        "Dagster": ("dagster_webserver", str(ports["dagster"])),
        "Dagster's daemon": ("dagster._daemon",),
    }[name]
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
                is_ours = os.getpgid(int(entry.name)) == int(entry.name) and _parent_is_up(int(entry.name), ports)
            except OSError:
                continue
            if is_ours and all(mark in words for mark in marks):
                return int(entry.name)
    raise AssertionError(f"no process of {name}")


def _parent_is_up(process: int, ports: dict[str, int]) -> bool:
    parent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1]
    return str(ports["health"]) in Path(f"/proc/{parent}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")


def _until(question, seconds: float) -> None:  # type: ignore[no-untyped-def]
    until = time.monotonic() + seconds
    while not question():
        if time.monotonic() > until:
            raise AssertionError("it did not happen in time")
        time.sleep(0.05)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="selaras-bench-") as place:
        folder = Path(place) / "data"
        shutil.copytree(sys.argv[1], folder)
        without = page_milliseconds(folder, Path(place) / "log", with_login=False)
        with_login = page_milliseconds(folder, Path(place) / "log", with_login=True)
        ratio = statistics.median(with_login) / statistics.median(without)
        print(f"page without login  median {statistics.median(without):6.1f} ms, {len(without)} runs")
        print(f"page with login     median {statistics.median(with_login):6.1f} ms, ratio {ratio:.2f} (≤ {MOST_TIMES})")
        for name, seconds in service_seconds(folder).items():
            print(f"{name:<24} {seconds:5.1f} s")


if __name__ == "__main__":
    main()
