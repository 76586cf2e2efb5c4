-- Every target that exists or is owed, with what became of the file that should have brought it.
-- grain: round_id, indicator_code, region_id, target_year
-- units: target_* in the indicator's unit
-- nulls: target_* and denominator of what is owed and not in force; is_rejected and is_late are false where it is
with awaited as (
    select distinct
        owed.round_id,
        owed.indicator_code,
        owed.region_id,
        owed.target_year
    from core.owed_target as owed
    anti join core.target using (round_id, indicator_code, region_id, target_year)
),

refused as (
    select distinct
        awaited.round_id,
        awaited.indicator_code,
        awaited.region_id,
        awaited.target_year
    from awaited
    inner join core.finding
        on
            awaited.round_id = finding.round_id
            and awaited.indicator_code = finding.indicator_code
            and awaited.region_id = finding.region_id
            and awaited.target_year = coalesce(finding.target_year, awaited.target_year)
    where finding.severity = 'reject'
),

held as (
    select distinct
        owed.round_id,
        owed.indicator_code,
        owed.region_id,
        owed.target_year
    from core.owed_target as owed
    inner join core.submission on owed.round_id = submission.round_id and owed.unit_code = submission.unit_code
    where submission.status = 'late'
),

wanted_target as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        target_low,
        target_high,
        target_value,
        denominator,
        submission_id,
        source_cell,
        false as is_rejected,
        false as is_late
    from core.target
    union all by name
    select
        awaited.round_id,
        awaited.indicator_code,
        awaited.region_id,
        awaited.target_year,
        refused.region_id is not null as is_rejected,
        held.region_id is not null as is_late
    from awaited
    left join refused using (round_id, indicator_code, region_id, target_year)
    left join held using (round_id, indicator_code, region_id, target_year)
)

select * from wanted_target
