-- What the law asks of a minimum service: everybody who is entitled.
-- unit: percent
-- nulls: never null
-- source: minimum service standards (SPM) of the social field, product.md (SPM = 100 %)
create or replace macro legal_minimum() as
    100.0;
