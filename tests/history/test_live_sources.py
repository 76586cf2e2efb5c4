"""Ten ways in which a publisher's answer goes wrong, played by a server on loopback: the last good figures stay."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tenacity import wait_none

from pipelines.history import attempts
from pipelines.history.asking import Asking
from pipelines.history.bundle import read_history
from pipelines.history.clients import FAILURES_TO_PAUSE, Request, fetch_published
from pipelines.settings import SettingError, Settings
from tests.history.fetching import PROVINCES, gini_answer

KEY = "rahasia-1234567890"
GINI = Request("BPS", "98", "Gini ratio menurut provinsi")
NOON = datetime(2026, 12, 21, 5, tzinfo=UTC)
Play = Callable[[BaseHTTPRequestHandler], None]


class Publisher(ThreadingHTTPServer):
    """Plays one scenario to everybody who asks, and counts how often."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.play: Play = lambda _: None
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.play(self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def body(content: Any, status: int = 200, **headers: str) -> Play:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()

    def play(answering: BaseHTTPRequestHandler) -> None:
        answering.send_response(status)
        for name, value in {"Content-Length": str(len(raw)), **headers}.items():
            answering.send_header(name.replace("_", "-"), value)
        answering.end_headers()
        answering.wfile.write(raw)

    return play


def drip(answering: BaseHTTPRequestHandler) -> None:
    answering.send_response(200)
    answering.send_header("Content-Length", "100000")
    answering.end_headers()
    for _ in range(60):
        try:
            answering.wfile.write(b" ")
            answering.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def renamed() -> dict[str, Any]:
    """The same table in which one province has a name nobody knows."""
    return json.loads(json.dumps(gini_answer(last_update="2027-01-20 08:00:00")).replace("GORONTALO", "HULONTALO"))


def revised() -> dict[str, Any]:
    return gini_answer(scale=1.01, last_update="2027-01-20 08:00:00")


NEWER = {"last_update": "2027-01-20 08:00:00"}
STAY = {  # what the publisher plays -> outcome, and a word of the sentence
    "an error with HTTP 200": (body({"status": "Error", "message": f"key {KEY} unknown"}), "refused", "Error"),
    "a page of maintenance": (body(b"<html><title>Pemeliharaan</title></html>"), "refused", "web page"),
    "another unit": (body(gini_answer(scale=100.0, **NEWER)), "new", ""),
    "30 % fewer rows": (body(gini_answer(count=20, **NEWER)), "new", ""),
    "a slow drip": (drip, "failed", "not whole"),
    "a redirect to another host": (body(b"", 302, Location="http://127.0.0.2:9/key/"), "failed", "another host"),
    "too many requests": (body(b"", 429), "failed", "HTTP 429"),
}


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def ask(publisher: Publisher, folder: Path, catalogue) -> Callable[..., list[Any]]:
    """Ask the server as it plays now; every attempt is kept."""

    def asked(play: Play, *requests: Request, at: datetime = NOON, **more: Any) -> list[Any]:
        publisher.play = play
        asking = Asking(KEY, bps_address=publisher.address, wait=wait_none(), timeout_seconds=5, whole_seconds=0.5)
        failed = attempts.failures_in_a_row(folder, at)
        outcomes = fetch_published(folder, catalogue, requests or (GINI,), [2025], asking, failed)
        attempts.record(folder, outcomes, at)
        return outcomes

    return asked


def gini(folder: Path, catalogue) -> pl.DataFrame:
    """The Gini ratios in use: of each region and period the newest figure that is not stopped."""
    figures = read_history(folder, catalogue).figures
    used = figures.filter((pl.col("indicator_code") == "gini_ratio") & ~pl.col("is_stopped"))
    return (
        used.sort("vintage")
        .group_by("region_id", "period")
        .last()
        .select("region_id", "period", "observed_value")
        .sort(pl.all())
    )


def keyless(folder: Path) -> bool:
    return not [file for file in folder.rglob("*") if file.is_file() and KEY.encode() in file.read_bytes()]


@pytest.mark.parametrize(("play", "status", "said"), STAY.values(), ids=STAY)
def test_the_last_good_figures_stay(ask, folder, catalogue, play, status, said) -> None:
    assert [one.status for one in ask(body(gini_answer()))] == ["new"]
    good = gini(folder, catalogue)
    (outcome,) = ask(play)
    assert outcome.status == status and said in outcome.message_en
    assert gini(folder, catalogue).equals(good)
    assert keyless(folder)
    assert attempts.attempts(folder)["outcome"].to_list() == ["new", status]


def test_a_region_of_another_name_costs_no_other_region_its_figure(ask, folder, catalogue) -> None:
    ask(body(gini_answer()))
    good = gini(folder, catalogue)
    ask(body(renamed()))
    assert gini(folder, catalogue).equals(good)
    assert keyless(folder)


def test_a_revision_is_a_new_vintage_beside_the_old(ask, folder, catalogue) -> None:
    ask(body(gini_answer()))
    ask(body(revised()))
    figures = read_history(folder, catalogue).figures
    fetched = figures.filter(pl.col("file_name").str.starts_with("published/") & (pl.col("region_id") == "00"))
    assert fetched.sort("vintage")["observed_value"].to_list() == pytest.approx([0.338, 0.341], abs=5e-4)
    assert keyless(folder)


def test_an_answer_that_echoes_the_key_is_kept_without_it(ask, folder, catalogue) -> None:
    (outcome,) = ask(body({**gini_answer(), "echo": KEY}))
    assert outcome.status == "new"
    assert keyless(folder)


def test_five_failures_pause_a_publisher_for_a_day_and_one_good_answer_ends_it(ask, publisher, folder) -> None:
    many = [Request("BPS", str(number), "Tabel") for number in range(7)]
    outcomes = ask(body(b"", 403), *many)
    assert [one.status for one in outcomes] == ["failed"] * FAILURES_TO_PAUSE + ["paused"] * 2
    publisher.asked.clear()
    assert [one.status for one in ask(body(gini_answer()), at=NOON + timedelta(hours=5))] == ["paused"]
    assert publisher.asked == []
    assert [one.status for one in ask(body(gini_answer()), at=NOON + timedelta(hours=25))] == ["new"]
    assert attempts.failures_in_a_row(folder, NOON + timedelta(hours=26)) == {"BPS": 0}


def test_a_redirect_on_the_same_host_is_followed(ask, publisher) -> None:
    def play(answering: BaseHTTPRequestHandler) -> None:
        at_home = answering.path.startswith("/sini")
        (body(gini_answer()) if at_home else body(b"", 302, Location="/sini"))(answering)

    assert [one.status for one in ask(play)] == ["new"]
    assert len(publisher.asked) == 2


def test_the_two_switches(monkeypatch, folder, catalogue) -> None:
    monkeypatch.setenv("SELARAS_FETCH", "worldbank")
    assert Settings().publishers() == {"World Bank"}
    monkeypatch.setenv("SELARAS_FETCH", "bps, worldbank")
    assert Settings().publishers() == {"BPS", "World Bank"}
    monkeypatch.delenv("SELARAS_FETCH")
    assert Settings().publishers() == {"BPS"}
    assert not Asking(None).may_ask("BPS") and Asking(None).may_ask("World Bank")
    monkeypatch.setenv("SELARAS_FETCH", "eurostat")
    with pytest.raises(SettingError, match="choose from bps, worldbank"):
        Settings().publishers()


def test_the_server_knows_the_provinces_of_today() -> None:
    assert len(PROVINCES) == 39
