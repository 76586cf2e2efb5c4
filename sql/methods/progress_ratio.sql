-- Official progress: the compound ratio, or the linear one where zero or a change of sign forbids growth rates.
-- unit: ratio
-- nulls: null when a value is missing, no year has passed, or the target equals the baseline
-- source: Statistics Canada, SDG progress calculation (Open SDG); methods.md section 1 (linear fallback)
create or replace macro progress_ratio(
    baseline_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
) as
    coalesce(
        compound_progress_ratio(
            baseline_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
        ),
        case
            when latest_year > baseline_year and target_year > baseline_year
                then linear_pace_ratio(
                    baseline_value, baseline_year, latest_value, latest_year, target_value, target_year,
                    good_direction
                )
        end
    );
