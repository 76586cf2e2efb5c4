-- Every time a file came in, also when the same bytes came again.
-- grain: reception_number
-- units: none
-- nulls: none
with reception as (
    select
        reception_number,
        submission_id,
        file_name,
        received_at,
        door,
        outcome
    from register.reception
)

select * from reception
