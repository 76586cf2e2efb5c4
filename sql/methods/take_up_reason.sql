-- Why a line of the take-up is in its state: in which way it differs, where it is missing, why it cannot be compared.
-- unit: label
-- nulls: null when the target was taken over
-- source: how-to/forum.md section 7
create or replace macro take_up_reason(take_up_state, is_agreed, has_table, verdict, refusing_rule, difference) as
    case
        when not is_agreed then 'nothing_agreed'
        when take_up_state = 'taken_over' then null
        when take_up_state = 'differs' and difference is null then 'other_band'
        when take_up_state = 'differs' and difference < 0 then 'easier'
        when take_up_state = 'differs' then 'stricter'
        when take_up_state = 'missing' and not has_table then 'no_table'
        when take_up_state = 'missing' and verdict = 'blank' then 'blank_cell'
        when take_up_state = 'missing' then 'not_in_table'
        when refusing_rule = 'unit.mismatch' then 'other_unit'
        when refusing_rule = 'row.conflict' then 'two_figures'
        when refusing_rule = 'take_up.other_region' then 'other_region'
        when refusing_rule = 'value.out_of_range' then 'out_of_range'
        else 'unreadable'
    end;
