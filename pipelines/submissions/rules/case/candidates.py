"""Rows and targets while they are being judged, and how sentences show them. No rule lives here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.reference.model import Indicator, Region
from pipelines.submissions.model.finding import Fact, Words, number_words, show_number
from pipelines.submissions.model.reading import Cell, OfferedRow
from pipelines.submissions.rules.cells.numbers import Value


class Standing(NamedTuple):
    """Where a region stands in an indicator as known at reception; None where nothing is known."""

    baseline_year: int | None = None
    baseline: float | None = None
    latest_year: int | None = None
    latest: float | None = None
    usual: float | None = None  # median of the last five
    spread: float = 0.0  # median absolute deviation of the last five
    is_official: bool = True  # False when the baseline is only what the unit typed


UNKNOWN_STANDING = Standing()


@dataclass(slots=True)
class CandidateRow:
    """One offered row with what could be read of its shared cells."""

    offered: OfferedRow
    indicator: Indicator | None = None
    region: Region | None = None
    standing: Standing = UNKNOWN_STANDING
    denominator: float | None = None
    confidence: str | None = None
    is_provisional: bool = False
    justification: str = ""
    note: str = ""
    is_refused: bool = False
    refused_at: str = ""  # the cell of the first finding that refused the row
    targets: list[CandidateTarget] = field(default_factory=list)

    @property
    def known_indicator(self) -> Indicator:
        if self.indicator is None:
            raise ValueError(f"row {self.offered.row_number} has no indicator")
        return self.indicator

    @property
    def known_region(self) -> Region:
        if self.region is None:
            raise ValueError(f"row {self.offered.row_number} has no region")
        return self.region


@dataclass(slots=True)
class CandidateTarget:
    """One offered target cell. `value` is set once it could be read; the rules that weigh it see only sound ones."""

    row: CandidateRow
    cell: Cell
    year: int | None
    value: Value | None = None
    easy: float = 0.0
    is_blank: bool = False
    is_refused: bool = False
    is_scale_suspect: bool = False  # asked about its scale: further questions about its size say nothing new
    is_asked_direction: bool = False
    key: tuple[str, str, int] = ("", "", 0)  # indicator, region, year; set for sound targets

    @property
    def is_sound(self) -> bool:
        return self.value is not None and not self.is_refused and not self.row.is_refused

    @property
    def shown(self) -> Fact:
        """The value as a sentence shows it: a number, or a range in the language's own form."""
        value = self.value
        if value is None or value.low == value.high:
            return self.easy
        return range_words(value)


def weighed_number(target: CandidateTarget) -> Fact:
    """The number a question is about: of a range, its easy end, with the range beside it."""
    if target.value is None or target.value.low == target.value.high:
        return target.easy
    whole, easy = range_words(target.value), number_words(target.easy)
    return Words(f"{easy.id} (ujung mudah dari {whole.id})", f"{easy.en} (the easy end of {whole.en})")


def range_words(value: Value) -> Words:
    """`7–8`, `≤ 5` or `≥ 80` in each language's number form."""
    if value.low is not None and value.low == value.high:
        return number_words(value.low)
    return Words(_range_text(value, "id"), _range_text(value, "en"))


def _range_text(value: Value, language: str) -> str:
    if value.low is None or value.high is None:
        end = value.high if value.low is None else value.low
        return f"{'≤' if value.low is None else '≥'} {show_number(float(end or 0), language)}"
    return f"{show_number(float(value.low), language)}–{show_number(float(value.high), language)}"
