-- Fall from one value to another.
-- unit: percent; above zero is a fall
-- nulls: null when a value is missing or the first is zero
-- source: arithmetic
create or replace macro percent_reduction(from_value, to_value) as
    100 * (1 - to_value / nullif(cast(from_value as double), 0));
