-- People or things a percentage stands for.
-- unit: the denominator's
-- nulls: null when the target or its denominator is missing
-- source: contracts.md section 5
create or replace macro numerator_value(percent_value, denominator) as
    percent_value * denominator / 100.0;
