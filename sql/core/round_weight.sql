-- What a region of today counts for when regions are added up, of years in which every province has its own weight.
-- grain: round_id, weight_name, region_id, weight_year
-- units: weight_value in persons (registered, labour force) or thousand persons (survey)
-- nulls: no row for a year in which the survey lacks a figure of any province of today
-- partition: planning_round
with province as (
    select region_id
    from core.region
    where region_level = 'province' and is_current
),

surveyed as (
    select
        round_id,
        weight_name,
        region_id,
        weight_year,
        weight_value
    from core.territory_weight
    where weight_name <> 'registered_population' and region_id in (select province.region_id from province)
),

complete_year as (
    select
        round_id,
        weight_name,
        weight_year
    from surveyed
    group by round_id, weight_name, weight_year
    having count(*) = (select count(*) from province)
),

round_weight as (
    select
        surveyed.round_id,
        surveyed.weight_name,
        surveyed.region_id,
        surveyed.weight_year,
        surveyed.weight_value
    from surveyed
    inner join complete_year
        on
            surveyed.round_id = complete_year.round_id
            and surveyed.weight_name = complete_year.weight_name
            and surveyed.weight_year = complete_year.weight_year
    union all
    select
        planning_round.round_id,
        region_weight.weight_name,
        region_weight.region_id,
        region_weight.weight_year,
        region_weight.weight_value
    from core.planning_round
    cross join core.region_weight
)

select * from round_weight
