-- How old each source is: up to when its figures go, when they came here, and whether newer ones were promised.
-- The age is that of the period its figures describe: a copy bundled yesterday may hold figures of years ago.
-- grain: source_id
-- units: cadence_days in days; data_from and data_as_of periods YYYY or YYYY-MM; is_stale when any is overdue
-- nulls: cadence_days when nothing newer is expected under this source; data_* when none of its figures is in use
with used as (
    select
        source_id,
        min(data_from) as data_from,
        max(data_as_of) as data_as_of,
        min(next_due_date) as next_due_date,
        max(is_stale) as is_stale,
        count(*) as indicator_count,
        sum(figure_count) as figure_count
    from mart.indicator_freshness
    group by source_id
),

freshness as (
    select
        source.source_id,
        source.publisher,
        source.title,
        source.via,
        source.trust,
        used.data_from,
        used.data_as_of,
        source.origin,
        source.origin_at,
        source.vintage,
        source.cadence_days,
        used.next_due_date,
        coalesce(used.is_stale, false) as is_stale,
        coalesce(used.indicator_count, 0) as indicator_count,
        coalesce(used.figure_count, 0) as figure_count
    from core.source
    left join used on source.source_id = used.source_id
)

select * from freshness
