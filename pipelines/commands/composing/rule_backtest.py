"""`selaras backtest --rules`: how often targets made by each rule would have been met, in words. Counting stands in
analysis/compose/hit_rate.py."""

from __future__ import annotations

from pipelines.analysis.tables.rule_hit_rate import rule_hit_rate_frame
from pipelines.contract.paths import Paths
from pipelines.reference.read import read_catalogue
from pipelines.steps.models.series import known_in, panels_of_series
from pipelines.warehouse.bootstrap import in_memory


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
