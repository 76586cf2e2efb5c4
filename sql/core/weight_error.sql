-- How well each weight reproduces the published national figures: measured over every year in which that can be seen.
-- grain: round_id, indicator_code, weight_name; indicators that are added up with a named weight
-- units: weight_error_value (mean distance) and largest_error_value in the indicator's unit; period_count in years
-- nulls: none; a weight that no published national figure can be held against has no row
-- partition: planning_round
with nation as (
    select
        round_id,
        weight_year,
        steady_sum(weight_value) as people
    from core.territory_weight
    inner join core.region using (region_id)
    where weight_name = 'registered_population' and region_level = 'province' and is_current
    group by round_id, weight_year
),

added_up as (
    select
        figure.round_id,
        figure.indicator_code,
        weight.weight_name,
        figure.observation_year,
        weighted_mean(figure.observed_value, weight.weight_value) as added_up_value,
        steady_sum(registered.weight_value) as people
    from core.round_series as figure
    inner join core.indicator on figure.indicator_code = indicator.indicator_code
    inner join core.region on figure.region_id = region.region_id
    inner join core.territory_weight as weight
        on
            figure.round_id = weight.round_id
            and figure.region_id = weight.region_id
            and figure.observation_year = weight.weight_year
    inner join core.territory_weight as registered
        on
            figure.round_id = registered.round_id
            and figure.region_id = registered.region_id
            and figure.observation_year = registered.weight_year
            and registered.weight_name = 'registered_population'
    where indicator.aggregation = 'weighted' and region.region_level = 'province'
    group by figure.round_id, figure.indicator_code, weight.weight_name, figure.observation_year
),

weight_error as (
    select
        added_up.round_id,
        added_up.indicator_code,
        added_up.weight_name,
        weight_error(added_up.added_up_value, published.observed_value) as weight_error_value,
        max(abs(value_revision(added_up.added_up_value, published.observed_value))) as largest_error_value,
        count(*) as period_count
    from added_up
    inner join nation
        on
            added_up.round_id = nation.round_id
            and added_up.observation_year = nation.weight_year
            and added_up.people = nation.people
    inner join core.round_series as published
        on
            added_up.round_id = published.round_id
            and added_up.indicator_code = published.indicator_code
            and added_up.observation_year = published.observation_year
    inner join core.region on published.region_id = region.region_id and region.region_level = 'country'
    group by added_up.round_id, added_up.indicator_code, added_up.weight_name
)

select * from weight_error
