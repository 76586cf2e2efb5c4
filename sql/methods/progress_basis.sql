-- Which ratio stands behind the progress: `compound`; `linear` with zero or a change of sign; `target_equals_baseline`.
-- unit: label
-- nulls: null when there is no progress to speak of
-- source: methods.md section 1 (a label says so)
create or replace macro progress_basis(
    baseline_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
) as
    case
        when target_value = baseline_value then 'target_equals_baseline'
        when compound_progress_ratio(
            baseline_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
        ) is not null then 'compound'
        when progress_ratio(
            baseline_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
        ) is not null then 'linear'
    end;
