-- Part of a whole.
-- unit: share
-- nulls: null when either is missing or the whole is zero
-- source: arithmetic
create or replace macro share_of(part, whole) as
    part / nullif(cast(whole as double), 0);
