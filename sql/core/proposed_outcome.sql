-- Outcomes that units propose in the files in force, in their own words; the newest file of a unit counts.
-- grain: round_id, outcome_code
-- units: none
-- nulls: outcome_level where the unit named none that is known
-- partition: planning_round
with proposed_outcome as (
    select
        submission.round_id,
        submission.unit_code,
        judged_outcome.outcome_code,
        judged_outcome.statement_id,
        judged_outcome.statement_en,
        judged_outcome.change_for_whom,
        judged_outcome.outcome_level,
        judged_outcome.programme_code,
        judged_outcome.programme_decree,
        judged_outcome.issue_tags,
        judged_outcome.issue_words,
        judged_outcome.sustainability_words,
        judged_outcome.community_words,
        judged_outcome.capability_words,
        judged_outcome.local_wisdom_words,
        judged_outcome.justification,
        md5(
            concat_ws(
                chr(31),
                judged_outcome.statement_id,
                judged_outcome.change_for_whom,
                coalesce(judged_outcome.outcome_level, ''),
                judged_outcome.programme_code,
                judged_outcome.programme_decree
            )
        ) as wording_fingerprint,
        judged_outcome.submission_id,
        judged_outcome.source_cell
    from register.judged_outcome
    inner join core.submission on judged_outcome.submission_id = submission.submission_id
    where is_usable_status(submission.status)
)

select * from proposed_outcome
