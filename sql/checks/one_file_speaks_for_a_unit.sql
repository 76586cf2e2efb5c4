-- Is at most one file of a unit in force in a round?
-- severity: blocking
-- why: a revision takes the place of the whole earlier file
with doubled as (
    select
        round_id,
        unit_code,
        count(*) as file_count
    from core.submission
    where is_usable_status(status)
    group by round_id, unit_code
    having count(*) > 1
)

select * from doubled
