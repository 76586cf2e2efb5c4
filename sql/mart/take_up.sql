-- What each region made of what was agreed with it: the agreed target beside the figure in its own work plan.
-- grain: round_id, region_id, indicator_code, target_year; agreed lines, and others that a work plan has a figure for
-- units: the indicator's; take_up_difference above zero: stricter than agreed, below zero: easier
-- nulls: agreed_* where nothing was agreed; take_up_* where the work plan has no figure that can be read
-- partition: planning_round
with line as (
    select
        agreement.round_id,
        agreement.region_id,
        agreement.indicator_code,
        agreement.target_year,
        agreement.counts_as = 'agreed' as is_agreed,
        agreement.agreed_low,
        agreement.agreed_high,
        agreement.agreed_value,
        agreement.minutes_number,
        indicator.decimal_places,
        in_force.submission_id is not null as has_table,
        in_force.submission_id,
        in_force.received_at,
        cell.source_cell,
        cell.written,
        cell.verdict,
        cell.refusing_rule,
        cell.take_up_low,
        cell.take_up_high,
        cell.take_up_value,
        take_up_difference(
            printed_value(cell.take_up_low, indicator.decimal_places),
            printed_value(cell.take_up_high, indicator.decimal_places),
            printed_value(agreement.agreed_low, indicator.decimal_places),
            printed_value(agreement.agreed_high, indicator.decimal_places),
            indicator.good_direction
        ) as take_up_difference,
        coalesce(
            printed_value(cell.take_up_low, indicator.decimal_places)
            = printed_value(agreement.agreed_low, indicator.decimal_places)
            and printed_value(cell.take_up_high, indicator.decimal_places)
            = printed_value(agreement.agreed_high, indicator.decimal_places),
            false
        ) as is_same_range
    from mart.agreement
    inner join core.indicator using (indicator_code)
    left join core.take_up_cell as cell using (round_id, region_id, indicator_code, target_year)
    left join core.take_up_file as in_force
        on
            agreement.round_id = in_force.round_id
            and agreement.region_id = in_force.region_id
            and in_force.is_in_force
    where agreement.counts_as = 'agreed' or cell.verdict in ('accepted', 'rejected')
),

take_up as (
    select
        line.round_id,
        line.region_id,
        line.indicator_code,
        line.target_year,
        line.agreed_low,
        line.agreed_high,
        line.agreed_value,
        line.minutes_number,
        line.written,
        line.take_up_low,
        line.take_up_high,
        line.take_up_value,
        take_up_state(line.is_agreed, line.verdict, line.take_up_difference, line.is_same_range) as take_up_state,
        take_up_reason(
            take_up_state(line.is_agreed, line.verdict, line.take_up_difference, line.is_same_range),
            line.is_agreed,
            line.has_table,
            line.verdict,
            line.refusing_rule,
            line.take_up_difference
        ) as take_up_reason,
        case
            when line.is_agreed then printed_value(line.take_up_difference, line.decimal_places)
        end as take_up_difference,
        line.refusing_rule,
        line.source_cell,
        line.submission_id,
        line.received_at
    from line
)

select * from take_up
