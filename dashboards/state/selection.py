"""What is being looked at: round, indicator, region, year and language, kept in the URL. No widgets here.

The URL is the only memory: a link shows what its sender saw, and Back returns to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboards.i18n import LANGUAGES

KEYS = ("round", "indicator", "region", "year", "lang")


@dataclass(frozen=True)
class Notice:
    """A value of the URL that could not be followed, and what is shown instead."""

    key: str
    written: str
    shown: str


@dataclass(frozen=True)
class Selection:
    """The values in force and the notices about those that were not."""

    language: str
    round_id: str = ""
    indicator_code: str = ""
    region_id: str = ""
    target_year: int = 0
    notices: tuple[Notice, ...] = ()

    def noting(self, notice: Notice | None) -> Selection:
        return self if notice is None else replace(self, notices=(*self.notices, notice))


def settle(key: str, written: str | None, allowed: Sequence[str], fallback: str) -> tuple[str, Notice | None]:
    """Return the value to use for a key and, when the written one is not allowed, a notice about it."""
    if written is None or written == "":
        return fallback, None
    if written in allowed:
        return written, None
    return fallback, Notice(key, written[:60], fallback)


def language_of(parameters: Mapping[str, str]) -> tuple[str, Notice | None]:
    """Indonesian unless the URL asks for English."""
    return settle("lang", parameters.get("lang"), LANGUAGES, LANGUAGES[0])
