-- Do the regions carry the target above them: as proposed, as the ministry asks, as agreed so far.
-- grain: round_id, indicator_code, parent_region_id, target_year, basis (proposed, ministry, agreed)
-- units: values and alignment_gap in the indicator's unit; above zero the regions fall short; coverage_share 0 to 1
-- nulls: bottom-up values when nothing can be added up; low or high when a number is open there; national_* if none
-- partition: planning_round
with expected as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        any_value(weight_name) as weight_name,
        max(is_sum) as is_sum,
        count(*) as region_count_expected,
        steady_sum(part_weight) as whole_weight,
        bool_and(part_weight is not null) as has_all_weights
    from core.alignment_basis
    where is_applicable
    group by round_id, indicator_code, parent_region_id, target_year
),

added_up as (
    select
        part.round_id,
        part.indicator_code,
        part.parent_region_id,
        part.target_year,
        part.basis,
        count(*) as region_count_with_number,
        count(*) filter (where part.is_own) as own_number_count,
        bool_and(part.part_weight is not null) as has_weights,
        bool_and(part.part_low is not null) as has_low,
        bool_and(part.part_high is not null) as has_high,
        steady_sum(part.part_weight) as counted_weight,
        rolled_up_value(part.part_value, part.part_weight, part.part_weight, expected.is_sum) as bottom_up_value,
        rolled_up_value(part.part_low, part.part_weight, part.part_weight, expected.is_sum) as bottom_up_low,
        rolled_up_value(part.part_high, part.part_weight, part.part_weight, expected.is_sum) as bottom_up_high
    from mart.alignment_part_by_basis as part
    inner join expected using (round_id, indicator_code, parent_region_id, target_year)
    group by part.round_id, part.indicator_code, part.parent_region_id, part.target_year, part.basis
),

alignment_by_basis as (
    select
        added_up.round_id,
        added_up.indicator_code,
        added_up.parent_region_id,
        added_up.target_year,
        added_up.basis,
        case when has_weights and has_low then bottom_up_low end as bottom_up_low,
        case when has_weights and has_high then bottom_up_high end as bottom_up_high,
        case when has_weights then bottom_up_value end as bottom_up_value,
        parent_target.target_low as national_low,
        parent_target.target_high as national_high,
        parent_target.wanted_value as national_value,
        alignment_gap(
            case when has_weights then bottom_up_value end, parent_target.wanted_value, indicator.good_direction
        ) as alignment_gap,
        coverage_basis(expected.weight_name, has_weights, has_all_weights) as coverage_basis,
        case
            when has_all_weights then share_of(counted_weight, whole_weight)
            else share_of(region_count_with_number, region_count_expected)
        end as coverage_share,
        expected.region_count_expected,
        added_up.region_count_with_number,
        added_up.own_number_count,
        parent_target.tolerance,
        expected.weight_name
    from added_up
    inner join expected using (round_id, indicator_code, parent_region_id, target_year)
    inner join core.indicator using (indicator_code)
    left join core.parent_target using (round_id, indicator_code, parent_region_id, target_year)
)

select * from alignment_by_basis
