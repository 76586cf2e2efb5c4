"""The tables of the schema `analysis`: a model's judgement of each round, and the back-tests of models and rules."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.steps.step import Step, Workplace
from pipelines.warehouse import connection as warehouse


def judge(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Project the series each round sees, judge its targets, and look for an adjustment that adds up."""
    from pipelines.steps.judgement import judge_rounds

    for name, frame in judge_rounds(place.connection, rounds or list(place.catalogue.rounds)).items():
        warehouse.replace_rounds(place.connection, f"analysis.{name}", frame, rounds)


def score_projection(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Say how well the projection would have done in every past year, beside naive, drift and Theil-Sen."""
    from pipelines.analysis.tables.backtest import backtest_frame
    from pipelines.steps.series import panels_of_series

    warehouse.load(place.connection, "analysis.backtest", backtest_frame(panels_of_series(place.connection)))


def record_chances(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Say what became of chances given in the past: how often each band came true, from how many origins."""
    from pipelines.analysis.tables.backtest import chance_record_frame
    from pipelines.steps.series import panels_of_series

    warehouse.load(place.connection, "analysis.chance_record", chance_record_frame(panels_of_series(place.connection)))


def score_rules(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Say how often targets made by each rule in past years would have been met, with the number of cases."""
    from pipelines.analysis.tables.rule_hit_rate import rule_hit_rate_frame
    from pipelines.steps.series import known_in, panels_of_series

    frame = rule_hit_rate_frame(panels_of_series(place.connection), known_in(place.connection))
    warehouse.load(place.connection, "analysis.rule_hit_rate", frame)


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
    action=judge,
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
    action=score_projection,
    reads=tuple(f"core.{name}" for name in ("reference_series", "indicator", "region")),
)
CHANCE_RECORD = Step(
    name="chance_record",
    group="analysis",
    makes={
        "analysis.chance_record": "What became of chances given in the past: how often each band came true, from how "
        "many origins."
    },
    action=record_chances,
    reads=tuple(f"core.{name}" for name in ("reference_series", "indicator", "region")),
)
RULE_HIT_RATE = Step(
    name="rule_hit_rate",
    group="analysis",
    makes={
        "analysis.rule_hit_rate": "How often targets made by each rule in past years would have been met, with the "
        "number of cases."
    },
    action=score_rules,
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
