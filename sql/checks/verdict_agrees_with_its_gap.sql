-- Do verdict, reason, severity and suggestions of an alignment say what its distance says?
-- severity: blocking
-- why: one set of inputs decides verdict, sentence, gap and mark (issue 11 item 5: +2,034 stood beside beyond_target)
with contradiction as (
    select
        alignment.round_id,
        alignment.indicator_code,
        alignment.parent_region_id,
        alignment.target_year,
        alignment.verdict,
        alignment.verdict_reason,
        alignment.severity,
        alignment.alignment_gap,
        alignment.tolerance,
        alignment.weight_error_value
    from mart.alignment
    where
        (
            alignment.verdict in ('short_of_target', 'infeasible')
            and not coalesce(
                alignment.alignment_gap > verdict_margin(alignment.tolerance, alignment.weight_error_value), false
            )
        )
        or (
            alignment.verdict = 'beyond_target'
            and not coalesce(
                -alignment.alignment_gap > verdict_margin(alignment.tolerance, alignment.weight_error_value), false
            )
        )
        or (
            alignment.verdict = 'aligned'
            and not coalesce(abs(alignment.alignment_gap) <= alignment.tolerance, false)
        )
        or (alignment.verdict = 'refused' and alignment.alignment_gap is not null)
        or (
            alignment.verdict_reason = 'within_weight_error'
            and not coalesce(
                abs(alignment.alignment_gap) <= verdict_margin(alignment.tolerance, alignment.weight_error_value)
                and abs(alignment.alignment_gap) > alignment.tolerance,
                false
            )
        )
        or alignment.severity is distinct from verdict_severity(alignment.verdict)
)

select * from contradiction
