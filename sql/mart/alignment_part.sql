-- What each region adds to the distance between what the regions promise together and the target above them.
-- grain: round_id, indicator_code, parent_region_id, target_year, region_id; also the regions that handed nothing in
-- units: values and contributions in the indicator's unit; either contribution of a parent adds up to its alignment_gap
-- nulls: contribution without target, weight or target above, to_pace without a past; suggested_* where none is needed
-- partition: planning_round
with alignment_part as (
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
        pace_contribution(
            case when basis.is_sum then 1.0 else shared.weight_share end,
            shared.part_value, pace.pace_value, basis.good_direction
        ) as contribution_to_pace,
        pace.pace_value,
        suggestion.suggested_value,
        suggestion.suggested_low,
        suggestion.suggested_high,
        missing_best_value(
            suggestion.best_plausible_value, projection.low80, projection.high80, basis.good_direction
        ) as best_plausible_value
    from core.alignment_basis as basis
    inner join core.part_share as shared using (round_id, indicator_code, parent_region_id, target_year, region_id)
    left join analysis.shared_pace as pace using (round_id, indicator_code, parent_region_id, target_year, region_id)
    left join analysis.suggestion using (round_id, indicator_code, parent_region_id, target_year, region_id)
    left join analysis.projection
        on
            basis.round_id = projection.round_id
            and basis.indicator_code = projection.indicator_code
            and basis.region_id = projection.region_id
            and basis.target_year = projection.projection_year
)

select * from alignment_part
