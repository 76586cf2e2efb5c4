"""The unit's own assessment against the criteria: which levels are kept, and what a level is about."""

from __future__ import annotations

import pytest

from pipelines.submissions.model.judgement import JudgedCriterion, Judgement
from pipelines.submissions.model.reading import Cell, OfferedCriterion
from pipelines.submissions.rules.case.context import JudgingContext
from pipelines.submissions.rules.ruleset import judge
from tests.submissions.rules.given import (
    catalogue,
    criterion,
    reading,
    row,
)


def assessed(*lines: OfferedCriterion) -> Judgement:
    return judge(reading(criteria=lines), JudgingContext(catalogue()))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (criterion("0"), (0, False)),
        (criterion(1), (1, False)),
        (criterion("2", None, "SK Gubernur"), (2, False)),
        (criterion("2,0", None, "SK Gubernur"), (2, False)),
        (criterion("²", None, "SK Gubernur"), None),
        (criterion(3.0, None, "SK Gubernur"), (3, False)),
        (criterion("Tidak Berlaku", "tidak ada panti"), (None, True)),
        (criterion(None), None),
        (criterion("-"), None),
        (criterion("belum dinilai"), None),
        (criterion("4"), None),
        (criterion(1.5), None),
        (criterion("tinggi"), None),
        (criterion("2"), None),
        (criterion("tidak berlaku"), None),
        (criterion("1", indicator="nothing"), None),
        (criterion("1", region="99"), None),
        (criterion("1", criterion_code="lain"), None),
    ],
)
def test_a_level_is_kept_or_makes_no_row(line: OfferedCriterion, expected: tuple[int | None, bool] | None) -> None:
    kept = assessed(line).criteria
    assert [(entry.level, entry.is_not_applicable) for entry in kept] == ([expected] if expected else [])


def test_a_blank_level_is_not_level_zero_and_brings_no_finding() -> None:
    judgement = assessed(criterion(None), criterion("belum dinilai", line="7"))
    assert judgement.criteria == []
    assert judgement.findings == ()


def test_a_kept_level_names_everything_it_is_about() -> None:
    judgement = assessed(criterion(2, "dana dekonsentrasi", "SK 12/2025"))
    assert judgement.criteria == [
        JudgedCriterion(
            "served", "11", "keberlanjutan", "unit", 2, False, "dana dekonsentrasi", "SK 12/2025", "Kriteria!G6"
        )
    ]


def test_a_level_for_an_indicator_as_a_whole_names_no_region() -> None:
    line = criterion(1)._replace(region_code=Cell("Kriteria!C6"))
    assert [entry.region_id for entry in assessed(line).criteria] == [None]


def test_the_same_level_twice_is_one_and_different_levels_are_none() -> None:
    assert len(assessed(criterion(1), criterion(1, line="9")).criteria) == 1
    assert assessed(criterion(1), criterion(0, line="9")).criteria == []


def test_criteria_do_not_count_as_target_cells() -> None:
    judgement = judge(
        reading(row({2029: 8.5}), criteria=(criterion(9),)),
        JudgingContext(catalogue()),
    )
    assert judgement.counts.offered == 1
    assert judgement.status == "accepted"
