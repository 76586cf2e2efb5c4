-- Which way is better: +1 when a rise is good, -1 when a fall is good.
-- unit: sign
-- nulls: null for `within` and for a direction nobody declared
-- source: methods.md, notation (D)
create or replace macro direction_sign(good_direction) as
    case good_direction when 'up' then 1 when 'down' then -1 end;
