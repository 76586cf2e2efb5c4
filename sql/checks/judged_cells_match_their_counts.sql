-- Are there as many judged cells of each verdict as the submission says?
-- severity: blocking
-- why: the counts on the receipt must be those of the register
with counted as (
    select
        submission.submission_id,
        submission.accepted_count,
        submission.rejected_count,
        submission.blank_count,
        count(*) filter (where judged_cell.verdict = 'accepted') as accepted_cells,
        count(*) filter (where judged_cell.verdict = 'rejected') as rejected_cells,
        count(*) filter (where judged_cell.verdict = 'blank') as blank_cells
    from register.submission
    left join register.judged_cell on submission.submission_id = judged_cell.submission_id
    group by
        submission.submission_id,
        submission.accepted_count,
        submission.rejected_count,
        submission.blank_count
),

uneven as (
    select
        submission_id,
        accepted_count,
        accepted_cells,
        rejected_count,
        rejected_cells,
        blank_count,
        blank_cells
    from counted
    where accepted_count <> accepted_cells or rejected_count <> rejected_cells or blank_count <> blank_cells
)

select * from uneven
