"""Many viewers through dashboards behind the office's own HAProxy, and what the death of one dashboard costs them.

    uv run python -m tests.benchmarks.bench_replicas [--people 60] [--replicas 3] [--clicks 4]

Everybody clicks at once: first before one dashboard, then before all of them, then again while one of them is killed.
Who loses a dashboard comes back, as a browser does, with the same cookie. Prints median and p95 in milliseconds, memory
of each dashboard, and errors; exits with 1 when anybody of another dashboard was interrupted, or anybody stayed out.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin

from dashboards.services.edition import data_folder
from dashboards.state.routes import ADDRESSES, there_are
from pipelines.contract.paths import CHECKOUT
from tests.benchmarks.bench_dashboard import p95, resident_megabytes
from tests.dashboards.viewers import REGIONS, serving
from tests.deploy.test_proxy import free_port

LONGEST_ABSENCE = 60.0  # seconds after which somebody who lost a dashboard counts as left outside
LONGEST_NOTICE = 1_000  # bytes; a longer message draws something, and unpacking it would take time from the dashboards
NAMES = ("first", "second", "third")


@dataclass
class Person:
    """One viewer: where they were served, how long each click took, and how often they were interrupted."""

    number: int
    cookie: str = ""
    taken: list[float] = field(default_factory=list)
    interrupted: list[str] = field(default_factory=list)
    is_outside: bool = False
    mark: bytes = b""  # what they look out for on their page
    has_seen: bool = False

    @property
    def replica(self) -> str:
        return self.cookie.partition("=")[2]


@dataclass
class Proxy:
    """HAProxy at an address, which can die and be started again as systemd does."""

    address: str
    file: Path
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = shutil.which("haproxy") or "/usr/sbin/haproxy"
        self.running = subprocess.Popen(
            [program, "-f", str(self.file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self) -> None:
        if self.running is not None:
            self.running.kill()
            self.running.wait(timeout=10)


@contextmanager
def proxy(ports: Sequence[int], folder: Path) -> Iterator[Proxy]:
    """HAProxy with the delivered configuration, without TLS and under a loopback name, before these dashboards."""
    port, text = free_port(), (CHECKOUT / "deploy" / "haproxy.cfg").read_text(encoding="utf-8")
    text = re.sub(r"bind :80$", f"bind 127.0.0.1:{free_port()}", text, flags=re.MULTILINE)
    text = re.sub(r"bind :443 .*$", f"bind 127.0.0.1:{port}", text, flags=re.MULTILINE)
    text = text.replace("selaras.example.go.id", f"localhost:{port}").replace(" httponly secure", " httponly")
    lines = [line for line in text.splitlines() if not line.strip().startswith("server ")]
    lines += [f"    server {name} 127.0.0.1:{port} cookie {name}" for name, port in zip(NAMES, ports, strict=False)]
    file = folder / f"haproxy-{len(ports)}.cfg"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = Proxy(f"http://localhost:{port}", file)
    made.start()
    try:
        for _ in range(100):
            try:
                if httpx.get(f"{made.address}/_stcore/health").status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
        yield made
    finally:
        made.kill()


async def click(wire: ClientConnection, person: Person, turn: int) -> None:
    """Choose another region, and wait until its script run has ended."""
    asked, pages = BackMsg(), [ADDRESSES[page] for page in there_are()]
    region_id = REGIONS[(person.number + turn) % len(REGIONS)]
    asked.rerun_script.query_string = urlencode({"region": region_id})
    asked.rerun_script.page_name = pages[person.number % len(pages)]
    started = time.perf_counter()
    await wire.send(asked.SerializeToString())
    while True:
        received = await wire.recv(decode=False)
        person.has_seen |= bool(person.mark) and person.mark in received
        if len(received) > LONGEST_NOTICE:
            continue
        message = ForwardMsg()
        message.ParseFromString(received)
        if message.WhichOneof("type") == "script_finished":
            break
    person.taken.append(1000 * (time.perf_counter() - started))


async def visit(address: str, person: Person, clicks: int) -> None:
    """Click so often, and come back with the same cookie whenever the connection is lost."""
    stream, lost_at = address.replace("http://", "ws://") + "/_stcore/stream", 0.0
    while len(person.taken) < clicks:
        sent = {"Cookie": person.cookie} if person.cookie else {}
        try:
            async with connect(
                stream, origin=Origin(address), max_size=None, additional_headers=sent, open_timeout=30
            ) as wire:
                assert wire.response is not None
                if given := wire.response.headers.get("set-cookie"):
                    person.cookie = given.partition(";")[0]
                while len(person.taken) < clicks:
                    await click(wire, person, len(person.taken))
                    lost_at = 0.0
        except (ConnectionClosed, InvalidHandshake, OSError):
            if not lost_at:
                lost_at = time.monotonic()
                person.interrupted.append(person.replica)
            if time.monotonic() - lost_at > LONGEST_ABSENCE:
                person.is_outside = True
                return
            await asyncio.sleep(0.5)


async def together(
    address: str, people: list[Person], clicks: int, half_way: Callable[[], object] | None = None
) -> None:
    """Let all click at once; something happens once half of all clicks are done."""
    visits = [asyncio.create_task(visit(address, person, clicks)) for person in people]
    while half_way is not None and any(not each.done() for each in visits):
        if sum(len(person.taken) for person in people) >= len(people) * clicks / 2:
            half_way()
            half_way = None
        await asyncio.sleep(0.1)
    await asyncio.gather(*visits)


def measure(
    address: str, count: int, clicks: int, half_way: Callable[[], object] | None = None
) -> tuple[list[Person], float]:
    people = [Person(number) for number in range(count)]
    asyncio.run(together(address, people, clicks, half_way))
    taken = [each for person in people for each in person.taken[1:]]
    served = {name: sum(person.replica == name for person in people) for name in NAMES}
    print(f"  median {statistics.median(taken):6.0f} ms  p95 {p95(taken):6.0f} ms  served by {served}")
    return people, p95(taken)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--replicas", type=int, default=3, choices=(2, 3))
    parser.add_argument("--clicks", type=int, default=4)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as open_things:
        folder, ports, processes = Path(name), [], []
        for number in range(asked.replicas):
            served = serving(data_folder(), folder / f"log-{number}")
            address, process = open_things.enter_context(served)
            ports.append(int(address.rpartition(":")[2]))
            processes.append(process)
        with proxy(ports[:1], folder) as before:
            print(f"{asked.people} people before one dashboard")
            _, one = measure(before.address, asked.people, asked.clicks)
        with proxy(ports, folder) as before:
            print(f"{asked.people} people before {asked.replicas}")
            people, several = measure(before.address, asked.people, asked.clicks)
            memory = [f"{resident_megabytes(process):.0f}" for process in processes]
            print(f"{asked.people} people before {asked.replicas}, the first of which is killed half way")
            bereaved, _ = measure(before.address, asked.people, asked.clicks, processes[0].kill)
    errors = sum(len(person.interrupted) for person in people)
    errors += sum(each != "first" for person in bereaved for each in person.interrupted)
    outside = sum(person.is_outside for person in bereaved)
    print(f"p95 of {asked.replicas} over p95 of one {several / one:.2f}; largest memory of each {', '.join(memory)} MB")
    back = sum("first" in person.interrupted for person in bereaved)
    print(f"errors {errors}; {back} people lost their dashboard, {back - outside} came back to another one")
    return 0 if errors == outside == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
