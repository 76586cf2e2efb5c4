-- Do all coverages and fill rates lie between 0 and 1, and do the counts agree?
-- severity: blocking
-- why: more received than expected means a denominator is wrong
with beyond as (
    select
        round_id,
        indicator_code,
        coverage_share as share
    from mart.alignment
    where
        not coalesce(coverage_share between 0 and 1, false)
        or region_count_submitted > region_count_expected
    union all
    select
        round_id,
        indicator_code,
        fill_share as share
    from mart.round_progress
    where
        not coalesce(fill_share between 0 and 1, false)
        or received > expected
        or on_time > received
        or accepted > received
        or rejected > received
)

select * from beyond
