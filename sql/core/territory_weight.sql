-- What each province counts for in each year it was counted, dissolved ones included, so that past years add up too.
-- grain: round_id, weight_name, region_id, weight_year
-- units: weight_value in persons (registered, labour force) or thousand persons (survey)
-- nulls: none; a dissolved territory counts as many registered people as its successors do today
-- partition: planning_round
with registered_people as (
    select
        region_weight.region_id,
        region_weight.weight_value as people
    from core.region_weight
    inner join core.region on region_weight.region_id = region.region_id
    where region_weight.weight_name = 'registered_population' and region.region_level = 'province'
    union all
    select
        division.predecessor_region_id as region_id,
        steady_sum(successor.weight_value) as people
    from core.territory_division as division
    inner join core.region_weight as successor
        on division.successor_region_id = successor.region_id and successor.weight_name = 'registered_population'
    group by division.predecessor_region_id
),

survey_population as (
    select
        poor.round_id,
        'survey_population' as weight_name,
        poor.region_id,
        poor.observation_year as weight_year,
        implied_population(poor.observed_value, rate.observed_value) as weight_value
    from core.round_series as poor
    inner join core.round_series as rate
        on
            poor.round_id = rate.round_id
            and poor.region_id = rate.region_id
            and poor.observation_year = rate.observation_year
    where poor.indicator_code = 'poor_population' and rate.indicator_code = 'poverty_rate' and rate.observed_value > 0
),

worked as (
    select
        participation.round_id,
        'labour_force' as weight_name,
        participation.region_id,
        participation.observation_year as weight_year,
        labour_force(registered_people.people, participation.observed_value) as weight_value
    from core.round_series as participation
    inner join registered_people on participation.region_id = registered_people.region_id
    where participation.indicator_code = 'labour_participation_rate'
),

counted_year as (
    select distinct
        round_id,
        observation_year as weight_year
    from core.round_series
),

territory_weight as (
    select
        survey_population.round_id,
        survey_population.weight_name,
        survey_population.region_id,
        survey_population.weight_year,
        survey_population.weight_value
    from survey_population
    union all
    select
        worked.round_id,
        worked.weight_name,
        worked.region_id,
        worked.weight_year,
        worked.weight_value
    from worked
    union all
    select
        counted_year.round_id,
        'registered_population' as weight_name,
        registered_people.region_id,
        counted_year.weight_year,
        registered_people.people as weight_value
    from counted_year
    cross join registered_people
)

select * from territory_weight
