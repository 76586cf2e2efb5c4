-- Does every finding have its sentence in both languages?
-- severity: blocking
-- why: the unit gets back every finding in its language (product.md)
with silent as (
    select
        submission_id,
        rule_id,
        source_cell
    from core.finding
    where coalesce(message_id, '') = '' or coalesce(message_en, '') = ''
)

select * from silent
