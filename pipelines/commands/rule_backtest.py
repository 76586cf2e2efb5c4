"""`selaras backtest --rules`: how often targets made by each rule would have been met, in words. Counting stands in
analysis/compose/hit_rate.py."""

from __future__ import annotations

import duckdb

from pipelines.analysis.tables.rule_hit_rate import KnownThen, known_then, rule_hit_rate_frame
from pipelines.commands.backtest import panels_of_series
from pipelines.contract.paths import Paths
from pipelines.reference.read import read_catalogue
from pipelines.warehouse.bootstrap import in_memory

# a national target is in force from the baseline year of its round on: that is what its planners knew
NATIONAL_TARGETS = """
    select
        national_target.indicator_code,
        planning_round.baseline_year,
        national_target.target_year,
        easy_end(national_target.target_low, national_target.target_high, indicator.good_direction) as wanted_value
    from core.national_target
    inner join core.planning_round on national_target.document_id = planning_round.national_document_id
    inner join core.indicator on national_target.indicator_code = indicator.indicator_code
    where not planning_round.is_example and wanted_value is not null
"""
WEIGHTS = """
    select distinct
        indicator.indicator_code,
        round_weight.weight_year,
        round_weight.region_id,
        round_weight.weight_value
    from core.round_weight
    inner join core.planning_round on round_weight.round_id = planning_round.round_id
    inner join core.indicator
        on round_weight.weight_name = rollup_weight_name(indicator.aggregation, indicator.weight_name, 'province')
    where not planning_round.is_example
"""


def known_in(connection: duckdb.DuckDBPyConnection) -> KnownThen:
    """Ask for the national targets and weights of the rounds that really took place."""
    return known_then(connection.sql(NATIONAL_TARGETS).pl(), connection.sql(WEIGHTS).pl())


def report(paths: Paths) -> str:
    """Print the hit rates of the bundled series: one line per rule, one column per horizon, each as k of n."""
    tables = ("core.reference_series", "core.round_weight")
    with in_memory(paths, read_catalogue(paths.reference), *tables) as connection:
        frame = rule_hit_rate_frame(panels_of_series(connection), known_in(connection))
    lines = [
        "Back-test of rules: targets made from what was known in each past year, and how many the later figure met.",
        "Each cell is met of made after so many years; a rule that closes is tried only where a national target was "
        "in force.",
    ]
    for (indicator_code, level), rows in frame.partition_by("indicator_code", "region_level", as_dict=True).items():
        horizons = sorted(rows["horizon_years"].unique())
        first, last = rows.select(a=rows["first_origin_year"].min(), b=rows["last_origin_year"].max()).row(0)
        lines.append(f"\n{indicator_code}, {level}, made in {first} to {last}")
        lines.append(f"  {'rule':<20}" + "".join(f"{f'{each} year' + 's' * (each > 1):>20}" for each in horizons))
        for (rule,), of_rule in rows.partition_by("rule", as_dict=True, maintain_order=True).items():
            found = {row["horizon_years"]: row for row in of_rule.iter_rows(named=True)}
            cells = [
                f"{found[each]['met_count']:,} of {found[each]['case_count']:,} ({found[each]['met_share']:.0%})"
                if each in found
                else ""
                for each in horizons
            ]
            lines.append(f"  {rule:<20}" + "".join(f"{cell:>20}" for cell in cells))
    return "\n".join(lines)
