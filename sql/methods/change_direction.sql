-- Whether a target became harder or easier since the round before; a red mark belongs to neither word by itself.
-- unit: label: harder, easier, same
-- nulls: null for a target that is new or withdrawn: there is nothing to compare
-- source: issue 11 item 9; contracts.md section 5 (raised means more ambitious)
create or replace macro change_direction(change) as
    case change
        when 'raised' then 'harder'
        when 'lowered' then 'easier'
        when 'unchanged' then 'same'
    end;
