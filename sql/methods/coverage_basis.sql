-- What the coverage of a parent is a share of: the weight, or the number of regions where it is not known for all.
-- unit: label; `weight` or `region_count`
-- nulls: null when nothing is ever added up, or a submitted region has no weight
-- source: methods.md section 3 (coverage is a share of weight)
create or replace macro coverage_basis(weight_name, has_submitted_weights, has_all_weights) as
    case
        when weight_name is null or has_submitted_weights = false then null
        when has_all_weights and weight_name <> 'count' then 'weight'
        else 'region_count'
    end;
