-- The regions' targets added up per parent, with what is covered, what is missing, and the same with the other weight.
-- grain: round_id, indicator_code, parent_region_id, target_year
-- units: values in the indicator's unit; coverage_share 0 to 1, of the weight or of the regions as coverage_basis says
-- nulls: values and coverage_basis when nothing can be added up; low or high when a target is open there; missing_* too
-- partition: planning_round, indicator
with part as (
    select
        basis.round_id,
        basis.indicator_code,
        basis.parent_region_id,
        basis.target_year,
        basis.region_level,
        basis.is_sum,
        basis.is_submitted as is_counted,
        basis.part_weight,
        case when basis.is_submitted then basis.part_weight end as counted_weight,
        basis.other_weight,
        basis.weight_name,
        basis.weight_year,
        basis.other_weight_name,
        known.part_value,
        counted_value(basis.aggregation, basis.target_low) as part_low,
        counted_value(basis.aggregation, basis.target_high) as part_high,
        counted_value(basis.aggregation, coalesce(basis.target_value, known.best_plausible_value)) as value_at_best,
        counted_value(basis.aggregation, coalesce(basis.target_value, basis.baseline_value)) as value_at_baseline,
        required_total_change(basis.baseline_value, basis.target_value, basis.good_direction) > 0 as is_improving
    from core.alignment_basis as basis
    inner join mart.alignment_part as known using (round_id, indicator_code, parent_region_id, target_year, region_id)
    where basis.is_applicable
),

added_up as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        any_value(region_level) as part_level,
        max(is_sum) as is_sum,
        any_value(weight_name) as weight_name,
        max(weight_year) as weight_year,
        any_value(other_weight_name) as other_weight_name,
        count(*) as region_count_expected,
        count(*) filter (where is_counted) as region_count_submitted,
        count(*) filter (where is_improving) as region_count_improving,
        bool_and(part_weight is not null) as has_all_weights,
        share_of(coalesce(steady_sum(counted_weight), 0), steady_sum(part_weight)) as weight_coverage,
        bool_and(part_weight is not null) filter (where is_counted) as has_weights,
        bool_and(other_weight is not null) filter (where is_counted) as has_other_weights,
        bool_and(part_low is not null) filter (where is_counted) as has_low,
        bool_and(part_high is not null) filter (where is_counted) as has_high,
        bool_and(value_at_best is not null) as has_best,
        bool_and(value_at_baseline is not null) as has_baseline,
        rolled_up_value(part_value, part_weight, counted_weight, is_sum) as bottom_up_value,
        rolled_up_value(part_low, part_weight, counted_weight, is_sum) as bottom_up_low,
        rolled_up_value(part_high, part_weight, counted_weight, is_sum) as bottom_up_high,
        rolled_up_value(value_at_best, part_weight, part_weight, is_sum) as at_best,
        rolled_up_value(value_at_baseline, part_weight, part_weight, is_sum) as at_baseline,
        weighted_mean(part_value, other_weight) as with_other_weight
    from part
    group by round_id, indicator_code, parent_region_id, target_year
),

alignment_total as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        part_level,
        weight_name,
        weight_year,
        region_count_expected,
        region_count_submitted,
        region_count_improving,
        coalesce(has_weights, false) as has_weights,
        coverage_basis(weight_name, has_weights, has_all_weights) as coverage_basis,
        case when has_all_weights then weight_coverage else share_of(region_count_submitted, region_count_expected) end
            as coverage_share,
        case when has_weights then bottom_up_value end as bottom_up_value,
        case when has_weights and has_low then bottom_up_low end as bottom_up_low,
        case when has_weights and has_high then bottom_up_high end as bottom_up_high,
        case when has_all_weights and has_best then at_best end as missing_best_value,
        case when has_all_weights and has_baseline then at_baseline end as missing_baseline_value,
        case when has_other_weights and not is_sum then other_weight_name end as sensitivity_weight_name,
        case when has_other_weights and not is_sum then with_other_weight end as sensitivity_value
    from added_up
)

select * from alignment_total
