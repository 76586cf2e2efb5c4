"""The unit's own assessment against the criteria."""

from __future__ import annotations

from pipelines.intake.reading import OfferedCriterion
from pipelines.rules.docket import Docket
from pipelines.rules.judgement import JudgedCriterion


def judge_criteria(offered: tuple[OfferedCriterion, ...], docket: Docket) -> list[JudgedCriterion]:
    return []
