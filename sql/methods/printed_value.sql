-- A figure as it is printed: rounded to the decimals of its indicator.
-- unit: the indicator's
-- nulls: null when the figure is missing; the number of decimals is always known
-- source: methods.md section 3 (tolerance)
create or replace macro printed_value(figure, decimal_places) as
    round(figure * power(10, decimal_places)) / power(10, decimal_places);
