-- Do the contributions of the regions add up to the distance of their parent, against the target and against the pace?
-- severity: blocking
-- why: parts add up exactly to the whole (methods.md section 3)
with added_up as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        sum(contribution) as contribution,
        sum(contribution_to_pace) as contribution_to_pace,
        bool_or(is_submitted and is_applicable and contribution_to_pace is null) as lacks_pace
    from mart.alignment_part
    group by round_id, indicator_code, parent_region_id, target_year
),

uneven as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        alignment.alignment_gap,
        added_up.contribution,
        added_up.contribution_to_pace
    from mart.alignment
    left join added_up using (round_id, indicator_code, parent_region_id, target_year)
    where
        (alignment.alignment_gap is null) <> (added_up.contribution is null)
        or not is_same_value(alignment.alignment_gap, added_up.contribution)
        or not is_same_value(alignment.alignment_gap, added_up.contribution_to_pace)
        or (added_up.contribution_to_pace is not null and added_up.lacks_pace)
)

select * from uneven
