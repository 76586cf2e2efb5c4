-- What the methods say about each target from its own figures alone: distances, paces, progress and state.
-- grain: round_id, indicator_code, region_id, target_year
-- units: *_value and *_change in the indicator's unit; *_share, attainment and ratios as shares
-- nulls: what lacks baseline, observation or a year between
-- partition: planning_round
with target_measure as (
    select
        t.round_id,
        t.indicator_code,
        t.region_id,
        t.target_year,
        baseline_gap_value(t.baseline_value, t.target_value) as baseline_gap_value,
        gap_value(t.latest_value, t.target_value, t.good_direction) as gap_value,
        national_gap_value(t.national_value, t.target_value, t.good_direction) as national_gap_value,
        case when t.kind = 'spm' then legal_gap_value(t.target_value) end as legal_gap_value,
        is_asking_nothing(t.start_value, t.target_value, t.good_direction, t.decimal_places) as is_asking_nothing,
        remaining_share(t.start_value, t.latest_value, t.target_value, t.good_direction) as remaining_share,
        required_annual_change(t.latest_value, t.latest_year, t.target_value, t.target_year) as required_annual_change,
        required_annual_change_from_baseline(
            t.start_value, t.baseline_year, t.target_value, t.target_year
        ) as required_annual_change_from_baseline,
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
        target_state(
            t.baseline_value, t.latest_value, t.target_value, t.good_direction, t.decimal_places,
            t.is_due, t.is_behind_break, t.is_stale, t.point_count
        ) as state
    from core.target_position as t
)

select * from target_measure
