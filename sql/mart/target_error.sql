-- The sampling error of the figures behind each target, as published or, where nobody prints it, from the panel.
-- grain: round_id, indicator_code, region_id, target_year
-- units: errors in the indicator's unit (one standard error)
-- nulls: errors and basis where neither a publisher's error nor the noise of a panel is known
-- partition: planning_round
with known as (
    select
        t.round_id,
        t.indicator_code,
        t.region_id,
        t.target_year,
        published_error_value(t.latest_value, latest_error.relative_standard_error_pct) as latest_published,
        published_error_value(t.start_value, baseline_error.relative_standard_error_pct) as baseline_published,
        noise_value(t.latest_value, noise.scale, noise.noise_z_sd) as latest_noise,
        noise_value(t.start_value, noise.scale, noise.noise_z_sd) as baseline_noise
    from core.target_position as t
    left join core.published_error as latest_error
        on
            t.indicator_code = latest_error.indicator_code
            and t.region_id = latest_error.region_id
            and t.latest_year = latest_error.observation_year
    left join core.published_error as baseline_error
        on
            t.indicator_code = baseline_error.indicator_code
            and t.region_id = baseline_error.region_id
            and t.baseline_year = baseline_error.observation_year
    left join analysis.observation_noise as noise
        on
            t.round_id = noise.round_id
            and t.indicator_code = noise.indicator_code
            and t.region_level = noise.region_level
),

target_error as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        coalesce(latest_published, latest_noise) as standard_error_value,
        case
            when latest_published is not null then 'published'
            when latest_noise is not null then 'panel_noise'
        end as standard_error_basis,
        combined_error(
            coalesce(latest_published, latest_noise), coalesce(baseline_published, baseline_noise)
        ) as change_error_value
    from known
)

select * from target_error
