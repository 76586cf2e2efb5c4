"""All steps of a refresh. A query of sql/ is one by itself; what Python makes is named here."""

from __future__ import annotations

from functools import cache

from pipelines.steps.analysis import BACKTEST, CHANCE_RECORD, JUDGEMENT, REVIEWER_AGREEMENT, RULE_HIT_RATE
from pipelines.steps.catalogue import CATALOGUE
from pipelines.steps.desk import DECISION_EVENT, FROZEN_LINE, REVIEW_WORDS
from pipelines.steps.published_figures import FETCH, HISTORY
from pipelines.steps.queries import query_steps
from pipelines.steps.register import REGISTER, SEEN
from pipelines.steps.step import Step
from pipelines.steps.walk import in_order

IN_PYTHON = (
    CATALOGUE,
    REVIEW_WORDS,
    FETCH,
    HISTORY,
    BACKTEST,  # long, and of published figures alone: models compute while files are read
    CHANCE_RECORD,
    RULE_HIT_RATE,
    FROZEN_LINE,
    REGISTER,
    SEEN,
    DECISION_EVENT,
    JUDGEMENT,
    REVIEWER_AGREEMENT,
)


@cache
def all_steps() -> tuple[Step, ...]:
    """Every step, each after those that make what it reads."""
    return tuple(in_order([*IN_PYTHON, *query_steps()]))
