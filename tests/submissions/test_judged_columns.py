"""A judged file laid column by column: nothing of it is lost on its way to the register."""

from __future__ import annotations

import pickle

import pytest

from pipelines.submissions import register
from pipelines.submissions.judge import JudgedFile
from pipelines.submissions.judged_columns import CELL, FINDING, in_columns
from pipelines.submissions.model.finding import Finding, show_number
from pipelines.submissions.model.judgement import Counts, Judgement
from pipelines.submissions.model.reading import Reading
from tests.submissions.rules.given import judged, row

WHO = Reading("workbook", "r-1", "unit", "selaras-1")
NOTHING = Judgement("returned", [], [], (), Counts(0, 0, 0, 0))
JUDGEMENTS = {
    "with cells and findings": judged(row({2028: "8 %", 2029: "abc"}, note="catatan"), row({2029: 7.5}, region="99")),
    "with nothing": NOTHING,
}


@pytest.mark.parametrize("judgement", JUDGEMENTS.values(), ids=JUDGEMENTS)
def test_a_file_comes_out_of_its_columns_as_it_went_in(judgement: Judgement) -> None:
    sent = pickle.loads(pickle.dumps(in_columns(JudgedFile(WHO, judgement))))
    told = tuple(finding.with_sentences() for finding in judgement.findings)
    assert sent.whole_file() == JudgedFile(WHO, judgement._replace(findings=told))


def test_a_finding_put_first_stands_before_the_others_and_leaves_them() -> None:
    columns = in_columns(JudgedFile(WHO, JUDGEMENTS["with cells and findings"]))
    more = columns.with_first(Finding("file.no_targets", facts={"blank": 3}))
    first, *others = more.whole_file().judgement.findings
    assert (first.rule_id, "3" in first.message_id) == ("file.no_targets", True)
    assert tuple(others) == columns.whole_file().judgement.findings


def test_the_register_keeps_the_columns_under_their_own_names() -> None:
    assert tuple(register.CELL) == ("submission_id", "cell_number", *CELL)
    assert tuple(register.FINDING) == ("submission_id", "finding_number", *FINDING)


@pytest.mark.parametrize(
    ("number", "shown"), [(-0.0, "0"), (0, "0"), (5, "5"), (5.0, "5"), (1234.5, "1.234,5"), (1e15, "1e+15")]
)
def test_equal_numbers_are_written_alike(number: float, shown: str) -> None:
    assert show_number(number, "id") == shown
