-- Is there one target only for each round, indicator, region and year?
-- severity: blocking
-- why: two values for one promise would be counted twice
with repeated as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        count(*) as target_count
    from core.target
    group by round_id, indicator_code, region_id, target_year
    having count(*) > 1
)

select * from repeated
