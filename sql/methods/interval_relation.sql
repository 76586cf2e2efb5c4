-- How the bottom-up range lies against the national one; an open national end has no limit.
-- unit: label: inside, overlaps, outside
-- nulls: null when the bottom-up range is not known at both ends or there is no national range
-- source: contracts.md section 5; methods.md section 3
create or replace macro interval_relation(bottom_up_low, bottom_up_high, national_low, national_high) as
    case
        when bottom_up_low is null or bottom_up_high is null or coalesce(national_low, national_high) is null then null
        when bottom_up_high < national_low or bottom_up_low > national_high then 'outside'
        when bottom_up_low >= coalesce(national_low, bottom_up_low)
            and bottom_up_high <= coalesce(national_high, bottom_up_high) then 'inside'
        else 'overlaps'
    end;
