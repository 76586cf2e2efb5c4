"""The sheet of criteria as units fill it: levels offered, joined cells, headings that are missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.submissions.readers import building as b
from tests.submissions.readers.building import read, template


def test_criteria_are_offered_when_something_was_filled_in(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book.create_sheet("Kriteria")
        sheet.append(["kode_indikator", "kode_wilayah", "kode_kriteria", "Tingkat", "alasan", "bukti"])
        sheet.append([b.INDICATOR, "11", "keberlanjutan", 0, None, None])
        sheet.append([b.INDICATOR, "11", "kapabilitas", None, None, None])
        sheet.append([b.INDICATOR, "11", "kearifan_lokal", "tidak berlaku", "kota", None])

    criteria = read(template(change), tmp_path).criteria
    assert [(line.criterion_code, line.level.text, line.level.address) for line in criteria] == [
        ("keberlanjutan", "0", "Kriteria!D2"),
        ("kearifan_lokal", "tidak berlaku", "Kriteria!D4"),
    ]


@pytest.mark.parametrize(
    ("joined", "levels", "evidence"),
    [("F2:F3", ["2", "2"], ["SK", "SK"]), ("C2:C3", ["2"], ["SK"]), ("A2:B3", ["2"], ["SK"])],
)
def test_joined_evidence_belongs_to_each_criterion_and_a_joined_code_to_the_first(
    joined: str, levels: list[str], evidence: list[str], tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        sheet = book.create_sheet("Kriteria")
        sheet.append(["kode_indikator", "kode_wilayah", "kode_kriteria", "Tingkat", "alasan", "bukti"])
        sheet.append([b.INDICATOR, "11", "kapabilitas", 2, None, "SK"])
        sheet.append([b.INDICATOR, "12", "kapabilitas", 2, None, "SK"])
        sheet.merge_cells(joined)

    reading = read(template(change), tmp_path)
    assert [line.level.text for line in reading.criteria] == levels
    assert [line.evidence.text for line in reading.criteria] == evidence
    told = [finding.source_cell for finding in reading.findings if finding.rule_id == "criterion.unreadable"]
    assert told == ["Kriteria!D3"] * (2 - len(levels))


def test_criteria_without_their_headings_are_not_read_but_the_targets_are(tmp_path: Path) -> None:
    reading = read(
        template(lambda book: book.create_sheet("Kriteria").append(["kode_indikator", "kode_wilayah"])), tmp_path
    )
    assert {found.rule_id for found in reading.findings} == {"header.missing"}
    assert len(reading.rows) == 2 and not reading.criteria
