-- Does every observation name a source that is described?
-- severity: blocking
-- why: a figure without a publisher cannot be walked back (architecture.md, the way of one number)
with unsourced as (
    select
        observation.indicator_code,
        observation.region_id,
        observation.period,
        observation.source_id
    from core.observation
    left join core.source on observation.source_id = source.source_id
    where source.source_id is null
)

select * from unsourced
