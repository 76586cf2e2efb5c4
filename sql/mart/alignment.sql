-- Do the regions' targets carry the one above them: the nation's for provinces, the province's own for its districts.
-- grain: round_id, indicator_code, parent_region_id, target_year
-- units: values, gap, tolerance in the indicator's unit; alignment_gap above zero: regions fall short; coverage 0 to 1
-- nulls: bottom-up values and coverage_basis when refused; missing_* if a missing weight or value; national_* if none
-- partition: planning_round
with judged as (
    select
        total.round_id,
        total.indicator_code,
        total.parent_region_id,
        total.target_year,
        parent_target.target_low as national_low,
        parent_target.target_high as national_high,
        parent_target.wanted_value as national_value,
        parent_target.tolerance,
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
            feasibility.is_feasible
        ) as verdict
    from mart.alignment_total as total
    inner join core.indicator using (indicator_code)
    left join core.parent_target using (round_id, indicator_code, parent_region_id, target_year)
    left join analysis.feasibility using (round_id, indicator_code, parent_region_id, target_year)
),

alignment as (
    select
        total.round_id,
        total.indicator_code,
        total.parent_region_id,
        total.target_year,
        total.bottom_up_low,
        total.bottom_up_high,
        total.bottom_up_value,
        total.coverage_share,
        total.coverage_basis,
        total.region_count_expected,
        total.region_count_submitted,
        total.missing_best_value,
        total.missing_baseline_value,
        judged.national_low,
        judged.national_high,
        judged.national_value,
        alignment_gap(total.bottom_up_value, judged.national_value, judged.good_direction) as alignment_gap,
        interval_relation(
            total.bottom_up_low, total.bottom_up_high, judged.national_low, judged.national_high
        ) as interval_relation,
        total.weight_name,
        judged.verdict,
        verdict_reason(
            judged.aggregation, total.has_weights, judged.national_value,
            total.region_count_submitted, judged.is_by_bounds, judged.verdict
        ) as verdict_reason,
        judged.tolerance,
        total.weight_year,
        coalesce(total.weight_name = 'registered_population', false) as is_indicative,
        total.sensitivity_weight_name,
        total.sensitivity_value,
        alignment_gap(total.sensitivity_value, judged.national_value, judged.good_direction) as sensitivity_gap,
        judged.aggregation,
        total.part_level,
        total.region_count_improving,
        judged.is_feasible,
        judged.best_feasible_value,
        observed.observed_value as parent_observed_value
    from mart.alignment_total as total
    inner join judged using (round_id, indicator_code, parent_region_id, target_year)
    left join core.round_series as observed
        on
            total.round_id = observed.round_id
            and total.indicator_code = observed.indicator_code
            and total.parent_region_id = observed.region_id
            and total.target_year = observed.observation_year
)

select * from alignment
