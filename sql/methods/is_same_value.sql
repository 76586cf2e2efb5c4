-- Whether two computed figures are the same but for the last bits of arithmetic.
-- unit: yes or no
-- nulls: true when either is missing
-- source: tolerance of sums in double precision, 1e-9 of the larger figure
create or replace macro is_same_value(one_value, other_value) as
    coalesce(abs(one_value - other_value) <= 1e-9 * greatest(1, abs(one_value), abs(other_value)), true);
