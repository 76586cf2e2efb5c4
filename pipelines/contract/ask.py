"""How a question is put to an edition: pages, commands and analysis hand on the same kind of answerer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import polars as pl


class Ask(Protocol):
    """Answers one query of an edition with named parameters: that of a script run, of a command, or of a test."""

    def __call__(self, query: str, **parameters: Any) -> pl.DataFrame: ...
