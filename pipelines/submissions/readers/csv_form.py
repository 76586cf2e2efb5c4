"""Reads the CSV form: one record per indicator, region and year; round and unit stand in columns of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipelines.reference.model import Catalogue
from pipelines.submissions.model.finding import Fact, Finding, Words
from pipelines.submissions.model.limits import Limits
from pipelines.submissions.model.reading import BLANK, Cell, OfferedRow, Reading
from pipelines.submissions.model.refusal import Refusal
from pipelines.submissions.readers.delimited_text import (
    SEPARATORS,
    Record,
    check_lines,
    declared_separator,
    decode,
    records,
)
from pipelines.submissions.readers.identity import SenderWords, code_key, identify
from pipelines.submissions.readers.layouts import Headings, Layout, layout_from, match_headings
from pipelines.submissions.readers.record_kinds import NOTES, RecordKinds
from pipelines.submissions.readers.take_up.plan_table import read_plan_csv
from pipelines.submissions.readers.template_csv import read_template_csv
from pipelines.submissions.rules.cells.numbers import bounded_text, read_text
from pipelines.submissions.rules.cells.numerals import as_whole
from pipelines.workbooks.container import PLAIN_TEXT

PLACE = Words("Berkas CSV", "The CSV file")
NUMBER_FIELDS = ("target", "denominator")
THOUSANDS = 3  # digits behind a dot that may be one of thousands
TEXT_FIELDS = ("justification", "evidence", "note", "confidence", "is_provisional", "unit_of_measure")
SURE_FIELDS = ("indicator_code", "indicator_name", "region_code", "region_name", "target_year", "code_scheme")
ROW_FIELDS = tuple(name for name in OfferedRow._fields if name not in ("sheet", "row_number", "targets", "code_scheme"))


class _Table(NamedTuple):
    headings: Headings[int]
    heading: Record
    body: Sequence[Record]
    separator: str


def read_csv(
    content: bytes, catalogue: Catalogue, said: SenderWords, limits: Limits, is_named_so: bool = True
) -> Reading:
    """Read a whole CSV; every record under the heading is offered, or named in a finding. A sheet of the template saved
    as CSV is read as such; text under a workbook's name is read when it is a CSV."""
    layout = csv_layout(catalogue)
    try:
        text, notes = decode(content)
        table = _table(text, layout, limits)
    except Refusal as refusal:
        return Reading("csv", None, None, None, findings=(refusal.finding,), is_refused=True)
    if not is_named_so:
        notes = [*notes, Finding("csv.named_workbook", written=said.file_name)]
    if table.headings.missing(layout):
        plan = read_plan_csv(text, catalogue, said, limits)
        if plan is not None:
            return plan._replace(findings=(*notes, *plan.findings))
    if not {"putaran", "unit_kerja"} & set(table.headings.columns):
        sheet = read_template_csv(text, catalogue, said, limits)
        if sheet is not None:
            return sheet._replace(findings=(*notes, *sheet.findings))
        if not is_named_so and not table.headings.columns:
            refused = Finding("file.not_xlsx", facts={"what": PLAIN_TEXT})
            return Reading("unknown", None, None, None, findings=(refused,), is_refused=True)
    findings = [*notes, *_heading_findings(table, layout)]
    missing = table.headings.missing(layout)
    rows, doubts = _rows(table) if "target" in table.headings.columns else ([], [])
    notes_at = frozenset(finding.source_cell for finding in doubts if finding.rule_id in NOTES)
    entries = [record for record in table.body if f"baris {record.line}" not in notes_at]
    if not missing and not entries:
        findings.append(Finding("file.no_targets", facts={"blank": 0}))
    is_whole = entries and not missing
    identity = _identity(table.headings, entries, catalogue, said.folders) if is_whole else _Sender(None, None, ())
    return Reading(
        form="csv",
        round_id=identity.round_id,
        unit_code=identity.unit_code,
        template=layout.name,
        rows=tuple(rows),
        findings=(*findings, *identity.findings, *doubts),
        is_refused=bool(not is_whole or table.headings.duplicates or identity.findings),
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
    if not table.headings.columns:  # not our form at all: one sentence says what is expected
        wanted = ", ".join(table.headings.missing(layout))
        return [Finding("header.missing", facts={"place": PLACE, "heading": wanted})]
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


class _Sender(NamedTuple):
    round_id: str | None
    unit_code: str | None
    findings: tuple[Finding, ...]


def _identity(
    headings: Headings[int], entries: Sequence[Record], catalogue: Catalogue, folders: Sequence[str]
) -> _Sender:
    """Take round and unit from the records. Two rounds or two units in one file are refused, not split."""
    several: list[Finding] = []
    written_in: dict[str, str] = {}
    for column, rule_id in (("putaran", "round.several"), ("unit_kerja", "auth.unit_several")):
        place = headings.columns[column][1]
        spellings: dict[str, tuple[str, int]] = {}
        for record in entries:
            written = record.fields[place].strip() if place < len(record.fields) else ""
            if written:
                spellings.setdefault(code_key(written), (written, record.line))
        written_in[column] = next((written for written, _ in spellings.values()), "")
        if len(spellings) > 1:
            written = ", ".join(text for text, _ in spellings.values())
            several.append(Finding(rule_id, "", "", written, {"line": str(list(spellings.values())[1][1])}))
    if several:
        return _Sender(None, None, tuple(several))
    identity = identify(catalogue, written_in["putaran"], written_in["unit_kerja"], None, folders)
    return _Sender(identity.round_id, identity.unit_code, identity.findings)


def _rows(table: _Table) -> tuple[list[OfferedRow], list[Finding]]:
    places = {column.field: (column.name, place) for column, place in table.headings.columns.values()}
    rows: list[OfferedRow] = []
    doubts: list[Finding] = []
    kinds = RecordKinds(table.body, {name: place for name, (_, place) in places.items()})
    loose = _LooseCommas(table, {name: place for name, (_, place) in places.items()})
    for record in table.body:
        line, fields = record
        if note := kinds.note(record):
            doubts.append(note)
            continue
        cells = {
            name: _cell(line, title, fields[place] if place < len(fields) else "")
            for name, (title, place) in places.items()
        }
        year, target = cells.get("target_year", BLANK), cells["target"]
        is_shifted = loose.may_have_shifted(record)
        if is_shifted:  # what stands behind the target stands under wrong headings: the one finding says so
            cells = {name: cell for name, cell in cells.items() if name in SURE_FIELDS}
        rows.append(
            OfferedRow(
                sheet="",
                row_number=line,
                targets=((_year(year.text), target),),
                code_scheme=cells.get("code_scheme", BLANK).text.strip().casefold(),
                **{name: cells.get(name, BLANK) for name in ROW_FIELDS},
            )
        )
        if is_shifted:
            shape = _shape(len(fields), len(table.heading.fields))
            doubts.append(Finding("csv.ragged", "", target.address, target.text, {"shape": shape}))
    return rows, doubts


def _shape(found: int, expected: int) -> Words:
    if found == expected:
        return Words(
            "angka dan pecahannya mungkin terpisah di dua kolom", "a number and its decimals may stand in two columns"
        )
    return Words(
        f"baris ini berisi {found} kolom, judulnya {expected}",
        f"this line has {found} columns where the heading has {expected}",
    )


class _LooseCommas:
    """Whether a record's fields may stand under wrong headings: extra content, or a decimal comma without quotes that
    was taken for a separator."""

    def __init__(self, table: _Table, places: Mapping[str, int]) -> None:
        self._expected = len(table.heading.fields)
        self._is_comma = table.separator == ","
        self._numbers = [places[name] for name in NUMBER_FIELDS if name in places]
        self._texts = {places[name] for name in TEXT_FIELDS if name in places}
        self._ragged = {record.line for record in table.body if self._is_ragged(record.fields)}
        self._is_loose = bool(self._ragged)
        fields_of = [record.fields for record in table.body]
        self._proves_dot = not self._is_loose and _proves_dot(fields_of, self._numbers)

    def may_have_shifted(self, record: Record) -> bool:
        if record.line in self._ragged:
            return True
        if not self._is_comma or self._proves_dot:
            return False
        fields = record.fields
        return any(
            _may_be_split(fields, place) and (self._is_loose or place + 1 in self._texts) for place in self._numbers
        )

    def _is_ragged(self, fields: Sequence[str]) -> bool:
        if any(field.strip() for field in fields[self._expected :]):
            return True
        if not self._is_comma or len(fields) == self._expected:
            return False
        return len(fields) < self._expected or any(_may_be_split(fields, place) for place in self._numbers)


def _proves_dot(fields_of: Sequence[Sequence[str]], numbers: Sequence[int]) -> bool:
    """Tell whether numbers of the file prove the decimal dot and none proves the comma."""
    written = (fields[place] for fields in fields_of for place in numbers if place < len(fields))
    return {sign for text in written for sign in read_text(bounded_text(text)).proves} == {"."}


def _may_be_split(fields: Sequence[str], place: int) -> bool:
    """Tell whether a number and the digits after its comma may stand in two fields."""
    pair = [field.strip() for field in fields[place : place + 2]]
    last = pair[0].replace("–", "-").rpartition("-")[2]
    has_decimals = "," in last or ("." in last and len(last.rpartition(".")[2]) != THOUSANDS)
    return len(pair) == 2 and pair[0][-1:].isdigit() and pair[1][:1].isdigit() and not has_decimals


def _cell(line: int, title: str, text: str) -> Cell:
    return Cell(f"baris {line}/{title}", text, "text" if text.strip() else "blank")


def _year(text: str) -> int:
    """Read a plain year; 0 for anything else, which no round has as a target year."""
    text = as_whole(text.strip())
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else 0
