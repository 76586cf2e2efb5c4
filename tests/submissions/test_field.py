"""Small files as real life produced them (people and figures invented), with what they must be read as."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.submissions.judge import Facts, JudgedFile, Reception, Task, judge_file
from tests.submissions.readers.building import catalogue

FIELD = Path(__file__).parent / "field"
IN_TIME = datetime(2026, 11, 20, 3, tzinfo=UTC)


def judged(path: Path) -> JudgedFile:
    return judge_file(path, Task(Facts(catalogue()), {path: Reception(IN_TIME, file_name=path.name)}))


def told(found: JudgedFile, severity: str) -> list[str]:
    return [finding.rule_id for finding in found.judgement.findings if finding.severity == severity]


@pytest.mark.parametrize(
    ("name", "accepted", "note"),
    [
        ("12-csv_excel_indonesia.csv", 4, None),
        ("13-dataframe.csv", 4, "value.whole_number"),
        ("17-kurung.xlsx", 20, "header.column_numbers"),
        ("18-tanda_tangan.xlsx", 20, "row.signature_ignored"),
    ],
)
def test_a_field_file_is_read_whole_with_its_notes(name: str, accepted: int, note: str | None) -> None:
    found = judged(FIELD / name)
    assert found.judgement.status == "accepted", found.judgement.findings
    assert found.judgement.counts == (accepted, accepted, 0, 0)
    assert told(found, "reject") == []
    assert note is None or told(found, "note").count(note) in (1, 2)


def test_thousands_dots_in_a_count_are_read_where_the_file_proves_the_comma(tmp_path: Path) -> None:
    cells = judged(FIELD / "12-csv_excel_indonesia.csv").judgement.cells
    assert [(cell.target_value, cell.denominator) for cell in cells][:2] == [(75.5, 1200.0), (80.25, 1200.0)]
    text = (FIELD / "12-csv_excel_indonesia.csv").read_text(encoding="utf-8-sig")
    unproven = tmp_path / "tanpa_koma.csv"
    unproven.write_text(text.replace("75,5", "75").replace("80,25", "80"), encoding="utf-8")
    assert set(told(judged(unproven), "reject")) >= {"value.ambiguous_number"}
    contrary = tmp_path / "bertentangan.csv"
    contrary.write_text(text.replace("80,25", "80.25"), encoding="utf-8")
    assert {cell.denominator for cell in judged(contrary).judgement.cells} == {None}


def test_whole_numbers_of_a_data_frame_are_codes_and_years() -> None:
    cells = judged(FIELD / "13-dataframe.csv").judgement.cells
    assert {cell.region_id for cell in cells} == {"11"}
    assert [cell.target_year for cell in cells] == [2027, 2028, 2029, 2030]
    assert {cell.denominator for cell in cells} == {1200.0}
