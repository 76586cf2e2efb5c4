-- What the targets below a parent are held against: the national document, the province's own target, or the law.
-- grain: round_id, indicator_code, parent_region_id, target_year
-- units: range ends and wanted_value (the end easier to reach) in the indicator's unit
-- nulls: a range end that is open; no row where the parent has no target and no minimum service applies
-- partition: planning_round
with planned as (
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

-- a minimum service is owed to everybody, whether or not anybody wrote it down
lawful as (
    select
        round_target_year.round_id,
        indicator.indicator_code,
        region.region_id as parent_region_id,
        round_target_year.target_year,
        alignment_tolerance(indicator.decimal_places, null) as tolerance
    from core.round_target_year
    inner join core.indicator on indicator.kind = 'spm'
    inner join core.region on region.region_level <> 'district' and region.is_current
    anti join planned
        on
            round_target_year.round_id = planned.round_id
            and indicator.indicator_code = planned.indicator_code
            and region.region_id = planned.parent_region_id
            and round_target_year.target_year = planned.target_year
),

parent_target as (
    select
        planned.round_id,
        planned.indicator_code,
        planned.parent_region_id,
        planned.target_year,
        planned.target_low,
        planned.target_high,
        easy_end(planned.target_low, planned.target_high, indicator.good_direction) as wanted_value,
        alignment_tolerance(indicator.decimal_places, planned.printed_decimal_places) as tolerance,
        'plan' as origin
    from planned
    inner join core.indicator on planned.indicator_code = indicator.indicator_code
    union all
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        legal_minimum() as target_low,
        legal_minimum() as target_high,
        legal_minimum() as wanted_value,
        tolerance,
        'law' as origin
    from lawful
)

select * from parent_target
