"""The rules a set of targets can be made by: what each asks of every region before constraints and closure.

Values are in the indicator's unit, nan where a rule has nothing to go by. Bounds, locks and sums live in `closure.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipelines.analysis.ambition import nearest_pace
from pipelines.analysis.compose.problem import Problem
from pipelines.analysis.transforms import FloatArray

Towards = Literal["best", "national", "legal"]
Kind = Literal["open", "closing", "given"]
GIVEN = ("as_submitted", "as_planned", "as_agreed")


@dataclass(frozen=True, slots=True)
class Choice:
    """A rule with its parameters; `is_closed` asks an open rule to be closed to the parent's target."""

    rule: str
    percentile: float = 50.0
    share: float = 0.25
    towards: Towards = "best"
    is_closed: bool = False

    @property
    def name(self) -> str:
        """Write the choice as the command and the link spell it: `peers:75`, `converge:0.25:best`, `projection+`."""
        parts = {"peers": f":{self.percentile:g}", "converge": f":{self.share:g}:{self.towards}"}
        return (
            self.rule + parts.get(self.rule, "") + ("+" if self.is_closed and RULES[self.rule].kind == "open" else "")
        )

    @property
    def is_closing(self) -> bool:
        kind = RULES[self.rule].kind
        return kind == "closing" or (kind == "open" and self.is_closed)


@dataclass(frozen=True, slots=True)
class Rule:
    """How a rule proposes values, whether it closes to the parent's target, and what to say where it has none."""

    kind: Kind
    propose: Callable[[Problem, Choice, float], FloatArray]
    missing: str


def parse_choice(text: str) -> Choice:
    """Read a choice as `Choice.name` writes it; raises ValueError with the sentence of what was expected."""
    is_closed = text.endswith("+")
    rule, *parts = text.rstrip("+").split(":")
    if rule not in RULES:
        raise ValueError(f"Rule {rule!r} is not known; choose one of {', '.join(RULES)}.")
    try:
        if rule == "peers":
            percentile = float(parts.pop(0)) if parts else 50.0
            if not parts and 0 < percentile < 100:
                return Choice(rule, percentile=percentile, is_closed=is_closed)
        elif rule == "converge":
            share = float(parts.pop(0)) if parts else 0.25
            towards = parts.pop(0) if parts else "best"
            if not parts and 0 < share <= 1 and towards in ("best", "national", "legal"):
                return Choice(rule, share=share, towards=towards, is_closed=is_closed)  # type: ignore[arg-type]
        elif not parts:
            return Choice(rule, is_closed=is_closed)
    except ValueError:
        pass
    raise ValueError(
        f"{text!r} is no rule with its parameters; write peers:75 (a percentile between 0 and 100), "
        "converge:0.25:best (a share up to 1, then best, national or legal), or the rule's name alone, "
        "with + behind it to close it to the parent's target."
    )


def _projection(problem: Problem, choice: Choice, wanted: float) -> FloatArray:
    return problem.projection_value


def _own_best(problem: Problem, choice: Choice, wanted: float) -> FloatArray:
    return problem.scale.from_z(problem.z_from + problem.good_direction * problem.own_best_change)


def _peers(problem: Problem, choice: Choice, wanted: float) -> FloatArray:
    pace = np.full(len(problem.region_ids), np.nan)
    for pool, chosen in problem.per_horizon:
        pace[chosen] = nearest_pace(pool, problem.z_from[chosen], 1 - choice.percentile / 100)
    return problem.scale.from_z(problem.z_from + pace)


def _converge(problem: Problem, choice: Choice, wanted: float) -> FloatArray:
    """Close a share of the distance in z; who is beyond stays."""
    start, direction = problem.z_from, problem.good_direction
    known = start[np.isfinite(start)]
    if choice.towards == "best":
        end = direction * float((direction * known).max()) if known.size else float("nan")
    else:
        aim = wanted if choice.towards == "national" else problem.legal_minimum
        end = float(problem.scale.to_z(float("nan") if aim is None else aim))
    distance = direction * (end - start)
    return problem.scale.from_z(start + direction * choice.share * np.maximum(distance, 0.0))


def _stay(problem: Problem, choice: Choice, wanted: float) -> FloatArray:
    return np.where(np.isfinite(problem.z_from), problem.latest_value, np.nan)


def _legal_minimum(problem: Problem, choice: Choice, wanted: float) -> FloatArray:
    value = float("nan") if problem.legal_minimum is None else problem.legal_minimum
    return np.full(len(problem.region_ids), value)


def _given_values(problem: Problem, choice: Choice, wanted: float) -> FloatArray:
    given = problem.given.get(choice.rule)
    return np.full(len(problem.region_ids), np.nan) if given is None else given.copy()


def gives_of(problem: Problem, choice: Choice) -> FloatArray:
    """Give each region's step per unit of the multiplier when a rule is closed (see allocation.gives).

    `furthest_most` moves a region by its distance from the best one, every other rule by its own standard deviation.
    """
    if choice.rule == "furthest_most":
        level = problem.good_direction * np.where(problem.has_figure, problem.latest_value, np.nan)
        known = level[np.isfinite(level)]
        return np.where(np.isfinite(level), (known.max() if known.size else 0.0) - level, 0.0)
    known_sd = problem.own_sd[np.isfinite(problem.own_sd) & (problem.own_sd > 0)]
    middle = float(np.median(known_sd)) if known_sd.size else 1.0
    return np.where(np.isfinite(problem.own_sd) & (problem.own_sd > 0), problem.own_sd, middle)


RULES: Mapping[str, Rule] = {
    "projection": Rule("open", _projection, "no_projection"),
    "own_best": Rule("open", _own_best, "too_few_windows"),
    "peers": Rule("open", _peers, "no_pool"),
    "converge": Rule("open", _converge, "no_aim"),
    "common_pace": Rule("closing", _stay, "out_of_scale"),
    "equal_effort": Rule("closing", _projection, "no_projection"),
    "furthest_most": Rule("closing", _stay, "out_of_scale"),
    "legal_minimum": Rule("given", _legal_minimum, "no_legal_minimum"),
    "as_submitted": Rule("given", _given_values, "not_submitted"),
    "as_planned": Rule("given", _given_values, "not_planned"),
    "as_agreed": Rule("given", _given_values, "not_agreed"),
}
