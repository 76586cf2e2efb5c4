-- The figures by which targets are judged whose year has been observed.
-- grain: round_id, indicator_code, region_id, target_year
-- units: observed_value in the indicator's unit
-- nulls: none; a target year that has not been observed has no row
-- partition: planning_round
with asked as (
    select
        round_id,
        target_year
    from core.target
    union
    select
        round_id,
        target_year
    from core.owed_target
),

due_observation as (
    select
        series.round_id,
        series.indicator_code,
        series.region_id,
        asked.target_year,
        series.observed_value,
        series.source_id,
        series.vintage
    from core.round_series as series
    inner join asked on series.round_id = asked.round_id and series.observation_year = asked.target_year
)

select * from due_observation
