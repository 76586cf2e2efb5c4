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
    left join core.target using (round_id, indicator_code, region_id, target_year)
    where target.region_id is null
),

refused as (
    select distinct
        round_id,
        indicator_code,
        region_id,
        target_year
    from core.finding
    where severity = 'reject' and target_year is not null
),

refused_line as (
    select distinct
        round_id,
        indicator_code,
        region_id
    from core.finding
    where severity = 'reject' and target_year is null
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
        coalesce(refused.region_id, refused_line.region_id) is not null as is_rejected,
        held.region_id is not null as is_late
    from awaited
    left join refused using (round_id, indicator_code, region_id, target_year)
    left join refused_line using (round_id, indicator_code, region_id)
    left join held using (round_id, indicator_code, region_id, target_year)
)

select * from wanted_target
