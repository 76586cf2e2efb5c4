-- Do the words beside a gap say what its sign says?
-- severity: blocking
-- why: a state, status, standing or label that contradicts the number is worse than none
with contradiction as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        gap_value,
        state,
        standing,
        ambition_label,
        progress_status
    from mart.target_gap
    where
        (state in ('met', 'due_met') and gap_value > 0)
        or (state = 'due_missed' and gap_value <= 0)
        or (progress_status = 'met' and gap_value > 0)
        or (progress_status in ('substantial', 'moderate', 'limited', 'deterioration') and gap_value <= 0)
        or (state = 'no_target' and target_value is not null)
        or (state <> 'no_target' and target_value is null)
        or (standing = 'met' and not coalesce(gap_value <= 0 and not is_asking_nothing, false))
        or (standing = 'missed' and not coalesce(gap_value > 0 and is_due, false))
        or (standing = 'asking_nothing' and not coalesce(is_asking_nothing, false))
        or (state in ('met', 'worse_than_baseline', 'equals_baseline') and standing = 'missed')
        or ((met_certainty is null) <> (gap_value is null) and target_value is not null)
)

select * from contradiction
