"""The health address says which edition stands, how old it is, and what each child does; 200 only when all is well."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from pipelines.contract.paths import Paths
from pipelines.supervisor.child import Child, Task
from pipelines.supervisor.child_log import ChildLog
from pipelines.supervisor.health import clock_fault, health, serve_health

MADE = datetime(2026, 11, 26, 0, 41, 57, tzinfo=UTC)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    made = Paths(tmp_path)
    made.editions.mkdir()
    made.current.write_text("edition-20261126T004157Z-1\n")
    return made


def child(paths: Paths, state: str) -> Child:
    task = Task("Dashboard", ["true"], lambda: True, "http://127.0.0.1:8501")
    return Child(task, ChildLog(paths.data / "log"), paths.data, {}, lambda _: None, state=state)


@pytest.mark.parametrize(("state", "status"), [("serving", "ok"), ("pausing", "degraded"), ("starting", "degraded")])
def test_it_is_well_only_when_every_child_serves(paths, state, status) -> None:
    said = health(paths, [child(paths, state)], MADE + timedelta(hours=1))
    assert (said["status"], said["edition"], said["edition_age_seconds"]) == (
        status,
        "edition-20261126T004157Z-1",
        3600,
    )
    assert said["children"][0]["state"] == state


def test_before_the_first_edition_it_is_not_well_and_has_no_age(tmp_path) -> None:
    said = health(Paths(tmp_path), [], MADE)
    assert (said["status"], said["edition"], said["edition_age_seconds"]) == ("degraded", None, None)


@pytest.mark.parametrize(("minutes", "is_fault"), [(10, False), (0, False), (-4, False), (-6, True), (-60 * 24, True)])
def test_a_clock_set_back_is_one_sentence(paths, minutes, is_fault) -> None:
    fault = clock_fault(paths, MADE + timedelta(minutes=minutes))
    assert fault.startswith("The clock of this machine says") if is_fault else fault == ""
    assert health(paths, [], MADE + timedelta(minutes=minutes))["status"] == ("degraded" if is_fault else "ok")


@pytest.mark.parametrize(("status", "code"), [("ok", 200), ("degraded", 503)])
def test_the_address_answers_with_the_code_monitors_look_at_and_takes_no_orders(status, code) -> None:
    server = serve_health(lambda: {"status": status}, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        try:
            answer = urlopen(address, timeout=5)
        except HTTPError as error:
            answer = error
        assert (answer.status, json.loads(answer.read())["status"]) == (code, status)
        with pytest.raises(HTTPError) as refused:
            urlopen(Request(address, data=b"{}", method="POST"), timeout=5)
        assert refused.value.status == 501
    finally:
        server.shutdown()
        server.server_close()
