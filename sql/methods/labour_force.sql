-- Labour force of a region: registered people times the participation rate of the same August.
-- unit: persons (of all ages, so only its proportions between regions count)
-- nulls: null when either is missing
-- source: methods.md section 3 (weights that exist): reproduces the published national unemployment rate
create or replace macro labour_force(registered_population, participation_rate_pct) as
    registered_population * participation_rate_pct / 100.0;
