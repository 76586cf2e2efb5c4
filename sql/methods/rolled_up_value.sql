-- Value of a whole from its parts (an aggregate over rows): their sum for counts, otherwise divided by the weights.
-- unit: the indicator's
-- nulls: rows without value or weight are left out of the sum; null when the weights add up to zero
-- source: methods.md section 3 (sum, ratio of sums, weighted)
create or replace macro rolled_up_value(part_value, part_weight, counted_weight, is_sum) as
    weighted_sum(part_value, part_weight)
    / case when bool_or(is_sum) then 1.0 else nullif(cast(steady_sum(counted_weight) as double), 0) end;
