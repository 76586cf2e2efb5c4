-- The one standing a target is shown under: what became of the file, a written zero, the observation, the ambition.
-- unit: label; rejected late not_submitted zero missed asking_nothing met, an ambition label, no_data or not_available
-- nulls: never null while state is known; denominator null means none was given
-- source: contracts.md section 5 (what screens colour by); methods.md section 1 (asking nothing is not met)
create or replace macro target_standing(
    state, is_asking_nothing, ambition_label, latest_value, target_value, denominator, good_direction,
    is_rejected, is_late
) as
    case
        when state = 'no_target' and is_rejected then 'rejected'
        when state = 'no_target' and is_late then 'late'
        when state = 'no_target' then 'not_submitted'
        when denominator = 0 or (target_value = 0 and good_direction = 'up') then 'zero'
        when state = 'due_missed' then 'missed'
        when is_asking_nothing then 'asking_nothing'
        when state in ('met', 'due_met') then 'met'
        when ambition_label <> 'not_available' then ambition_label
        when latest_value is null then 'no_data'
        when latest_value = 0 then 'zero'
        else 'not_available'
    end;
