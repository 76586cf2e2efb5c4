-- Does every target lie within what its indicator can be, with its ends in order?
-- severity: blocking
-- why: a rate above 100 or a range the wrong way round is a reading fault, not a plan
with beyond as (
    select
        target.round_id,
        target.indicator_code,
        target.region_id,
        target.target_year,
        target.target_low,
        target.target_high,
        target.target_value
    from core.target
    inner join core.indicator on target.indicator_code = indicator.indicator_code
    where
        target.target_low > target.target_high
        or least(target.target_low, target.target_high, target.target_value) < indicator.lower_bound
        or greatest(target.target_low, target.target_high, target.target_value) > indicator.upper_bound
        or target.target_value <> easy_end(target.target_low, target.target_high, indicator.good_direction)
)

select * from beyond
