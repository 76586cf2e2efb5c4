-- Sum of the parts, each times its weight (an aggregate over rows).
-- unit: the values' times the weights'
-- nulls: rows without value or weight are left out
-- source: methods.md section 3
create or replace macro weighted_sum(part_value, part_weight) as
    steady_sum(part_value * part_weight);
