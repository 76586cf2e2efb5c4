-- What the past says about each target: where its series is heading, how likely it is, and how rare such a change was.
-- grain: round_id, indicator_code, region_id, target_year
-- units: projection_* in the indicator's unit; shares 0 to 1; counts of past changes, or of origins of past forecasts
-- nulls: projection and chance once the year is observed; what past chances say where none was ever tried
-- partition: planning_round
with target_outlook as (
    select
        t.round_id,
        t.indicator_code,
        t.region_id,
        t.target_year,
        case when not t.is_due then projection.projection_value end as projection_value,
        case when not t.is_due then projection.low80 end as projection_low80,
        case when not t.is_due then projection.high80 end as projection_high80,
        projection.is_common_pace,
        case when not t.is_due then prospect.chance_band end as chance_band,
        case when not t.is_due then prospect.chance_band_hard_end end as chance_band_hard_end,
        case when not t.is_due then record.origin_count end as chance_origin_count,
        case when not t.is_due then record.recent_share end as chance_recent_share,
        case when not t.is_due then record.is_contradicted end as is_chance_contradicted,
        prospect.ambition_share,
        prospect.ambition_pool_count,
        prospect.ambition_met_count,
        prospect.ambition_pool_count_all,
        prospect.ambition_met_count_all,
        prospect.ambition_horizon_years,
        coalesce(prospect.ambition_label, 'not_available') as ambition_label,
        prospect.ambition_label_hard_end
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
    left join analysis.chance_record as record
        on
            t.indicator_code = record.indicator_code
            and t.region_level = record.region_level
            and prospect.ambition_horizon_years = record.horizon_years
            and prospect.chance_band = record.chance_band
)

select * from target_outlook
