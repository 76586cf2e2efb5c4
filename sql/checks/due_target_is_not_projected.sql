-- Is nothing projected for a target whose year has been observed?
-- severity: blocking
-- why: such a target is judged by the observation of that year (contracts.md section 5)
with projected as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        state
    from mart.target_gap
    where
        is_due
        and (
            projection_value is not null
            or chance_band is not null
            or required_annual_change is not null
            or latest_year <> target_year
        )
)

select * from projected
