-- Median of the slopes of all pairs of points: a yearly step that one odd year cannot bend.
-- unit: the indicator's, per year; own sign
-- nulls: points before first_position are left out; null when fewer than two different years are given
-- source: Sen (1968), Journal of the American Statistical Association 63
create or replace macro theil_sen_slope(years, observed_values, first_position := 1) as
    list_median(flatten(list_transform(
        range(first_position, array_length(years) + 1),
        lambda i: list_transform(
            range(i + 1, array_length(years) + 1),
            lambda j: (cast(observed_values[j] as double) - cast(observed_values[i] as double))
            / nullif(cast(years[j] as double) - cast(years[i] as double), 0)
        )
    )));
