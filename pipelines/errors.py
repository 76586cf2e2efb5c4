"""The errors whose message is a whole sentence for the operator; anything else is a fault of ours."""

from __future__ import annotations

import errno
from collections.abc import Iterator

from pipelines.commands.compose import ComposingError
from pipelines.commands.export import HandingOutError
from pipelines.commands.submit import HandingInError
from pipelines.commands.up import ServingError
from pipelines.contract.decisions.refusal import BookError, Refused
from pipelines.edition.publish import PublishingError
from pipelines.exports.templates.facts import TemplateError
from pipelines.history.figure import HistoryError
from pipelines.reference.error import CatalogueError
from pipelines.submissions.inbox import ReceptionError
from pipelines.warehouse.connection import WarehouseError

EXPECTED_ERRORS = (
    BookError,
    CatalogueError,
    ComposingError,
    HandingInError,
    HandingOutError,
    HistoryError,
    PublishingError,
    ReceptionError,
    Refused,
    ServingError,
    TemplateError,
    WarehouseError,
)

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
        if isinstance(each, EXPECTED_ERRORS):
            return str(each)
    for each in chain(error):
        is_full = isinstance(each, OSError) and each.errno in (errno.ENOSPC, errno.EDQUOT)
        if is_full or any(words in str(each).lower() for words in FULL_DISK_WORDS):
            return (
                f"The disk that holds {data_folder} is full; free some space and run this again; "
                "nothing received is lost and the last edition stands."
            )
    return None
