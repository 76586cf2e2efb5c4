-- How old each source is: up to when its figures go, when they came here, and whether newer ones were promised.
-- grain: source_id
-- units: cadence_days in days; data_as_of a period YYYY or YYYY-MM
-- nulls: cadence_days when nothing newer is expected under this source; data_as_of when none of its figures is in use
with used as (
    select
        source_id,
        max(period) as data_as_of,
        count(distinct indicator_code) as indicator_count,
        count(*) as figure_count
    from core.observation
    group by source_id
),

freshness as (
    select
        source.source_id,
        source.publisher,
        source.title,
        source.trust,
        used.data_as_of,
        source.origin,
        source.origin_at,
        source.vintage,
        source.cadence_days,
        coalesce(is_overdue(coalesce(source.vintage, source.origin_at), source.cadence_days, current_date), false)
            as is_stale,
        coalesce(used.indicator_count, 0) as indicator_count,
        coalesce(used.figure_count, 0) as figure_count
    from core.source
    left join used on source.source_id = used.source_id
)

select * from freshness
