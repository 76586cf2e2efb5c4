-- How many are left of a count when some of them are set aside.
-- unit: a count
-- nulls: null when either is missing
-- source: contracts.md section 3 (file.quarantined_cell)
create or replace macro remaining_count(whole_count, aside_count) as
    whole_count - aside_count;
