"""The CSV door: bytes become text, text becomes records with the line they start on. Meaning lives elsewhere."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import NamedTuple

from pipelines.submissions.model.finding import Finding, Words, show_number
from pipelines.submissions.model.limits import Limits
from pipelines.submissions.model.refusal import Refusal

SEPARATORS = (",", ";", "\t", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE_END = re.compile(r"\r\n|\r|\n")
_FIRST_LINE = re.compile(r"[^\r\n]*")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\s*", re.IGNORECASE)


class Record(NamedTuple):
    """One record: the physical line it starts on (the first line of the file is 1) and its fields as typed."""

    line: int
    fields: list[str]


def decode(content: bytes) -> tuple[str, list[Finding]]:
    """Turn bytes into text: UTF-8, UTF-16 with its mark, else Windows-1252 with a note. Raise Refusal otherwise."""
    content = content.lstrip(b" ") if content.lstrip(b" ").startswith(codecs.BOM_UTF8) else content
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refusal(Finding("csv.encoding", facts={"what": "UTF-32"}))
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "")
    text, findings = _decoded_text(content, encoding)
    text = text.lstrip("\ufeff")
    if "\0" in text:
        raise Refusal(Finding("csv.nul", facts={"line": str(line_of(text, text.index("\0")))}))
    return text, findings


def _decoded_text(content: bytes, encoding: str) -> tuple[str, list[Finding]]:
    try:
        return content.decode(encoding or "utf-8"), []
    except UnicodeDecodeError as error:
        if encoding:
            raise Refusal(Finding("csv.encoding", facts={"what": f"{encoding}, byte {error.start + 1}"})) from error
    if b"\0" in content:
        raise Refusal(Finding("csv.nul", facts={"line": str(content.count(b"\n", 0, content.index(b"\0")) + 1)}))
    try:
        return content.decode("cp1252"), [Finding("csv.encoding_guess")]
    except UnicodeDecodeError as error:
        raise Refusal(Finding("csv.encoding", facts={"what": f"byte {error.start + 1}"})) from error


def line_of(text: str, position: int) -> int:
    """Count the physical line a position lies on; CR, LF and CRLF each end one line."""
    return len(_LINE_END.findall(text[:position])) + 1


def records(text: str, separator: str, limits: Limits) -> list[Record]:
    """Split text into records, blank ones left out. Raise Refusal for quotes that do not close and for too much."""
    csv.field_size_limit(limits.csv_field)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[Record] = []
    line = 1
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                found.append(Record(line, fields))
            line = reader.line_num + 1
            if reader.line_num > limits.csv_lines:
                raise Refusal(_too_many_lines(limits))
    except csv.Error as error:
        raise Refusal(_broken_record(text, line, limits)) from error
    return found


def check_lines(text: str, limits: Limits) -> None:
    """Refuse more lines, or a longer one, than any honest file has, before anything is split into fields."""
    if text.count("\n") + text.count("\r") - text.count("\r\n") > limits.csv_lines:
        raise Refusal(_too_many_lines(limits))
    for number, line in enumerate(_LINE_END.split(text), 1):
        if len(line) > limits.csv_line:
            raise Refusal(_too_long(number, len(line), limits.csv_line))


def _broken_record(text: str, line: int, limits: Limits) -> Finding:
    """Say why a record cannot be split: a quotation mark, or a line that holds more than a cell can."""
    size = len(_LINE_END.split(text)[line - 1])
    if size > limits.csv_field:
        return _too_long(line, size, limits.csv_field)
    return Finding("csv.quote", facts={"line": str(line)})


def _too_many_lines(limits: Limits) -> Finding:
    most = limits.csv_lines
    words = Words(f"lebih dari {show_number(most, 'id')} baris", f"more than {show_number(most, 'en')} lines")
    return Finding("csv.too_large", facts={"size": words, "limit": most})


def _too_long(line: int, size: int, limit: int) -> Finding:
    words = Words(
        f"baris {line}: {show_number(size, 'id')} karakter", f"line {line}: {show_number(size, 'en')} characters"
    )
    return Finding("csv.too_large", facts={"size": words, "limit": limit})


def declared_separator(text: str) -> tuple[str | None, str]:
    """Take Excel's first line `sep=;` off, leaving its line in place so that line numbers stay true."""
    first = _FIRST_LINE.match(text)
    match = _SEPARATOR_LINE.fullmatch(first[0]) if first else None
    return (match[1], text[match.end() :]) if match else (None, text)
