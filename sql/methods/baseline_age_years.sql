-- How many years before the round's baseline year the baseline was observed.
-- unit: years
-- nulls: null when a year is missing
-- source: methods.md section 1 (its real year and age are shown)
create or replace macro baseline_age_years(baseline_year, round_baseline_year) as
    round_baseline_year - baseline_year;
