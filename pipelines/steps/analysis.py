"""The tables of the schema `analysis`: a model's judgement of each round, and the back-tests of models and rules.

What reads, what computes and what keeps are functions of their own: computing may happen in another process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from pipelines.steps.models import inputs
from pipelines.steps.models.inputs import KnownFrames, RoundFrames, SeriesFrames
from pipelines.steps.step import Model, Step, Workplace
from pipelines.warehouse import connection as warehouse


def judgement(given: RoundFrames) -> Mapping[str, pl.DataFrame]:
    """Project the series each round sees, judge its targets, and look for an adjustment that adds up."""
    from pipelines.steps.models.judgement import judge_rounds

    return judge_rounds(given)


def projection_scores(given: SeriesFrames) -> pl.DataFrame:
    """Say how well the projection would have done in every past year, beside naive, drift and Theil-Sen."""
    from pipelines.analysis.tables.backtest import backtest_frame
    from pipelines.analysis.tables.panel import panels

    return backtest_frame(panels(*given))


def chance_records(given: SeriesFrames) -> pl.DataFrame:
    """Say what became of chances given in the past: how often each band came true, from how many origins."""
    from pipelines.analysis.tables.backtest import chance_record_frame
    from pipelines.analysis.tables.panel import panels

    return chance_record_frame(panels(*given))


def rule_scores(given: SeriesFrames, known: KnownFrames) -> pl.DataFrame:
    """Say how often targets made by each rule in past years would have been met, with the number of cases."""
    from pipelines.analysis.tables.panel import panels
    from pipelines.analysis.tables.rule_hit_rate import known_then, rule_hit_rate_frame

    return rule_hit_rate_frame(panels(*given), known_then(*known))


def read_rounds(place: Workplace, rounds: Sequence[str] | None) -> tuple[RoundFrames]:
    return (inputs.round_frames(place.connection, rounds or list(place.catalogue.rounds)),)


def read_series(place: Workplace, rounds: Sequence[str] | None) -> tuple[SeriesFrames]:
    return (inputs.series_frames(place.connection),)


def read_series_and_known(place: Workplace, rounds: Sequence[str] | None) -> tuple[SeriesFrames, KnownFrames]:
    return inputs.series_frames(place.connection), inputs.known_frames(place.connection)


def keep_judgement(place: Workplace, rounds: Sequence[str] | None, made: Mapping[str, pl.DataFrame]) -> None:
    """Replace the rows of these rounds in every table of the judgement."""
    for name, frame in made.items():
        warehouse.replace_rounds(place.connection, f"analysis.{name}", frame, rounds)


def keep_as(table: str) -> Callable[[Workplace, Sequence[str] | None, pl.DataFrame], None]:
    """Give what replaces a table by the frame that was computed."""

    def keep(place: Workplace, rounds: Sequence[str] | None, made: pl.DataFrame) -> None:
        warehouse.load(place.connection, table, made)

    return keep


def weigh_reviewers(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Say how far the two reviewers of a line agree, per round and criterion."""
    from pipelines.analysis.tables.reviewer_agreement import reviewer_agreement_frame

    judged = place.connection.sql("select * from core.criterion_judgement").pl()
    warehouse.load(place.connection, "analysis.reviewer_agreement", reviewer_agreement_frame(judged))


JUDGEMENT = Step(
    name="judgement",
    group="analysis",
    makes={
        "analysis.projection": "Where each region's series is heading if nothing changes, with bands of 50, 80, 95 %.",
        "analysis.prospect": "How likely each target is, and how it compares with what regions have achieved before.",
        "analysis.suggestion": "What each region could add so that the national target is reached; beside the "
        "submitted numbers.",
        "analysis.shared_pace": "Where each region would stand if all moved at the one pace that reaches the target "
        "above.",
        "analysis.observation_noise": "How large the sampling error of a figure is, as its panel shows where none is "
        "published.",
        "analysis.feasibility": "Whether a national target can be reached from the submitted targets at a pace seen "
        "before.",
    },
    action=Model(read_rounds, judgement, keep_judgement),
    reads=tuple(
        f"core.{name}"
        for name in (
            "round_series",
            "observation",
            "target",
            "parent_target",
            "alignment_basis",
            "planning_round",
            "weight_error",
            "indicator",
            "region",
        )
    ),
    is_by_round=True,
)
BACKTEST = Step(
    name="backtest",
    group="analysis",
    makes={
        "analysis.backtest": "How well the projection would have done in every past year, beside naive, drift and "
        "Theil-Sen."
    },
    action=Model(read_series, projection_scores, keep_as("analysis.backtest")),
    reads=tuple(f"core.{name}" for name in ("reference_series", "indicator", "region")),
)
CHANCE_RECORD = Step(
    name="chance_record",
    group="analysis",
    makes={
        "analysis.chance_record": "What became of chances given in the past: how often each band came true, from how "
        "many origins."
    },
    action=Model(read_series, chance_records, keep_as("analysis.chance_record")),
    reads=tuple(f"core.{name}" for name in ("reference_series", "indicator", "region")),
)
RULE_HIT_RATE = Step(
    name="rule_hit_rate",
    group="analysis",
    makes={
        "analysis.rule_hit_rate": "How often targets made by each rule in past years would have been met, with the "
        "number of cases."
    },
    action=Model(read_series_and_known, rule_scores, keep_as("analysis.rule_hit_rate")),
    reads=tuple(
        f"core.{name}"
        for name in ("reference_series", "indicator", "region", "national_target", "planning_round", "round_weight")
    ),
)
REVIEWER_AGREEMENT = Step(
    name="reviewer_agreement",
    group="analysis",
    makes={
        "analysis.reviewer_agreement": "How far the two reviewers of a line agree on a criterion: equal and "
        "neighbouring levels, and Krippendorff's alpha with its interval."
    },
    action=weigh_reviewers,
    reads=("core.criterion_judgement",),
)
