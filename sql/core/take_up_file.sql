-- Every work plan a region handed in, and which one speaks for it: the newest of a round that can be read.
-- grain: submission_id
-- units: counts of target cells of rows whose indicator is known
-- nulls: none
with ranked as (
    select
        submission_id,
        row_number() over (
            partition by round_id, region_id
            order by is_usable_status(judged_status) desc, received_sequence desc
        ) as newest_rank
    from register.take_up_file
),

take_up_file as (
    select
        handed_in.submission_id,
        handed_in.round_id,
        handed_in.region_id,
        handed_in.unit_code,
        handed_in.layout,
        handed_in.file_name,
        handed_in.received_at,
        handed_in.judged_status as status,
        handed_in.offered_count,
        handed_in.accepted_count,
        handed_in.rejected_count,
        handed_in.blank_count,
        ranked.newest_rank = 1 and is_usable_status(handed_in.judged_status) as is_in_force
    from register.take_up_file as handed_in
    inner join ranked on handed_in.submission_id = ranked.submission_id
)

select * from take_up_file
