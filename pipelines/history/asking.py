"""Asks one address of a publisher: patient with a busy one, within a clock and a size, never led to another host.
The key never reaches a file, a log or an error. What is asked for, and what becomes of it, stands in clients.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential
from tenacity.wait import wait_base

from pipelines.history.figure import HistoryError

BPS_ADDRESS = "https://webapi.bps.go.id/v1/api"
WORLD_BANK_ADDRESS = "https://api.worldbank.org/v2"
BPS, WORLD_BANK = "BPS", "World Bank"
HIDDEN = "…"
ATTEMPTS = 4
MOST_REDIRECTS = 3
MOST_BYTES = 50_000_000  # the largest table of the WebAPI has 2 MB


class FetchError(HistoryError):
    """One sentence why a publisher could not be reached or did not answer with a table; without the key."""


class _TryAgainError(Exception):
    """The publisher is there but busy (HTTP 429 or 5xx), or the line broke."""


@dataclass(frozen=True)
class Asking:
    """How to ask, and whom: `publishers` are those allowed. BPS needs a key. Addresses change only in tests."""

    key: str | None = field(repr=False)
    publishers: frozenset[str] = frozenset({BPS, WORLD_BANK})
    bps_address: str = BPS_ADDRESS
    world_bank_address: str = WORLD_BANK_ADDRESS
    timeout_seconds: float = 30.0  # between two bytes
    whole_seconds: float = 120.0  # for one answer, however steadily it drips
    wait: wait_base = field(default_factory=lambda: wait_exponential(multiplier=1, max=20))
    transport: httpx2.BaseTransport | None = None

    def may_ask(self, publisher: str) -> bool:
        return publisher in self.publishers and (publisher != BPS or bool(self.key))

    def scrub(self, text: str) -> str:
        """The text without the key."""
        return text.replace(self.key, HIDDEN) if self.key else text


def get(client: httpx2.Client, address: str, asking: Asking) -> bytes:
    """The bytes behind an address; a busy publisher and a broken line are tried again. Raises FetchError."""

    def once() -> bytes:
        at = httpx2.URL(address)
        for _ in range(MOST_REDIRECTS + 1):
            try:
                with client.stream("GET", at) as answer:
                    if not answer.has_redirect_location:
                        return _body(answer, asking)
                    at = _same_host(at, answer)
            except httpx2.TransportError as error:
                raise _TryAgainError(f"the line broke ({type(error).__name__})") from None
        raise FetchError(f"The publisher redirects more than {MOST_REDIRECTS} times; nothing was read.")

    return _retrying(asking)(once)


def _same_host(at: httpx2.URL, answer: httpx2.Response) -> httpx2.URL:
    """Where a redirect leads; an address carries the key, so it is followed on the same host only."""
    to = at.join(answer.headers["location"])
    if (to.scheme, to.host, to.port) != (at.scheme, at.host, at.port):
        raise FetchError(f"The publisher redirects to another host ({to.host}); it is not followed.")
    return to


def _body(answer: httpx2.Response, asking: Asking) -> bytes:
    if answer.status_code == 429 or answer.status_code >= 500:
        raise _TryAgainError(f"the publisher answers HTTP {answer.status_code}")
    if answer.status_code != 200:
        raise FetchError(f"The publisher answers HTTP {answer.status_code}; check the key and the number of the table.")
    until = time.monotonic() + asking.whole_seconds
    parts: list[bytes] = []
    for part in answer.iter_bytes():
        parts.append(part)
        if time.monotonic() > until:
            raise FetchError(f"The answer was not whole after {asking.whole_seconds:g} s; try again later.")
        if sum(map(len, parts)) > MOST_BYTES:
            raise FetchError(f"The answer is larger than {MOST_BYTES // 1_000_000} MB; it is not a table we know.")
    return b"".join(parts)


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
