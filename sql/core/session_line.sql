-- Which lines lie before which session: those of its indicators and its regions in its round.
-- grain: session_id, round_id, indicator_code, region_id, target_year; sessions that were cancelled are left out
-- units: none
-- nulls: none
with live_session as (
    select
        desk_session.session_id,
        desk_session.round_id,
        coalesce(desk_session.indicator_codes, '[]') as indicator_codes,
        concat('|', coalesce(desk_session.region_scope, '00'), '|') as region_scope
    from core.desk_session
    inner join core.review_state
        on review_state.subject_kind = 'session' and desk_session.state = review_state.state_code
    where not review_state.is_gone
),

session_line as (
    select
        live_session.session_id,
        line_fact.round_id,
        line_fact.indicator_code,
        line_fact.region_id,
        line_fact.target_year
    from live_session
    inner join core.line_fact on live_session.round_id = line_fact.round_id
    where
        (
            live_session.indicator_codes = '[]'
            or contains(live_session.indicator_codes, concat('"', line_fact.indicator_code, '"'))
        )
        and (
            contains(live_session.region_scope, '|00|')
            or contains(live_session.region_scope, concat('|', line_fact.region_id, '|'))
            or contains(live_session.region_scope, concat('|', split_part(line_fact.region_id, '.', 1), '|'))
        )
)

select * from session_line
