-- Does a closed round keep to the figures published before it closed, where there were any?
-- severity: blocking
-- why: a revised statistic leaves the gaps of a closed round unchanged (methods.md; product.md, 16)
with moved_from_seen as (
    select
        seen.round_id,
        seen.indicator_code,
        seen.region_id,
        seen.observation_year,
        seen.vintage,
        series.vintage as earlier_vintage
    from register.seen_figure as seen
    inner join core.round_indicator as scope
        on seen.round_id = scope.round_id and seen.indicator_code = scope.indicator_code
    left join core.round_series as series
        on
            seen.round_id = series.round_id
            and seen.indicator_code = series.indicator_code
            and seen.region_id = series.region_id
            and seen.observation_year = series.observation_year
    where series.observed_value is distinct from seen.observed_value
),

moved_before_seen as (
    select
        series.round_id,
        series.indicator_code,
        series.region_id,
        series.observation_year,
        series.vintage,
        min(observation.vintage) as earlier_vintage
    from core.round_series as series
    inner join core.planning_round
        on series.round_id = planning_round.round_id and planning_round.closes_at < now()
    inner join core.observation
        on
            series.indicator_code = observation.indicator_code
            and series.region_id = observation.region_id
            and series.period = observation.period
            and observation.vintage < series.vintage
            and observation.mark is distinct from 'suspicious_zero'
    where
        series.vintage > cast(timezone(planning_round.time_zone, planning_round.closes_at) as date)
        and series.round_id not in (select seen.round_id from register.seen_figure as seen)
    group by series.round_id, series.indicator_code, series.region_id, series.observation_year, series.vintage
),

moved as (
    select
        round_id,
        indicator_code,
        region_id,
        observation_year,
        vintage,
        earlier_vintage
    from moved_from_seen
    union all
    select
        round_id,
        indicator_code,
        region_id,
        observation_year,
        vintage,
        earlier_vintage
    from moved_before_seen
)

select * from moved
