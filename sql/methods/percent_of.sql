-- Part of a whole in percent.
-- unit: percent
-- nulls: null when either is missing or the whole is zero
-- source: arithmetic
create or replace macro percent_of(part, whole) as
    100 * share_of(part, whole);
