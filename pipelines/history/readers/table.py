"""What a reader of one published form gives: printed cells with their headings, not yet indicators and regions.

Turning them into figures lives in `resolve.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pipelines.history.figure import HistoryError
from pipelines.history.quality.faults import Fault, sentences

OTHER_COUNTRIES = "other countries"  # in `left_out`
NOT_STATED = "not_stated"  # a file that does not say who published it; `publisher.not_stated` has the words


class FormError(HistoryError):
    """One sentence in each language: why this file is no readable table of statistics, and what to do. Readers name the
    reason (`form.…` in sentences.yml) and its facts; the door that knows the file adds its name."""

    def __init__(self, reason_id: str, **facts: str | tuple[str, str]) -> None:
        self.reason_id, self.facts, self.file_name = reason_id, facts, ""
        super().__init__(reason_id)

    def about(self, file_name: str) -> FormError:
        """The same error with the name of the file it is about."""
        self.file_name = file_name
        return self

    def reason(self, language: str) -> str:
        """Why, in `id` or `en`, without the file's name; what it quotes of a file stands on one line."""
        facts = {
            key: value if isinstance(value, str) else value[0 if language == "id" else 1]
            for key, value in self.facts.items()
        }
        return " ".join(sentences()[self.reason_id][language].format(**facts).split())

    def message(self, language: str) -> str:
        """The whole sentence in `id` or `en`."""
        return f"{self.file_name}: {self.reason(language)}"

    def __str__(self) -> str:
        return self.message("en")


class PrintedCell(NamedTuple):
    """One cell of a published table. `month` 0 means a year, 1-12 a month, -1 and -2 the first and second semester."""

    region_printed: str
    code_printed: str  # code beside the name, "" where none is printed
    province_printed: str  # the province heading above a district row, "" where there is none
    heading: str  # the variable as printed
    unit_printed: str
    dimension: str  # "" for the total
    year: int
    month: int
    printed_value: str
    value: float | None  # None: nothing was published, or it cannot be read (see `problem`)
    problem: str = ""  # the sentence that says why it cannot be read
    place: str = ""
    region_kind: str = ""  # kabupaten, kota, province: what the rows around a bare name say it is; unclear
    part: str = ""  # words of title and headings that name a part, where no column says total
    own_unit: str = ""  # what the cell itself says it counts
    own_scale: float = 0.0
    divided_by: str = ""  # heading of the column that names the row's part

    @property
    def place_key(self) -> tuple[str, str, str, str]:
        return self.region_printed, self.code_printed, self.province_printed, self.region_kind


@dataclass(frozen=True)
class PrintedTable:
    """One file as its publisher laid it out. `left_out` counts cells that are not read at all, by reason; `cell_counts`
    says of every filled cell of the file what it was taken for."""

    form: str
    title: str
    publisher: str
    cells: list[PrintedCell]
    vintage: date | None = None
    is_mixed: bool = False  # provinces stand between their districts
    left_out: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    cell_counts: Mapping[str, int] = field(default_factory=dict)  # value, label, heading, note, aside


class PublishedRow(NamedTuple):
    """One cell with its verdict: figure, not_published, stopped, or listed (another variable, breakdown or region)."""

    region_printed: str
    code_printed: str
    heading: str
    unit_printed: str
    dimension: str
    period: str
    printed_value: str
    value: float | None
    indicator_code: str | None
    region_id: str | None
    verdict: str
    place: str
    sliced: str = ""  # the words that say it is only a part of an indicator
