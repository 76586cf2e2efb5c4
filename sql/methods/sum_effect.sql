-- What the change of one region's target does to the value of the whole, in the good direction.
-- unit: the indicator's; above zero brings the whole closer to, or further past, the target above it
-- nulls: null when a value, the share or the direction is missing
-- source: methods.md section 3 (a part counts by its weight, in a sum by itself)
create or replace macro sum_effect(part_share, previous_value, new_value, good_direction) as
    direction_sign(good_direction) * part_share * (new_value - previous_value);
