-- What each region adds to the distance between what the regions promise together and the target above them.
-- grain: round_id, indicator_code, parent_region_id, target_year, region_id; also the regions that handed nothing in
-- units: values and contribution in the indicator's unit; contributions of one parent add up to its alignment_gap
-- nulls: contribution without target, weight or target above; suggested_* before the analysis, or when infeasible
-- partition: planning_round
with counted as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        region_id,
        counted_value(aggregation, target_value) as part_value,
        case when is_submitted and is_applicable and part_weight is not null then part_weight end as counted_weight,
        bool_and(part_weight is not null or not is_submitted or not is_applicable) over whole_parent as has_weights,
        bool_and(coalesce(baseline_value > 0, false) or not is_submitted) over whole_parent as has_baselines,
        case when is_submitted then baseline_value end as counted_baseline
    from core.alignment_basis
    window whole_parent as (partition by round_id, indicator_code, parent_region_id, target_year)
),

shared as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        region_id,
        part_value,
        share_of(
            case when has_weights then counted_weight end, sum(counted_weight) over whole_parent
        ) as weight_share,
        share_of(
            case when has_baselines then counted_baseline else counted_weight end,
            sum(case when has_baselines then counted_baseline else counted_weight end) over whole_parent
        ) as sum_share
    from counted
    window whole_parent as (
        partition by round_id, indicator_code, parent_region_id, target_year
        order by region_id rows between unbounded preceding and unbounded following
    )
),

alignment_part as (
    select
        basis.round_id,
        basis.indicator_code,
        basis.parent_region_id,
        basis.target_year,
        basis.region_id,
        basis.region_level,
        basis.is_submitted,
        basis.is_applicable,
        basis.part_weight as weight,
        basis.weight_name,
        basis.weight_year,
        shared.weight_share,
        shared.part_value,
        basis.target_low,
        basis.target_high,
        basis.baseline_value,
        case
            when basis.is_sum
                then sum_contribution(shared.sum_share, shared.part_value, basis.wanted_value, basis.good_direction)
            else part_contribution(shared.weight_share, shared.part_value, basis.wanted_value, basis.good_direction)
        end as contribution,
        suggestion.suggested_value,
        suggestion.suggested_low,
        suggestion.suggested_high,
        missing_best_value(
            suggestion.best_plausible_value, projection.low80, projection.high80, basis.good_direction
        ) as best_plausible_value
    from core.alignment_basis as basis
    inner join shared using (round_id, indicator_code, parent_region_id, target_year, region_id)
    left join analysis.suggestion using (round_id, indicator_code, parent_region_id, target_year, region_id)
    left join analysis.projection
        on
            basis.round_id = projection.round_id
            and basis.indicator_code = projection.indicator_code
            and basis.region_id = projection.region_id
            and basis.target_year = projection.projection_year
)

select * from alignment_part
