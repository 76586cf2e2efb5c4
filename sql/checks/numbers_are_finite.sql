-- Is every number a number?
-- severity: blocking
-- why: infinity and not-a-number come from a division nobody thought of
with figure as (
    select
        'core.observation' as table_name,
        null as round_id,
        indicator_code,
        null as parent_region_id,
        region_id,
        null as target_year,
        observed_value as figure
    from core.observation
    union all
    select
        'core.target' as table_name,
        round_id,
        indicator_code,
        null as parent_region_id,
        region_id,
        target_year,
        unnest([target_low, target_high, target_value, denominator, numerator]) as figure
    from core.target
    union all
    select
        'mart.target_gap' as table_name,
        round_id,
        indicator_code,
        null as parent_region_id,
        region_id,
        target_year,
        unnest([
            baseline_value, latest_value, target_value, baseline_gap_value, gap_value, national_gap_value,
            legal_gap_value, required_annual_change, required_annual_change_from_baseline, observed_annual_change,
            average_annual_change, attainment, linear_pace_ratio, progress_ratio, acceleration_factor,
            projection_value, projection_low80, projection_high80, ambition_share
        ]) as figure
    from mart.target_gap
    union all
    select
        'mart.alignment' as table_name,
        round_id,
        indicator_code,
        parent_region_id,
        null as region_id,
        target_year,
        unnest([
            bottom_up_low, bottom_up_high, bottom_up_value, coverage_share, missing_best_value,
            missing_baseline_value, alignment_gap, tolerance, sensitivity_value
        ]) as figure
    from mart.alignment
    union all
    select
        'mart.alignment_part' as table_name,
        round_id,
        indicator_code,
        parent_region_id,
        region_id,
        target_year,
        unnest([weight, weight_share, contribution, suggested_value, suggested_low, suggested_high]) as figure
    from mart.alignment_part
),

endless as (
    select
        table_name,
        round_id,
        indicator_code,
        parent_region_id,
        region_id,
        target_year,
        figure
    from figure
    where not isfinite(figure)
)

select * from endless
