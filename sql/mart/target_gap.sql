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
        baseline_gap_value(t.baseline_value, t.target_value) as baseline_gap_value,
        gap_value(t.latest_value, t.target_value, t.good_direction) as gap_value,
        national_gap_value(t.national_value, t.target_value, t.good_direction) as national_gap_value,
        case when t.kind = 'spm' then legal_gap_value(t.target_value) end as legal_gap_value,
        required_annual_change(t.latest_value, t.latest_year, t.target_value, t.target_year) as required_annual_change,
        required_annual_change_from_baseline(
            t.start_value, t.baseline_year, t.target_value, t.target_year
        ) as required_annual_change_from_baseline,
        t.observed_annual_change,
        average_annual_change(t.start_value, t.baseline_year, t.latest_value, t.latest_year) as average_annual_change,
        attainment(t.start_value, t.latest_value, t.target_value) as attainment,
        linear_pace_ratio(
            t.start_value, t.baseline_year, t.latest_value, t.latest_year,
            t.target_value, t.target_year, t.good_direction
        ) as linear_pace_ratio,
        progress_ratio(
            t.start_value, t.baseline_year, t.latest_value, t.latest_year,
            t.target_value, t.target_year, t.good_direction
        ) as progress_ratio,
        progress_status(
            t.start_value, t.baseline_year, t.latest_value, t.latest_year,
            t.target_value, t.target_year, t.good_direction
        ) as progress_status,
        progress_basis(
            t.start_value, t.baseline_year, t.latest_value, t.latest_year,
            t.target_value, t.target_year, t.good_direction
        ) as progress_basis,
        acceleration_factor(
            required_annual_change(t.latest_value, t.latest_year, t.target_value, t.target_year),
            t.observed_annual_change, t.good_direction
        ) as acceleration_factor,
        case when not t.is_due then projection.projection_value end as projection_value,
        case when not t.is_due then projection.low80 end as projection_low80,
        case when not t.is_due then projection.high80 end as projection_high80,
        case when not t.is_due then prospect.chance_band end as chance_band,
        case when not t.is_due then prospect.chance_band_hard_end end as chance_band_hard_end,
        prospect.ambition_share,
        prospect.ambition_pool_count,
        prospect.ambition_met_count,
        prospect.ambition_horizon_years,
        coalesce(prospect.ambition_label, 'not_available') as ambition_label,
        prospect.ambition_label_hard_end,
        target_state(
            t.baseline_value, t.latest_value, t.target_value, t.good_direction, t.decimal_places,
            t.is_due, t.is_behind_break, t.is_stale, t.point_count
        ) as state,
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
    left join analysis.projection
        on
            t.round_id = projection.round_id
            and t.indicator_code = projection.indicator_code
            and t.region_id = projection.region_id
            and t.target_year = projection.projection_year
    left join analysis.prospect
        on
            t.round_id = prospect.round_id
            and t.indicator_code = prospect.indicator_code
            and t.region_id = prospect.region_id
            and t.target_year = prospect.target_year
)

select * from target_gap
