-- What the regions began from, added up as their targets are: the start of a parent that has no baseline of its own.
-- grain: round_id, indicator_code, parent_region_id, target_year
-- units: regions_baseline_value in the indicator's unit
-- nulls: regions_baseline_value when too little of what is counted has a baseline; for sums, when any region lacks one
-- partition: planning_round
with part as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        is_sum,
        counted_value(aggregation, baseline_value) as part_baseline,
        case when is_submitted or is_sum then part_weight end as counted_weight,
        case when (is_submitted or is_sum) and baseline_value is not null then part_weight end as baseline_weight
    from core.alignment_basis
    where is_applicable
),

added_up as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        max(is_sum) as is_sum,
        share_of(steady_sum(baseline_weight), steady_sum(counted_weight)) as baseline_coverage,
        rolled_up_value(part_baseline, baseline_weight, baseline_weight, is_sum) as at_own_baseline
    from part
    group by round_id, indicator_code, parent_region_id, target_year
),

regions_baseline as (
    select
        round_id,
        indicator_code,
        parent_region_id,
        target_year,
        case when not is_decided_by_bounds(baseline_coverage, is_sum) then at_own_baseline end as regions_baseline_value
    from added_up
)

select * from regions_baseline
