-- The end of a range that is easier to reach: what is promised at least.
-- unit: the indicator's
-- nulls: null when that end is open or the direction is `within`
-- source: contracts.md section 5 (target_value)
create or replace macro easy_end(range_low, range_high, good_direction) as
    case good_direction when 'up' then range_low when 'down' then range_high end;
