-- What was said about the regions' work plans: place, what was written, and the sentence with the remedy.
-- grain: submission_id, finding_number
-- units: none
-- nulls: indicator_code and target_year when the finding is about the file, a heading, or an unknown indicator
with take_up_finding as (
    select
        take_up_file.submission_id,
        take_up_file.round_id,
        take_up_file.region_id,
        take_up_file.unit_code,
        take_up_file.is_in_force,
        said.finding_number,
        said.rule_id,
        said.severity,
        said.sheet,
        said.source_cell,
        said.written,
        said.message_id,
        said.message_en,
        said.indicator_code,
        said.target_year
    from register.take_up_finding as said
    inner join core.take_up_file on said.submission_id = take_up_file.submission_id
)

select * from take_up_finding
