-- Does every line that is owed or proposed stand once among the agreements, and nothing else?
-- severity: blocking
-- why: a line that falls out of the desk is a decision nobody knows is missing
with counted as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        count(*) as row_count
    from mart.agreement
    group by round_id, indicator_code, region_id, target_year
),

astray as (
    select
        coalesce(line_fact.round_id, counted.round_id) as round_id,
        coalesce(line_fact.indicator_code, counted.indicator_code) as indicator_code,
        coalesce(line_fact.region_id, counted.region_id) as region_id,
        coalesce(line_fact.target_year, counted.target_year) as target_year,
        counted.row_count
    from core.line_fact
    full join counted
        on
            line_fact.round_id = counted.round_id
            and line_fact.indicator_code = counted.indicator_code
            and line_fact.region_id = counted.region_id
            and line_fact.target_year = counted.target_year
    where line_fact.round_id is null or counted.row_count is distinct from 1
)

select * from astray
