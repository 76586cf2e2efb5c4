-- How long after a period its figures come out: BPS prints March in July, August in November, September in January.
-- unit: interval
-- nulls: never null
-- source: DECISIONS.md number 3 (a figure is known four months after its month)
create or replace macro publication_lag() as
    interval 4 month;
