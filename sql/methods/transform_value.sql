-- Scale on which changes of regions are compared: logit of a rate, logarithm of a positive figure, or the figure.
-- unit: logit, log or own
-- nulls: null when the value is missing or does not fit the scale; exact 0 and 100 are moved by half a rounding unit
-- source: methods.md section 2
create or replace macro transform_value(observed_value, scale, decimal_places) as
    case
        when scale = 'logit' and observed_value in (0, 100)
            then ln(
                (observed_value + half_rounding_unit(decimal_places))
                / (100 + half_rounding_unit(decimal_places) - observed_value)
            )
        when scale = 'logit' and observed_value > 0 and observed_value < 100
            then ln(observed_value / (100.0 - observed_value))
        when scale = 'log' and observed_value > 0 then ln(observed_value)
        when scale = 'identity' then observed_value
    end;
