-- Does one unit only owe each target?
-- severity: warning
-- why: two owners would count the same cell twice in the fill rate
with doubled as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        count(distinct unit_code) as unit_count
    from core.owed_target
    group by round_id, indicator_code, region_id, target_year
    having count(distinct unit_code) > 1
)

select * from doubled
