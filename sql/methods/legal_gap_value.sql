-- What the target leaves open below the legal minimum service, which is everybody entitled (100 percent).
-- unit: percentage points
-- nulls: null when the target is missing
-- source: minimum service standards (SPM) of the social field, contracts.md section 5
create or replace macro legal_gap_value(target_value) as
    legal_minimum() - target_value;
