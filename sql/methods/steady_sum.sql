-- Sum of doubles in an order of their own (an aggregate over rows), so that a re-run gives the same last digit.
-- unit: the values'
-- nulls: left out; null when there is no value
-- source: floating-point addition is not associative; DuckDB adds in the order in which threads deliver rows
create or replace macro steady_sum(part_value) as
    sum(part_value order by part_value);
