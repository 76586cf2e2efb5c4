-- Figures that came after a closed round had seen its own for the same key, whatever date they bear.
-- A source is late when no edition had it yet as the round saw its own figure.
-- grain: round_id, indicator_code, region_id, observation_year (the newest of them)
-- units: observed_value in the indicator's unit
-- nulls: none
-- partition: planning_round
with ranked_figure as (
    select
        seen.round_id,
        seen.indicator_code,
        seen.region_id,
        seen.observation_year,
        figure.observed_value,
        figure.vintage,
        row_number() over (
            partition by seen.round_id, seen.indicator_code, seen.region_id, seen.observation_year
            order by figure.vintage desc, figure.trust, figure.source_id
        ) as newness
    from register.seen_figure as seen
    inner join core.standing_figure as figure
        on
            seen.indicator_code = figure.indicator_code
            and seen.region_id = figure.region_id
            and seen.observation_year = figure.observation_year
    left join register.seen_source as source on figure.source_id = source.source_id
    where coalesce(source.seen_at > seen.seen_at, true)
),

late_figure as (
    select
        round_id,
        indicator_code,
        region_id,
        observation_year,
        observed_value,
        vintage
    from ranked_figure
    where newness = 1
)

select * from late_figure
