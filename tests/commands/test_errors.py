"""An error becomes one sentence, however deep it lies; a fault of ours has none."""

from __future__ import annotations

import errno

import pytest

from pipelines.errors import sentence
from pipelines.warehouse.connection import WarehouseError


def nested(inner: Exception) -> Exception:
    try:
        try:
            raise inner
        except Exception as error:
            raise RuntimeError("a framework's own words") from error
    except RuntimeError as outer:
        return outer


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (WarehouseError("A sentence."), "A sentence."),
        (nested(WarehouseError("A sentence.")), "A sentence."),
        (nested(OSError(errno.ENOSPC, "No space left on device")), "The disk that holds data is full"),
        (nested(RuntimeError("database or disk is full")), "The disk that holds data is full"),
    ],
)
def test_a_known_error_is_found_however_deep_it_lies(error: Exception, said: str) -> None:
    assert (sentence(error, "data") or "").startswith(said)


def test_a_fault_of_ours_has_no_sentence() -> None:
    assert sentence(nested(ValueError("surprise")), "data") is None


def test_errors_that_stand_among_their_own_contexts_end() -> None:
    first, second = ValueError("first"), ValueError("second")
    first.__context__, second.__context__ = second, first
    assert sentence(first, "data") is None
