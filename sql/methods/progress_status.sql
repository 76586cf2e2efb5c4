-- Progress in a word: met first; slipping from a target the baseline had met is deterioration.
-- unit: label
-- nulls: `not_available` when a value is missing or no year has passed
-- source: Statistics Canada, SDG progress calculation (Open SDG progress measure); methods.md section 1
create or replace macro progress_status(
    baseline_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
) as
    case
        when gap_value(latest_value, target_value, good_direction) <= 0 then 'met'
        when latest_year > baseline_year
            and required_total_change(baseline_value, target_value, good_direction) <= 0 then 'deterioration'
        else coalesce(
            progress_class(progress_ratio(
                baseline_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
            )),
            'not_available'
        )
    end;
