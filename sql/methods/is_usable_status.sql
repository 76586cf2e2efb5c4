-- Whether targets of a file with this status can be in force.
-- unit: yes or no
-- nulls: null when the status is missing
-- source: contracts.md section 3
create or replace macro is_usable_status(status) as
    status in ('accepted', 'accepted_in_part');
