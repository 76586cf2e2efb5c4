-- What the regions of one level are weighed by: survey population and labour force are known for provinces only.
-- unit: label; `count` when regions are summed or counted
-- nulls: null when the indicator is never computed from regions
-- source: methods.md section 3 (weights that exist)
create or replace macro rollup_weight_name(aggregation, weight_name, region_level) as
    case
        when aggregation in ('official_only', 'category') then null
        when aggregation in ('sum', 'share_of_regions') then 'count'
        when weight_name in ('survey_population', 'labour_force') and region_level <> 'province'
            then 'registered_population'
        else weight_name
    end;
