-- The number of each line on three bases: as proposed, as the ministry asks, as agreed so far.
-- grain: round_id, indicator_code, region_id, target_year, basis; a basis without a number has no row
-- units: numbers in the indicator's unit; number_value is the end that is easier to reach
-- nulls: an open end of a range
-- partition: planning_round
with asked as (
    select
        target.round_id,
        target.indicator_code,
        target.region_id,
        target.target_year,
        indicator.good_direction,
        target.target_low,
        target.target_high,
        line_state.ministry_low,
        line_state.ministry_high,
        coalesce(line_state.ministry_low, line_state.ministry_high) is not null as has_ministry_number
    from core.target
    inner join core.indicator on target.indicator_code = indicator.indicator_code
    left join core.line_state
        on
            target.round_id = line_state.round_id
            and target.indicator_code = line_state.indicator_code
            and target.region_id = line_state.region_id
            and target.target_year = line_state.target_year
),

-- where the ministry has named no number of its own, the proposal is what it lets stand
number_found as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        good_direction,
        'proposed' as basis,
        target_low as number_low,
        target_high as number_high,
        true as is_own
    from asked
    union all
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        good_direction,
        'ministry' as basis,
        case when has_ministry_number then ministry_low else target_low end as number_low,
        case when has_ministry_number then ministry_high else target_high end as number_high,
        has_ministry_number as is_own
    from asked
    union all
    select
        line_state.round_id,
        line_state.indicator_code,
        line_state.region_id,
        line_state.target_year,
        indicator.good_direction,
        'agreed' as basis,
        line_state.agreed_low as number_low,
        line_state.agreed_high as number_high,
        true as is_own
    from core.line_state
    inner join core.indicator on line_state.indicator_code = indicator.indicator_code
    where coalesce(line_state.agreed_low, line_state.agreed_high) is not null
),

number_by_basis as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        basis,
        number_low,
        number_high,
        easy_end(number_low, number_high, good_direction) as number_value,
        is_own
    from number_found
)

select * from number_by_basis
