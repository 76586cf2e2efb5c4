-- Which round a round is compared with: the one before it, by opening, for the same plan year.
-- grain: round_id
-- units: none
-- nulls: previous_round_id when the round is the first of its plan year
with previous_round as (
    select
        round_id,
        lag(round_id) over (partition by plan_year order by opens_at, round_id) as previous_round_id
    from core.planning_round
)

select * from previous_round
