-- What is said about each parent's target: verdict, why, and how serious, from one set of inputs.
-- grain: round_id, indicator_code, parent_region_id, target_year
-- units: national_*, tolerance, weight_error_value and best_feasible_value in the indicator's unit
-- nulls: national_* and tolerance without a target above; weight_error_* where no published figure can be compared
-- partition: planning_round
with judged as (
    select
        total.round_id,
        total.indicator_code,
        total.parent_region_id,
        total.target_year,
        total.has_weights,
        total.region_count_submitted,
        parent_target.target_low as national_low,
        parent_target.target_high as national_high,
        parent_target.wanted_value as national_value,
        parent_target.tolerance,
        weight_error.weight_error_value,
        weight_error.period_count as weight_error_period_count,
        indicator.aggregation,
        indicator.good_direction,
        feasibility.is_feasible,
        feasibility.best_feasible_value,
        is_decided_by_bounds(total.coverage_share, indicator.aggregation = 'sum') as is_by_bounds,
        alignment_verdict(
            indicator.aggregation in ('official_only', 'category')
            or (total.region_count_submitted > 0 and not total.has_weights),
            alignment_gap(total.bottom_up_value, parent_target.wanted_value, indicator.good_direction),
            alignment_gap(total.missing_best_value, parent_target.wanted_value, indicator.good_direction),
            alignment_gap(total.missing_baseline_value, parent_target.wanted_value, indicator.good_direction),
            parent_target.tolerance,
            is_decided_by_bounds(total.coverage_share, indicator.aggregation = 'sum'),
            feasibility.is_feasible,
            weight_error.weight_error_value
        ) as verdict
    from mart.alignment_total as total
    inner join core.indicator using (indicator_code)
    inner join core.region as parent on total.parent_region_id = parent.region_id
    left join core.parent_target
        on
            total.round_id = parent_target.round_id
            and total.indicator_code = parent_target.indicator_code
            and total.parent_region_id = parent_target.parent_region_id
            and total.target_year = parent_target.target_year
    left join analysis.feasibility
        on
            total.round_id = feasibility.round_id
            and total.indicator_code = feasibility.indicator_code
            and total.parent_region_id = feasibility.parent_region_id
            and total.target_year = feasibility.target_year
    left join core.weight_error
        on
            total.round_id = weight_error.round_id
            and total.indicator_code = weight_error.indicator_code
            and total.weight_name = weight_error.weight_name
            and total.part_level = 'province'
            and parent.region_level = 'country'
),

alignment_verdict as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        verdict,
        verdict_severity(verdict) as severity,
        verdict_reason(
            aggregation, has_weights, national_value, region_count_submitted, is_by_bounds, verdict
        ) as verdict_reason,
        is_by_bounds,
        national_low,
        national_high,
        national_value,
        tolerance,
        weight_error_value,
        weight_error_period_count,
        aggregation,
        good_direction,
        is_feasible,
        best_feasible_value
    from judged
)

select * from alignment_verdict
