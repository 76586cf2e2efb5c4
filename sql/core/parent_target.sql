-- What the targets below a parent are held against: the national document's figure, or the province's own target.
-- grain: round_id, indicator_code, parent_region_id, target_year
-- units: range ends and wanted_value (the end easier to reach) in the indicator's unit
-- nulls: a range end that is open; no row where the parent has no target
-- partition: planning_round
with held_against as (
    select
        planning_round.round_id,
        national_target.indicator_code,
        region.region_id as parent_region_id,
        national_target.target_year,
        national_target.target_low,
        national_target.target_high,
        printed_decimal_places(national_target.printed_text) as printed_decimal_places
    from core.planning_round
    inner join core.national_target on planning_round.national_document_id = national_target.document_id
    inner join core.region on region.region_level = 'country'
    union all
    select
        target.round_id,
        target.indicator_code,
        target.region_id as parent_region_id,
        target.target_year,
        target.target_low,
        target.target_high,
        null as printed_decimal_places
    from core.target
    inner join core.region on target.region_id = region.region_id
    where region.region_level = 'province'
),

parent_target as (
    select
        held_against.round_id,
        held_against.indicator_code,
        held_against.parent_region_id,
        held_against.target_year,
        held_against.target_low,
        held_against.target_high,
        easy_end(held_against.target_low, held_against.target_high, indicator.good_direction) as wanted_value,
        alignment_tolerance(indicator.decimal_places, held_against.printed_decimal_places) as tolerance
    from held_against
    inner join core.indicator on held_against.indicator_code = indicator.indicator_code
)

select * from parent_target
