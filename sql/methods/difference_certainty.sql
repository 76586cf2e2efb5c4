-- Whether two figures lie further apart than the sampling error allows.
-- unit: label: clear, within_error, unknown
-- nulls: null when a figure is missing; unknown when no standard error is known
-- source: methods.md section 1 (met_certainty)
create or replace macro difference_certainty(from_value, to_value, standard_error) as
    case
        when from_value is null or to_value is null then null
        when standard_error is null then 'unknown'
        when abs(to_value - from_value) < confidence_reach() * standard_error then 'within_error'
        else 'clear'
    end;
