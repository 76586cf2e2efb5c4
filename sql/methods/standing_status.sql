-- What a judged file counts as: late and held until somebody by name unlocks it, otherwise as it was judged.
-- unit: label
-- nulls: unlocked_at null means nobody has unlocked it
-- source: contracts.md section 3 (register)
create or replace macro standing_status(judged_status, is_late, unlocked_at) as
    case
        when judged_status in ('rejected', 'returned') then judged_status
        when is_late and unlocked_at is null then 'late'
        else judged_status
    end;
