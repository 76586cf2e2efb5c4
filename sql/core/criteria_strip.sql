-- What a unit says of itself on the five criteria, in one short text per target's region; never an average.
-- grain: round_id, indicator_code, region_id
-- units: criterion=level with levels 0 to 3, '-' for not assessed yet, n/a for not applicable
-- nulls: none; a region without any assessment has no row
with criteria_strip as (
    select
        round_id,
        indicator_code,
        region_id,
        string_agg(
            concat(
                criterion_code,
                '=',
                case when is_not_applicable then 'n/a' else coalesce(cast(level as varchar), '-') end
            ),
            ' '
            order by criterion_code
        ) as criteria
    from core.criterion_score
    where assessor_kind = 'unit'
    group by round_id, indicator_code, region_id
)

select * from criteria_strip
