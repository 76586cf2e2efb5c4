-- Is the alignment as proposed the very alignment of the edition?
-- severity: blocking
-- why: two ways to the same number would sooner or later give two numbers
with astray as (
    select
        by_basis.round_id,
        by_basis.indicator_code,
        by_basis.parent_region_id,
        by_basis.target_year,
        by_basis.bottom_up_value,
        alignment.bottom_up_value as bottom_up_value_of_edition
    from mart.alignment_by_basis as by_basis
    inner join mart.alignment
        on
            by_basis.round_id = alignment.round_id
            and by_basis.indicator_code = alignment.indicator_code
            and by_basis.parent_region_id = alignment.parent_region_id
            and by_basis.target_year = alignment.target_year
    where
        by_basis.basis = 'proposed'
        and (
            (by_basis.bottom_up_value is null) <> (alignment.bottom_up_value is null)
            or (by_basis.alignment_gap is null) <> (alignment.alignment_gap is null)
            or not is_same_value(by_basis.bottom_up_value, alignment.bottom_up_value)
            or not is_same_value(by_basis.alignment_gap, alignment.alignment_gap)
        )
)

select * from astray
