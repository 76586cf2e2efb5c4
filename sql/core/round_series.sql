-- The figures a round sees: a revision made after it has closed does not reach it; a new year does, as first published.
-- grain: round_id, indicator_code, region_id, observation_year
-- units: observed_value and latest_vintage_value in the indicator's unit
-- nulls: none
-- partition: planning_round
with scope as (
    select
        round_indicator.round_id,
        round_indicator.indicator_code,
        case
            when planning_round.closes_at < now()
                then cast(timezone(planning_round.time_zone, planning_round.closes_at) as date)
            else date '9999-12-31'
        end as as_of_date
    from core.round_indicator
    inner join core.planning_round on round_indicator.round_id = planning_round.round_id
),

standing_figure as (
    select
        indicator_code,
        region_id,
        observation_year,
        observed_value,
        period,
        vintage,
        source_id,
        trust,
        case
            when lag(vintage) over newer_last is null then date '0001-01-01' else vintage
        end as stands_from,
        coalesce(lead(vintage) over newer_last, date 'infinity') as stands_until,
        last_value(observed_value) over whole_year as latest_vintage_value,
        last_value(vintage) over whole_year as latest_vintage
    from core.observation
    where is_reference_month and mark is distinct from 'suspicious_zero'
    window
        newer_last as (partition by indicator_code, region_id, observation_year order by vintage),
        whole_year as (
            partition by indicator_code, region_id, observation_year
            order by vintage
            rows between unbounded preceding and unbounded following
        )
),

round_series as (
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
    inner join standing_figure as figure
        on
            scope.indicator_code = figure.indicator_code
            and scope.as_of_date >= figure.stands_from
            and scope.as_of_date < figure.stands_until
)

select * from round_series
