-- Whether the regions still missing may decide: below 0.9 of the weight; for sums, whenever one is missing.
-- unit: yes or no
-- nulls: null when the coverage is missing
-- source: methods.md section 3 (cannot_say); product.md, 2 (missing is never zero)
create or replace macro is_decided_by_bounds(coverage_share, is_sum) as
    coverage_share < case when is_sum then 1 else 0.9 end;
