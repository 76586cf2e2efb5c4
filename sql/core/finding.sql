-- What the rules said about the files: place, what was written, and the sentence with the remedy in both languages.
-- grain: submission_id, finding_number
-- units: none
-- nulls: indicator_code, region_id and target_year when the finding is about the file, a sheet or a heading
with finding as (
    select
        finding.submission_id,
        submission.round_id,
        submission.unit_code,
        submission.status as submission_status,
        finding.finding_number,
        finding.rule_id,
        finding.severity,
        finding.sheet,
        finding.source_cell,
        finding.written,
        finding.message_id,
        finding.message_en,
        finding.indicator_code,
        finding.region_id,
        finding.target_year,
        finding.is_justified
    from register.finding
    inner join core.submission on finding.submission_id = submission.submission_id
)

select * from finding
