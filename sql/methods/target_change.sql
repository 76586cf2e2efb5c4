-- What became of a target between two rounds: created, withdrawn, raised (more ambitious), lowered, unchanged.
-- unit: label
-- nulls: null when neither round has the target; without a good direction a changed range counts as unchanged
-- source: contracts.md section 5 (mart.round_change)
create or replace macro target_change(previous_low, previous_high, new_low, new_high, good_direction) as
    case
        when coalesce(previous_low, previous_high) is null and coalesce(new_low, new_high) is null then null
        when coalesce(previous_low, previous_high) is null then 'created'
        when coalesce(new_low, new_high) is null then 'withdrawn'
        when ambition_step(previous_low, previous_high, new_low, new_high, good_direction) > 0 then 'raised'
        when ambition_step(previous_low, previous_high, new_low, new_high, good_direction) < 0 then 'lowered'
        else 'unchanged'
    end;
