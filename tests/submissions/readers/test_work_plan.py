"""A region's work plan: whose it is, which indicator each row means, and why a cell cannot be compared."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from pipelines.submissions.judge import Facts, JudgedFile, Reception, Task, judge_file
from pipelines.submissions.model.finding import texts
from pipelines.submissions.rules.take_up import refusing_rule
from tests.submissions.readers.building import ROUND, catalogue
from tests.submissions.readers.foreign_sheets import district_plan

FAMILY = "Anak telantar kembali diasuh keluarga"
YEARS = (2027, 2028)
HEADINGS = ["Kode", "Urusan/Program", "Indikator Kinerja", "Kondisi awal", "Target 2027", "Target 2028"]
LAST = ["Satuan", "Lokasi", "Pagu"]
WHOSE = [["putaran", ROUND], ["kode_wilayah", "31"]]


def plan(rows: Sequence[Sequence[object]], whose: Sequence[Sequence[object]] = WHOSE) -> bytes:
    """A workbook with the lines that say whose it is above the table."""
    book = openpyxl.Workbook()
    for line in [*whose, [*HEADINGS, *LAST], *rows]:
        book.active.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row(indicator: str = FAMILY, first: object = 43, second: object = None, unit: str = "persen", place: str = ""):
    return ["1.06.04", "Program Rehabilitasi Sosial", indicator, None, first, second, unit, place, None]


def judged(content: bytes, folder: Path, name: str = "rkpd.xlsx", **said: str) -> JudgedFile:
    path = folder / name
    path.write_bytes(content)
    reception = Reception(datetime(2026, 6, 1, tzinfo=UTC), file_name=name, **said)
    return judge_file(path, Task(Facts(catalogue()), {path: reception}))


def cells(answer: JudgedFile) -> list[tuple[int | None, str, str, float | None]]:
    return [(each.target_year, each.written, each.verdict, each.target_value) for each in answer.judgement.cells]


def rules(answer: JudgedFile) -> set[str]:
    return {finding.rule_id for finding in answer.judgement.findings}


def test_a_plan_says_whose_it_is_and_gives_its_figures(tmp_path: Path) -> None:
    answer = judged(plan([row(first="43,5", place="DKI Jakarta")]), tmp_path)
    reading = answer.reading
    assert (reading.form, reading.round_id, reading.unit_code) == ("take_up", ROUND, "dinsos-31")
    assert cells(answer) == [(2027, "43,5", "accepted", 43.5), (2028, "", "blank", None)]
    assert answer.judgement.status == "accepted" and rules(answer) == {"value.text_number"}


def test_a_csv_of_the_same_table_gives_the_same(tmp_path: Path) -> None:
    lines = [*WHOSE, [*HEADINGS, *LAST], row(first="43,5")]
    text = "\r\n".join(";".join("" if each is None else str(each) for each in line) for line in lines)
    answer = judged(text.encode(), tmp_path, "rkpd.csv")
    assert cells(answer) == [(2027, "43,5", "accepted", 43.5), (2028, "", "blank", None)]
    assert [cell.source_cell for cell in answer.judgement.cells] == ["baris 4/target_2027", "baris 4/target_2028"]


def test_a_district_plan_of_a_known_form_is_a_plan_when_it_is_handed_in_as_one(tmp_path: Path) -> None:
    content = district_plan().content
    said = {"round_id": ROUND, "unit_code": "dinsos-11.01"}
    assert judged(content, tmp_path, **said).reading.form == "foreign"
    answer = judged(content, tmp_path, **said, kind="rkpd")
    assert answer.reading.form == "take_up" and answer.judgement.cells


@pytest.mark.parametrize(
    ("given", "rule_id"),
    [
        (row(unit="orang"), "unit.mismatch"),
        (row(first="1.234"), "value.ambiguous_number"),
        (row(first="belum ada"), "value.missing_token"),
        (row(first=430), "value.out_of_range"),
        (row(place="Jawa Barat"), "take_up.other_region"),
    ],
)
def test_a_cell_that_cannot_be_compared_says_which_rule_kept_it_out(given, rule_id: str, tmp_path: Path) -> None:
    answer = judged(plan([given]), tmp_path)
    (cell,) = [each for each in answer.judgement.cells if each.target_year == 2027]
    assert cell.verdict == "rejected"
    assert refusing_rule(cell, answer.judgement.findings) == rule_id


def test_two_different_figures_for_one_target_stand_for_none(tmp_path: Path) -> None:
    answer = judged(plan([row(first=43), row(first=44)]), tmp_path)
    first = [each for each in answer.judgement.cells if each.target_year == 2027]
    assert {refusing_rule(each, answer.judgement.findings) for each in first} == {"row.conflict"}


@pytest.mark.parametrize(
    ("name", "rule_id"),
    [
        ("Anak telantar kembali di asuh keluarga", "take_up.indicator_like"),
        ("Jumlah rapat koordinasi", "take_up.indicator_unknown"),
    ],
)
def test_a_row_of_the_regions_own_is_named_and_not_counted(name: str, rule_id: str, tmp_path: Path) -> None:
    answer = judged(plan([row(), row(name, 12, 12)]), tmp_path)
    assert rules(answer) == {rule_id}
    assert answer.judgement.counts.offered == len(YEARS)


def test_what_is_no_entry_is_named(tmp_path: Path) -> None:
    rows = [
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        row(place="Kec. Tebet"),
        ["1.06.04", "Program Rehabilitasi Sosial", None, None, 1, 2, None, None, None],
        [None, None, "Jumlah", None, 43, 43, None, None, None],
        [None, "Kepala Dinas Sosial", None, None, None, None, None, None, None],
    ]
    answer = judged(plan(rows), tmp_path)
    assert rules(answer) == {
        "header.column_numbers",
        "take_up.location_unread",
        "take_up.row_without_indicator",
        "row.total_ignored",
        "row.signature_ignored",
    }
    assert answer.judgement.counts.accepted == 1


@pytest.mark.parametrize(
    ("whose", "said", "rule_id"),
    [
        ([], {}, "take_up.sender_missing"),
        ([["putaran", ROUND], ["kode_wilayah", "00"]], {}, "take_up.sender_missing"),
        ([], {"round_id": ROUND, "unit_code": "dit-anak"}, "take_up.sender_missing"),
        ([["putaran", "nirwana"], ["kode_wilayah", "31"]], {}, "round.unknown"),
    ],
)
def test_a_plan_of_nobody_is_refused_whole(whose, said: dict[str, str], rule_id: str, tmp_path: Path) -> None:
    answer = judged(plan([row()], whose), tmp_path, **said)
    assert answer.judgement.status == "rejected" and rules(answer) == {rule_id}
    assert "rkpd.xlsx" in answer.judgement.findings[0].message_id or rule_id != "take_up.sender_missing"


def test_what_was_said_beside_the_file_serves_where_the_file_says_nothing(tmp_path: Path) -> None:
    answer = judged(plan([row()], []), tmp_path, round_id=ROUND, unit_code="dinsos-31", kind="rkpd")
    assert answer.judgement.status == "accepted"


def test_another_file_handed_in_as_a_plan_never_becomes_a_proposal(tmp_path: Path) -> None:
    answer = judged(b"nama;umur\nA;1\n", tmp_path, "lain.csv", kind="rkpd", round_id=ROUND, unit_code="dinsos-31")
    assert answer.judgement.status == "rejected" and rules(answer) == {"take_up.form_unknown"}


@pytest.mark.parametrize("rule_id", [rule_id for rule_id in texts() if rule_id.startswith("take_up.")])
def test_every_sentence_ends_with_a_full_stop_in_both_languages(rule_id: str) -> None:
    told = texts()[rule_id]
    assert told.message_id.endswith(".") and told.message_en.endswith(".") and told.message_id != told.message_en
