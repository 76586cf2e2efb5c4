"""The one base of every error whose message is a whole sentence for the operator; anything else is a fault of ours."""

from __future__ import annotations

import errno
from collections.abc import Iterator


class SelarasError(Exception):
    """One sentence that names culprit, expectation and remedy; the command line prints it and exits with 1."""


FULL_DISK_WORDS = ("no space left on device", "disk is full", "disk quota exceeded")


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and everything that led to it, each once: a re-raised error can stand among its own contexts."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def sentence(error: BaseException, data_folder: str) -> str | None:
    """The sentence for an error we know, however deep it lies; None for a fault of ours."""
    for each in chain(error):
        if isinstance(each, SelarasError):
            return str(each)
    for each in chain(error):
        is_full = isinstance(each, OSError) and each.errno in (errno.ENOSPC, errno.EDQUOT)
        if is_full or any(words in str(each).lower() for words in FULL_DISK_WORDS):
            return (
                f"The disk that holds {data_folder} is full; free some space and run this again; "
                "nothing received is lost and the last edition stands."
            )
    return None
