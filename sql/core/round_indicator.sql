-- The indicators a round has to do with: owed, targeted, or needed for the weights of its alignment.
-- grain: round_id, indicator_code
-- units: none
-- nulls: none
-- partition: planning_round
with round_indicator as (
    select round_id, indicator_code from core.owed_target
    union
    select round_id, indicator_code from core.target
    union
    select planning_round.round_id, indicator.indicator_code
    from core.planning_round
    cross join core.indicator
    where indicator.indicator_code in ('poverty_rate', 'poor_population', 'labour_participation_rate')
)

select * from round_indicator
