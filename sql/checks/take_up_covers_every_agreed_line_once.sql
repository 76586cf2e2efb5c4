-- Does every agreed line stand once in the take-up, and in exactly one count of its nation?
-- severity: blocking
-- why: a line that falls out looks as if the region had never agreed to it
with agreed as (
    select
        round_id,
        count(*) as line_count
    from mart.agreement
    where counts_as = 'agreed' and region_id <> '00'
    group by round_id
),

astray as (
    select
        agreed.round_id,
        agreed.line_count,
        total.line_count as told_count
    from agreed
    left join mart.take_up_total as total on agreed.round_id = total.round_id and total.parent_region_id = '00'
    where
        agreed.line_count is distinct from total.line_count
        or total.line_count <> total.taken_over_count + total.easier_count + total.stricter_count
        + total.other_band_count + total.missing_count + total.no_table_count + total.not_comparable_count
)

select * from astray
