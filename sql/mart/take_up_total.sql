-- Who took over what: the agreed targets of a province with its districts, and of the nation, by what became of them.
-- grain: round_id, parent_region_id (00, and every province with an agreed line in it)
-- units: counts of agreed lines and of regions; taken_over_share of the agreed lines
-- nulls: none
-- partition: planning_round
with part as (
    select
        region_id,
        case when region_level = 'district' then parent_region_id else region_id end as parent_region_id
    from core.region
    where region_level <> 'country'
    union all
    select
        region.region_id,
        country.region_id as parent_region_id
    from core.region
    inner join core.region as country on country.region_level = 'country'
),

take_up_total as (
    select
        take_up.round_id,
        part.parent_region_id,
        count(distinct take_up.region_id) as region_count,
        count(distinct case when take_up.submission_id is not null then take_up.region_id end) as table_count,
        count(*) as line_count,
        count(*) filter (where take_up.take_up_state = 'taken_over') as taken_over_count,
        count(*) filter (where take_up.take_up_reason = 'easier') as easier_count,
        count(*) filter (where take_up.take_up_reason = 'stricter') as stricter_count,
        count(*) filter (where take_up.take_up_reason = 'other_band') as other_band_count,
        count(*) filter (where take_up.take_up_reason in ('blank_cell', 'not_in_table')) as missing_count,
        count(*) filter (where take_up.take_up_reason = 'no_table') as no_table_count,
        count(*) filter (where take_up.take_up_state = 'not_comparable') as not_comparable_count,
        share_of(count(*) filter (where take_up.take_up_state = 'taken_over'), count(*)) as taken_over_share
    from mart.take_up
    inner join part on take_up.region_id = part.region_id
    where take_up.take_up_reason is distinct from 'nothing_agreed'
    group by take_up.round_id, part.parent_region_id
)

select * from take_up_total
