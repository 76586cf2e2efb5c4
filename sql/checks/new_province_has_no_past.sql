-- Has no province a figure of a year before its own founding?
-- severity: blocking
-- why: a child province has no history before the split, ever (product.md, 10)
with too_early as (
    select
        observation.indicator_code,
        observation.region_id,
        observation.period,
        territory_division.founding_year
    from core.observation
    inner join core.territory_division on observation.region_id = territory_division.successor_region_id
    where observation.observation_year < territory_division.founding_year
)

select * from too_early
