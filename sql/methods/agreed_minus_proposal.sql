-- How much more (above zero) or less was agreed than was proposed, in the direction that is better.
-- unit: the indicator's
-- nulls: null when a number is missing or the direction is `within`
-- source: product.md (mart.agreement); methods.md, notation (D)
create or replace macro agreed_minus_proposal(proposal_value, agreed_value, good_direction) as
    direction_sign(good_direction) * (agreed_value - proposal_value);
