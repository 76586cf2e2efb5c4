-- What the desk must know of each line beside the decision book: what it can be, who proposes it, what is still asked.
-- grain: round_id, indicator_code, region_id, target_year; targets in force and targets that are owed
-- units: bounds in the indicator's unit; open_finding_count counts `ask` findings that nobody has justified
-- nulls: a bound the indicator does not have; unit_code never
with line as (
    select
        target.round_id,
        target.indicator_code,
        target.region_id,
        target.target_year,
        target.unit_code,
        true as has_target
    from core.target
    union all
    select
        owed_target.round_id,
        owed_target.indicator_code,
        owed_target.region_id,
        owed_target.target_year,
        owed_target.unit_code,
        false as has_target
    from core.owed_target
),

one_unit as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        unit_code,
        row_number() over (
            partition by round_id, indicator_code, region_id, target_year
            order by has_target desc, unit_code
        ) as place
    from line
),

counted as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        count(*) as open_finding_count
    from core.open_finding
    group by round_id, indicator_code, region_id, target_year
),

line_fact as (
    select
        one_unit.round_id,
        one_unit.indicator_code,
        one_unit.region_id,
        one_unit.target_year,
        one_unit.unit_code,
        indicator.lower_bound,
        indicator.upper_bound,
        planning_round.is_example,
        coalesce(counted.open_finding_count, 0) as open_finding_count
    from one_unit
    inner join core.indicator on one_unit.indicator_code = indicator.indicator_code
    inner join core.planning_round on one_unit.round_id = planning_round.round_id
    left join counted
        on
            one_unit.round_id = counted.round_id
            and one_unit.indicator_code = counted.indicator_code
            and one_unit.region_id = counted.region_id
            and one_unit.target_year = counted.target_year
    where one_unit.place = 1
)

select * from line_fact
