"""Asks the BPS WebAPI and the World Bank API for tables. Bytes are kept as they came before anyone reads them; only a
table that can be read goes to `data/history/published/`. The key never reaches a file, a log or an error."""

from __future__ import annotations

import csv
import hashlib
import json
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import httpx2

from pipelines.history.asking import BPS, HIDDEN, WORLD_BANK, Asking, FetchError, get
from pipelines.history.attempts import FAILURES
from pipelines.history.fetched_tables import FOLDER, NOTE
from pipelines.history.published_file import settle
from pipelines.history.readers import FormError
from pipelines.history.readers.sandboxed_reading import FileToRead, read_in_sandbox
from pipelines.reference.model import Catalogue
from pipelines.reference.regions import index_regions

NATIONAL_DOMAIN = "0000"
FIRST_YEAR = 1900  # the WebAPI numbers years from here
RAW = ".raw"

FAILURES_TO_PAUSE = 5

Status = Literal["new", "unchanged", "refused", "failed", "paused", "skipped"]


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
    folder: Path,
    catalogue: Catalogue,
    requests: Sequence[Request],
    years: Sequence[int],
    asking: Asking,
    failed_before: Mapping[str, int] | None = None,
) -> list[Outcome]:
    """Ask every publisher that may be asked for its tables; each new readable one is put into `folder/published`.

    `failed_before` is how many of a publisher's last attempts failed without one good one between, within a day; after
    five it is left in peace.
    """
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # their lines of INFO carry the address, and it the key
    logging.getLogger("httpcore2").setLevel(logging.WARNING)
    failures = Counter(failed_before or {})
    outcomes = [
        _skipped_outcome(name) for name in (BPS, WORLD_BANK) if not asking.may_ask(name) and _asks(requests, name)
    ]
    with httpx2.Client(timeout=asking.timeout_seconds, transport=asking.transport, follow_redirects=False) as client:
        for request in requests:
            if not asking.may_ask(request.publisher):
                continue
            if failures[request.publisher] >= FAILURES_TO_PAUSE:
                outcomes.append(_paused_outcome(request))
                continue
            outcome = _one(client, folder, catalogue, request, years, asking)
            is_failure = outcome.status in FAILURES
            failures[request.publisher] = failures[request.publisher] + 1 if is_failure else 0
            outcomes.append(outcome)
    return outcomes


def _asks(requests: Iterable[Request], publisher: str) -> bool:
    return any(request.publisher == publisher for request in requests)


def _skipped_outcome(publisher: str) -> Outcome:
    if publisher == BPS:
        return Outcome(
            None,
            "skipped",
            "Kunci BPS WebAPI (SELARAS_BPS_KEY) tidak ada atau BPS tidak disebut di SELARAS_FETCH; tidak ada yang "
            "diunduh dari BPS, angka yang ada tetap dipakai.",
            "There is no BPS WebAPI key (SELARAS_BPS_KEY), or SELARAS_FETCH does not name bps; nothing is fetched from "
            "BPS, the figures held serve.",
        )
    return Outcome(
        None,
        "skipped",
        "SELARAS_FETCH tidak menyebut worldbank; tidak ada yang diunduh dari Bank Dunia, angka yang ada tetap dipakai.",
        "SELARAS_FETCH does not name worldbank; nothing is fetched from the World Bank, the figures held serve.",
    )


def _paused_outcome(request: Request) -> Outcome:
    return Outcome(
        request,
        "paused",
        f"{request.title}: {request.publisher} gagal menjawab {FAILURES_TO_PAUSE} kali berturut-turut; ditanyakan lagi "
        "setelah sehari. Angka terakhir tetap berlaku.",
        f"{request.title}: {request.publisher} failed {FAILURES_TO_PAUSE} times in a row; it is asked again after a "
        "day. The last good figures stay.",
    )


def _one(
    client: httpx2.Client, folder: Path, catalogue: Catalogue, request: Request, years: Sequence[int], asking: Asking
) -> Outcome:
    address = _address(request, years, asking)
    try:
        content = get(client, address, asking)
    except FetchError as error:
        said = str(error)
        stays = ("Angka terakhir yang baik tetap berlaku.", "The last good figures stay.")
        return Outcome(request, "failed", f"{request.title}: {said} {stays[0]}", f"{request.title}: {said} {stays[1]}")
    if asking.key:
        content = content.replace(asking.key.encode(), HIDDEN.encode())  # a body that echoes the key
    return keep(content, folder, catalogue, request, asking.scrub(address))


def _address(request: Request, years: Sequence[int], asking: Asking) -> str:
    if request.publisher == BPS:
        codes = ";".join(str(year - FIRST_YEAR) for year in years)
        place = f"list/model/data/lang/ind/domain/{NATIONAL_DOMAIN}/var/{request.code}/th/{codes}"
        return f"{asking.bps_address}/{place}/key/{asking.key}/"
    return f"{asking.world_bank_address}/country/IDN/indicator/{request.code}?format=json&per_page=20000"


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
    _, printed = next(iter(read_in_sandbox([FileToRead(raw, request.title, name)], index)))
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
