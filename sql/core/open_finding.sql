-- The questions that the rules ask about targets in force and that nobody has answered with a justification yet.
-- grain: round_id, indicator_code, region_id, target_year, finding_id; a question about a whole row stands at each year
-- units: none
-- nulls: none
with open_finding as (
    select
        target.round_id,
        target.indicator_code,
        target.region_id,
        target.target_year,
        concat(left(finding.submission_id, 12), '-', cast(finding.finding_number as varchar)) as finding_id,
        finding.rule_id,
        finding.message_id,
        finding.message_en,
        finding.source_cell
    from core.target
    inner join core.finding
        on
            target.submission_id = finding.submission_id
            and target.indicator_code = finding.indicator_code
            and target.region_id = finding.region_id
            and (target.target_year = finding.target_year or finding.target_year is null)
    where finding.severity = 'ask' and not finding.is_justified
)

select * from open_finding
