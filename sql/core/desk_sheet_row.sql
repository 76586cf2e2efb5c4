-- What became of each decision in a desk sheet: taken, or refused with the sentence that says why.
-- grain: submission_id, row_number; rows that wait for the next refresh have no outcome
-- units: none
-- nulls: rule_id and sentences of a decision that was taken; event_number of one that was refused
with desk_sheet_row as (
    select
        desk_row.submission_id,
        desk_row.row_number,
        desk_row.source_cell,
        desk_row.session_id,
        split_part(desk_row.line_key, '/', 1) as round_id,
        desk_row.line_key,
        desk_row.decision,
        desk_row.received_at,
        desk_verdict.outcome,
        desk_verdict.rule_id,
        desk_verdict.message_id,
        desk_verdict.message_en,
        desk_verdict.event_number
    from register.desk_row
    left join register.desk_verdict
        on
            desk_row.submission_id = desk_verdict.submission_id
            and desk_row.row_number = desk_verdict.row_number
)

select * from desk_sheet_row
