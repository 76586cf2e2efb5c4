-- Every usable published figure: which month it describes, which territory, how far to trust it.
-- grain: one row per indicator, region, period and vintage; where several sources print one key,
--   the national series wins, then the better trust, then the earlier source_id
-- units: observed_value in the indicator's own unit (percent 0-100); period YYYY or YYYY-MM
-- nulls: mark is null for a figure without reservation; figures stopped on reading are not here
with ranked_figure as (
    select
        figure.indicator_code,
        figure.region_id,
        figure.period,
        indicator.reference_month,
        figure.vintage,
        figure.source_id,
        figure.trust,
        figure.mark,
        cast(substr(figure.period, 1, 4) as integer) as observation_year,
        cast(nullif(substr(figure.period, 6, 2), '') as integer) as observation_month,
        cast(figure.observed_value as double) as observed_value,
        row_number() over (
            partition by figure.indicator_code, figure.region_id, figure.period, figure.vintage
            order by
                case when figure.file_name = 'national_series.csv' then 0 else 1 end,
                figure.trust,
                figure.source_id,
                figure.file_name,
                figure.printed_value
        ) as preference
    from core.published_figure as figure
    inner join core.indicator as indicator on figure.indicator_code = indicator.indicator_code
    where not figure.is_stopped
),

-- no province has a figure of a year before its own founding
own_figure as (
    select
        ranked_figure.indicator_code,
        ranked_figure.region_id,
        ranked_figure.period,
        ranked_figure.observation_year,
        ranked_figure.observation_month,
        ranked_figure.reference_month,
        ranked_figure.observed_value,
        ranked_figure.vintage,
        ranked_figure.source_id,
        ranked_figure.trust,
        ranked_figure.mark,
        coalesce(shrunken.is_shrunken, false) as is_shrunken,
        min(case when ranked_figure.mark = 'suspicious_zero' then null else ranked_figure.period end)
            over (partition by ranked_figure.indicator_code, ranked_figure.region_id)
            as first_period
    from ranked_figure
    left join core.territory_division as shrunken
        on ranked_figure.region_id = shrunken.successor_region_id
    where
        ranked_figure.preference = 1
        and ranked_figure.observation_year >= coalesce(shrunken.founding_year, 0)
),

observation as (
    select
        indicator_code,
        region_id,
        period,
        observation_year,
        case
            when reference_month is null then observation_month is null
            else coalesce(observation_month = reference_month, false)
        end as is_reference_month,
        observed_value,
        vintage,
        source_id,
        trust,
        case
            when mark = 'suspicious_zero' then mark
            when is_shrunken and period = first_period then 'boundary_break'
            when region_id in (select predecessor_region_id from core.territory_division)
                then 'undivided_territory'
            else mark
        end as mark
    from own_figure
)

select * from observation
