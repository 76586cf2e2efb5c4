-- Do the provincial rates, weighted by the survey's own population, give the published national poverty rate?
-- severity: warning
-- why: on real data they do within 0.006 points (methods.md section 3); more means a shifted or copied column
with rolled_up as (
    select
        weight.round_id,
        weight.weight_year,
        weighted_mean(province.observed_value, weight.weight_value) as provinces_value
    from core.round_weight as weight
    inner join core.round_series as province
        on
            weight.round_id = province.round_id
            and weight.region_id = province.region_id
            and weight.weight_year = province.observation_year
    where weight.weight_name = 'survey_population' and province.indicator_code = 'poverty_rate'
    group by weight.round_id, weight.weight_year
),

uneven as (
    select
        rolled_up.round_id,
        rolled_up.weight_year,
        rolled_up.provinces_value,
        nation.observed_value as national_value
    from rolled_up
    inner join core.region on region.region_level = 'country'
    inner join core.round_series as nation
        on
            rolled_up.round_id = nation.round_id
            and region.region_id = nation.region_id
            and rolled_up.weight_year = nation.observation_year
    where
        nation.indicator_code = 'poverty_rate'
        and abs(value_revision(rolled_up.provinces_value, nation.observed_value)) > 0.006
)

select * from uneven
