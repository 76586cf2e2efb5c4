-- Rate of a whole from the counts of its parts (an aggregate over rows).
-- unit: percent
-- nulls: rows with either count missing are left out of both sums; null when the denominators add up to zero
-- source: methods.md section 3
create or replace macro ratio_of_sums(numerators, denominators) as
    100.0 * steady_sum(case when denominators is not null then numerators end)
    / nullif(cast(steady_sum(case when numerators is not null then denominators end) as double), 0);
