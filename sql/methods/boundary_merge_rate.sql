-- Rate of a territory put together again from the counts and rates of its parts (two lists).
-- unit: percent
-- nulls: null when a part lacks its count or its rate
-- source: methods.md section 5
create or replace macro boundary_merge_rate(counts, rates_pct) as
    case
        when array_length(list_filter(counts, lambda c: c is not null)) = array_length(rates_pct)
            and array_length(list_filter(rates_pct, lambda r: r > 0)) = array_length(counts)
            then 100.0 * list_sum(counts)
            / list_sum(list_transform(list_zip(counts, rates_pct), lambda p: implied_population(p[1], p[2])))
    end;
