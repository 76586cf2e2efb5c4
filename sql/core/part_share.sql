-- What share of its parent each region counts for: of the weight, and of a sum by its baseline.
-- grain: round_id, indicator_code, parent_region_id, target_year, region_id
-- units: part_value in the indicator's unit (100 or 0 for a condition); shares 0 to 1
-- nulls: shares of a region without a target; all of a parent where a counting region lacks the weight or the yardstick
-- partition: planning_round
with counted as (
    select
        basis.round_id,
        basis.indicator_code,
        basis.parent_region_id,
        basis.target_year,
        basis.region_id,
        counted_value(basis.aggregation, basis.target_value) as part_value,
        case when basis.is_submitted and basis.is_applicable then basis.part_weight end as counted_weight,
        bool_and(basis.part_weight is not null or not basis.is_submitted or not basis.is_applicable) over whole_parent
            as has_weights,
        bool_and(basis.baseline_value is not null or not basis.is_submitted) over whole_parent as has_baselines,
        bool_and(people.weight_value is not null or not basis.is_submitted) over whole_parent as has_people,
        case when basis.is_submitted then basis.baseline_value end as counted_baseline,
        case when basis.is_submitted then people.weight_value end as counted_people
    from core.alignment_basis as basis
    left join core.region_weight as people
        on basis.region_id = people.region_id and people.weight_name = 'registered_population'
    window whole_parent as (
        partition by basis.round_id, basis.indicator_code, basis.parent_region_id, basis.target_year
    )
),

part_share as (
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
        yardstick_share(
            counted_baseline, case when has_baselines then sum(counted_baseline) over whole_parent end,
            counted_people, case when has_people then sum(counted_people) over whole_parent end
        ) as sum_share
    from counted
    window whole_parent as (
        partition by round_id, indicator_code, parent_region_id, target_year
        order by region_id rows between unbounded preceding and unbounded following
    )
)

select * from part_share
