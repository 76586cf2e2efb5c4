-- Which province was divided into which, since when, and which of them kept the name with less land behind it.
-- grain: one row per dissolved territory and successor
-- units: founding_year is the calendar year of the law's effect
-- nulls: none; is_shrunken is true for the successor that carries on the territory's official code
with territory_division as (
    select
        succession.predecessor_region_id,
        succession.successor_region_id,
        extract(year from succession.effective_date) as founding_year,
        coalesce(new_code.code = old_code.code, false) as is_shrunken
    from core.region_succession as succession
    left join core.region_code as old_code
        on
            succession.predecessor_region_id = old_code.region_id
            and old_code.scheme = 'kemendagri'
    left join core.region_code as new_code
        on
            succession.successor_region_id = new_code.region_id
            and new_code.scheme = 'kemendagri'
)

select * from territory_division
