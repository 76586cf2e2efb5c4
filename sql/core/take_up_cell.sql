-- What the work plan in force says for each target: the figure that can be read, else the one that cannot.
-- grain: round_id, indicator_code, region_id, target_year
-- units: the indicator's
-- nulls: take_up_low, take_up_high and take_up_value of a blank or refused cell; refusing_rule unless refused
-- partition: planning_round
with ranked as (
    select
        take_up_file.round_id,
        cell.indicator_code,
        cell.region_id,
        cell.target_year,
        cell.submission_id,
        cell.source_cell,
        cell.written,
        cell.verdict,
        cell.refusing_rule,
        cell.target_low as take_up_low,
        cell.target_high as take_up_high,
        cell.target_value as take_up_value,
        row_number() over (
            partition by take_up_file.round_id, cell.indicator_code, cell.region_id, cell.target_year
            order by cell.verdict = 'accepted' desc, cell.verdict = 'rejected' desc, cell.cell_number
        ) as place_rank
    from register.take_up_cell as cell
    inner join core.take_up_file on cell.submission_id = take_up_file.submission_id and take_up_file.is_in_force
),

take_up_cell as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        submission_id,
        source_cell,
        written,
        verdict,
        refusing_rule,
        take_up_low,
        take_up_high,
        take_up_value
    from ranked
    where place_rank = 1
)

select * from take_up_cell
