"""Turns the series a round sees into arrays for `pipelines.analysis`: one panel per round, indicator and region level.

Frames in, arrays out. What is computed on a panel lives in analysis/; who is a peer of whom in panel_layout.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.analysis.ambition import PacePool, pace_pool
from pipelines.analysis.calibration import BandRecord, PastErrors, band_record, past_errors
from pipelines.analysis.panel_layout import lay_out
from pipelines.analysis.projection import DAMPING, Form, PanelProjection, project_panel
from pipelines.analysis.transforms import FloatArray, Scale, choose_scale

DIRECTION = {"up": 1, "down": -1}


@dataclass(frozen=True)
class Panel:
    """The figures of one indicator for all regions of one level, dissolved territories included (they are precedents).

    `values` is regions x unbroken years, nan where nothing was published.
    """

    round_id: str
    indicator_code: str
    region_level: str
    good_direction: int
    aggregation: str
    bounds: tuple[float | None, float | None]
    scale: Scale
    region_ids: list[str]
    is_current: npt.NDArray[np.bool_]
    years: npt.NDArray[np.int64]
    values: FloatArray
    first_usable_year: npt.NDArray[np.int64]
    damping: float = DAMPING

    @cached_property
    def row(self) -> Mapping[str, int]:
        return {region_id: position for position, region_id in enumerate(self.region_ids)}

    @cached_property
    def usable(self) -> FloatArray:
        """The values with what lies behind a boundary break taken out."""
        return np.where(self.years[None, :] < self.first_usable_year[:, None], np.nan, self.values)

    @property
    def form(self) -> Form:
        """The form of the projection that the product uses for this indicator."""
        return Form.second(self.damping)

    @cached_property
    def past_errors(self) -> PastErrors:
        """What past origins promised and what came, found once."""
        return past_errors(self.usable, self.years, self.scale, self.form)

    def band_record(self, last_year: int | None = None) -> BandRecord:
        """Say how wide bands should be by what was known in a year, by default the last of the panel."""
        return band_record(self.past_errors, int(self.years[-1]) if last_year is None else last_year)

    def project(self, years: npt.NDArray[np.int64]) -> PanelProjection:
        """Project every region to the years asked."""
        return project_panel(
            self.values,
            self.years,
            years,
            self.scale,
            first_usable_year=self.first_usable_year,
            form=self.form,
            band_factor=self.band_record().factor,
        )

    @cached_property
    def _pools(self) -> dict[int, PacePool]:
        return {}

    def pool(self, horizon_years: int) -> PacePool:
        """Give the past changes over this horizon, collected once."""
        if horizon_years not in self._pools:
            self._pools[horizon_years] = pace_pool(
                self.usable, self.years, horizon_years, good_direction=self.good_direction, scale=self.scale
            )
        return self._pools[horizon_years]

    def until(self, last_year: int) -> Panel | None:
        """Give the panel as it stood with figures up to a year; None when there was none."""
        kept = self.years <= last_year
        if not kept.any():
            return None
        return replace(self, years=self.years[kept], values=self.values[:, kept])


def panels(series: pl.DataFrame, indicators: pl.DataFrame, regions: pl.DataFrame) -> Iterator[Panel]:
    """Yield one panel per round, indicator and level (the nation is a level of its own); figures without a known
    region or with direction `within` give none."""
    facts = {row["indicator_code"]: row for row in indicators.iter_rows(named=True)}
    placed = series.join(regions.select("region_id", "region_level", "is_current"), on="region_id").sort(
        "round_id", "indicator_code", "region_level", "region_id", "observation_year"
    )
    for key, rows in placed.partition_by("round_id", "indicator_code", "region_level", as_dict=True).items():
        round_id, indicator_code, level = (str(part) for part in key)
        fact = facts.get(indicator_code)
        if fact is not None and fact["good_direction"] in DIRECTION:
            yield _panel(round_id, level, fact, rows)


def _panel(round_id: str, level: str, fact: dict[str, object], rows: pl.DataFrame) -> Panel:
    breaks = rows.filter(pl.col("is_break").fill_null(False)).select("region_id", "observation_year")
    laid = lay_out(rows["region_id"].to_list(), rows["observation_year"], rows["observed_value"], dict(breaks.rows()))
    known = dict(rows.select("region_id", "is_current").iter_rows())
    lower, upper = fact["lower_bound"], fact["upper_bound"]
    low = float(str(lower)) if lower is not None else None
    high = float(str(upper)) if upper is not None else None
    return Panel(
        round_id=round_id,
        indicator_code=str(fact["indicator_code"]),
        region_level=level,
        good_direction=DIRECTION[str(fact["good_direction"])],
        aggregation=str(fact["aggregation"]),
        bounds=(low, high),
        scale=choose_scale(str(fact["unit_of_measure"]), low, high, int(str(fact["decimal_places"])), laid.values),
        region_ids=laid.region_ids,
        is_current=np.array([bool(known[region_id]) for region_id in laid.region_ids]),
        years=laid.years,
        values=laid.values,
        first_usable_year=laid.first_usable_year,
        damping=DAMPING if fact.get("projection_damping") is None else float(str(fact["projection_damping"])),
    )
