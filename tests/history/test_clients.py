"""The clients, against a transport inside the test: nothing ever leaves the machine."""

from __future__ import annotations

import json
import logging

import httpx2
import pytest
from tenacity import wait_none

from pipelines.history.asking import ATTEMPTS, Asking, FetchError, get
from pipelines.history.bundle import read_history
from pipelines.history.clients import Request, fetch_published, read_requests
from tests.history.conftest import HISTORY
from tests.history.fetching import fetched, gini_answer
from tests.history.test_forms_other import world_bank_row

KEY = "rahasia-1234567890"
GINI = Request("BPS", "98", "Gini ratio")


def asking(answers, key=KEY):
    """Ask a transport that gives these answers one after the other, the last one for ever."""
    seen: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(str(request.url))
        given = answers[min(len(seen), len(answers)) - 1]
        if isinstance(given, Exception):
            raise given
        status, content = given
        return httpx2.Response(status, content=content if isinstance(content, bytes) else json.dumps(content).encode())

    return Asking(key=key, wait=wait_none(), transport=httpx2.MockTransport(answer)), seen


def fetch(folder, catalogue, answers, requests=(GINI,), key=KEY):
    one, seen = asking(answers, key)
    return fetch_published(folder, catalogue, requests, [2025], one), seen


def test_without_a_key_nothing_is_asked_and_it_says_so(folder, catalogue):
    outcomes, seen = fetch(folder, catalogue, [(200, gini_answer())], key=None)
    assert seen == []
    assert [one.status for one in outcomes] == ["skipped"]
    assert "SELARAS_BPS_KEY" in outcomes[0].message_id
    assert "SELARAS_BPS_KEY" in outcomes[0].message_en


def test_a_good_answer_is_kept_raw_published_and_read_as_a_new_vintage(folder, catalogue):
    outcomes, seen = fetch(folder, catalogue, [(200, gini_answer())])
    assert outcomes[0].status == "new"
    assert "/var/98/th/125/key/" in seen[0]
    assert len(list((folder / "published" / ".raw").iterdir())) == 1
    history = read_history(folder, catalogue)
    assert fetched(history).height == 39
    source = history.sources.row(-1, named=True)
    assert (source["trust"], source["origin"], str(source["vintage"])) == ("A", "fetched", "2026-12-20")


def test_the_same_answer_again_is_nothing_new(folder, catalogue):
    outcomes, _ = fetch(folder, catalogue, [(200, gini_answer())], requests=(GINI, GINI))
    assert [one.status for one in outcomes] == ["new", "unchanged"]


def test_a_busy_publisher_and_a_broken_line_are_tried_again(folder, catalogue):
    answers = [(503, b"busy"), httpx2.ReadTimeout("slow"), (200, gini_answer())]
    outcomes, seen = fetch(folder, catalogue, answers)
    assert outcomes[0].status == "new"
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        ((500, b"error"), "failed", f"After {ATTEMPTS} attempts"),
        (httpx2.ConnectError("refused"), "failed", "ConnectError"),
        ((403, b"key?"), "failed", "HTTP 403"),
        ((200, {"status": "Error", "message": f"key {KEY} unknown"}), "refused", "WebAPI answered Error"),
        ((200, {"status": "OK", "data-availability": "not-available"}), "refused", "not-available"),
        ((200, b"<html><title>Pemeliharaan</title></html>"), "refused", "web page without a table"),
        ((200, b""), "refused", "empty"),
        ((200, {**gini_answer(), "var": [{"val": 98, "label": "Sapi"}]}), "refused", "no figure"),
    ],
)
def test_an_answer_that_is_no_table_publishes_nothing_and_never_shows_the_key(
    folder, catalogue, answer, status, said, caplog
):
    caplog.set_level(logging.DEBUG)
    outcomes, _ = fetch(folder, catalogue, [answer])
    assert outcomes[0].status == status
    assert said in outcomes[0].message_en
    assert [path for path in (folder / "published").iterdir() if path.suffix == ".json"] == []
    assert fetched(read_history(folder, catalogue)).is_empty()
    assert KEY not in outcomes[0].message_en + outcomes[0].message_id + caplog.text


def test_the_key_reaches_no_file_no_log_and_no_repr(folder, catalogue, caplog):
    caplog.set_level(logging.DEBUG)
    one, _ = asking([(200, {**gini_answer(), "echo": KEY})])
    fetch_published(folder, catalogue, [GINI], [2025], one)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    assert not [path for path in files if KEY.encode() in path.read_bytes()]
    assert KEY not in caplog.text
    assert KEY not in repr(one)


def test_an_error_raised_by_the_client_hides_the_key():
    one, _ = asking([httpx2.ConnectError(f"no route to https://example.invalid/key/{KEY}/")])
    with httpx2.Client(transport=one.transport) as client, pytest.raises(FetchError) as caught:
        get(client, f"https://example.invalid/key/{KEY}/", one)
    assert KEY not in str(caught.value)
    assert caught.value.__cause__ is None


def test_the_world_bank_is_asked_in_one_page(folder, catalogue):
    content = [
        {"page": 1, "pages": 1, "lastupdated": "2026-10-07"},
        [world_bank_row("2024", 9.0), world_bank_row("2025", 8.5)],
    ]
    request = Request("World Bank", "SI.POV.NAHC", "Poverty")
    outcomes, seen = fetch(folder, catalogue, [(200, content)], requests=(request,))
    assert outcomes[0].status == "new"
    assert "per_page=20000" in seen[0]
    assert KEY not in seen[0]


def test_the_reviewed_requests_name_known_publishers():
    requests = read_requests(HISTORY / "requests.csv")
    assert {one.publisher for one in requests} == {"BPS", "World Bank"}
    assert len(requests) == len({(one.publisher, one.code) for one in requests})
