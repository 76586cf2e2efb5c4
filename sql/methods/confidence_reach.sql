-- How many standard errors either side of a figure hold the truth in 95 of 100 surveys.
-- unit: standard errors
-- nulls: never null
-- source: normal distribution; methods.md section 1 (sampling error)
create or replace macro confidence_reach() as
    1.96;
