-- The targets a round has answered for: in force, or owed by a unit whose file has come; the rest says nothing yet.
-- grain: round_id, indicator_code, region_id, target_year
-- units: none
-- nulls: none
-- partition: planning_round
with answered_target as (
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
)

select * from answered_target
