-- Does every verdict on alignment come from the vocabulary and carry a known reason?
-- severity: blocking
-- why: other people read these words by machine (contracts.md section 5)
with unheard as (
    select
        alignment.round_id,
        alignment.indicator_code,
        alignment.parent_region_id,
        alignment.target_year,
        alignment.verdict,
        alignment.verdict_reason,
        alignment.interval_relation
    from mart.alignment
    left join core.verdict_reason on alignment.verdict_reason = verdict_reason.verdict_reason
    where
        alignment.verdict is null
        or alignment.verdict not in (
            'aligned', 'short_of_target', 'beyond_target', 'cannot_say', 'refused', 'infeasible'
        )
        or alignment.interval_relation not in ('inside', 'overlaps', 'outside')
        or verdict_reason.verdict_reason is null
)

select * from unheard
