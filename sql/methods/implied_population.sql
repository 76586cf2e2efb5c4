-- Population behind a count and its rate.
-- unit: the count's
-- nulls: null when either is missing or the rate is zero
-- source: methods.md section 3 (survey population)
create or replace macro implied_population(counted, rate_pct) as
    100.0 * counted / nullif(rate_pct, 0);
