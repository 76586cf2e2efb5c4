"""What if: the methods of the edition asked again with a target somebody tries; nothing is written anywhere."""

from __future__ import annotations

from typing import Any

from dashboards.queries import Ask

NATIONAL_EFFECT = """
    with tried as (
        select
            part.indicator_code,
            part.weight,
            case when part.region_id = $region_id then $tried_value else part.part_value end as tried_value,
        from mart.alignment_part as part
        where
            part.round_id = $round_id and part.indicator_code = $indicator_code
            and part.target_year = $target_year and part.parent_region_id = $parent_region_id
    ),
    added_up as (
        select
            rolled_up_value(
                tried.tried_value,
                tried.weight,
                case when tried.tried_value is not null then tried.weight end,
                indicator.aggregation = 'sum'
            ) as bottom_up_value,
        from tried
        inner join core.indicator as indicator on tried.indicator_code = indicator.indicator_code
    )
    select
        alignment.bottom_up_value as bottom_up_before,
        alignment.alignment_gap as alignment_gap_before,
        alignment.national_value,
        alignment.region_count_submitted,
        alignment.region_count_expected,
        added_up.bottom_up_value,
        alignment_gap(
            added_up.bottom_up_value,
            easy_end(alignment.national_low, alignment.national_high, indicator.good_direction),
            indicator.good_direction
        ) as alignment_gap,
    from mart.alignment as alignment
    cross join added_up
    inner join core.indicator as indicator on alignment.indicator_code = indicator.indicator_code
    where
        alignment.round_id = $round_id and alignment.indicator_code = $indicator_code
        and alignment.target_year = $target_year and alignment.parent_region_id = $parent_region_id
"""


def own_effect(
    ask: Ask, tried_value: float, row: dict[str, Any], good_direction: str, decimal_places: int
) -> dict[str, Any]:
    """Gap, paces and state of one target at a tried value, by the same macros that made mart.target_gap."""
    found = ask(
        """
        select
            gap_value($latest_value, $tried_value, $good_direction) as gap_value,
            baseline_gap_value($baseline_value, $tried_value) as baseline_gap_value,
            required_annual_change($latest_value, $latest_year, $tried_value, $target_year) as required_annual_change,
            acceleration_factor(
                required_annual_change($latest_value, $latest_year, $tried_value, $target_year),
                $observed_annual_change,
                $good_direction
            ) as acceleration_factor,
            $observed_annual_change as observed_annual_change,
            tried_state($baseline_value, $latest_value, $tried_value, $good_direction, $decimal_places) as state,
            is_asking_nothing($baseline_value, $tried_value, $good_direction, $decimal_places) as is_asking_nothing,
        """,
        tried_value=float(tried_value),
        latest_value=_number(row["latest_value"]),
        latest_year=row["latest_year"],
        baseline_value=_number(row["baseline_value"]),
        observed_annual_change=_number(row["observed_annual_change"]),
        target_year=row["target_year"],
        good_direction=good_direction,
        decimal_places=decimal_places,
    )
    return found.row(0, named=True)


def national_effect(
    ask: Ask,
    round_id: str,
    indicator_code: str,
    target_year: int,
    region_id: str,
    tried_value: float,
    parent_region_id: str = "00",
) -> dict[str, Any] | None:
    """Bottom-up value and distance from the national target with one region's target replaced; None when nothing is
    added up."""
    found = ask(
        NATIONAL_EFFECT,
        round_id=round_id,
        indicator_code=indicator_code,
        target_year=target_year,
        region_id=region_id,
        tried_value=float(tried_value),
        parent_region_id=parent_region_id,
    )
    if found.is_empty() or found["bottom_up_before"][0] is None:
        return None
    return found.row(0, named=True)


def _number(figure: Any) -> float | None:
    return None if figure is None else float(figure)
