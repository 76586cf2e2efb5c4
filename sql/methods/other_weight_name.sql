-- The second weight to recompute with, where two exist.
-- unit: label
-- nulls: null when there is no second weight
-- source: methods.md section 3 (sensitivity)
create or replace macro other_weight_name(weight_name, region_level) as
    case
        when region_level <> 'province' then null
        when weight_name in ('survey_population', 'labour_force') then 'registered_population'
        when weight_name = 'registered_population' then 'survey_population'
    end;
