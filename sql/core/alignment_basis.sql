-- Every part of every parent with its target, its baseline and what it counts for: where roll-up and suggestions start.
-- grain: round_id, indicator_code, parent_region_id, target_year, region_id
-- units: values in the indicator's unit; part_weight in its weight's unit (1 when regions are counted or summed)
-- nulls: target_* of a region that handed nothing in; part_weight where none exists or the indicator is official only
-- partition: planning_round
with weight_choice as (
    select
        part.round_id,
        part.indicator_code,
        part.target_year,
        part.parent_region_id,
        part.region_id,
        part.region_level,
        indicator.aggregation,
        indicator.good_direction,
        indicator.aggregation = 'sum' as is_sum,
        rollup_weight_name(indicator.aggregation, indicator.weight_name, part.region_level) as weight_name,
        other_weight_name(
            rollup_weight_name(indicator.aggregation, indicator.weight_name, part.region_level), part.region_level
        ) as other_weight_name
    from core.parent_part as part
    inner join core.indicator on part.indicator_code = indicator.indicator_code
),

alignment_basis as (
    select
        choice.round_id,
        choice.indicator_code,
        choice.parent_region_id,
        choice.target_year,
        choice.region_id,
        choice.region_level,
        choice.aggregation,
        choice.good_direction,
        choice.is_sum,
        target.region_id is not null as is_submitted,
        coalesce(target.denominator <> 0, true) as is_applicable,
        target.target_low,
        target.target_high,
        target.target_value,
        baseline.baseline_value,
        parent_target.wanted_value,
        choice.weight_name,
        case choice.weight_name
            when 'count' then 1.0
            when 'submitted_denominator' then nullif(target.denominator, 0)
            else own_weight.weight_value
        end as part_weight,
        own_weight.weight_year,
        choice.other_weight_name,
        other_weight.weight_value as other_weight
    from weight_choice as choice
    left join core.target
        on
            choice.round_id = target.round_id
            and choice.indicator_code = target.indicator_code
            and choice.region_id = target.region_id
            and choice.target_year = target.target_year
    left join core.baseline
        on
            choice.round_id = baseline.round_id
            and choice.indicator_code = baseline.indicator_code
            and choice.region_id = baseline.region_id
    left join core.parent_target
        on
            choice.round_id = parent_target.round_id
            and choice.indicator_code = parent_target.indicator_code
            and choice.parent_region_id = parent_target.parent_region_id
            and choice.target_year = parent_target.target_year
    left join core.standing_weight as own_weight
        on
            choice.round_id = own_weight.round_id
            and choice.target_year = own_weight.target_year
            and choice.region_id = own_weight.region_id
            and choice.weight_name = own_weight.weight_name
    left join core.standing_weight as other_weight
        on
            choice.round_id = other_weight.round_id
            and choice.target_year = other_weight.target_year
            and choice.region_id = other_weight.region_id
            and choice.other_weight_name = other_weight.weight_name
)

select * from alignment_basis
