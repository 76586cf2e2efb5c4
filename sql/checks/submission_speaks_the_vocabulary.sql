-- Does every submission and finding use the words agreed for status and severity?
-- severity: blocking
-- why: other people read these words by machine (contracts.md section 5)
with unheard as (
    select
        submission_id,
        status as word
    from core.submission
    where
        status is null
        or status not in ('rejected', 'returned', 'accepted', 'accepted_in_part', 'superseded', 'late')
    union all
    select
        submission_id,
        severity as word
    from core.finding
    where severity is null or severity not in ('reject', 'ask', 'note')
)

select * from unheard
