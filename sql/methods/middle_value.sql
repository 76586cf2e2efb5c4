-- The middle of a range; of a single figure that figure.
-- unit: the indicator's
-- nulls: null when an end is open
-- source: methods.md section 3 (the middle of both ranges stands beside the easy ends)
create or replace macro middle_value(range_low, range_high) as
    (range_low + range_high) / 2.0;
