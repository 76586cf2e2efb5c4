-- Value of a whole from the weighted sum of its parts: the sum itself for counts, otherwise divided by the weights.
-- unit: the indicator's
-- nulls: null when the sum is missing or the weights add up to zero
-- source: methods.md section 3 (sum, ratio of sums, weighted)
create or replace macro rolled_up_value(weighted_total, weight_total, is_sum) as
    case when is_sum then weighted_total else weighted_total / nullif(cast(weight_total as double), 0) end;
