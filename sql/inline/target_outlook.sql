-- What the past says about targets: where a series is heading, how likely each end is, and how rare such a change was.
-- grain: round_id, indicator_code, region_id, target_year; years that are projected or asked for
-- units: projection_* in the indicator's unit; shares 0 to 1; counts of past changes, or of origins of past forecasts
-- nulls: projection where none was made; chance and ambition where there is no target; what past chances say where
-- none was ever tried
with judged as (
    select
        coalesce(prospect.round_id, projection.round_id) as round_id,
        coalesce(prospect.indicator_code, projection.indicator_code) as indicator_code,
        coalesce(prospect.region_id, projection.region_id) as region_id,
        coalesce(prospect.target_year, projection.projection_year) as target_year,
        projection.projection_value,
        projection.low80 as projection_low80,
        projection.high80 as projection_high80,
        projection.is_common_pace,
        prospect.chance_band,
        prospect.chance_band_hard_end,
        prospect.ambition_share,
        prospect.ambition_pool_count,
        prospect.ambition_met_count,
        prospect.ambition_pool_count_all,
        prospect.ambition_met_count_all,
        prospect.ambition_horizon_years,
        prospect.ambition_label,
        prospect.ambition_label_hard_end
    from analysis.projection
    full join analysis.prospect
        on
            projection.round_id = prospect.round_id
            and projection.indicator_code = prospect.indicator_code
            and projection.region_id = prospect.region_id
            and projection.projection_year = prospect.target_year
),

target_outlook as (
    select
        judged.round_id,
        judged.indicator_code,
        judged.region_id,
        judged.target_year,
        judged.projection_value,
        judged.projection_low80,
        judged.projection_high80,
        judged.is_common_pace,
        judged.chance_band,
        judged.chance_band_hard_end,
        record.origin_count as chance_origin_count,
        record.recent_share as chance_recent_share,
        record.is_contradicted as is_chance_contradicted,
        judged.ambition_share,
        judged.ambition_pool_count,
        judged.ambition_met_count,
        judged.ambition_pool_count_all,
        judged.ambition_met_count_all,
        judged.ambition_horizon_years,
        judged.ambition_label,
        judged.ambition_label_hard_end
    from judged
    inner join core.region using (region_id)
    left join analysis.chance_record as record
        on
            judged.indicator_code = record.indicator_code
            and region.region_level = record.region_level
            and judged.ambition_horizon_years = record.horizon_years
            and judged.chance_band = record.chance_band
)

select * from target_outlook
