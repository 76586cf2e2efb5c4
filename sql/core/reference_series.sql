-- The one series per indicator and region that charts, pools, trends and projections read.
-- Newest vintage, reference month only (March for poverty and Gini, August for unemployment);
-- suspicious zeros and figures without a month are left out.
-- grain: one row per indicator, region and year
-- units: observed_value in the indicator's own unit (percent 0-100)
-- nulls: none; is_break is true for the first year of a province that lost territory
with marked_observation as (
    select
        indicator_code,
        region_id,
        observation_year,
        observed_value,
        period,
        vintage,
        source_id,
        trust,
        mark,
        is_reference_month,
        max(case when mark = 'boundary_break' then 1 else 0 end)
            over (partition by indicator_code, region_id)
            as has_break
    from core.observation
),

ranked_observation as (
    select
        indicator_code,
        region_id,
        observation_year,
        observed_value,
        period,
        vintage,
        source_id,
        trust,
        has_break,
        row_number() over (
            partition by indicator_code, region_id, observation_year
            order by vintage desc, trust, source_id
        ) as newness
    from marked_observation
    where
        is_reference_month
        and coalesce(mark, '') not in ('suspicious_zero', 'year_only')
),

reference_series as (
    select
        indicator_code,
        region_id,
        observation_year,
        observed_value,
        period,
        vintage,
        source_id,
        trust,
        has_break = 1
        and observation_year = min(observation_year) over (partition by indicator_code, region_id)
            as is_break
    from ranked_observation
    where newness = 1
)

select * from reference_series
