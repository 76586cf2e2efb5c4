-- Which regions make up which parent in a round: every province of the nation, every district of its province.
-- grain: round_id, indicator_code, target_year, parent_region_id, region_id; also the regions that handed nothing in
-- units: none
-- nulls: none
-- partition: planning_round
with concerned as (
    select
        target.round_id,
        target.indicator_code,
        target.target_year,
        target.region_id
    from core.target
    union
    select
        owed_target.round_id,
        owed_target.indicator_code,
        owed_target.target_year,
        owed_target.region_id
    from core.owed_target
),

parent_concerned as (
    select distinct
        concerned.round_id,
        concerned.indicator_code,
        concerned.target_year,
        region.region_level,
        region.parent_region_id
    from concerned
    inner join core.region on concerned.region_id = region.region_id
    where region.parent_region_id is not null
),

-- where targets are set by districts only, the nation is made of its districts
nation_of_districts as (
    select
        round_id,
        indicator_code,
        target_year
    from parent_concerned
    group by round_id, indicator_code, target_year
    having max(region_level = 'province') = false
),

parent_part as (
    select
        parent_concerned.round_id,
        parent_concerned.indicator_code,
        parent_concerned.target_year,
        parent_concerned.parent_region_id,
        region.region_id,
        region.region_level
    from parent_concerned
    inner join core.region
        on
            parent_concerned.parent_region_id = region.parent_region_id
            and parent_concerned.region_level = region.region_level
    where region.is_current
    union all
    select
        nation_of_districts.round_id,
        nation_of_districts.indicator_code,
        nation_of_districts.target_year,
        country.region_id as parent_region_id,
        district.region_id,
        district.region_level
    from nation_of_districts
    inner join core.region as country on country.region_level = 'country'
    inner join core.region as district on district.region_level = 'district' and district.is_current
)

select * from parent_part
