"""A workbook's outside: its sheets by name and state, its shared strings and styles, and sheets that reach too far.
Cells are read in `sheet_cells.py`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from lxml import etree

from pipelines.submissions.model.finding import Words
from pipelines.submissions.model.limits import LIMITS, Limits
from pipelines.submissions.model.reading import CellKind
from pipelines.submissions.model.refusal import refuse
from pipelines.workbooks.container import check_tags, parse_xml
from pipelines.workbooks.grid import is_blank
from pipelines.workbooks.number_formats import style_formats
from pipelines.workbooks.rich_text import RICH_TEXT, crossed_styles, is_rich, string_text, unescape

SheetState = Literal["visible", "hidden", "veryHidden"]
_ROW_STARTS = (b"<row ", b"<row>", b"<row/", b":row ", b":row>", b":row/")
_DIMENSION = re.compile(rb"""<(?:\w{1,20}:)?dimension\s[^<>]{0,200}?ref\s{0,20}=\s{0,20}["']([^"']{0,40})["']""")
_CORNER = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_CONTENT = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>]")
_PLAIN_STRINGS = re.compile(rb"(?:<si><t(?: xml:space=\"preserve\")?>[^<&\r]*</t></si>|<si><t/></si>)*")
_PLAIN_STRING = re.compile(rb"<si><t(?: xml:space=\"preserve\")?(?:/>|>([^<]*)</t>)</si>")


@dataclass(frozen=True)
class Sheet:
    """One worksheet's XML, with the ranges that a table or sheet filter has narrowed."""

    name: str
    state: SheetState
    xml: bytes
    table_filters: tuple[str, ...] = ()

    @property
    def has_content(self) -> bool:
        return _CONTENT.search(self.xml) is not None


class Book:
    """A workbook's parts, found by their relations rather than by customary names."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = {name.lower(): part for name, part in parts.items()}
        self._name = self._workbook_name()
        self._workbook = self._parse(self._name)
        self._relations = self._relations_of(self._name)
        properties = self._workbook.find("{*}workbookPr")
        self.is_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Worksheets by name, in the workbook's order; charts and dialogs are no worksheets."""
        found: dict[str, Sheet] = {}
        taken: set[str] = set()
        for entry in self._workbook.iterfind("{*}sheets/{*}sheet"):
            relation = next((value for key, value in entry.items() if etree.QName(key).localname == "id"), "")
            kind, target = self._relations.get(relation, ("", ""))
            name, state = entry.get("name", ""), entry.get("state", "visible")
            if kind != "worksheet":
                continue
            is_second = name in found or target in taken
            if target not in self._parts or state not in ("visible", "hidden", "veryHidden") or is_second:
                raise refuse("file.corrupt", what=Words(f"lembar {name}", f"sheet {name}"))
            taken.add(target)
            found[name] = Sheet(name, state, self._parts[target], tuple(self._table_filters(target)))
        if not found:
            raise refuse("file.corrupt", what=Words("tidak ada lembar", "there is no sheet"))
        return found

    @cached_property
    def formats(self) -> list[str]:
        """Number format code of each cell style."""
        return style_formats(self._styles)

    @cached_property
    def crossed_styles(self) -> frozenset[int]:
        """Numbers of the cell styles that strike through, raise or lower what stands in a cell."""
        return crossed_styles(self._styles)

    @cached_property
    def _styles(self) -> etree._Element | None:
        name = self._related_part("styles")
        return self._parse(name) if name else None

    @cached_property
    def strings(self) -> list[str]:
        """Shared strings by position; runs of rich text are joined, reading aids are left out."""
        return self._shared_strings[0]

    @cached_property
    def numbered_strings(self) -> dict[bytes, tuple[str, CellKind, tuple[str, ...]]]:
        """Text, kind and flags of each shared string, by its number as a plain cell writes it."""
        return {
            b"%d" % number: (
                text,
                "blank" if is_blank(text) else "text",
                RICH_TEXT if number in self.rich_strings else (),
            )
            for number, text in enumerate(self.strings)
        }

    @cached_property
    def rich_strings(self) -> frozenset[int]:
        """Positions of the shared strings whose runs may not be one number."""
        return self._shared_strings[1]

    @cached_property
    def _shared_strings(self) -> tuple[list[str], frozenset[int]]:
        name = self._related_part("sharedStrings")
        if name is None:
            return [], frozenset()
        check_tags(self._parts[name], name, LIMITS.part_tags)
        plain = plain_strings(self._parts[name])
        if plain is not None:
            return plain, frozenset()
        entries = list(self._parse(name).iterfind("{*}si"))
        rich = frozenset(number for number, entry in enumerate(entries) if is_rich(entry))
        return [string_text(entry) for entry in entries], rich

    def _related_part(self, kind: str) -> str | None:
        names = (target for found, target in self._relations.values() if found == kind and target in self._parts)
        return next(names, None)

    def _workbook_name(self) -> str:
        targets = [target for kind, target in self._relations_of("").values() if kind == "officeDocument"]
        if len(targets) != 1 or targets[0] not in self._parts:
            raise refuse("file.corrupt", what=Words("bagian workbook tidak ada", "its workbook part is missing"))
        return targets[0]

    def _relations_of(self, name: str) -> dict[str, tuple[str, str]]:
        """Give the relations of a part: id -> (kind, name of the other part)."""
        folder, base = posixpath.split(name)
        part = self._parts.get(posixpath.join(folder, "_rels", f"{base}.rels").lower())
        if part is None:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in parse_xml(part, f"{base}.rels", LIMITS.relation_tags):
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = (kind, posixpath.normpath(path).lower())
        return found

    def _table_filters(self, name: str) -> Iterator[str]:
        for kind, target in sorted(set(self._relations_of(name).values())):
            if kind == "table" and target in self._parts:
                for element in self._parse(target).iterfind("{*}autoFilter"):
                    if element.find("{*}filterColumn") is not None:
                        yield element.get("ref", "")

    def _parse(self, name: str) -> etree._Element:
        return parse_xml(self._parts[name], name)


