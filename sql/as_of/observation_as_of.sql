-- Every figure as it was published on a day: the newest vintage not later than it.
-- grain: indicator_code, region_id, period
-- units: observed_value in the indicator's unit
-- nulls: as core.observation
create or replace macro observation_as_of(as_of_date) as table
    with published as (
        select
            indicator_code,
            region_id,
            period,
            observation_year,
            is_reference_month,
            observed_value,
            vintage,
            source_id,
            trust,
            mark,
            row_number() over (partition by indicator_code, region_id, period order by vintage desc) as newness
        from core.observation
        where vintage <= as_of_date
    )

    select
        indicator_code,
        region_id,
        period,
        observation_year,
        is_reference_month,
        observed_value,
        vintage,
        source_id,
        trust,
        mark
    from published
    where newness = 1;
