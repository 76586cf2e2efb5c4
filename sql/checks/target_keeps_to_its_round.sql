-- Does every target belong to a known round, indicator, region and a target year of that round?
-- severity: blocking
-- why: a key that nothing knows would drop out of every join without a word
with unknown as (
    select
        target.round_id,
        target.indicator_code,
        target.region_id,
        target.target_year
    from core.target
    left join core.indicator on target.indicator_code = indicator.indicator_code
    left join core.region on target.region_id = region.region_id
    left join core.round_target_year
        on target.round_id = round_target_year.round_id and target.target_year = round_target_year.target_year
    where indicator.indicator_code is null or region.region_id is null or round_target_year.round_id is null
)

select * from unknown
