-- Has every agreed line one number, and every line not agreed on both numbers, two statements and no third number?
-- severity: blocking
-- why: dissent is kept with both numbers; only an agreement makes one number out of them
with contradicting as (
    select
        agreement.round_id,
        agreement.indicator_code,
        agreement.region_id,
        agreement.target_year,
        agreement.state
    from mart.agreement
    inner join core.review_state
        on review_state.subject_kind = 'line' and agreement.state = review_state.state_code
    where
        review_state.has_number <> (coalesce(agreement.agreed_low, agreement.agreed_high) is not null)
        or (
            agreement.counts_as = 'not_agreed'
            and (
                coalesce(agreement.ministry_low, agreement.ministry_high) is null
                or coalesce(agreement.proposal_low, agreement.proposal_high) is null
                or coalesce(agreement.statement_region, '') = ''
                or coalesce(agreement.statement_ministry, '') = ''
            )
        )
)

select * from contradicting
