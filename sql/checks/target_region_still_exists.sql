-- Is no target set for a region that had ended before its year?
-- severity: blocking
-- why: nobody can reach a target for a territory that is gone
with ended as (
    select
        target.round_id,
        target.indicator_code,
        target.region_id,
        target.target_year,
        region.valid_to
    from core.target
    inner join core.region on target.region_id = region.region_id
    where extract(year from region.valid_to) < target.target_year
)

select * from ended
