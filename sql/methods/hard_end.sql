-- The end of a range that is harder to reach: what is hoped for.
-- unit: the indicator's
-- nulls: null when that end is open or the direction is `within`
-- source: methods.md section 1 (ambition is shown for both ends)
create or replace macro hard_end(range_low, range_high, good_direction) as
    case good_direction when 'up' then range_high when 'down' then range_low end;
