-- What a judged file counts as once cells of it are set aside: in part when some remain, returned when none does.
-- unit: label
-- nulls: null when a count is missing
-- source: contracts.md section 3 (file.quarantined_cell)
create or replace macro status_without(judged_status, accepted_count, aside_count) as
    case
        when judged_status not in ('accepted', 'accepted_in_part') or aside_count = 0 then judged_status
        when aside_count >= accepted_count then 'returned'
        else 'accepted_in_part'
    end;
