"""Where a template version, the CSV form or a known foreign sheet keeps its columns: layouts.yml as records,
and headings recognised by what they say. Nothing here opens a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, TypeVar

Place = TypeVar("Place", bound=Hashable)  # a column letter in a workbook, a position in a CSV

_SIGNS = re.compile(r"[\W_]+")
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Column:
    """One known column: its own heading, the field it fills ("" when it is only shown), must it be there."""

    name: str
    field: str
    is_required: bool = False
    is_filled_down: bool = False


@dataclass(frozen=True)
class Layout:
    """One form of table: known columns by heading, and how headings of years look."""

    name: str
    heading_rows: int
    columns: Mapping[str, Column]  # by normalised heading, synonyms included
    year_headings: tuple[re.Pattern[str], ...] = ()
    group_headings: frozenset[str] = frozenset()
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column.name for column in self.columns.values() if column.is_required))

    def year_of(self, heading: str) -> int | None:
        """Give the year that a normalised heading stands for, None when it is no year column."""
        for pattern in self.year_headings:
            if match := pattern.fullmatch(heading):
                return int(match[1])
        return None


@dataclass
class Headings(Generic[Place]):
    """What a heading row says: columns and years by place, what stands twice, what nobody knows."""

    columns: dict[str, tuple[Column, Place]] = field(default_factory=dict)
    years: dict[int, Place] = field(default_factory=dict)
    duplicates: list[tuple[str, Place, Place]] = field(default_factory=list)  # heading, first place, second place
    unexpected: list[tuple[str, Place]] = field(default_factory=list)

    def missing(self, layout: Layout, years: Iterable[int] = ()) -> list[str]:
        absent = [name for name in layout.required if name not in self.columns]
        return absent + [f"target_{year}" for year in years if year not in self.years]

    @property
    def strength(self) -> int:
        return len(self.columns) + len(self.years)


@lru_cache(maxsize=20_000)  # what people write may be a heading too, and is without end
def heading_key(text: str) -> str:
    """Give a heading without case, blanks, signs and width: `Kode Wilayah` and `KODE_WILAYAH` are one."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def layout_from(name: str, entry: Mapping[str, Any], columns: str = "columns", years: str = "") -> Layout:
    """Build a layout from its entry in layouts.yml."""
    known: dict[str, Column] = {}
    for title, facts in entry[columns].items():
        column = Column(title, facts["field"], bool(facts.get("required")), bool(facts.get("fill_down")))
        for spelling in (title, *facts.get("synonyms", ())):
            known.setdefault(heading_key(spelling), column)
    patterns = tuple(
        re.compile("((?:19|20)[0-9]{2})".join(re.escape(heading_key(part)) for part in form.split("{year}")))
        for form in entry.get(years, ())
    )
    groups = frozenset(heading_key(group) for group in entry.get("group_headings", ()))
    return Layout(name, int(entry["heading_rows"]), known, patterns, groups, entry)


def match_headings(layout: Layout, texts: Iterable[tuple[Place, str]]) -> Headings[Place]:
    """Recognise one heading row, given the written text of each place from left to right."""
    found: Headings[Place] = Headings()
    for place, text in texts:
        key = heading_key(text)
        if not key:
            continue
        if (year := layout.year_of(key)) is not None:
            if year in found.years:
                found.duplicates.append((text.strip(), found.years[year], place))
            found.years.setdefault(year, place)
        elif column := layout.columns.get(key):
            if column.name in found.columns:
                found.duplicates.append((column.name, found.columns[column.name][1], place))
            found.columns.setdefault(column.name, (column, place))
        else:
            found.unexpected.append((text.strip(), place))
    return found


def join_heading_rows(
    layout: Layout, places: Sequence[Place], upper: Mapping[Place, str], lower: Mapping[Place, str]
) -> list[tuple[Place, str]]:
    """Read two rows as one heading: a group name stands over the bare years to its right, others join downwards."""
    joined: list[tuple[Place, str]] = []
    group = ""
    for place in places:
        above, below = upper.get(place, "").strip(), lower.get(place, "").strip()
        if above:
            group = above if heading_key(above) in layout.group_headings else ""
        if group and _BARE_YEAR.fullmatch(below):
            joined.append((place, f"target_{below}"))
            continue
        spellings = (f"{above} {below}".strip(), above, below)
        joined.append((place, next((text for text in spellings if heading_key(text) in layout.columns), spellings[0])))
    return joined
