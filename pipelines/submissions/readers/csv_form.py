"""Reads the CSV form: one record per indicator, region and year; round and unit stand in columns of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipelines.reference.model import Catalogue
from pipelines.submissions.model.finding import Fact, Finding, Words
from pipelines.submissions.model.limits import Limits
from pipelines.submissions.model.reading import BLANK, Cell, OfferedRow, Reading
from pipelines.submissions.model.refusal import Refusal
from pipelines.submissions.readers.delimited import (
    SEPARATORS,
    Record,
    check_lines,
    declared_separator,
    decode,
    records,
)
from pipelines.submissions.readers.identity import code_key, identify
from pipelines.submissions.readers.layouts import Headings, Layout, layout_from, match_headings
from pipelines.submissions.rules.cells.numerals import as_whole

PLACE = Words("Berkas CSV", "The CSV file")
NOTE_LENGTH = 200
NUMBER_FIELDS = ("target", "denominator")
ROW_FIELDS = tuple(name for name in OfferedRow._fields if name not in ("sheet", "row_number", "targets", "code_scheme"))


class _Table(NamedTuple):
    headings: Headings[int]
    heading: Record
    body: Sequence[Record]
    separator: str


def read_csv(content: bytes, catalogue: Catalogue, folders: Sequence[str], limits: Limits) -> Reading:
    """Read a whole CSV; every record under the heading is offered, or named in a finding."""
    layout = csv_layout(catalogue)
    try:
        text, notes = decode(content)
        table = _table(text, layout, limits)
    except Refusal as refusal:
        return Reading("csv", None, None, None, findings=(refusal.finding,), is_refused=True)
    findings = [*notes, *_heading_findings(table, layout)]
    missing = table.headings.missing(layout)
    rows, doubts = _rows(table) if "target" in table.headings.columns else ([], [])
    notes_at = frozenset(finding.source_cell for finding in doubts if finding.rule_id == "row.note_ignored")
    entries = [record for record in table.body if f"baris {record.line}" not in notes_at]
    identity = _identity(table.headings, entries, catalogue, folders) if not missing else _Said(None, None, ())
    return Reading(
        form="csv",
        round_id=identity.round_id,
        unit_code=identity.unit_code,
        template=layout.name,
        rows=tuple(rows),
        findings=(*findings, *identity.findings, *doubts),
        is_refused=bool(missing or table.headings.duplicates or identity.findings),
        refused_cells=frozenset(finding.source_cell for finding in doubts if finding.rule_id == "csv.ragged"),
    )


def csv_layout(catalogue: Catalogue) -> Layout:
    name, entry = next(iter(catalogue.layouts["csv"].items()))
    return layout_from(name, entry)


def _table(text: str, layout: Layout, limits: Limits) -> _Table:
    """Find the heading by the separator under which it says most; a quote fault counts only for that separator."""
    check_lines(text, limits)
    declared, text = declared_separator(text)
    lead = "\n".join(text.splitlines()[: layout.heading_rows])
    choices = (declared,) if declared else SEPARATORS
    best = max(choices, key=lambda separator: _strength(lead, separator, layout))
    found = records(text, best, limits)
    if not found:
        raise Refusal(Finding("file.empty", facts={"size": len(text)}))
    position = max(
        range(min(len(found), layout.heading_rows)),
        key=lambda index: match_headings(layout, enumerate(found[index].fields)).strength,
    )
    headings = match_headings(layout, enumerate(found[position].fields))
    return _Table(headings, found[position], found[position + 1 :], best)


def _strength(lead: str, separator: str, layout: Layout) -> int:
    rows = (line.split(separator) for line in lead.split("\n"))
    unquoted = ([field.strip().strip('"') for field in row] for row in rows)
    return max((match_headings(layout, enumerate(row)).strength for row in unquoted), default=0)


def _heading_findings(table: _Table, layout: Layout) -> list[Finding]:
    line = table.heading.line
    found = [
        Finding("header.missing", written=name, facts={"place": PLACE, "heading": name})
        for name in table.headings.missing(layout)
    ]
    for name, first, second in table.headings.duplicates:
        facts: dict[str, Fact] = {"place": PLACE, "heading": name, "first": f"baris {line} kolom {first + 1}"}
        found.append(Finding("header.duplicate", "", f"baris {line} kolom {second + 1}", name, facts))
    for text, place in table.headings.unexpected:
        found.append(Finding("header.unexpected", "", f"baris {line} kolom {place + 1}", text, {"place": PLACE}))
    return found


class _Said(NamedTuple):
    round_id: str | None
    unit_code: str | None
    findings: tuple[Finding, ...]


def _identity(
    headings: Headings[int], entries: Sequence[Record], catalogue: Catalogue, folders: Sequence[str]
) -> _Said:
    """Take round and unit from the records. Two rounds or two units in one file are refused, not split."""
    several: list[Finding] = []
    said: dict[str, str] = {}
    for column, rule_id in (("putaran", "round.several"), ("unit_kerja", "auth.unit_several")):
        place = headings.columns[column][1]
        spellings: dict[str, tuple[str, int]] = {}
        for record in entries:
            written = record.fields[place].strip() if place < len(record.fields) else ""
            if written:
                spellings.setdefault(code_key(written), (written, record.line))
        said[column] = next((written for written, _ in spellings.values()), "")
        if len(spellings) > 1:
            written = ", ".join(text for text, _ in spellings.values())
            several.append(Finding(rule_id, "", "", written, {"line": str(list(spellings.values())[1][1])}))
    if several:
        return _Said(None, None, tuple(several))
    identity = identify(catalogue, said["putaran"], said["unit_kerja"], None, folders)
    return _Said(identity.round_id, identity.unit_code, identity.findings)


def _rows(table: _Table) -> tuple[list[OfferedRow], list[Finding]]:
    places = {column.field: (column.name, place) for column, place in table.headings.columns.values()}
    expected = len(table.heading.fields)
    rows: list[OfferedRow] = []
    doubts: list[Finding] = []
    for line, fields in table.body:
        if note := _note(places, line, fields):
            doubts.append(note)
            continue
        cells = {
            name: _cell(line, title, fields[place] if place < len(fields) else "")
            for name, (title, place) in places.items()
        }
        year, target = cells.get("target_year", BLANK), cells["target"]
        rows.append(
            OfferedRow(
                sheet="",
                row_number=line,
                targets=((_year(year.text), target),),
                code_scheme=cells.get("code_scheme", BLANK).text.strip().casefold(),
                **{name: cells.get(name, BLANK) for name in ROW_FIELDS},
            )
        )
        numbers = [places[name][1] for name in NUMBER_FIELDS if name in places]
        if _is_ragged(fields, expected, table.separator, numbers):
            facts = {"found": str(len(fields)), "expected": str(expected)}
            doubts.append(Finding("csv.ragged", "", target.address, target.text, facts))
    return rows, doubts


def _note(places: Mapping[str, tuple[str, int]], line: int, fields: Sequence[str]) -> Finding | None:
    """Take a line for a note when it has one text only, and neither a target nor a code of a region."""
    said = [field.strip() for field in fields if field.strip()]
    filled = {name for name, (_, place) in places.items() if place < len(fields) and fields[place].strip()}
    if len(said) != 1 or not filled.isdisjoint(("target", "target_year", "region_code")):
        return None
    place = Words(f"Baris {line}:", f"Line {line}:")
    return Finding("row.note_ignored", "", f"baris {line}", said[0][:NOTE_LENGTH], {"place": place})


def _is_ragged(fields: Sequence[str], expected: int, separator: str, numbers: Sequence[int]) -> bool:
    """Tell whether a record's fields may stand under wrong headings: extra content, or another count than the heading's
    where a decimal comma without quotes would be taken for a separator."""
    if any(field.strip() for field in fields[expected:]):
        return True
    if separator != "," or len(fields) == expected:
        return False
    return len(fields) < expected or any(_may_be_split(fields, place) for place in numbers)


def _may_be_split(fields: Sequence[str], place: int) -> bool:
    """Tell whether a number and the digits after its comma may stand in two fields."""
    pair = [field.strip() for field in fields[place : place + 2]]
    return len(pair) == 2 and pair[0][-1:].isdigit() and pair[1][:1].isdigit()


def _cell(line: int, title: str, text: str) -> Cell:
    return Cell(f"baris {line}/{title}", text, "text" if text.strip() else "blank")


def _year(text: str) -> int:
    """Read a plain year; 0 for anything else, which no round has as a target year."""
    text = as_whole(text.strip())
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else 0
