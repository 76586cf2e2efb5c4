"""What the edition is asked before a set is composed: one query a question, filtered and ordered, nothing computed."""

ROUND = """
    select *
    from core.planning_round
    where round_id = $round_id
"""
TARGET_YEARS = "select target_year from core.round_target_year where round_id = $round_id order by target_year"
INDICATOR = """
    select *, case when kind = 'spm' then legal_minimum() end as legal_minimum
    from core.indicator
    where indicator_code = $indicator_code
"""
# the parts of the alignment where it adds up; otherwise the regions of today one level below the parent
REGIONS = """
    with part as (
        select distinct region_id
        from core.parent_part
        where
            round_id = $round_id and indicator_code = $indicator_code and parent_region_id = $parent_region_id
    )
    select region.region_id, region.region_name, region.region_level
    from core.region
    where
        region.is_current
        and case
            when exists (select 1 from part) then region.region_id in (select part.region_id from part)
            else region.parent_region_id = $parent_region_id
        end
    order by region.region_id
"""
BROKEN_SERIES = """
    select indicator_code, region_id, max(observation_year) as first_year
    from core.observation
    where mark = 'boundary_break'
    group by indicator_code, region_id
"""
PARENT = "select region_id, region_name, region_level from core.region where region_id = $parent_region_id"
ALL_REGIONS = "select region_id, region_level, is_current from core.region"
SERIES = f"""
    select
        round_series.*,
        coalesce(round_series.observation_year = broken.first_year, false) as is_break
    from core.round_series
    inner join core.region using (region_id)
    left join ({BROKEN_SERIES}) as broken using (indicator_code, region_id)
    where round_id = $round_id and indicator_code = $indicator_code and region_level = $region_level
"""
LATEST = """
    select region_id, latest_year, latest_value
    from core.latest_observation
    where round_id = $round_id and indicator_code = $indicator_code and latest_value is not null
"""
PROJECTION = """
    select region_id, projection_year, z_mean, z_sd, degrees_of_freedom, low50, high50
    from analysis.projection
    where round_id = $round_id and indicator_code = $indicator_code
"""
PARENT_TARGETS = """
    select target_year, target_low, target_high, wanted_value, origin
    from core.parent_target
    where
        round_id = $round_id and indicator_code = $indicator_code and parent_region_id = $parent_region_id
    order by target_year
"""
WEIGHT_NAME = """
    select rollup_weight_name(aggregation, weight_name, $region_level) as weight_name
    from core.indicator
    where indicator_code = $indicator_code
"""
WEIGHTS = """
    select target_year, region_id, weight_value, weight_year
    from core.standing_weight
    where round_id = $round_id and weight_name = $weight_name
"""
# of the round itself, and of the rounds that closed before it, the newest first
DENOMINATORS = """
    select target.target_year, target.region_id, target.denominator, target.round_id
    from core.target
    inner join core.planning_round as other on target.round_id = other.round_id
    inner join core.planning_round as own on own.round_id = $round_id
    where target.indicator_code = $indicator_code and target.denominator is not null
        and (target.round_id = $round_id or other.closes_at < own.opens_at)
    order by other.closes_at desc, target.target_year, target.region_id
"""
SUBMITTED = """
    select target_year, region_id, target_value, target_low, target_high
    from core.target
    where round_id = $round_id and indicator_code = $indicator_code
"""
PLANNED = """
    select target.target_year, target.region_id, target.target_value
    from core.target
    inner join core.planning_round on target.round_id = planning_round.round_id
    where planning_round.stage = 'plan' and target.indicator_code = $indicator_code
    order by planning_round.closes_at desc, target.target_year, target.region_id
"""
HAS_AGREEMENTS = """
    select count(*) as table_count
    from information_schema.columns
    where table_schema = 'mart' and table_name = 'agreement' and column_name = 'agreed_value'
"""
AGREED = """
    select target_year, region_id, agreed_value as target_value
    from mart.agreement
    where round_id = $round_id and indicator_code = $indicator_code and agreed_value is not null
"""
