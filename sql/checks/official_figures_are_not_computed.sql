-- Is a bottom-up value refused for every indicator that only its publisher can compute?
-- severity: blocking
-- why: Gini, human development and medians are never computed from regions (product.md, 4)
with computed as (
    select
        alignment.round_id,
        alignment.indicator_code,
        alignment.parent_region_id,
        alignment.target_year,
        alignment.bottom_up_value,
        alignment.verdict
    from mart.alignment
    inner join core.indicator on alignment.indicator_code = indicator.indicator_code
    where
        indicator.aggregation in ('official_only', 'category')
        and (alignment.verdict <> 'refused' or alignment.bottom_up_value is not null)
)

select * from computed
