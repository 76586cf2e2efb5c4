-- In which order verdicts are listed and how strongly they are marked: the worst is 0.
-- unit: rank, 0 (infeasible) to 5 (refused)
-- nulls: null for a word that is no verdict
-- source: issue 9 item 3 (severity of an alignment); product.md (Ringkasan: worst first)
create or replace macro verdict_severity(verdict) as
    case verdict
        when 'infeasible' then 0
        when 'short_of_target' then 1
        when 'beyond_target' then 2
        when 'aligned' then 3
        when 'cannot_say' then 4
        when 'refused' then 5
    end;
