-- Whether a source should have brought newer figures by now: the period its figures reach is older than promised.
-- unit: yes or no
-- nulls: null when no cadence was promised or none of its figures is in use
-- source: contracts.md section 5 (mart.freshness); product.md (yellow when a source is older than promised)
create or replace macro is_overdue(data_as_of, cadence_days, today) as
    next_figure_date(data_as_of, cadence_days) < today;
