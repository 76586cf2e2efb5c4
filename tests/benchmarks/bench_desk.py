"""The decision book at whole-meeting size: deciding, opening a desk, sealing and loading.

    uv run python -m tests.benchmarks.bench_desk [--lines 150000] [--events 768870] [--seconds 10]

Prints each figure beside its limit; exits with 1 when one is missed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pipelines.contract import decisions as desk
from pipelines.contract.decisions.event import FIRST_HASH, Event, row_hash
from pipelines.desk.sealing import load
from tests.contract.decisions import given
from tests.sql.small_tables import empty_warehouse

PROCESSES, PER_SECOND, DESKS, YEARS = 8, 20, 37, 5
LIMITS = {
    "p95 of a decision, ms": 100.0,
    "lost": 0.0,
    "allowed_actions of 500 lines, ms": 50.0,
    "opening a desk, s": 1.0,
    "sealing and loading all, s": 30.0,
    "sealing and loading the last 1,000, s": 0.1,
}


def keys(count: int) -> list[str]:
    """Lines of as many indicators as there are desks."""
    return [
        desk.line_key(
            given.ROUND, f"indicator_{place % DESKS}", f"{place // (DESKS * YEARS):05d}", 2026 + place % YEARS
        )
        for place in range(count)
    ]


def submit_all(book: desk.Book, wanted: list[str]) -> None:
    """Submit lines in one transaction, as a refresh does."""
    from datetime import UTC, datetime

    from pipelines.desk.file_events import TargetInForce, tell

    now = datetime.now(UTC)
    offered = [TargetInForce(key, given.proposal(submission=f"{n:064d}"[-1]), now) for n, key in enumerate(wanted)]
    assert tell(book, offered, now).added == len(wanted)


def decide_for(folder: str, number: int, seconds: float) -> list[tuple[float, int]]:
    """Comment at an even pace; give how long each took and its number."""
    book = given.open_book(Path(folder))
    pause, until, found = PROCESSES / PER_SECOND, time.monotonic() + seconds, []
    key = keys(DESKS)[number]
    while time.monotonic() < until:
        begun = time.perf_counter()
        event = given.decide(book, key, "comment", "reviewer", {"text": given.REASON})
        found.append((time.perf_counter() - begun, event.event_number))
        time.sleep(max(0.0, pause - found[-1][0]))
    book.close()
    return found


def deciding(folder: Path, seconds: float) -> dict[str, float]:
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        told = pool.starmap(decide_for, [(str(folder), number, seconds) for number in range(PROCESSES)])
    taken = [each for some in told for each in some]
    book = given.open_book(folder)
    kept = {event.event_number for event in book.events()}
    book.close()
    times = [duration * 1000 for duration, _ in taken]
    return {
        "decisions": float(len(taken)),
        "p95 of a decision, ms": statistics.quantiles(times, n=20)[-1],
        "lost": float(sum(number not in kept for _, number in taken)),
    }


def looking(folder: Path) -> dict[str, float]:
    """Open one desk of many, and ask what is open on 500 lines."""
    book = given.open_book(folder)
    begun = time.perf_counter()
    standings = book.standings("line", given.ROUND, ["indicator_1"])
    book.sessions(given.ROUND)
    opening = time.perf_counter() - begun
    who = desk.local_actor("chair")
    some = list(standings.values())[:500]
    begun = time.perf_counter()
    for standing in some:
        desk.allowed_actions(standing, who, given.WORKFLOW, (), given.FACTS)
    asking = (time.perf_counter() - begun) * 1000 * 500 / max(len(some), 1)
    book.close()
    return {
        "lines of the desk": float(len(standings)),
        "opening a desk, s": opening,
        "allowed_actions of 500 lines, ms": asking,
    }


def comments(count: int, wanted: list[str], first: int, before: str) -> Iterator[Event]:
    """Chained events on the lines in turn, as the book would hold them; the book itself is not asked."""
    for number in range(first, first + count):
        event = Event(
            number, f"00000000-0000-0000-0000-{number:012d}", given.ROUND, "line", wanted[number % len(wanted)],
            number // len(wanted) + 1, "submit" if number < len(wanted) else "comment", "draft", "submitted",
            {"proposal": given.proposal(), "stands": None}, "local", "local-reviewer", "Operator", "register", None,
            "2026-11-25T03:00:00.000000Z", "browser", None, "1", before,
        )  # fmt: skip
        told = Event(**{**event.__dict__, "event_hash": row_hash(event.row())})
        before = told.event_hash
        yield told


def sealing(folder: Path, count: int, wanted: list[str]) -> dict[str, float]:
    """Write events straight into the store of a fresh book, then seal and load them as a refresh does."""
    import sqlalchemy as sa

    from pipelines.contract.decisions.store import tables

    book, sealed = given.open_book(folder), folder / "store" / "decisions"
    figures: dict[str, float] = {}
    head, number = FIRST_HASH, 0
    with empty_warehouse(str(folder / "warehouse.duckdb")) as warehouse:
        for name, some in (("sealing and loading all, s", count), ("sealing and loading the last 1,000, s", 1_000)):
            batch: list[Event] = []
            for event in comments(some, wanted, number + 1, head):
                batch.append(event)
                if len(batch) == 20_000 or event.event_number == number + some:
                    with book.writing() as writer:
                        writer.connection.execute(sa.insert(tables.event), [each.row() for each in batch])
                    batch = []
            head, number = event.event_hash, event.event_number
            begun = time.perf_counter()
            desk.seal(book, sealed)
            assert load(warehouse, sealed) == some
            figures[name] = time.perf_counter() - begun
    book.close()
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=150_000)
    parser.add_argument("--events", type=int, default=768_870)
    parser.add_argument("--seconds", type=float, default=10.0)
    asked = parser.parse_args()
    wanted = keys(asked.lines)
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        book = given.open_book(Path(first))
        begun = time.perf_counter()
        submit_all(book, wanted)
        print(f"submitting {asked.lines:,} lines: {time.perf_counter() - begun:.1f} s")
        book.close()
        figures = (
            deciding(Path(first), asked.seconds) | looking(Path(first)) | sealing(Path(second), asked.events, wanted)
        )
    missed = 0
    for name, figure in figures.items():
        limit = LIMITS.get(name)
        missed += limit is not None and figure > limit
        print(f"{name}: {figure:,.3f}" + (f" (limit {limit:g})" if limit is not None else ""))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
