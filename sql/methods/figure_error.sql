-- Standard error of a figure: as its publisher prints it or, where nobody does, from the noise of its panel.
-- unit: the indicator's
-- nulls: null when the figure is missing, or when neither a printed error nor a noise is known
-- source: methods.md section 1 (sampling error)
create or replace macro figure_error(observed_value, relative_standard_error_pct, scale, noise_z_sd) as
    coalesce(
        published_error_value(observed_value, relative_standard_error_pct),
        noise_value(observed_value, scale, noise_z_sd)
    );
