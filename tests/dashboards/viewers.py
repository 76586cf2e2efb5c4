"""The dashboard's own server for as long as it is needed, and people who click in it without a browser."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Origin

from dashboards.services.edition import CHECKOUT
from dashboards.state.routes import ADDRESSES, there_are

REGIONS = ("11", "33", "35", "51", "53", "64", "73", "94")
SECONDS_TO_START = 90  # a machine with other work; on a quiet one it takes five


class ServerError(Exception):
    """The dashboard ended or stayed silent where it should have answered."""


@contextmanager
def serving(data_folder: Path, log: Path, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a data folder as `selaras up` does, on a free port where none is given; give address and process."""
    if not port:
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            port = door.getsockname()[1]
    script = str(CHECKOUT / "dashboards" / "server.py")
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    environment = os.environ | {"SELARAS_DATA": str(data_folder)}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=out, stderr=out)
        try:
            _wait(f"http://localhost:{port}", process, log)
            yield f"http://localhost:{port}", process
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ServerError(f"the dashboard ended before it answered; {log} says why")
        with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
            return
        time.sleep(0.25)
    raise ServerError(f"the dashboard did not answer within {SECONDS_TO_START} seconds")


async def clicks(address: str, number: int, runs: int, chosen: Mapping[str, str]) -> list[float]:
    """One person on a page of their own who changes the region again and again; milliseconds from each click to the
    end of its script run, the visit's first one included."""
    taken = []
    addresses = [ADDRESSES[page] for page in there_are()]
    stream = address.replace("http://", "ws://") + "/_stcore/stream"
    async with connect(stream, origin=Origin(address), max_size=None) as wire:
        for turn in range(runs + 1):
            asked = BackMsg()
            region_id = REGIONS[(number + turn) % len(REGIONS)]
            asked.rerun_script.query_string = urlencode({**chosen, "region": region_id})
            asked.rerun_script.page_name = addresses[number % len(addresses)]
            started = time.perf_counter()
            await wire.send(asked.SerializeToString())
            while True:
                message = ForwardMsg()
                message.ParseFromString(bytes(await wire.recv()))
                if message.WhichOneof("type") == "script_finished":
                    break
            taken.append(1000 * (time.perf_counter() - started))
    return taken


def crowd(address: str, people: int, runs: int, chosen: Mapping[str, str] = MappingProxyType({})) -> list[list[float]]:
    """People who come and click at once, all with the same things chosen; a list of milliseconds for each."""

    async def all_of_them() -> list[list[float]]:
        return await asyncio.gather(*(clicks(address, number, runs, chosen) for number in range(people)))

    return in_own_loop(all_of_them())


def in_own_loop(work: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: a browser's test may have left a loop running in this one."""
    with ThreadPoolExecutor(1) as own_thread:
        return own_thread.submit(asyncio.run, work).result()
