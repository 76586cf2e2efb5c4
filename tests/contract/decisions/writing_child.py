"""A process that decides as fast as it can and says each decision that was kept; killed by the tests around it."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from pipelines.contract import decisions as desk
from tests.contract.decisions import given


def main(folder: Path, first: int, most_bytes: int) -> None:
    """Submit and recommend line after line; each kept event is written to standard output at once."""
    if most_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    book = given.open_book(folder)
    for number in range(first, first + 100_000):
        key = desk.line_key(given.ROUND, given.INDICATOR, f"{number:06d}", 2027)
        try:
            for action, role, payload in (
                ("submit", "register", {"proposal": given.proposal()}),
                ("recommend", "reviewer", {}),
            ):
                event = given.decide(book, key, action, role, payload)
                print(event.event_number, event.event_hash, flush=True)
        except desk.BookError as error:
            print("refused", error, flush=True)
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
