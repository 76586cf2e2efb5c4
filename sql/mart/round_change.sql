-- What changed since the previous round of the same plan year; a unit that has not handed in yet has withdrawn nothing.
-- grain: round_id, indicator_code, region_id, target_year
-- units: targets, step and effect in the indicator's unit; created, raised, lowered, withdrawn, unchanged are 1 or 0
-- nulls: previous_* of a created target, target_* of a withdrawn one, step and effect of both; effect without a weight
with compared as (
    select
        answered.round_id,
        previous_round.previous_round_id,
        answered.indicator_code,
        answered.region_id,
        answered.target_year,
        previous.target_low as previous_low,
        previous.target_high as previous_high,
        previous.target_value as previous_value,
        target.target_low,
        target.target_high,
        target.target_value,
        indicator.good_direction,
        case when indicator.aggregation = 'sum' then 1.0 else part.weight_share end as part_share,
        target_change(
            previous.target_low, previous.target_high, target.target_low, target.target_high, indicator.good_direction
        ) as change
    from core.answered_target as answered
    inner join core.previous_round
        on answered.round_id = previous_round.round_id and previous_round.previous_round_id is not null
    inner join core.indicator on answered.indicator_code = indicator.indicator_code
    left join core.target
        on
            answered.round_id = target.round_id
            and answered.indicator_code = target.indicator_code
            and answered.region_id = target.region_id
            and answered.target_year = target.target_year
    left join core.target as previous
        on
            previous_round.previous_round_id = previous.round_id
            and answered.indicator_code = previous.indicator_code
            and answered.region_id = previous.region_id
            and answered.target_year = previous.target_year
    left join core.region as country on country.region_level = 'country'
    left join mart.alignment_part as part
        on
            answered.round_id = part.round_id
            and answered.indicator_code = part.indicator_code
            and answered.region_id = part.region_id
            and answered.target_year = part.target_year
            and country.region_id = part.parent_region_id
),

round_change as (
    select
        round_id,
        previous_round_id,
        indicator_code,
        region_id,
        target_year,
        change,
        change_direction(change) as direction,
        ambition_step(previous_low, previous_high, target_low, target_high, good_direction) as step_value,
        sum_effect(part_share, previous_value, target_value, good_direction) as national_effect_value,
        previous_low,
        previous_high,
        previous_value,
        target_low,
        target_high,
        target_value,
        cast(change = 'created' as integer) as created,
        cast(change = 'raised' as integer) as raised,
        cast(change = 'lowered' as integer) as lowered,
        cast(change = 'withdrawn' as integer) as withdrawn,
        cast(change = 'unchanged' as integer) as unchanged
    from compared
    where change is not null
)

select * from round_change
