"""A judged file on its way to the register: its cells and findings column by column, which cost a fraction of one
object for each of them to send, to receive and to store. What they mean stands in model/; nothing is judged here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.submissions.judge import JudgedFile, Task, judge_untold
from pipelines.submissions.model.finding import Finding
from pipelines.submissions.model.judgement import JudgedCell

Columns = Sequence[Sequence[Any]]
CELL = JudgedCell._fields
FINDING = (
    *("rule_id", "severity", "sheet", "source_cell", "written", "message_id", "message_en"),
    *("indicator_code", "region_id", "target_year", "is_justified"),
)


class JudgedColumns(NamedTuple):
    """`judged` is the file without its cells and findings; those stand beside it, by the columns named above."""

    judged: JudgedFile
    cells: Columns
    findings: Columns

    def of_cells(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Some fields of each cell, in the order of the file."""
        return zip(*(self.cells[CELL.index(name)] for name in names), strict=True)

    def with_first(self, finding: Finding) -> JudgedColumns:
        """The same file with one more finding before the others."""
        first = _finding_row(finding)
        return self._replace(findings=[(value, *column) for value, column in zip(first, self.findings, strict=True)])

    def whole_file(self) -> JudgedFile:
        """The file as it was judged, with one object for each cell and finding."""
        cells = [JudgedCell(*row) for row in zip(*self.cells, strict=True)]
        findings = tuple(_finding(dict(zip(FINDING, row, strict=True))) for row in zip(*self.findings, strict=True))
        return self.judged._replace(judgement=self.judged.judgement._replace(cells=cells, findings=findings))


def judge_columns(path: Path, task: Task) -> JudgedColumns:
    """Read and judge one file as `judge_file` does, for the register."""
    return in_columns(judge_untold(path, task))


def in_columns(judged: JudgedFile) -> JudgedColumns:
    """Lay the cells and findings of a judged file column by column."""
    judgement = judged.judgement
    cells = _columns(judgement.cells, len(CELL))
    findings = _columns([_finding_row(finding) for finding in judgement.findings], len(FINDING))
    return JudgedColumns(judged._replace(judgement=judgement._replace(cells=[], findings=())), cells, findings)


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> Columns:
    return tuple(zip(*rows, strict=True)) if rows else ((),) * width


def _finding_row(finding: Finding) -> tuple[Any, ...]:
    place = (finding.sheet, finding.source_cell, finding.written)
    about = (finding.indicator_code, finding.region_id, finding.target_year, finding.is_justified)
    return (finding.rule_id, finding.severity, *place, *finding.in_words, *about)


def _finding(row: dict[str, Any]) -> Finding:
    row.pop("severity")  # which its rule says
    sentences = (row.pop("message_id"), row.pop("message_en"))
    return Finding(**row, sentences=sentences)
