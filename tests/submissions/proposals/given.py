"""Builds rows of sheet Outcome as a unit types them, and judges them in the small context of the other rules."""

from __future__ import annotations

import dataclasses

from pipelines.reference.model import Catalogue
from pipelines.submissions.model.judgement import Judgement
from pipelines.submissions.model.reading import OfferedProposal, Reading
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.ruleset import judge
from tests.submissions.rules.given import Typed, catalogue, cell

FIELDS = (
    "number", "statement", "statement_en", "change_for_whom", "outcome_level", "programme_code", "programme_decree",
    "issue_tags", "issue_words", "sustainability_words", "community_words", "capability_words", "local_wisdom_words",
    "name", "definition", "numerator", "denominator", "unit_of_measure", "direction", "source", "first_year",
    "aggregation", "justification",
)  # fmt: skip
COLUMNS = dict(zip(FIELDS, "ABCDEFGHIJKLMNOPQRSTUVW", strict=True))
OUTCOME: dict[str, Typed] = {
    "number": 1,
    "statement": "Anak telantar kembali hidup dalam keluarga yang mengasuh",
    "change_for_whom": "anak di panti pulang ke keluarga",
    "outcome_level": "Provinsi",
    "programme_code": "1.06.04",
    "programme_decree": "Kepmendagri 050-5889 Tahun 2021",
    "issue_tags": "pengasuhan; kemiskinan",
    "local_wisdom_words": "Anak diasuh dalam rumah gadang bersama ninik mamak.",
}
INDICATOR: dict[str, Typed] = {
    "name": "Persentase anak telantar yang diasuh keluarga",
    "definition": "Anak yang enam bulan sesudah keluar panti tinggal bersama keluarga",
    "numerator": "anak yang tinggal bersama keluarga",
    "denominator": "anak yang keluar panti",
    "unit_of_measure": "persen",
    "direction": "naik",
    "source": "SIKS-NG, modul rehabilitasi anak",
    "first_year": 2023,
    "aggregation": "jumlah pembilang dibagi jumlah penyebut",
}
SOUND = OUTCOME | INDICATOR


def proposal(line: int = 6, **typed: Typed) -> OfferedProposal:
    """One row; what is not named is blank."""
    cells = {name: cell(f"Outcome!{column}{line}", typed.get(name)) for name, column in COLUMNS.items()}
    return OfferedProposal("Outcome", line, cells)


def sound(line: int = 6, **changed: Typed) -> OfferedProposal:
    """A row that brings no finding, but for what is changed."""
    return proposal(line, **(SOUND | changed))


def known() -> Catalogue:
    return dataclasses.replace(
        catalogue(), outcomes=({"outcome_code": "o-1", "statement_id": "Makin sedikit penduduk hidup miskin"},)
    )


def judged(*rows: OfferedProposal) -> Judgement:
    reading = Reading("workbook", "r-1", "pusat", "selaras-1", proposals=rows)
    return judge(reading, JudgingContext(known()))
