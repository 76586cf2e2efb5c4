-- How much more a new range asks than the one before, by the easy ends, and by the hard ends where those agree.
-- unit: the indicator's; above zero is more ambitious
-- nulls: null when the direction is missing or the ends compared are open
-- source: contracts.md section 5 (mart.round_change: raised means more ambitious)
create or replace macro ambition_step(previous_low, previous_high, new_low, new_high, good_direction) as
    coalesce(
        nullif(
            gap_value(
                easy_end(previous_low, previous_high, good_direction),
                easy_end(new_low, new_high, good_direction),
                good_direction
            ),
            0
        ),
        gap_value(
            hard_end(previous_low, previous_high, good_direction),
            hard_end(new_low, new_high, good_direction),
            good_direction
        )
    );
