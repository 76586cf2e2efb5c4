-- The best to be thought of a region that handed nothing in: best peers' pace, else the good end of its 80 % band.
-- unit: the indicator's
-- nulls: null when neither is known
-- source: methods.md section 3 (bounds for what is missing)
create or replace macro missing_best_value(best_plausible_value, projection_low80, projection_high80, good_direction) as
    coalesce(best_plausible_value, hard_end(projection_low80, projection_high80, good_direction));
