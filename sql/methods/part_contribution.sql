-- What one region adds to the distance between the bottom-up value and the national target; the parts add up to it.
-- unit: the indicator's
-- nulls: null when a value, the weight share or the direction is missing
-- source: methods.md section 3 (its weighted distance)
create or replace macro part_contribution(part_share, part_value, national_value, good_direction) as
    part_share * direction_sign(good_direction) * (national_value - part_value);
