"""Asks the BPS WebAPI and the World Bank API for tables. Bytes are kept as they came before anyone reads them; only a
table that can be read goes to `data/history/published/`. The key never reaches a file, a log or an error."""

from __future__ import annotations

import csv
import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import httpx2
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential
from tenacity.wait import wait_base

from pipelines.history.fetched import FOLDER, NOTE
from pipelines.history.figure import HistoryError
from pipelines.history.published import settle
from pipelines.history.readers import FormError
from pipelines.history.readers.sandboxed import Asked, read_in_sandbox
from pipelines.reference.model import Catalogue
from pipelines.reference.regions import index_regions

BPS_ADDRESS = "https://webapi.bps.go.id/v1/api"
WORLD_BANK_ADDRESS = "https://api.worldbank.org/v2"
NATIONAL_DOMAIN = "0000"
FIRST_YEAR = 1900  # the WebAPI numbers years from here
RAW = ".raw"
HIDDEN = "…"
ATTEMPTS = 4

Status = Literal["new", "unchanged", "refused", "failed", "skipped"]


class FetchError(HistoryError):
    """One sentence why a publisher could not be reached or did not answer with a table; without the key."""


class _TryAgainError(Exception):
    """The publisher is there but busy (HTTP 429 or 5xx), or the line broke."""


@dataclass(frozen=True)
class Asking:
    """How to ask. `key` None means that nobody allowed fetching; addresses change only in tests."""

    key: str | None = field(repr=False)
    bps_address: str = BPS_ADDRESS
    world_bank_address: str = WORLD_BANK_ADDRESS
    timeout_seconds: float = 30.0
    wait: wait_base = field(default_factory=lambda: wait_exponential(multiplier=1, max=20))
    transport: httpx2.BaseTransport | None = None

    def scrub(self, text: str) -> str:
        """The text without the key."""
        return text.replace(self.key, HIDDEN) if self.key else text


@dataclass(frozen=True, slots=True)
class Request:
    """One table of one publisher."""

    publisher: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one request, in a sentence for the operator in both languages."""

    request: Request | None
    status: Status
    message_id: str
    message_en: str
    figure_count: int | None = None
    sha256: str = ""


def read_requests(path: Path) -> list[Request]:
    """The reviewed list `data/history/requests.csv`."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [Request(row["publisher"], row["code"], row["title"]) for row in csv.DictReader(handle)]


def fetch_published(
    folder: Path, catalogue: Catalogue, requests: Sequence[Request], years: Sequence[int], asking: Asking
) -> list[Outcome]:
    """Ask for every table; each new readable one is put into `folder/published`. Nothing is asked without a key."""
    if not asking.key:
        return [
            Outcome(
                None,
                "skipped",
                "Kunci BPS WebAPI (SELARAS_BPS_KEY) tidak ada; tidak ada yang diunduh, angka bawaan tetap dipakai.",
                "There is no BPS WebAPI key (SELARAS_BPS_KEY); nothing is fetched, the bundled figures serve.",
            )
        ]
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # their lines of INFO carry the address, and it the key
    logging.getLogger("httpcore2").setLevel(logging.WARNING)
    with httpx2.Client(timeout=asking.timeout_seconds, transport=asking.transport, follow_redirects=True) as client:
        return [_one(client, folder, catalogue, request, years, asking) for request in requests]


def _one(
    client: httpx2.Client, folder: Path, catalogue: Catalogue, request: Request, years: Sequence[int], asking: Asking
) -> Outcome:
    address = _address(request, years, asking)
    try:
        content = get(client, address, asking)
    except FetchError as error:
        said = str(error)
        return Outcome(
            request, "failed", f"{request.title}: {said} Angka terakhir tetap berlaku.", f"{request.title}: {said}"
        )
    content = content.replace(str(asking.key).encode(), HIDDEN.encode())  # a body that echoes the key
    return keep(content, folder, catalogue, request, asking.scrub(address))


def _address(request: Request, years: Sequence[int], asking: Asking) -> str:
    if request.publisher == "BPS":
        codes = ";".join(str(year - FIRST_YEAR) for year in years)
        place = f"list/model/data/lang/ind/domain/{NATIONAL_DOMAIN}/var/{request.code}/th/{codes}"
        return f"{asking.bps_address}/{place}/key/{asking.key}/"
    return f"{asking.world_bank_address}/country/IDN/indicator/{request.code}?format=json&per_page=20000"


def get(client: httpx2.Client, address: str, asking: Asking) -> bytes:
    """The bytes behind an address; a busy publisher and a broken line are tried again. Raises FetchError."""

    def once() -> bytes:
        try:
            answer = client.get(address)
        except httpx2.TransportError as error:
            raise _TryAgainError(f"the line broke ({type(error).__name__})") from None
        if answer.status_code == 429 or answer.status_code >= 500:
            raise _TryAgainError(f"the publisher answers HTTP {answer.status_code}")
        if answer.status_code != 200:
            raise FetchError(
                f"The publisher answers HTTP {answer.status_code}; check the key and the number of the table."
            )
        return answer.content

    return _retrying(asking)(once)


def _retrying(asking: Asking) -> Callable[[Callable[[], bytes]], bytes]:
    def give_up(state: RetryCallState) -> bytes:
        reason = state.outcome.exception() if state.outcome else None
        raise FetchError(asking.scrub(f"After {state.attempt_number} attempts {reason}; try again later.")) from None

    return Retrying(
        retry=retry_if_exception_type(_TryAgainError),
        stop=stop_after_attempt(ATTEMPTS),
        wait=asking.wait,
        retry_error_callback=give_up,
    )


def keep(content: bytes, folder: Path, catalogue: Catalogue, request: Request, address: str) -> Outcome:
    """Store the bytes as they came, then publish them under a name of their own when they are a readable table."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = folder / FOLDER
    raw = place / RAW / sha256
    raw.parent.mkdir(parents=True, exist_ok=True)
    if not raw.exists():
        _write(raw, content)
    name = f"{request.publisher.lower().replace(' ', '-')}-{request.code}-{sha256[:10]}.json"
    if (place / name).exists():
        said = (f"{request.title}: tidak ada yang baru.", f"{request.title}: nothing new.")
        return Outcome(request, "unchanged", *said, sha256=sha256)
    index = index_regions(catalogue)
    _, printed = next(iter(read_in_sandbox([Asked(raw, request.title, name)], index)))
    if isinstance(printed, FormError):
        stays = ("Angka terakhir yang baik tetap berlaku.", "The last good figures stay.")
        named = printed.about(request.title)
        told = (f"{named.message('id')} {stays[0]}", f"{named.message('en')} {stays[1]}")
        return Outcome(request, "refused", *told, sha256=sha256)
    count = settle(printed, name, catalogue, index).counts["figure"]
    if not count:
        none = (f"{request.title}: tidak ada angka yang dikenal.", f"{request.title}: no figure of a known indicator.")
        return Outcome(request, "refused", *none, figure_count=0, sha256=sha256)
    note = {"url": address, "fetched_at": datetime.now(UTC).isoformat(timespec="seconds"), "sha256": sha256}
    _write(place / (name + NOTE), json.dumps(note, indent=2).encode())
    _write(place / name, content)
    told = (f"{request.title}: {count} angka baru.", f"{request.title}: {count} figures fetched.")
    return Outcome(request, "new", *told, figure_count=count, sha256=sha256)


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all."""
    waiting = path.with_name(f".{path.name}.part")
    waiting.write_bytes(content)
    waiting.replace(path)
