-- Is an adjustment suggested only where the regions are known to fall short of the target above them?
-- severity: blocking
-- why: 36 provinces were once asked for cuts because of a weight that misses by more than the distance it showed
with needless as (
    select
        part.round_id,
        part.indicator_code,
        part.parent_region_id,
        part.target_year,
        part.region_id,
        alignment.verdict,
        part.part_value,
        part.suggested_value
    from mart.alignment_part as part
    inner join mart.alignment using (round_id, indicator_code, parent_region_id, target_year)
    where
        alignment.verdict in ('aligned', 'beyond_target', 'cannot_say', 'refused', 'infeasible')
        and not alignment.is_by_bounds
        and part.suggested_value is not null
        and not is_same_value(part.part_value, part.suggested_value)
)

select * from needless
