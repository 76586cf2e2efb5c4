-- What one region adds to the distance when regions add up: its share of the national figure minus its own.
-- unit: the indicator's
-- nulls: null when a value, the share or the direction is missing
-- source: methods.md section 3 (its weighted distance)
create or replace macro sum_contribution(part_share, part_value, national_value, good_direction) as
    direction_sign(good_direction) * (part_share * national_value - part_value);
