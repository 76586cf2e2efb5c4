-- Whether a source should have brought newer figures by now.
-- unit: yes or no
-- nulls: null when no cadence was promised or the date is missing
-- source: contracts.md section 5 (mart.freshness); screens.md (yellow when a source is older than promised)
create or replace macro is_overdue(published_date, cadence_days, today) as
    published_date + cadence_days < today;
