-- What a region's value counts as when regions are added up: the value itself, or 100 and 0 for a condition.
-- unit: the indicator's; percent for a condition
-- nulls: null when the value is missing
-- source: methods.md section 3 (aggregation classes)
create or replace macro counted_value(aggregation, region_value) as
    case when aggregation = 'share_of_regions' then condition_value(region_value) else region_value end;
