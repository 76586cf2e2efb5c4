-- The targets of a round that were in force at an instant.
-- grain: round_id, indicator_code, region_id, target_year
-- units: target_* in the indicator's unit
-- nulls: as core.target
create or replace macro target_as_of(wanted_round_id, as_of_at) as table
    with in_force as (
        select
            cell.*,
            row_number() over (
                partition by cell.round_id, cell.indicator_code, cell.region_id, cell.target_year
                order by submission.received_at desc, submission.received_sequence desc, cell.submission_id desc
            ) as newest_rank
        from core.submitted_target as cell
        inner join submission_as_of(as_of_at) as submission on cell.submission_id = submission.submission_id
        where is_usable_status(submission.status) and cell.round_id = wanted_round_id
    )

    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        target_low,
        target_high,
        target_value,
        denominator,
        confidence,
        is_provisional,
        justification,
        submission_id,
        source_cell
    from in_force
    where newest_rank = 1;
