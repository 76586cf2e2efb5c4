-- The day by which a source should have published the figures that follow the ones it has.
-- unit: date
-- nulls: null when no cadence was promised or the period is missing
-- source: end of the period, its cadence, and the publication lag of DECISIONS.md number 3
create or replace macro next_figure_date(data_as_of, cadence_days) as
    cast(period_end_date(data_as_of) + cadence_days + publication_lag() as date);
