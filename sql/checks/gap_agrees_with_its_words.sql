-- Do the words beside a gap say what its sign says?
-- severity: blocking
-- why: a state or a status that contradicts the number is worse than none
with contradiction as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        gap_value,
        state,
        progress_status
    from mart.target_gap
    where
        (state in ('met', 'due_met') and gap_value > 0)
        or (state = 'due_missed' and gap_value <= 0)
        or (progress_status = 'met' and gap_value > 0)
        or (progress_status in ('substantial', 'moderate', 'limited', 'deterioration') and gap_value <= 0)
        or (state = 'no_target' and target_value is not null)
        or (state <> 'no_target' and target_value is null)
)

select * from contradiction
