-- How far the figures of each source reach for each of its indicators, and whether newer ones were promised by now.
-- grain: source_id, indicator_code; sources whose figures are in use
-- units: data_from and data_as_of periods YYYY or YYYY-MM; next_due_date the day by which newer figures were promised
-- nulls: next_due_date when nothing newer is expected under this source
with used as (
    select
        source_id,
        indicator_code,
        min(period) as data_from,
        max(period) as data_as_of,
        count(*) as figure_count
    from core.observation
    group by source_id, indicator_code
),

indicator_freshness as (
    select
        used.source_id,
        used.indicator_code,
        used.data_from,
        used.data_as_of,
        used.figure_count,
        next_figure_date(used.data_as_of, source.cadence_days) as next_due_date,
        coalesce(is_overdue(used.data_as_of, source.cadence_days, current_date), false) as is_stale
    from used
    inner join core.source on used.source_id = source.source_id
)

select * from indicator_freshness
