-- Indicators that units propose for their outcomes, in the files in force; none of them is in the catalogue yet.
-- grain: round_id, proposal_code
-- units: unit_of_measure is the catalogue's word where the unit as written was recognised
-- nulls: unit_of_measure, first_year and aggregation where the unit named none that is known
-- partition: planning_round
with proposed_indicator as (
    select
        submission.round_id,
        submission.unit_code,
        judged_indicator.proposal_code,
        judged_indicator.outcome_code,
        judged_indicator.name_id,
        judged_indicator.definition_id,
        judged_indicator.numerator,
        judged_indicator.denominator,
        judged_indicator.unit_written,
        judged_indicator.unit_of_measure,
        judged_indicator.good_direction,
        judged_indicator.source,
        judged_indicator.first_year,
        judged_indicator.aggregation,
        judged_indicator.justification,
        md5(
            concat_ws(
                chr(31),
                judged_indicator.name_id,
                judged_indicator.definition_id,
                judged_indicator.numerator,
                judged_indicator.denominator,
                judged_indicator.unit_written,
                judged_indicator.good_direction,
                coalesce(judged_indicator.aggregation, '')
            )
        ) as wording_fingerprint,
        judged_indicator.submission_id,
        judged_indicator.source_cell
    from register.judged_indicator
    inner join core.submission on judged_indicator.submission_id = submission.submission_id
    where is_usable_status(submission.status)
)

select * from proposed_indicator
