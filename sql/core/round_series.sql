-- The figures a round sees: a revision made after it has closed does not reach it; a new year does, as first published.
-- What a closed round has seen in an edition stays (register.seen_figure); a table that comes later, whatever its date,
-- gives such a round no figure of its baseline year or before.
-- grain: round_id, indicator_code, region_id, observation_year
-- units: observed_value and latest_vintage_value in the indicator's unit
-- nulls: none
-- partition: planning_round
with scope as (
    select
        round_indicator.round_id,
        round_indicator.indicator_code,
        planning_round.baseline_year,
        planning_round.round_id in (select seen.round_id from register.seen_figure as seen) as is_seen,
        case
            when planning_round.closes_at < now()
                then cast(timezone(planning_round.time_zone, planning_round.closes_at) as date)
            else date '9999-12-31'
        end as as_of_date
    from core.round_indicator
    inner join core.planning_round on round_indicator.round_id = planning_round.round_id
),

not_yet_seen as (
    select
        scope.round_id,
        figure.indicator_code,
        figure.region_id,
        figure.observation_year,
        figure.observed_value,
        figure.period,
        figure.vintage,
        figure.source_id,
        figure.trust,
        figure.latest_vintage_value,
        figure.latest_vintage
    from scope
    inner join core.standing_figure as figure
        on
            scope.indicator_code = figure.indicator_code
            and scope.as_of_date >= figure.stands_from
            and scope.as_of_date < figure.stands_until
    left join register.seen_figure as seen
        on
            scope.round_id = seen.round_id
            and figure.indicator_code = seen.indicator_code
            and figure.region_id = seen.region_id
            and figure.observation_year = seen.observation_year
    where not scope.is_seen or (seen.round_id is null and figure.observation_year > scope.baseline_year)
),

round_series as (
    select
        round_id,
        indicator_code,
        region_id,
        observation_year,
        observed_value,
        period,
        vintage,
        source_id,
        trust,
        latest_vintage_value,
        latest_vintage
    from not_yet_seen
    union all
    select
        seen.round_id,
        seen.indicator_code,
        seen.region_id,
        seen.observation_year,
        seen.observed_value,
        seen.period,
        seen.vintage,
        seen.source_id,
        seen.trust,
        coalesce(late.observed_value, newest.observed_value, seen.observed_value) as latest_vintage_value,
        coalesce(late.vintage, newest.vintage, seen.vintage) as latest_vintage
    from register.seen_figure as seen
    inner join scope using (round_id, indicator_code)
    left join core.late_figure as late using (round_id, indicator_code, region_id, observation_year)
    left join core.standing_figure as newest
        on
            seen.indicator_code = newest.indicator_code
            and seen.region_id = newest.region_id
            and seen.observation_year = newest.observation_year
            and newest.stands_until = date 'infinity'
)

select * from round_series
