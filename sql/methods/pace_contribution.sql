-- What one region adds to the distance when held against the pace that, made everywhere, would reach the target above.
-- unit: the indicator's
-- nulls: null when the share, a value or the direction is missing
-- source: methods.md section 3 (who carries the distance)
create or replace macro pace_contribution(part_share, part_value, pace_value, good_direction) as
    direction_sign(good_direction) * part_share * (pace_value - part_value);
