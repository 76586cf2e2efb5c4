-- Baseline gap: target minus baseline, in the indicator's own sign.
-- unit: the indicator's
-- nulls: null when the baseline or the target is missing
-- source: methods.md section 1
create or replace macro baseline_gap_value(baseline_value, target_value) as
    target_value - baseline_value;
