-- What each region adds to the distance from the target above it, as proposed, as the ministry asks, as agreed so far.
-- grain: round_id, indicator_code, parent_region_id, target_year, basis, region_id; regions with a number on that basis
-- units: values and contribution in the indicator's unit; contributions of one parent and basis add up to its gap
-- nulls: contribution without weight or target above; part_low or part_high where a range is open
-- partition: planning_round
with part as (
    select
        known.round_id,
        known.indicator_code,
        known.parent_region_id,
        known.target_year,
        number_by_basis.basis,
        known.region_id,
        known.aggregation,
        known.good_direction,
        known.is_sum,
        known.wanted_value,
        known.part_weight,
        known.baseline_value,
        counted_value(known.aggregation, number_by_basis.number_value) as part_value,
        counted_value(known.aggregation, number_by_basis.number_low) as part_low,
        counted_value(known.aggregation, number_by_basis.number_high) as part_high,
        number_by_basis.is_own,
        bool_and(known.part_weight is not null) over whole_parent as has_weights,
        bool_and(known.baseline_value is not null) over whole_parent as has_baselines,
        people.weight_value as people,
        bool_and(people.weight_value is not null) over whole_parent as has_people
    from core.alignment_basis as known
    inner join core.number_by_basis
        on
            known.round_id = number_by_basis.round_id
            and known.indicator_code = number_by_basis.indicator_code
            and known.region_id = number_by_basis.region_id
            and known.target_year = number_by_basis.target_year
    left join core.region_weight as people
        on known.region_id = people.region_id and people.weight_name = 'registered_population'
    where known.is_applicable
    window whole_parent as (
        partition by
            known.round_id,
            known.indicator_code,
            known.parent_region_id,
            known.target_year,
            number_by_basis.basis
    )
),

alignment_part_by_basis as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        basis,
        region_id,
        part_value,
        part_low,
        part_high,
        part_weight,
        is_own,
        case
            when is_sum
                then sum_contribution(
                    yardstick_share(
                        baseline_value, case when has_baselines then sum(baseline_value) over whole_basis end,
                        people, case when has_people then sum(people) over whole_basis end
                    ),
                    part_value, wanted_value, good_direction
                )
            when has_weights
                then part_contribution(
                    share_of(part_weight, sum(part_weight) over whole_basis), part_value, wanted_value, good_direction
                )
        end as contribution
    from part
    window whole_basis as (
        partition by round_id, indicator_code, parent_region_id, target_year, basis
        order by region_id rows between unbounded preceding and unbounded following
    )
)

select * from alignment_part_by_basis
