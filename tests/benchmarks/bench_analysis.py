"""Prints how long projection, ambition and suggestions take: bundled figures, the stress size, one what-if.

Run with `uv run python -m tests.benchmarks.bench_analysis [--stress]`; exits with 1 when a limit is broken.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import duckdb
import numpy as np
import polars as pl

from pipelines.analysis.allocation import adjustment_bounds, allocate, gives
from pipelines.analysis.ambition import pace_pool
from pipelines.analysis.projection import project_panel
from pipelines.analysis.tables.backtest import backtest_frame
from pipelines.analysis.tables.panel import Panel, panels
from pipelines.analysis.tables.projection import project_all, projection_frame
from pipelines.analysis.tables.prospect import prospect_frame
from pipelines.analysis.transforms import Scale
from pipelines.analysis.whatif import outlook
from pipelines.commands.backtest import bundled_panels
from pipelines.contract.paths import Paths
from pipelines.warehouse import connection as warehouse

BUNDLED_SECONDS, STRESS_SECONDS, STRESS_GIGABYTES, WHATIF_SECONDS = 3.0, 60.0, 4.0, 0.05
PROVINCES, DISTRICTS = 38, 514
PROVINCIAL_INDICATORS, DISTRICT_INDICATORS = 354, 273
TARGET_YEARS = range(2026, 2031)
SERIES_YEARS = range(2016, 2026)
ROLL_UP = """
    select rolled_up_value(tried, part_weight, part_weight, false)
    from (
        select part_weight, case when region_id = $region then $tried else part_value end as tried
        from part
        where parent_region_id = $parent
    )
"""


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """Give the best time of a few rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def every_target(found: list[Panel], years: range) -> pl.DataFrame:
    """Set a target for every region of every panel in every year: a tenth below the last figure, with a range."""
    frames = []
    for panel in found:
        last = np.array([row[np.isfinite(row)][-1] if np.isfinite(row).any() else 1.0 for row in panel.values])
        for year in years:
            easy = last * (1 + 0.02 * panel.good_direction * (year - years[0] + 1))
            frames.append(
                pl.DataFrame(
                    {
                        "round_id": [panel.round_id] * len(last),
                        "indicator_code": [panel.indicator_code] * len(last),
                        "region_id": panel.region_ids,
                        "target_year": [year] * len(last),
                        "target_low": easy * 0.95,
                        "target_high": easy * 1.05,
                        "target_value": easy,
                    }
                )
            )
    return pl.concat(frames)


def judge(found: list[Panel], targets: pl.DataFrame, levels: pl.DataFrame) -> None:
    """Project, judge every target, and lay the rows out as tables."""
    years = {(panel.round_id, panel.indicator_code): [TARGET_YEARS[-1]] for panel in found}
    made = project_all(found, years, {})
    projection_frame(made.values())
    prospect_frame(targets, made, levels, {})


def bundled() -> float:
    """Projection, ambition and back-test of every bundled series, five target years for every region."""
    found = bundled_panels(Paths.from_environment())
    ids = {(region_id, panel.region_level) for panel in found for region_id in panel.region_ids}
    levels = pl.DataFrame(sorted(ids), schema=["region_id", "region_level"], orient="row")
    chosen = [
        panel for panel in found if panel.indicator_code in ("poverty_rate", "gini_ratio", "open_unemployment_rate")
    ]
    targets = every_target(chosen, range(2027, 2032))
    print(f"bundled: {len(found)} panels, {targets.height:,} targets")
    judging = seconds(lambda: judge(found, targets, levels), 3)
    testing = seconds(lambda: backtest_frame(found), 3)
    print(f"  projection and ambition {judging:.2f} s, back-test {testing:.2f} s")
    return judging + testing


