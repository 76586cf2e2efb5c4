-- Where each region stands now, and the yearly step its own series makes since its last break.
-- grain: round_id, indicator_code, region_id
-- units: latest_value in the indicator's unit; observed_annual_change in that unit per year
-- nulls: break_year when the series has no break; observed_annual_change with fewer than three points since
-- partition: planning_round, indicator
with last_break as (
    select
        indicator_code,
        region_id,
        max(observation_year) as marked_year
    from core.observation
    where mark = 'boundary_break'
    group by indicator_code, region_id
),

gathered as (
    select
        round_series.round_id,
        round_series.indicator_code,
        round_series.region_id,
        case when any_value(last_break.marked_year) is not null then min(observation_year) end as break_year,
        max(observation_year) as latest_year,
        arg_max(observed_value, observation_year) as latest_value,
        arg_max(latest_vintage_value, observation_year) as latest_vintage_value,
        arg_max(period, observation_year) as period,
        arg_max(vintage, observation_year) as vintage,
        arg_max(source_id, observation_year) as source_id,
        count(*) as point_count,
        max(observation_year, 10) as last_years,
        arg_max(observed_value, observation_year, 10) as last_values
    from core.round_series
    left join last_break
        on
            round_series.indicator_code = last_break.indicator_code
            and round_series.region_id = last_break.region_id
    where last_break.marked_year is null or round_series.observation_year >= last_break.marked_year
    group by round_series.round_id, round_series.indicator_code, round_series.region_id
),

latest_observation as (
    select
        round_id,
        indicator_code,
        region_id,
        latest_year,
        latest_value,
        period,
        vintage,
        source_id,
        break_year,
        point_count,
        observed_annual_change(last_years, last_values) as observed_annual_change,
        latest_vintage_value
    from gathered
)

select * from latest_observation
