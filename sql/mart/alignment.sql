-- Do the regions' targets carry the one above them: the nation's for provinces, the province's own for its districts.
-- grain: round_id, indicator_code, parent_region_id, target_year
-- units: values, gaps, errors in the indicator's unit; alignment_gap above zero: regions fall short; shares 0 to 1
-- nulls: bottom-up values and coverage_basis when refused; missing_* if a missing weight or value; national_* if none
-- partition: planning_round
with alignment as (
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
        regions.regions_baseline_value,
        judged.national_low,
        judged.national_high,
        judged.national_value,
        alignment_gap(total.bottom_up_value, judged.national_value, judged.good_direction) as alignment_gap,
        remaining_share(
            coalesce(baseline.baseline_value, regions.regions_baseline_value),
            total.bottom_up_value,
            judged.national_value,
            judged.good_direction
        ) as shortfall_share,
        middle_value(total.bottom_up_low, total.bottom_up_high) as bottom_up_middle,
        middle_value(judged.national_low, judged.national_high) as national_middle,
        alignment_gap(
            middle_value(total.bottom_up_low, total.bottom_up_high),
            middle_value(judged.national_low, judged.national_high),
            judged.good_direction
        ) as middle_gap,
        interval_relation(
            total.bottom_up_low, total.bottom_up_high, judged.national_low, judged.national_high
        ) as interval_relation,
        total.weight_name,
        judged.verdict,
        judged.severity,
        judged.verdict_reason,
        judged.is_by_bounds,
        judged.tolerance,
        judged.weight_error_value,
        judged.weight_error_period_count,
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
        observed.observed_value as parent_observed_value,
        baseline.baseline_value as parent_baseline_value,
        baseline.baseline_year as parent_baseline_year
    from mart.alignment_total as total
    inner join mart.alignment_verdict as judged using (round_id, indicator_code, parent_region_id, target_year)
    left join core.regions_baseline as regions using (round_id, indicator_code, parent_region_id, target_year)
    left join core.baseline
        on
            total.round_id = baseline.round_id
            and total.indicator_code = baseline.indicator_code
            and total.parent_region_id = baseline.region_id
    left join core.round_series as observed
        on
            total.round_id = observed.round_id
            and total.indicator_code = observed.indicator_code
            and total.parent_region_id = observed.region_id
            and total.target_year = observed.observation_year
)

select * from alignment
