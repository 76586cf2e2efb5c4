-- What is still to go as a share of what was asked: the order in which targets and sums are listed, worst first.
-- unit: share; 0 is reached, 1 is no step made, above 1 is worse than the baseline
-- nulls: null when a value is missing or nothing is asked
-- source: issue 11 item 5 (worst first by distance over what is asked); methods.md section 1 (attainment)
create or replace macro remaining_share(baseline_value, latest_value, target_value, good_direction) as
    case
        when required_total_change(baseline_value, target_value, good_direction) > 0
            then gap_value(latest_value, target_value, good_direction)
            / cast(required_total_change(baseline_value, target_value, good_direction) as double)
    end;
