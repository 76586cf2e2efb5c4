-- The share of a sum that a region is held to: its share of the baseline total, else of the registered population.
-- unit: share
-- nulls: null when neither total is known for every region that counts
-- source: methods.md section 3 (for sums the yardstick is the share of the baseline total)
create or replace macro yardstick_share(baseline_value, baseline_total, people, people_total) as
    case
        when baseline_total > 0 then share_of(baseline_value, baseline_total)
        else share_of(people, people_total)
    end;
