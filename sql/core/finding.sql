-- What the rules said about the files: place, what was written, and the sentence with the remedy in both languages.
-- grain: submission_id, finding_number
-- units: none
-- nulls: indicator_code, region_id and target_year when the finding is about the file, a sheet or a heading
with said as (
    select
        submission_id,
        finding_number,
        rule_id,
        severity,
        sheet,
        source_cell,
        written,
        message_id,
        message_en,
        indicator_code,
        region_id,
        target_year,
        is_justified
    from register.finding
    union all
    select
        quarantined_cell.submission_id,
        last_finding.finding_number + row_number() over (
            partition by quarantined_cell.submission_id order by quarantined_cell.source_cell
        ) as finding_number,
        'file.quarantined_cell' as rule_id,
        'reject' as severity,
        '' as sheet,
        quarantined_cell.source_cell,
        quarantined_cell.written,
        quarantined_cell.message_id,
        quarantined_cell.message_en,
        quarantined_cell.indicator_code,
        quarantined_cell.region_id,
        quarantined_cell.target_year,
        false as is_justified
    from core.quarantined_cell
    inner join (
        select
            submission.submission_id,
            coalesce(max(finding.finding_number), 0) as finding_number
        from register.submission
        left join register.finding on submission.submission_id = finding.submission_id
        group by submission.submission_id
    ) as last_finding on quarantined_cell.submission_id = last_finding.submission_id
),

finding as (
    select
        said.submission_id,
        submission.round_id,
        submission.unit_code,
        submission.status as submission_status,
        said.finding_number,
        said.rule_id,
        said.severity,
        said.sheet,
        said.source_cell,
        said.written,
        said.message_id,
        said.message_en,
        said.indicator_code,
        said.region_id,
        said.target_year,
        said.is_justified
    from said
    inner join core.submission on said.submission_id = submission.submission_id
)

select * from finding
