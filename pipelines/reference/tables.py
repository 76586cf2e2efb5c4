"""Committed CSV tables -> rows with checked columns and typed fields. What the fields mean lives in the callers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, NoReturn, TypeVar

from pipelines.reference.error import CatalogueError

Choice = TypeVar("Choice", bound=str)
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def read_text(path: Path) -> str:
    """Text of one file of the catalogue; absent or not UTF-8 is a fault."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise CatalogueError(path.name, "", "the file is missing", "restore it from the repository") from None
    except OSError as error:
        raise CatalogueError(
            path.name, "", f"the file cannot be opened ({error.strerror})", "allow reading it"
        ) from None
    except UnicodeDecodeError as error:
        raise CatalogueError(
            path.name, f"byte {error.start + 1}", "the text is not UTF-8", "save the file as UTF-8"
        ) from None


class Row(NamedTuple):
    """One line of a table; every getter answers in the field's type or raises with the line and the column."""

    file: str
    line: int
    fields: dict[str, str]

    def fault(self, column: str, fault: str, remedy: str) -> NoReturn:
        raise CatalogueError(self.file, f"row {self.line}, column {column}", fault, remedy)

    def optional(self, column: str) -> str | None:
        return self.fields[column] or None

    def text(self, column: str) -> str:
        found = self.fields[column]
        if not found:
            self.fault(column, "the field is empty", "fill it in")
        return found

    def choice(self, column: str, allowed: Sequence[Choice]) -> Choice:
        found = self.fields[column]
        for word in allowed:
            if found == word:
                return word
        return self.fault(column, f"'{found}' is not an allowed word", f"use one of {', '.join(allowed)}")

    def flag(self, column: str) -> bool:
        return self.choice(column, ("true", "false")) == "true"

    def number(self, column: str) -> float | None:
        written = self.fields[column]
        if not written:
            return None
        if not _NUMBER.fullmatch(written):
            self.fault(column, f"'{written}' is not a number", "write digits with a decimal point")
        return float(written)

    def integer(self, column: str) -> int | None:
        written = self.fields[column]
        if not written:
            return None
        if not written.isascii() or not written.isdigit():
            self.fault(column, f"'{written}' is not a whole number", "write digits only")
        return int(written)

    def year(self, column: str) -> int:
        found = self.integer(column)
        if found is None or not 1900 <= found <= 2100:
            self.fault(column, f"'{self.fields[column]}' is not a year", "write four digits between 1900 and 2100")
        return found

    def day(self, column: str) -> date | None:
        written = self.fields[column]
        if not written:
            return None
        try:
            return datetime.strptime(written, "%Y-%m-%d").date()  # noqa: DTZ007  (a day, no instant)
        except ValueError:
            self.fault(column, f"'{written}' is not a date", "write YYYY-MM-DD")

    def instant(self, column: str) -> datetime:
        written = self.fields[column]
        try:
            found = datetime.fromisoformat(written)
        except ValueError:
            self.fault(column, f"'{written}' is not an instant", "write YYYY-MM-DDTHH:MM:SS+07:00")
        if found.tzinfo is None:
            self.fault(column, f"'{written}' has no offset from UTC", "write YYYY-MM-DDTHH:MM:SS+07:00")
        return found


def read_table(path: Path, columns: Sequence[str]) -> list[Row]:
    """Rows of one table whose header must hold exactly these columns, in any order; blank lines are skipped."""
    reader = csv.reader(io.StringIO(read_text(path)), strict=True)
    rows: list[Row] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path.name, header, columns)
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(header):
                raise CatalogueError(
                    path.name,
                    f"row {reader.line_num}",
                    f"{len(cells)} fields stand under {len(header)} headings",
                    "quote texts that hold a comma and fill missing fields",
                )
            values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            rows.append(Row(path.name, reader.line_num, values))
    except csv.Error as error:
        raise CatalogueError(
            path.name, f"row {reader.line_num}", f"the line is not CSV ({error})", "close its quotes"
        ) from None
    return rows


def _check_header(file: str, header: Sequence[str], columns: Sequence[str]) -> None:
    for name in columns:
        if name not in header:
            raise CatalogueError(file, "row 1", f"column '{name}' is missing", "add it, with a value in every row")
    for name in header:
        if name not in columns:
            raise CatalogueError(
                file, "row 1", f"column '{name}' is not known", f"remove it; known are {', '.join(columns)}"
            )
        if header.count(name) > 1:
            raise CatalogueError(file, "row 1", f"column '{name}' stands twice", "keep one of them")


def unique(rows: Iterable[Row], *key: str) -> Iterator[Row]:
    """Pass rows on; a key that was seen before is a fault that names both rows."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        found = tuple(row.fields[column] for column in key)
        if found in seen:
            row.fault(key[0], f"{' × '.join(found)} already stands in row {seen[found]}", "keep one of the two rows")
        seen[found] = row.line
        yield row