def check_extent(sheet: Sheet, limits: Limits) -> None:
    """Refuse a sheet that holds too many rows or entries, from a scan of its bytes. How far it says it reaches counts
    for nothing; a far cell is met when its row is read."""
    at_most = sheet.xml.count(b"<row") + sheet.xml.count(b":row")
    if at_most > limits.sheet_rows and sum(map(sheet.xml.count, _ROW_STARTS)) > limits.sheet_rows:
        raise refuse("sheet.too_many_rows", sheet.name, limit=limits.sheet_rows)
    check_tags(sheet.xml, sheet.name, limits.sheet_tags)
    check_tags(sheet.xml[max(sheet.xml.rfind(b"sheetData"), 0) :], sheet.name, limits.tail_tags)


def claimed_corner(sheet: Sheet, limits: Limits) -> str:
    """Give the last cell that a sheet claims to reach, where that is farther than any table; else nothing. The claim is
    a program's note to itself, often left over, and no reason to refuse anything."""
    dimension = _DIMENSION.search(sheet.xml, 0, max(sheet.xml.find(b"sheetData"), 0))
    last = dimension[1].decode("latin-1").split(":")[-1] if dimension else ""
    corner = _CORNER.fullmatch(last)
    is_far = corner and (column_number(corner[1]) > limits.sheet_columns or int(corner[2]) > limits.last_row)
    return last if is_far else ""


def column_number(letters: str) -> int:
    """A -> 1, Z -> 26, AA -> 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def plain_strings(part: bytes) -> list[str] | None:
    """Read shared strings that are proven to be nothing but text; None when any of them is more than that."""
    start = part.find(b">", part.find(b"<sst")) + 1
    end = part.rfind(b"</sst>")
    if start < 1 or end < start or not _PLAIN_STRINGS.fullmatch(part, start, end):
        return None
    try:
        return [unescape(text.decode("utf-8")) for text in _PLAIN_STRING.findall(part, start, end)]
    except UnicodeDecodeError:
        return None
