-- How many decimals a printed figure or range shows; a dot before groups of three digits separates thousands.
-- unit: count
-- nulls: null when nothing is printed; 0 when only whole numbers are
-- source: methods.md section 3 (tolerance)
create or replace macro printed_decimal_places(printed_text) as
    case
        when printed_text <> ''
            then list_max(list_transform(
                list_concat(
                    [''],
                    regexp_extract_all(
                        regexp_replace(printed_text, '([1-9][0-9]*)[.]([0-9]{3})', '\1\2', 'g'), '[0-9][.,]([0-9]+)', 1
                    )
                ),
                lambda digits: len(digits)
            ))
    end;
