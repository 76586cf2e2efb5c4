-- How complete a round is: what each unit owes per indicator and level, and what of it has come, in time, and usable.
-- grain: round_id, unit_code, indicator_code, region_level
-- units: counts of targets; fill_share (accepted of expected) and received_share 0 to 1
-- nulls: none; what nobody owes is not counted
-- partition: planning_round
with owed as (
    select
        owed_target.round_id,
        owed_target.unit_code,
        owed_target.indicator_code,
        region.region_level,
        coalesce(offered.is_accepted or offered.is_rejected, false) as is_received,
        coalesce(offered.is_late, false) as is_late,
        coalesce(offered.is_in_force, false) as is_in_force,
        coalesce(offered.is_rejected and not offered.is_accepted, false) as is_rejected
    from core.owed_target
    inner join core.region on owed_target.region_id = region.region_id
    left join core.offered_target as offered
        on
            owed_target.round_id = offered.round_id
            and owed_target.unit_code = offered.unit_code
            and owed_target.indicator_code = offered.indicator_code
            and owed_target.region_id = offered.region_id
            and owed_target.target_year = offered.target_year
),

counted as (
    select
        round_id,
        unit_code,
        indicator_code,
        region_level,
        count(*) as expected,
        count(*) filter (where is_received) as received,
        count(*) filter (where is_received and not is_late) as on_time,
        count(*) filter (where is_in_force) as accepted,
        count(*) filter (where is_rejected) as rejected
    from owed
    group by round_id, unit_code, indicator_code, region_level
),

round_progress as (
    select
        round_id,
        unit_code,
        indicator_code,
        region_level,
        expected,
        received,
        on_time,
        accepted,
        rejected,
        share_of(accepted, expected) as fill_share,
        share_of(received, expected) as received_share
    from counted
)

select * from round_progress
