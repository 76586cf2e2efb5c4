-- Each target beside what it is held against: baseline, latest observation, national target, projection, and errors.
-- grain: round_id, indicator_code, region_id, target_year; what is owed and not handed in has no target_value
-- units: *_value and range ends in the indicator's unit
-- nulls: what was not observed, not printed or not handed in; start_value when the baseline is from before a break
with target_position as (
    select
        wanted.round_id,
        wanted.indicator_code,
        wanted.region_id,
        wanted.target_year,
        wanted.target_low,
        wanted.target_high,
        wanted.target_value,
        wanted.denominator,
        wanted.is_rejected,
        wanted.is_late,
        wanted.submission_id,
        wanted.source_cell,
        indicator.good_direction,
        indicator.decimal_places,
        indicator.kind,
        baseline.baseline_year,
        baseline.baseline_value,
        baseline.is_stale,
        baseline.source_id as baseline_source_id,
        baseline.vintage as baseline_vintage,
        due.target_year is not null as is_due,
        coalesce(due.target_year, latest.latest_year) as latest_year,
        coalesce(due.observed_value, latest.latest_value) as latest_value,
        coalesce(due.source_id, latest.source_id) as latest_source_id,
        coalesce(due.vintage, latest.vintage) as latest_vintage,
        latest.break_year,
        latest.point_count,
        latest.observed_annual_change,
        coalesce(
            latest.break_year > baseline.baseline_year
            and latest.break_year <= coalesce(due.target_year, latest.latest_year),
            false
        ) as is_behind_break,
        case
            when latest.break_year is null or latest.break_year <= baseline.baseline_year then baseline.baseline_value
        end as start_value,
        national_target.target_low as national_low,
        national_target.target_high as national_high,
        easy_end(national_target.target_low, national_target.target_high, indicator.good_direction) as national_value,
        latest_error.relative_standard_error_pct as latest_error_pct,
        baseline_error.relative_standard_error_pct as baseline_error_pct,
        noise.scale as noise_scale,
        noise.noise_z_sd,
        projection.projection_value,
        projection.low80 as projection_low80,
        projection.high80 as projection_high80,
        projection.is_common_pace
    from inline.wanted_target as wanted
    inner join core.planning_round using (round_id)
    inner join core.indicator using (indicator_code)
    inner join core.region using (region_id)
    left join core.baseline using (round_id, indicator_code, region_id)
    left join core.latest_observation as latest using (round_id, indicator_code, region_id)
    left join core.due_observation as due using (round_id, indicator_code, region_id, target_year)
    left join core.national_target
        on
            planning_round.national_document_id = national_target.document_id
            and wanted.indicator_code = national_target.indicator_code
            and wanted.target_year = national_target.target_year
    left join core.published_error as latest_error
        on
            wanted.indicator_code = latest_error.indicator_code
            and wanted.region_id = latest_error.region_id
            and coalesce(due.target_year, latest.latest_year) = latest_error.observation_year
    left join core.published_error as baseline_error
        on
            wanted.indicator_code = baseline_error.indicator_code
            and wanted.region_id = baseline_error.region_id
            and baseline.baseline_year = baseline_error.observation_year
    left join analysis.projection
        on
            wanted.round_id = projection.round_id
            and wanted.indicator_code = projection.indicator_code
            and wanted.region_id = projection.region_id
            and wanted.target_year = projection.projection_year
    left join analysis.observation_noise as noise
        on
            wanted.round_id = noise.round_id
            and wanted.indicator_code = noise.indicator_code
            and region.region_level = noise.region_level
)

select * from target_position
