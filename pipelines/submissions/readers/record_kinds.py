"""Records of a CSV that are no entries: notes, numbers of columns, totals, signatures; each is named in a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.submissions.model.finding import Finding, Words
from pipelines.submissions.readers.delimited_text import Record
from pipelines.submissions.readers.row_kinds import are_column_numbers, is_signature, is_total

NOTES = frozenset(("row.note_ignored", "row.total_ignored", "row.signature_ignored", "header.column_numbers"))
NOTE_LENGTH = 200
NAMES = ("round_id", "unit_code", "indicator_code", "indicator_name", "region_code", "region_name")
_FIRST_RECORDS = 2


class RecordKinds:
    """What each record under the heading is."""

    def __init__(self, body: Sequence[Record], places: Mapping[str, int]) -> None:
        self._places = places
        self._first_lines = {record.line for record in body[:_FIRST_RECORDS]}
        coded = (record.line for record in body if self._has_number(record, "region_code"))
        self._last_coded = max(coded, default=0)
        self._is_signed = False

    def note(self, record: Record) -> Finding | None:
        """Give the finding on a record that is no entry, None for an entry. Ask in the order of the file."""
        has_code = self._has_number(record, "region_code")
        if has_code and record.line not in self._first_lines:
            return None
        said = [field.strip() for field in record.fields if field.strip()]
        self._is_signed = record.line > self._last_coded and (self._is_signed or is_signature(said))
        if self._is_signed:
            return self._finding("row.signature_ignored", record, said)
        if record.line in self._first_lines and are_column_numbers(said):
            return self._finding("header.column_numbers", record, said)
        names = [self._field(record, name) for name in NAMES]
        if not has_code and is_total(name for name in names if name):
            return self._finding("row.total_ignored", record, said)
        filled = {name for name in ("target", "target_year", "region_code") if self._field(record, name)}
        return self._finding("row.note_ignored", record, said) if len(said) == 1 and not filled else None

    def _field(self, record: Record, name: str) -> str:
        place = self._places.get(name, len(record.fields))
        return record.fields[place].strip() if place < len(record.fields) else ""

    def _has_number(self, record: Record, name: str) -> bool:
        return self._field(record, name).lstrip("'")[:1].isdigit()

    def _finding(self, rule_id: str, record: Record, said: Sequence[str]) -> Finding:
        place = Words(f"Baris {record.line}:", f"Line {record.line}:")
        written = " | ".join(said)[:NOTE_LENGTH]
        return Finding(rule_id, "", f"baris {record.line}", written, {"place": place})
