-- Standard error of a figure from the relative standard error its publisher prints.
-- unit: the indicator's
-- nulls: null when the figure or the printed error is missing
-- source: BPS, sampling error tables of Susenas and Sakernas (relative standard error, per cent)
create or replace macro published_error_value(observed_value, relative_standard_error_pct) as
    abs(observed_value) * relative_standard_error_pct / 100.0;
