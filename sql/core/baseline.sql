-- Where each region stood: the last figure not later than the round's baseline year, with its real year and age.
-- grain: round_id, indicator_code, region_id
-- units: baseline_value in the indicator's unit; baseline_age_years in years
-- nulls: no row where nothing had been observed by then; nothing is interpolated or taken from a parent
-- partition: planning_round
with last_point as (
    select
        round_series.round_id,
        round_series.indicator_code,
        round_series.region_id,
        any_value(planning_round.baseline_year) as round_baseline_year,
        max(round_series.observation_year) as baseline_year,
        arg_max(round_series.observed_value, round_series.observation_year) as baseline_value,
        arg_max(round_series.latest_vintage_value, round_series.observation_year) as latest_vintage_value,
        arg_max(round_series.source_id, round_series.observation_year) as source_id,
        arg_max(round_series.vintage, round_series.observation_year) as vintage,
        arg_max(round_series.period, round_series.observation_year) as period
    from core.round_series
    inner join core.planning_round on round_series.round_id = planning_round.round_id
    where round_series.observation_year <= planning_round.baseline_year
    group by round_series.round_id, round_series.indicator_code, round_series.region_id
),

baseline as (
    select
        round_id,
        indicator_code,
        region_id,
        baseline_year,
        baseline_value,
        baseline_age_years(baseline_year, round_baseline_year) as baseline_age_years,
        is_stale_baseline(baseline_year, round_baseline_year) as is_stale,
        source_id,
        vintage,
        period,
        latest_vintage_value
    from last_point
)

select * from baseline
