-- What was said of a line on each criterion: by two reviewers apart, then together; beside the number, never in it.
-- grain: round_id, indicator_code, region_id, target_year, criterion_code
-- units: levels 0 to 3
-- nulls: first_* and second_* until both are in; consensus_* until it was found; unit_level where none was given
with newest as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        criterion_code,
        max_by(assessed_low, event_number) as assessed_low,
        max_by(assessed_high, event_number) as assessed_high,
        max_by(assessed_denominator, event_number) as assessed_denominator,
        max(event_number) as event_number
    from core.criterion_assessment
    group by round_id, indicator_code, region_id, target_year, criterion_code
),

gathered as (
    select
        newest.round_id,
        newest.indicator_code,
        newest.region_id,
        newest.target_year,
        newest.criterion_code,
        newest.assessed_low,
        newest.assessed_high,
        newest.assessed_denominator,
        count(*) filter (where said.assessor_kind = 'reviewer') as reviewer_count,
        min_by(said.level, said.event_number) filter (where said.assessor_kind = 'reviewer') as first_level,
        max_by(said.level, said.event_number) filter (where said.assessor_kind = 'reviewer') as second_level,
        min_by(said.reason, said.event_number) filter (where said.assessor_kind = 'reviewer') as first_reason,
        max_by(said.reason, said.event_number) filter (where said.assessor_kind = 'reviewer') as second_reason,
        max_by(said.level, said.event_number) filter (where said.assessor_kind = 'consensus') as consensus_level,
        max_by(said.reason, said.event_number) filter (where said.assessor_kind = 'consensus') as consensus_reason,
        max_by(said.level, said.event_number) filter (where said.assessor_kind = 'unit') as own_level
    from newest
    inner join core.criterion_assessment as said
        on
            newest.round_id = said.round_id
            and newest.indicator_code = said.indicator_code
            and newest.region_id = said.region_id
            and newest.target_year = said.target_year
            and newest.criterion_code = said.criterion_code
            and newest.assessed_low is not distinct from said.assessed_low
            and newest.assessed_high is not distinct from said.assessed_high
            and newest.assessed_denominator is not distinct from said.assessed_denominator
    group by
        newest.round_id, newest.indicator_code, newest.region_id, newest.target_year, newest.criterion_code,
        newest.assessed_low, newest.assessed_high, newest.assessed_denominator
),

criterion_judgement as (
    select
        gathered.round_id,
        gathered.indicator_code,
        gathered.region_id,
        gathered.target_year,
        gathered.criterion_code,
        coalesce(gathered.own_level, score.level) as unit_level,
        gathered.reviewer_count,
        gathered.first_level,
        gathered.first_reason,
        gathered.second_level,
        gathered.second_reason,
        gathered.consensus_level,
        gathered.consensus_reason,
        (
            line.proposal_low is distinct from gathered.assessed_low
            or line.proposal_high is distinct from gathered.assessed_high
            or line.proposal_denominator is distinct from gathered.assessed_denominator
        ) as is_outdated
    from gathered
    left join core.criterion_score as score
        on
            gathered.round_id = score.round_id
            and gathered.indicator_code = score.indicator_code
            and gathered.region_id = score.region_id
            and gathered.criterion_code = score.criterion_code
            and score.assessor_kind = 'unit'
    left join core.line_state as line
        on
            gathered.round_id = line.round_id
            and gathered.indicator_code = line.indicator_code
            and gathered.region_id = line.region_id
            and gathered.target_year = line.target_year
)

select * from criterion_judgement
