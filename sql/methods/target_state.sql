-- The one state of a target, the first that fits; one that asks for no improvement is never met before its year.
-- unit: label
-- nulls: never null
-- source: contracts.md section 5, methods.md section 1 (order of precedence)
create or replace macro target_state(
    baseline_value, latest_value, target_value, good_direction, decimal_places,
    is_due, is_behind_break, is_stale, point_count
) as
    case
        when target_value is null then 'no_target'
        when baseline_value is null then 'no_baseline'
        when is_due and is_met(latest_value, target_value, good_direction) then 'due_met'
        when is_due then 'due_missed'
        when is_behind_break then 'boundary_break'
        when required_total_change(baseline_value, target_value, good_direction) < -half_rounding_unit(decimal_places)
            then 'worse_than_baseline'
        when is_asking_nothing(baseline_value, target_value, good_direction, decimal_places)
            or abs(baseline_gap_value(baseline_value, target_value)) <= half_rounding_unit(decimal_places)
            then 'equals_baseline'
        when is_met(latest_value, target_value, good_direction) then 'met'
        when is_stale then 'stale_baseline'
        when coalesce(point_count, 0) < 3 then 'insufficient_data'
        else 'ok'
    end;
