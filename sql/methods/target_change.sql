-- What became of a target between two rounds: created, withdrawn, raised (more ambitious), lowered, unchanged.
-- unit: label
-- nulls: null when neither round has the target
-- source: contracts.md section 5 (mart.round_change)
create or replace macro target_change(previous_low, previous_high, new_low, new_high, good_direction) as
    case
        when coalesce(previous_low, previous_high) is null and coalesce(new_low, new_high) is null then null
        when coalesce(previous_low, previous_high) is null then 'created'
        when coalesce(new_low, new_high) is null then 'withdrawn'
        when previous_low is not distinct from new_low and previous_high is not distinct from new_high then 'unchanged'
        when gap_value(easy_end(previous_low, previous_high, good_direction), easy_end(new_low, new_high, good_direction), good_direction) > 0
            then 'raised'
        when gap_value(easy_end(previous_low, previous_high, good_direction), easy_end(new_low, new_high, good_direction), good_direction) < 0
            then 'lowered'
        when gap_value(hard_end(previous_low, previous_high, good_direction), hard_end(new_low, new_high, good_direction), good_direction) > 0
            then 'raised'
        else 'lowered'
    end;
