-- What the past says about targets: how likely each end is, how often that came true, how rare such a change was.
-- grain: round_id, indicator_code, region_id, target_year; targets of years to come
-- units: shares 0 to 1; counts of past changes, or of origins of past forecasts
-- nulls: chance and ambition where they could not be told; what past chances say where none was ever tried
with target_outlook as (
    select
        prospect.round_id,
        prospect.indicator_code,
        prospect.region_id,
        prospect.target_year,
        prospect.chance_band,
        prospect.chance_band_hard_end,
        record.origin_count as chance_origin_count,
        record.recent_share as chance_recent_share,
        record.is_contradicted as is_chance_contradicted,
        prospect.ambition_share,
        prospect.ambition_pool_count,
        prospect.ambition_met_count,
        prospect.ambition_pool_count_all,
        prospect.ambition_met_count_all,
        prospect.ambition_horizon_years,
        prospect.ambition_label,
        prospect.ambition_label_hard_end
    from analysis.prospect
    inner join core.region using (region_id)
    left join analysis.chance_record as record
        on
            prospect.indicator_code = record.indicator_code
            and region.region_level = record.region_level
            and prospect.ambition_horizon_years = record.horizon_years
            and prospect.chance_band = record.chance_band
)

select * from target_outlook
