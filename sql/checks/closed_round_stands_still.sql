-- Does a closed round keep to the figures published before it closed, where there were any?
-- severity: blocking
-- why: a revised statistic leaves the gaps of a closed round unchanged (methods.md; product.md, 16)
with moved as (
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
    where series.vintage > cast(timezone(planning_round.time_zone, planning_round.closes_at) as date)
    group by series.round_id, series.indicator_code, series.region_id, series.observation_year, series.vintage
)

select * from moved
