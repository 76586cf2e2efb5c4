-- How far each target lies from where its region stands, what pace it needs, and what one word says about it.
-- grain: round_id, indicator_code, region_id, target_year; a target that is owed and not handed in has state no_target
-- units: *_value, *_change and range ends in the indicator's unit; gap_value above zero is still to go; *_share 0 to 1
-- nulls: what lacks baseline, observation or a year between; projection and chance once the year is observed
-- partition: planning_round, indicator
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
        baseline_gap_value(t.baseline_value, t.target_value) as baseline_gap_value,
        gap_value(t.latest_value, t.target_value, t.good_direction) as gap_value,
        national_gap_value(t.national_value, t.target_value, t.good_direction) as national_gap_value,
        case when t.kind = 'spm' then legal_gap_value(t.target_value) end as legal_gap_value,
        is_asking_nothing(t.start_value, t.target_value, t.good_direction, t.decimal_places) as is_asking_nothing,
        remaining_share(t.start_value, t.latest_value, t.target_value, t.good_direction) as remaining_share,
        required_annual_change(t.latest_value, t.latest_year, t.target_value, t.target_year) as required_annual_change,
        required_annual_change_from_baseline(t.start_value, t.baseline_year, t.target_value, t.target_year)
            as required_annual_change_from_baseline,
        t.observed_annual_change,
        average_annual_change(t.start_value, t.baseline_year, t.latest_value, t.latest_year) as average_annual_change,
        attainment(t.start_value, t.latest_value, t.target_value) as attainment,
        linear_pace_ratio(
            start_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
        ) as linear_pace_ratio,
        progress_ratio(
            start_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
        ) as progress_ratio,
        progress_status(
            start_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
        ) as progress_status,
        progress_basis(
            start_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
        ) as progress_basis,
        acceleration_factor(required_annual_change, t.observed_annual_change, t.good_direction) as acceleration_factor,
        figure_error(t.latest_value, t.latest_error_pct, t.noise_scale, t.noise_z_sd) as standard_error_value,
        figure_error_basis(t.latest_value, t.latest_error_pct, t.noise_scale, t.noise_z_sd) as standard_error_basis,
        difference_certainty(t.latest_value, t.target_value, standard_error_value) as met_certainty,
        difference_certainty(
            t.start_value, t.latest_value,
            combined_error(standard_error_value, figure_error(start_value, baseline_error_pct, noise_scale, noise_z_sd))
        ) as change_certainty,
        case when not t.is_due then t.projection_value end as projection_value,
        case when not t.is_due then t.projection_low80 end as projection_low80,
        case when not t.is_due then t.projection_high80 end as projection_high80,
        t.is_common_pace,
        case when not t.is_due then outlook.chance_band end as chance_band,
        case when not t.is_due then outlook.chance_band_hard_end end as chance_band_hard_end,
        case when not t.is_due then outlook.chance_origin_count end as chance_origin_count,
        case when not t.is_due then outlook.chance_recent_share end as chance_recent_share,
        case when not t.is_due then outlook.is_chance_contradicted end as is_chance_contradicted,
        outlook.ambition_share,
        outlook.ambition_pool_count,
        outlook.ambition_met_count,
        outlook.ambition_pool_count_all,
        outlook.ambition_met_count_all,
        outlook.ambition_horizon_years,
        coalesce(outlook.ambition_label, 'not_available') as ambition_label,
        outlook.ambition_label_hard_end,
        target_state(
            t.baseline_value, t.latest_value, t.target_value, t.good_direction, t.decimal_places,
            t.is_due, t.is_behind_break, t.is_stale, t.point_count
        ) as state,
        target_standing(
            state, is_asking_nothing, ambition_label,
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
    from inline.target_position as t
    left join inline.target_outlook as outlook using (round_id, indicator_code, region_id, target_year)
)

select * from target_gap
