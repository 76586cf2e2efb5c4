-- Which weights a target year is added up with: of the latest complete year not after it, else the earliest there is.
-- grain: round_id, target_year, weight_name, region_id
-- units: weight_value in persons (registered) or thousand persons (survey)
-- nulls: none
-- partition: planning_round
with asked as (
    select distinct
        round_id,
        target_year
    from core.parent_part
),

weight_period as (
    select distinct
        round_id,
        weight_name,
        weight_year
    from core.round_weight
),

chosen_year as (
    select
        asked.round_id,
        asked.target_year,
        weight_period.weight_name,
        coalesce(
            max(case when weight_period.weight_year <= asked.target_year then weight_period.weight_year end),
            min(weight_period.weight_year)
        ) as weight_year
    from asked
    inner join weight_period on asked.round_id = weight_period.round_id
    group by asked.round_id, asked.target_year, weight_period.weight_name
),

standing_weight as (
    select
        chosen_year.round_id,
        chosen_year.target_year,
        round_weight.weight_name,
        round_weight.region_id,
        round_weight.weight_year,
        round_weight.weight_value
    from chosen_year
    inner join core.round_weight
        on
            chosen_year.round_id = round_weight.round_id
            and chosen_year.weight_name = round_weight.weight_name
            and chosen_year.weight_year = round_weight.weight_year
)

select * from standing_weight
