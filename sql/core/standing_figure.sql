-- Every usable figure of a reference month with the days from which and until which it was the newest of its year.
-- grain: indicator_code, region_id, observation_year, vintage
-- units: observed_value and latest_vintage_value in the indicator's unit
-- nulls: none; the first vintage stands since ever, the last one until infinity
-- partition: indicator
with standing_figure as (
    select
        indicator_code,
        region_id,
        observation_year,
        observed_value,
        period,
        vintage,
        source_id,
        trust,
        case
            when lag(vintage) over newer_last is null then date '0001-01-01' else vintage
        end as stands_from,
        coalesce(lead(vintage) over newer_last, date 'infinity') as stands_until,
        last_value(observed_value) over whole_year as latest_vintage_value,
        last_value(vintage) over whole_year as latest_vintage
    from core.observation
    where is_reference_month and mark is distinct from 'suspicious_zero'
    window
        newer_last as (partition by indicator_code, region_id, observation_year order by vintage),
        whole_year as (
            partition by indicator_code, region_id, observation_year
            order by vintage
            rows between unbounded preceding and unbounded following
        )
)

select * from standing_figure
