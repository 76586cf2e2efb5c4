-- How far the publisher has moved a figure since a round saw it.
-- unit: the indicator's, own sign
-- nulls: null when either figure is missing
-- source: methods.md section 1; issue 4 part 5 (as published then, and latest)
create or replace macro value_revision(value_then, value_now) as
    value_now - value_then;
