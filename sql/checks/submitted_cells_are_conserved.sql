-- Is every target cell that was offered either accepted, rejected or blank?
-- severity: blocking
-- why: nothing a unit typed may disappear (CONTRIBUTING.md, errors and findings)
with uneven as (
    select
        submission_id,
        file_name,
        offered_count,
        accepted_count,
        rejected_count,
        blank_count
    from core.submission
    where offered_count <> accepted_count + rejected_count + blank_count
)

select * from uneven
