-- A region that meets the condition counts 100, one that does not counts 0, so that the mean is the share of regions.
-- unit: percent
-- nulls: null when the target is missing
-- source: methods.md section 3 (share_of_regions)
create or replace macro condition_value(target_value) as
    case when target_value > 0 then 100.0 when target_value <= 0 then 0.0 end;
