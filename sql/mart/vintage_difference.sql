-- Figures that have another value since a round saw them: revised by their publisher, or in a table found later.
-- grain: round_id, indicator_code, region_id, observation_year
-- units: values in the indicator's unit
-- nulls: none; a figure that was not revised has no row
-- partition: planning_round
with vintage_difference as (
    select
        series.round_id,
        series.indicator_code,
        series.region_id,
        series.observation_year,
        series.vintage as vintage_then,
        series.observed_value as value_then,
        series.latest_vintage as vintage_now,
        series.latest_vintage_value as value_now,
        value_revision(series.observed_value, series.latest_vintage_value) as revision_value,
        coalesce(baseline.baseline_year = series.observation_year, false) as is_baseline,
        coalesce(latest.latest_year = series.observation_year, false) as is_latest
    from core.round_series as series
    left join core.baseline using (round_id, indicator_code, region_id)
    left join core.latest_observation as latest using (round_id, indicator_code, region_id)
    where series.observed_value <> series.latest_vintage_value
)

select * from vintage_difference
