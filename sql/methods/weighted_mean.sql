-- Mean of the parts, each counted by its weight (an aggregate over rows).
-- unit: the values'
-- nulls: rows without value or weight are left out; null when the weights add up to zero
-- source: methods.md section 3
create or replace macro weighted_mean(part_value, part_weight) as
    steady_sum(part_value * part_weight)
    / nullif(cast(steady_sum(case when part_value is not null then part_weight end) as double), 0);
