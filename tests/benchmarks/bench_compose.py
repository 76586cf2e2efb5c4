"""How long composing takes: 514 districts and five years under all rules, and the back-test of the rules.

Run as `uv run python -m tests.benchmarks.bench_compose`; exits with 1 when a limit is broken.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np

from pipelines.analysis.compose.measures import measure
from pipelines.analysis.compose.paths import path_values
from pipelines.analysis.compose.problem import Problem
from pipelines.analysis.compose.rules import RULES, Choice
from pipelines.analysis.compose.sets import compose
from pipelines.analysis.tables.rule_hit_rate import rule_hit_rate_frame
from pipelines.contract.paths import Paths
from pipelines.reference.read import read_catalogue
from pipelines.steps import series
from pipelines.warehouse.bootstrap import in_memory
from tests.analysis.compose.invented import problem

DISTRICTS, YEARS = 514, np.arange(2026, 2031)
LIMIT_ALL_RULES, LIMIT_ONE, LIMIT_BACKTEST = 0.150, 0.300, 10.0
CLOSED = ("projection", "own_best", "peers", "converge")


def best_of(times: int, run: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def all_rules(made: Problem) -> None:
    """Every rule, open ones also closed, each carried over five years."""
    wanted = made.total(made.latest_value) * 0.93
    for choice in (*(Choice(rule) for rule in RULES), *(Choice(rule, is_closed=True) for rule in CLOSED)):
        found = compose(made, choice, wanted)
        path_values(made, found.values, int(YEARS[-1]), YEARS)


def main() -> int:
    made = problem(seed=1, count=DISTRICTS, horizon=5)
    locks = np.full(DISTRICTS, np.nan)
    locks[7] = made.latest_value[7]
    wanted = made.total(made.latest_value) * 0.93
    rules = best_of(5, lambda: all_rules(made))
    one = best_of(5, lambda: measure(made, compose(made, Choice("equal_effort"), wanted, locks).values, wanted))
    paths = Paths.from_environment()
    with in_memory(paths, read_catalogue(paths.reference), "core.reference_series", "core.round_weight") as connection:
        panels, known = series.panels_of_series(connection), series.known_in(connection)
    rates = best_of(1, lambda: rule_hit_rate_frame(panels, known))
    measured = (
        (f"{DISTRICTS} districts x {len(YEARS)} years, all rules", rules, LIMIT_ALL_RULES),
        (f"{DISTRICTS} districts, one locked, closed again and measured", one, LIMIT_ONE),
        ("back-test of the rules on the bundled series", rates, LIMIT_BACKTEST),
    )
    for name, seconds, limit in measured:
        print(f"{name}: {1000 * seconds:,.0f} ms (limit {1000 * limit:,.0f})")
    return int(any(seconds > limit for _, seconds, limit in measured))


if __name__ == "__main__":
    sys.exit(main())
