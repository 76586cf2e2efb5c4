"""What back-tests read of the warehouse: the newest series as panels, and which targets and weights were known when."""

from __future__ import annotations

import duckdb

from pipelines.analysis.tables.panel import Panel, panels
from pipelines.analysis.tables.rule_hit_rate import KnownThen, known_then

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


def panels_of_series(connection: duckdb.DuckDBPyConnection) -> list[Panel]:
    """Give the panels of core.reference_series: the newest figures, whichever round asks."""
    series = connection.sql("select '' as round_id, * from core.reference_series").pl()
    indicators = connection.sql("select * from core.indicator").pl()
    regions = connection.sql("select region_id, region_level, is_current from core.region").pl()
    return list(panels(series, indicators, regions))


def known_in(connection: duckdb.DuckDBPyConnection) -> KnownThen:
    """Ask for the national targets and weights of the rounds that really took place."""
    return known_then(connection.sql(NATIONAL_TARGETS).pl(), connection.sql(WEIGHTS).pl())
