-- Standard error of the difference of two figures of independent surveys.
-- unit: the figures'
-- nulls: null when either is missing
-- source: variance of a difference
create or replace macro combined_error(one_error, other_error) as
    sqrt(one_error * one_error + other_error * other_error);
