-- Does every target in force stand once, with its value, in the gaps?
-- severity: blocking
-- why: a join that drops or doubles a promise would not be seen on any screen
with gap_count as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        count(*) as row_count,
        any_value(target_value) as target_value
    from mart.target_gap
    group by round_id, indicator_code, region_id, target_year
),

astray as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        gap_count.row_count,
        target.target_value,
        gap_count.target_value as gap_target_value
    from gap_count
    full join core.target using (round_id, indicator_code, region_id, target_year)
    where
        coalesce(gap_count.row_count, 0) <> 1
        or target.target_value is distinct from gap_count.target_value
)

select * from astray
