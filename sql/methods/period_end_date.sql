-- The last day of the period a figure describes: of a month YYYY-MM, or of a year YYYY.
-- unit: date
-- nulls: null when the period is missing
-- source: contracts.md section 5 (core.observation period)
create or replace macro period_end_date(period) as
    last_day(cast(period || case when length(period) = 4 then '-12-01' else '-01' end as date));
