-- Do the contributions of the regions add up to the distance of their parent, on each of the three bases?
-- severity: blocking
-- why: what the desk sees region by region must be what it sees as a whole
with added_up as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        basis,
        sum(contribution) as contribution_sum
    from mart.alignment_part_by_basis
    group by round_id, indicator_code, parent_region_id, target_year, basis
),

astray as (
    select
        alignment_by_basis.round_id,
        alignment_by_basis.indicator_code,
        alignment_by_basis.parent_region_id,
        alignment_by_basis.target_year,
        alignment_by_basis.basis,
        alignment_by_basis.alignment_gap,
        added_up.contribution_sum
    from mart.alignment_by_basis
    left join added_up
        on
            alignment_by_basis.round_id = added_up.round_id
            and alignment_by_basis.indicator_code = added_up.indicator_code
            and alignment_by_basis.parent_region_id = added_up.parent_region_id
            and alignment_by_basis.target_year = added_up.target_year
            and alignment_by_basis.basis = added_up.basis
    where
        (alignment_by_basis.alignment_gap is null) <> (added_up.contribution_sum is null)
        or not is_same_value(added_up.contribution_sum, alignment_by_basis.alignment_gap)
)

select * from astray
