"""Names and figures belong together where regions keep their order; figures that are all alike have none."""

from __future__ import annotations

import polars as pl

from pipelines.history.quality.order import misaligned_columns

REGIONS = 12


def column(period: str, figures: list[float]) -> pl.DataFrame:
    """Figures of one period of a steady indicator, beside what the years around say of the same regions."""
    return pl.DataFrame(
        {
            "indicator_code": ["poverty_rate"] * REGIONS,
            "level": ["province"] * REGIONS,
            "period": [period] * REGIONS,
            "observed_value": figures,
            "held_value": [float(number) for number in range(1, REGIONS + 1)],
        }
    )


STEADY = [float(number) for number in range(1, REGIONS + 1)]
USUAL = pl.concat([column(period, STEADY) for period in ("2021-03", "2022-03", "2023-03")])


def test_a_column_turned_over_is_found_and_one_in_its_order_is_not() -> None:
    assert misaligned_columns(column("2024-03", STEADY[::-1]), USUAL)["order"].to_list() == [-1.0]
    assert misaligned_columns(column("2024-03", STEADY), USUAL).is_empty()


def test_figures_that_are_all_alike_have_no_order_and_say_so_by_a_number() -> None:
    assert misaligned_columns(column("2024-03", [5.0] * REGIONS), USUAL)["order"].to_list() == [0.0]
