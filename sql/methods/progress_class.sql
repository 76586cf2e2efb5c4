-- The word for a progress ratio: at least 0.95 substantial, 0.60 moderate, 0 limited, below it deterioration.
-- unit: label
-- nulls: null when the ratio is missing
-- source: Statistics Canada, SDG progress calculation (Open SDG progress measure)
create or replace macro progress_class(ratio) as
    case
        when ratio >= 0.95 then 'substantial'
        when ratio >= 0.60 then 'moderate'
        when ratio >= 0 then 'limited'
        when ratio < 0 then 'deterioration'
    end;
