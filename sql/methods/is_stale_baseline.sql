-- Whether the baseline is more than two years older than the round's baseline year.
-- unit: yes or no
-- nulls: null when a year is missing
-- source: methods.md section 1
create or replace macro is_stale_baseline(baseline_year, round_baseline_year) as
    baseline_age_years(baseline_year, round_baseline_year) > 2;
