-- What a region made of an agreed target: taken_over, differs, missing, not_comparable.
-- unit: label
-- nulls: never null; a band (direction `within`) is taken over when both ends are equal
-- source: how-to/forum.md section 7
create or replace macro take_up_state(is_agreed, verdict, difference, is_same_range) as
    case
        when not is_agreed then 'not_comparable'
        when coalesce(verdict, 'blank') = 'blank' then 'missing'
        when verdict = 'rejected' then 'not_comparable'
        when coalesce(difference = 0, is_same_range) then 'taken_over'
        else 'differs'
    end;
