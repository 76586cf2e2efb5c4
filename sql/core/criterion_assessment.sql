-- Levels given in the decision book, the newest of each person for one number; a reviewer's waits for the second one.
-- grain: round_id, indicator_code, region_id, target_year, criterion_code, event_number
-- units: level 0 to 3; assessed_* in the indicator's unit and in what it counts
-- nulls: level, reason and evidence while they are sealed: a reviewer's level is shown once both are in
with told as (
    select
        event_number,
        round_id,
        split_part(subject_key, '/', 2) as indicator_code,
        split_part(subject_key, '/', 3) as region_id,
        cast(split_part(subject_key, '/', 4) as integer) as target_year,
        json_extract_string(payload, '$.criterion_code') as criterion_code,
        json_extract_string(payload, '$.assessor_kind') as assessor_kind,
        cast(json_extract_string(payload, '$.level') as integer) as level,
        json_extract_string(payload, '$.reason') as reason,
        json_extract_string(payload, '$.evidence') as evidence,
        cast(json_extract_string(payload, '$.assessed.low') as double) as assessed_low,
        cast(json_extract_string(payload, '$.assessed.high') as double) as assessed_high,
        cast(json_extract_string(payload, '$.assessed.denominator') as double) as assessed_denominator,
        concat(actor_issuer, '|', actor_subject) as person,
        event_at
    from register.decision_event
    where subject_kind = 'line' and json_extract_string(payload, '$.assessor_kind') is not null
),

newest as (
    select max(event_number) as event_number
    from told
    group by
        round_id, indicator_code, region_id, target_year, criterion_code, assessor_kind, assessed_low, assessed_high,
        assessed_denominator, case when assessor_kind = 'reviewer' then person else '' end
),

judged as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        criterion_code,
        assessed_low,
        assessed_high,
        assessed_denominator,
        count(distinct person) < 2 as is_waiting
    from told
    where assessor_kind = 'reviewer'
    group by
        round_id, indicator_code, region_id, target_year, criterion_code, assessed_low, assessed_high,
        assessed_denominator
),

criterion_assessment as (
    select
        told.round_id,
        told.indicator_code,
        told.region_id,
        told.target_year,
        told.criterion_code,
        told.event_number,
        told.assessor_kind,
        coalesce(told.assessor_kind = 'reviewer' and judged.is_waiting, false) as is_sealed,
        case when told.assessor_kind <> 'reviewer' or not judged.is_waiting then told.level end as level,
        case when told.assessor_kind <> 'reviewer' or not judged.is_waiting then told.reason end as reason,
        case when told.assessor_kind <> 'reviewer' or not judged.is_waiting then told.evidence end as evidence,
        told.assessed_low,
        told.assessed_high,
        told.assessed_denominator,
        told.event_at
    from told
    inner join newest on told.event_number = newest.event_number
    left join judged
        on
            told.round_id = judged.round_id
            and told.indicator_code = judged.indicator_code
            and told.region_id = judged.region_id
            and told.target_year = judged.target_year
            and told.criterion_code = judged.criterion_code
            and told.assessed_low is not distinct from judged.assessed_low
            and told.assessed_high is not distinct from judged.assessed_high
            and told.assessed_denominator is not distinct from judged.assessed_denominator
)

select * from criterion_assessment
