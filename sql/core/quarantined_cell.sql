-- Accepted cells set aside because a blocking check of the whole named them; everyone else's targets were published.
-- grain: submission_id, source_cell
-- units: none
-- nulls: none; a cell whose submission was unlocked afterwards is tried again and has no row
with last_unlock as (
    select
        submission_id,
        max(unlocked_at) as unlocked_at
    from register.unlock
    group by submission_id
),

standing as (
    select
        quarantined_cell.submission_id,
        quarantined_cell.source_cell,
        quarantined_cell.check_name,
        quarantined_cell.written,
        quarantined_cell.message_id,
        quarantined_cell.message_en,
        quarantined_cell.indicator_code,
        quarantined_cell.region_id,
        quarantined_cell.target_year,
        row_number() over (
            partition by quarantined_cell.submission_id, quarantined_cell.source_cell
            order by quarantined_cell.set_aside_at desc, quarantined_cell.check_name
        ) as newness
    from register.quarantined_cell
    left join last_unlock on quarantined_cell.submission_id = last_unlock.submission_id
    where last_unlock.unlocked_at is null or last_unlock.unlocked_at < quarantined_cell.set_aside_at
),

quarantined_cell as (
    select
        standing.submission_id,
        submission.round_id,
        submission.unit_code,
        standing.source_cell,
        standing.check_name,
        standing.written,
        standing.message_id,
        standing.message_en,
        standing.indicator_code,
        standing.region_id,
        standing.target_year
    from standing
    inner join register.submission on standing.submission_id = submission.submission_id
    where standing.newness = 1
)

select * from quarantined_cell
