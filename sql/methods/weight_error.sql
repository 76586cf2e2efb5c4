-- By how much the rates of regions, added up with a weight, have missed the published national figure (an aggregate).
-- unit: the indicator's; mean of absolute distances over periods
-- nulls: null when no period has both
-- source: methods.md section 3 (every weight has its own error)
create or replace macro weight_error(added_up_value, published_value) as
    steady_sum(abs(added_up_value - published_value))
    / nullif(cast(count(added_up_value - published_value) as double), 0);
