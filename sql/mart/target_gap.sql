-- How far each target lies from where its region stands, what pace it needs, and what one word says about it.
-- grain: round_id, indicator_code, region_id, target_year; a target that is owed and not handed in has state no_target
-- units: *_value, *_change and range ends in the indicator's unit; gap_value above zero is still to go; *_share 0 to 1
-- nulls: what lacks baseline, observation or a year between; projection and chance once the year is observed
-- partition: planning_round
with target_gap as (
    select
        t.round_id,
        t.indicator_code,
        t.region_id,
        t.target_year,
        t.baseline_year,
        t.baseline_value,
        t.latest_year,
        t.latest_value,
        t.target_value,
        t.target_low,
        t.target_high,
        measure.baseline_gap_value,
        measure.gap_value,
        measure.national_gap_value,
        measure.legal_gap_value,
        measure.is_asking_nothing,
        measure.remaining_share,
        measure.required_annual_change,
        measure.required_annual_change_from_baseline,
        t.observed_annual_change,
        measure.average_annual_change,
        measure.attainment,
        measure.linear_pace_ratio,
        measure.progress_ratio,
        measure.progress_status,
        measure.progress_basis,
        measure.acceleration_factor,
        error.standard_error_value,
        error.standard_error_basis,
        difference_certainty(t.latest_value, t.target_value, error.standard_error_value) as met_certainty,
        difference_certainty(t.start_value, t.latest_value, error.change_error_value) as change_certainty,
        outlook.projection_value,
        outlook.projection_low80,
        outlook.projection_high80,
        outlook.is_common_pace,
        outlook.chance_band,
        outlook.chance_band_hard_end,
        outlook.chance_origin_count,
        outlook.chance_recent_share,
        outlook.is_chance_contradicted,
        outlook.ambition_share,
        outlook.ambition_pool_count,
        outlook.ambition_met_count,
        outlook.ambition_pool_count_all,
        outlook.ambition_met_count_all,
        outlook.ambition_horizon_years,
        outlook.ambition_label,
        outlook.ambition_label_hard_end,
        measure.state,
        target_standing(
            measure.state, measure.is_asking_nothing, outlook.ambition_label,
            t.latest_value, t.target_value, t.denominator, t.good_direction, t.is_rejected, t.is_late
        ) as standing,
        t.is_due,
        t.break_year,
        t.national_low,
        t.national_high,
        t.submission_id,
        t.source_cell,
        t.baseline_source_id,
        t.baseline_vintage,
        t.latest_source_id,
        t.latest_vintage
    from core.target_position as t
    inner join core.target_measure as measure using (round_id, indicator_code, region_id, target_year)
    inner join mart.target_error as error using (round_id, indicator_code, region_id, target_year)
    inner join mart.target_outlook as outlook using (round_id, indicator_code, region_id, target_year)
)

select * from target_gap
