"""Laws of judging a whole file: nothing is lost, order does not matter, the same file gives the same judgement."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.submissions.judge import HELD_BESIDE
from pipelines.submissions.model.finding import Finding
from pipelines.submissions.model.judgement import Counts, Judgement
from pipelines.submissions.model.reading import Cell, OfferedRow, Reading
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.ruleset import RULESET_VERSION, judge
from pipelines.submissions.rules.sums import COUNT_OF_RATE
from tests.submissions.rules.given import YEARS, catalogue, judged, panel, reading, row

KINDS = [
    Cell("", "2029-01-01", "date", 47119.0),
    Cell("", "#N/A", "error"),
    Cell("", "", "formula"),
    Cell("", "8.5", "formula", 8.5),
    Cell("", "0.085", "number", 0.085, "0.0%"),
]
TYPED = st.sampled_from(
    [
        None,
        "",
        "79,5",
        "12.345",
        "1.234.567",
        "7,0–8,0",
        "8,5%",
        "n/a",
        "x",
        "1O",
        0.0,
        8.5,
        10.6,
        1e9,
        True,
        "≤ 5",
        *KINDS,
    ]
)
CODES = st.sampled_from(["11", "12", "94", "91-2022", "99", "'13", "", "32.73"])
INDICATORS = st.sampled_from(["poverty_rate", "served", "volunteers", "gini_ratio", "nothing"])
NAMES = st.sampled_from([None, "Aceh", "Bali", "Papua Tengah"])
CONTEXT = JudgingContext(catalogue(), panel("poverty_rate"), {("poverty_rate", "11", 2029): 9.0})


@st.composite
def files(draw: st.DrawFn) -> list[OfferedRow]:
    rows = []
    for line in range(6, 6 + draw(st.integers(0, 7))):
        years = draw(st.lists(st.sampled_from(YEARS), unique=True, max_size=4))
        rows.append(
            row(
                {year: draw(TYPED) for year in years},
                draw(INDICATORS),
                draw(CODES),
                draw(NAMES),
                line,
                denominator=draw(st.sampled_from([None, 10, "1.000", "-"])),
                justification=draw(st.sampled_from([None, "karena", "=cmd", "<b>"])),
            )
        )
    return rows


def as_set(judgement: Judgement) -> tuple[Counter, Counter, Counts, str]:
    findings = Counter((*_key(finding), finding.message_id) for finding in judgement.findings)
    return Counter(judgement.cells), findings, judgement.counts, judgement.status


def _key(finding: Finding) -> tuple[object, ...]:
    return (finding.rule_id, finding.source_cell, finding.is_justified, finding.region_id, finding.target_year)


@settings(max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_offered_is_accepted_and_rejected_and_blank(rows: list[OfferedRow]) -> None:
    judgement = judge(reading(*rows), CONTEXT)
    offered = [cell for given_row in rows for _, cell in given_row.targets]
    counts = judgement.counts
    assert counts.offered == len(offered) == counts.accepted + counts.rejected + counts.blank
    assert [cell.source_cell for cell in judgement.cells] == [cell.address for cell in offered]
    assert [cell.written for cell in judgement.cells] == [cell.text for cell in offered]


@settings(max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_every_rejected_cell_has_a_reason_in_its_cell_or_its_row(rows: list[OfferedRow]) -> None:
    judgement = judge(reading(*rows), CONTEXT)
    refused = (finding.source_cell for finding in judgement.findings if finding.severity == "reject")
    rejected_rows = {int("".join(filter(str.isdigit, place))) for place in refused}
    for cell in judgement.cells:
        if cell.verdict == "rejected":
            assert cell.row_number in rejected_rows
            assert cell.target_value is None
        elif cell.verdict == "accepted":
            assert cell.target_value is not None
            assert cell.target_value in (cell.target_low, cell.target_high)


@settings(max_examples=100, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(files(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[OfferedRow], chance: random.Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert as_set(judge(reading(*shuffled), CONTEXT)) == as_set(judge(reading(*rows), CONTEXT))


@settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_the_same_file_gives_the_same_judgement(rows: list[OfferedRow]) -> None:
    fresh = JudgingContext(CONTEXT.catalogue, CONTEXT.series, CONTEXT.previous_targets)
    once, again = judge(reading(*rows), CONTEXT), judge(reading(*rows), fresh)
    assert once == again


@settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_emptying_the_rejected_cells_changes_no_value(rows: list[OfferedRow]) -> None:
    """What a unit does after a return. A proof of the decimal sign may go with an emptied cell: then what leaned on it
    is refused as ambiguous, never read otherwise."""
    first = judge(reading(*rows), CONTEXT)
    rejected = {cell.source_cell for cell in first.cells if cell.verdict == "rejected"}
    emptied = [
        given_row._replace(
            targets=tuple(
                (year, Cell(cell.address) if cell.address in rejected else cell) for year, cell in given_row.targets
            )
        )
        for given_row in rows
    ]
    second = judge(reading(*emptied), CONTEXT)
    unclear = {finding.source_cell for finding in second.findings if finding.rule_id == "value.ambiguous_number"}
    unclear_rows = {int("".join(filter(str.isdigit, place))) for place in unclear}
    before = {cell.source_cell: cell for cell in first.cells if cell.verdict == "accepted"}
    for cell in second.cells:
        if cell.source_cell in before and cell.row_number not in unclear_rows:
            assert cell == before[cell.source_cell]
        elif cell.verdict == "accepted":
            assert cell.target_value == before[cell.source_cell].target_value


@pytest.mark.parametrize(
    ("typed", "status", "counts"),
    [
        ([8.5, 9.0], "accepted", (2, 2, 0, 0)),
        ([8.5, None], "accepted", (2, 1, 0, 1)),
        ([8.5, "n/a"], "accepted_in_part", (2, 1, 1, 0)),
        (["n/a", "n/a"], "returned", (2, 0, 2, 0)),
        ([None, None], "returned", (2, 0, 0, 2)),
        ([], "returned", (0, 0, 0, 0)),
    ],
)
def test_the_status_follows_from_the_counts(typed: list[object], status: str, counts: tuple[int, ...]) -> None:
    judgement = judged(row(dict(zip((2028, 2029), typed, strict=False))))  # type: ignore[arg-type]
    assert (judgement.status, tuple(judgement.counts)) == (status, counts)


def test_a_refused_file_is_rejected_whole_and_still_counted() -> None:
    refused = Reading("workbook", "r-1", "pusat", None, (row({2028: 8.5, 2029: None}),), is_refused=True)
    judgement = judge(refused, CONTEXT)
    assert judgement.status == "rejected"
    assert judgement.counts == Counts(2, 0, 1, 1)


@pytest.mark.parametrize(("round_id", "unit"), [("r-9", "pusat"), (None, "pusat"), ("r-1", "nobody"), ("r-1", None)])
def test_a_file_without_a_known_round_or_unit_is_rejected_with_a_reason(round_id: str | None, unit: str | None) -> None:
    judgement = judge(Reading("workbook", round_id, unit, None, (row({2029: 8.5}),)), CONTEXT)
    assert judgement.status == "rejected"
    assert any(finding.severity == "reject" for finding in judgement.findings)


def test_cells_that_the_reading_refused_are_counted_and_not_judged_again() -> None:
    given_row = row({2028: 8.5, 2029: "n/a"})
    merged = reading(given_row)._replace(refused_cells=frozenset({"Target!M6", "Target!N6"}))
    judgement = judge(merged, CONTEXT)
    assert judgement.counts == Counts(2, 0, 2, 0)
    assert judgement.findings == ()


def test_a_thousand_faults_bring_a_thousand_findings() -> None:
    rows = [row({2029: "n/a"}, region=code, line=6 + line) for line in range(500) for code in ("11",)]
    rows += [row({2029: 8.5}, region=f"Z{line}", line=600 + line) for line in range(500)]
    judgement = judged(*rows)
    assert len(judgement.findings) == 1000
    assert judgement.counts == Counts(1000, 0, 1000, 0)


def test_findings_come_in_the_order_of_the_file() -> None:
    rows = [row({2029: "n/a"}, line=line) for line in (30, 7, 100, 9)]
    assert [finding.source_cell for finding in judged(*rows).findings] == [
        f"Target!N{line}" for line in (7, 9, 30, 100)
    ]


def test_the_ruleset_has_a_version() -> None:
    assert RULESET_VERSION


@pytest.mark.parametrize("typed", ["8,5", "7,0–8,0", "8,5%"])
def test_only_a_cell_that_becomes_a_target_is_told_how_it_was_read(typed: str) -> None:
    refused, sound = judged(row({2029: typed}, indicator="nothing")), judged(row({2029: typed}))
    assert {finding.rule_id for finding in refused.findings} == {"indicator.unknown"}
    assert [finding for finding in sound.findings if finding.severity == "note"]


def test_the_figures_that_rules_hold_side_by_side_are_collected() -> None:
    assert {
        code for pair in ((rate, count) for rate, (count, _) in COUNT_OF_RATE.items()) for code in pair
    } <= HELD_BESIDE
