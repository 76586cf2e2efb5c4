-- What a region counts for when regions are added up: the survey's own population, and the registered one.
-- grain: round_id, weight_name, region_id, weight_year
-- units: weight_value in persons (registered) or thousand persons (survey)
-- nulls: no row for a year in which the survey lacks a figure of any province of today
-- partition: planning_round
with province as (
    select region_id
    from core.region
    where region_level = 'province' and is_current
),

survey_population as (
    select
        poor.round_id,
        poor.region_id,
        poor.observation_year as weight_year,
        implied_population(poor.observed_value, rate.observed_value) as weight_value
    from core.round_series as poor
    inner join core.round_series as rate
        on
            poor.round_id = rate.round_id
            and poor.region_id = rate.region_id
            and poor.observation_year = rate.observation_year
    where
        poor.indicator_code = 'poor_population'
        and rate.indicator_code = 'poverty_rate'
        and poor.region_id in (select province.region_id from province)
        and rate.observed_value > 0
),

complete_year as (
    select
        round_id,
        weight_year
    from survey_population
    group by round_id, weight_year
    having count(*) = (select count(*) from province)
),

round_weight as (
    select
        survey_population.round_id,
        'survey_population' as weight_name,
        survey_population.region_id,
        survey_population.weight_year,
        survey_population.weight_value
    from survey_population
    inner join complete_year
        on
            survey_population.round_id = complete_year.round_id
            and survey_population.weight_year = complete_year.weight_year
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