def stress() -> tuple[float, float]:
    """All pairs of the 2023 meeting: 354 provincial, 273 district indicators; ten years of series, five of targets."""
    rng = np.random.default_rng(7)
    regions = pl.DataFrame(
        {
            "region_id": [f"p{n}" for n in range(PROVINCES)] + [f"d{n}" for n in range(DISTRICTS)],
            "region_level": ["province"] * PROVINCES + ["district"] * DISTRICTS,
            "is_current": [True] * (PROVINCES + DISTRICTS),
        }
    )
    levels = {"province": (PROVINCES, PROVINCIAL_INDICATORS), "district": (DISTRICTS, DISTRICT_INDICATORS)}
    frames = []
    for level, (count, indicators) in levels.items():
        ids = regions.filter(pl.col("region_level") == level)["region_id"].to_numpy()
        for number in range(indicators):
            z = rng.normal(0, 1, (count, 1)) + np.cumsum(rng.normal(-0.03, 0.06, (count, len(SERIES_YEARS))), axis=1)
            frames.append(
                pl.DataFrame(
                    {
                        "indicator_code": [f"{level}-{number}"] * z.size,
                        "region_id": np.repeat(ids, len(SERIES_YEARS)),
                        "observation_year": np.tile(np.array(SERIES_YEARS), count),
                        "observed_value": (100 / (1 + np.exp(-z))).ravel(),
                    }
                )
            )
    series = pl.concat(frames).with_columns(round_id=pl.lit("stress"), is_break=pl.lit(False))
    codes = series["indicator_code"].unique()
    indicators = pl.DataFrame({"indicator_code": codes}).with_columns(
        good_direction=pl.lit("down"),
        aggregation=pl.lit("weighted"),
        unit_of_measure=pl.lit("percent"),
        lower_bound=pl.lit(0.0),
        upper_bound=pl.lit(100.0),
        decimal_places=pl.lit(2),
    )
    targets = every_target(list(panels(series, indicators, regions)), TARGET_YEARS)
    pairs = targets.select("indicator_code", "region_id").unique().height
    print(f"stress: {pairs:,} unit-indicator pairs, {targets.height:,} targets")
    taken = seconds(lambda: judge(list(panels(series, indicators, regions)), targets, regions))
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def whatif() -> float:
    """One changed target among 552 regions: every level added up, chance, comparison, and a new suggestion."""
    rng = np.random.default_rng(1)
    provinces, districts = [f"p{n}" for n in range(38)], [f"d{n}" for n in range(514)]
    ids = provinces + districts
    parts = pl.DataFrame(
        {
            "parent_region_id": ["00"] * 38 + [f"p{n % 38}" for n in range(514)],
            "region_id": ids,
            "part_value": rng.uniform(2, 30, len(ids)),
            "part_weight": rng.uniform(0.1, 3, len(ids)),
        }
    )
    values = parts["part_value"].to_numpy()
    years = np.arange(2014, 2026)
    history = np.clip(values[:, None] * np.exp(np.cumsum(rng.normal(-0.02, 0.05, (len(ids), 12)), axis=1)), 0.1, 90)
    scale = Scale("rate")
    stored = project_panel(history, years, [2029], scale)
    pool = pace_pool(history, years, 4, good_direction=-1, scale=scale)
    shares = parts["part_weight"].to_numpy()[:38] / parts["part_weight"].to_numpy()[:38].sum()

    def once() -> None:
        for parent in ("00", "p5"):
            connection.execute(ROLL_UP, {"parent": parent, "region": "d5", "tried": 4.5}).fetchall()
        changed = values.copy()
        changed[100] = 4.5
        position = (stored.z_mean[:, 0], stored.z_sd[:, 0], stored.degrees_of_freedom)
        outlook(changed, position, stored.z_from, pool, scale)
        asked = changed[:38]
        bounds = adjustment_bounds(asked, asked * 0.7, -1)
        allocate(shares, asked, bounds, gives("effort", asked, asked * 0.1), float(shares @ asked) * 0.9)

    with duckdb.connect() as connection:
        warehouse.define_methods(connection)
        warehouse.load(connection, "main.part", parts)
        return seconds(once, 5)


def main() -> int:
    """Measure, print, and say whether a limit is broken."""
    results = [("bundled figures, s", bundled(), BUNDLED_SECONDS), ("one what-if, s", whatif(), WHATIF_SECONDS)]
    if "--stress" in sys.argv:
        taken, gigabytes = stress()
        results += [("stress size, s", taken, STRESS_SECONDS), ("stress size, GB", gigabytes, STRESS_GIGABYTES)]
    for name, measured, limit in results:
        print(f"{name:<22}{measured:>9.3f}   limit {limit}")
    return int(any(measured > limit for _, measured, limit in results))


if __name__ == "__main__":
    sys.exit(main())
