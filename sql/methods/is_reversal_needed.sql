-- Whether the series must first turn round: there is a way to go and it stands still or goes the wrong way.
-- unit: yes or no
-- nulls: null when a change or the direction is missing
-- source: methods.md section 1 (acceleration factor)
create or replace macro is_reversal_needed(required_change, observed_change, good_direction) as
    direction_sign(good_direction) * required_change > 0 and direction_sign(good_direction) * observed_change <= 0;
