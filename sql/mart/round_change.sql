-- What changed since the previous round of the same plan year; a unit that has not handed in yet has withdrawn nothing.
-- grain: round_id, indicator_code, region_id, target_year
-- units: targets in the indicator's unit; created, raised, lowered, withdrawn, unchanged are 1 or 0, so they add up
-- nulls: previous_* of a created target, target_* of a withdrawn one; made whole, because one round reads another
with answered as (
    select
        target.round_id,
        target.indicator_code,
        target.region_id,
        target.target_year
    from core.target
    union
    select
        owed_target.round_id,
        owed_target.indicator_code,
        owed_target.region_id,
        owed_target.target_year
    from core.owed_target
    inner join core.unit_submission
        on owed_target.round_id = unit_submission.round_id and owed_target.unit_code = unit_submission.unit_code
    where is_usable_status(unit_submission.status)
),

compared as (
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
        target_change(
            previous.target_low, previous.target_high, target.target_low, target.target_high, indicator.good_direction
        ) as change
    from answered
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
),

round_change as (
    select
        round_id,
        previous_round_id,
        indicator_code,
        region_id,
        target_year,
        change,
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
