-- How much stricter (above zero) or easier (below zero) a region's own target is than what was agreed; 0 within it.
-- unit: the indicator's
-- nulls: null when the easy end of either is missing or the direction is `within`
-- source: how-to/forum.md section 7; methods.md, notation (D)
create or replace macro take_up_difference(written_low, written_high, agreed_low, agreed_high, good_direction) as
    case
        when
            direction_sign(good_direction) * (
                easy_end(written_low, written_high, good_direction) - easy_end(agreed_low, agreed_high, good_direction)
            ) < 0
            then direction_sign(good_direction) * (
                easy_end(written_low, written_high, good_direction) - easy_end(agreed_low, agreed_high, good_direction)
            )
        when
            easy_end(written_low, written_high, good_direction) is not null
            and easy_end(agreed_low, agreed_high, good_direction) is not null
            then greatest(
                coalesce(
                    direction_sign(good_direction) * (
                        hard_end(written_low, written_high, good_direction)
                        - hard_end(agreed_low, agreed_high, good_direction)
                    ),
                    0
                ),
                0
            )
    end;
