-- Least-squares slope of the logarithm of a series over its years.
-- unit: log units per year
-- nulls: null with fewer than three points or a value not above zero
-- source: methods.md section 1 (many points)
create or replace macro log_slope(years, observed_values) as
    case
        when array_length(years) >= 3 and list_min(observed_values) > 0
            then list_sum(list_transform(
                range(1, array_length(years) + 1),
                lambda i: (years[i] - list_avg(years)) * ln(cast(observed_values[i] as double))
            ))
            / nullif(list_sum(list_transform(years, lambda y: pow(y - list_avg(years), 2))), 0)
    end;
