-- The figures a round sees: a revision made after a round has closed does not reach it, a new year does, as first published.
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
        end as last_vintage,
    from core.round_indicator
    inner join core.planning_round on round_indicator.round_id = planning_round.round_id
),

published as (
    select
        scope.round_id,
        observation.indicator_code,
        observation.region_id,
        observation.observation_year,
        observation.vintage,
        observation.vintage <= scope.last_vintage as is_known,
        struct_pack(
            observed_value := observation.observed_value,
            period := observation.period,
            vintage := observation.vintage,
            source_id := observation.source_id,
            trust := observation.trust,
            is_break := coalesce(observation.mark = 'boundary_break', false)
        ) as figure,
    from core.observation
    inner join scope on observation.indicator_code = scope.indicator_code
    where observation.is_reference_month and observation.mark is distinct from 'suspicious_zero'
),

chosen as (
    select
        round_id,
        indicator_code,
        region_id,
        observation_year,
        coalesce(arg_max(figure, vintage) filter (where is_known), arg_min(figure, vintage)) as figure,
        arg_max(figure, vintage) as latest_vintage,
    from published
    group by round_id, indicator_code, region_id, observation_year
),

round_series as (
    select
        round_id,
        indicator_code,
        region_id,
        observation_year,
        figure.observed_value,
        figure.period,
        figure.vintage,
        figure.source_id,
        figure.trust,
        figure.is_break,
        latest_vintage.observed_value as latest_vintage_value,
        latest_vintage.vintage as latest_vintage,
    from chosen
)

select * from round_series
