-- Standard error of a figure from the noise of its panel, carried from the scale of comparison to its own unit.
-- unit: the indicator's
-- nulls: null when the figure or the noise is missing, or the scale does not hold the figure
-- source: methods.md section 1 (sampling error); first-order propagation through methods.md section 2 (transform)
create or replace macro noise_value(observed_value, scale, noise_z_sd) as
    case
        when scale = 'rate' and observed_value > 0 and observed_value < 100
            then noise_z_sd * observed_value * (100.0 - observed_value) / 100.0
        when scale = 'positive' and observed_value > 0 then noise_z_sd * observed_value
        when scale = 'identity' then cast(noise_z_sd as double)
    end;
