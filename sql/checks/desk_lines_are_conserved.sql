-- Does every line of a desk stand in exactly one of its counts?
-- severity: blocking
-- why: lines = agreed + not agreed + deferred + not discussed + waiting + withdrawn, or minutes are short of a line
with lost as (
    select
        round_id,
        session_id,
        line_count
    from mart.desk_progress
    where
        line_count
        <> agreed_count + not_agreed_count + deferred_count + not_discussed_count + undecided_count + withdrawn_count
)

select * from lost
