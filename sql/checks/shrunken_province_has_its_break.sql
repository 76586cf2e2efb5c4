-- Does the series of every province that lost territory begin with a marked break?
-- severity: blocking
-- why: the false fall of Papua in 2024 must never show as progress (methods.md section 5)
with first_year as (
    select
        indicator_code,
        region_id,
        min(observation_year) as observation_year
    from core.reference_series
    group by indicator_code, region_id
),

unmarked as (
    select
        reference_series.indicator_code,
        reference_series.region_id,
        reference_series.observation_year
    from core.reference_series
    inner join first_year
        on
            reference_series.indicator_code = first_year.indicator_code
            and reference_series.region_id = first_year.region_id
            and reference_series.observation_year = first_year.observation_year
    inner join core.territory_division
        on reference_series.region_id = territory_division.successor_region_id and territory_division.is_shrunken
    where not reference_series.is_break
)

select * from unmarked
