-- Where the standard error of a figure comes from: `published` by its publisher, or the `panel_noise` of its series.
-- unit: label
-- nulls: null when there is no standard error
-- source: methods.md section 1 (sampling error)
create or replace macro figure_error_basis(observed_value, relative_standard_error_pct, scale, noise_z_sd) as
    case
        when published_error_value(observed_value, relative_standard_error_pct) is not null then 'published'
        when noise_value(observed_value, scale, noise_z_sd) is not null then 'panel_noise'
    end;
