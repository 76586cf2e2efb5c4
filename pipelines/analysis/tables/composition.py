"""Lays out what an edition knows of one round, indicator and parent, so that sets of targets can be composed of it.

Frames in, arrays out: the command and the page both start here, so that they compose from the same figures. What is
composed of them lives in analysis/compose/.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from pipelines.analysis.compose.problem import IntArray, Problem, own_best_changes
from pipelines.analysis.compose.words import say
from pipelines.analysis.tables import composition_queries as queries
from pipelines.analysis.tables.panel import DIRECTION, Panel, panels
from pipelines.analysis.transforms import FloatArray, choose_scale
from pipelines.contract.ask import Ask
from pipelines.errors import SelarasError

SUBMITTED_DENOMINATOR = "submitted_denominator"
PROJECTED = ("z_mean", "z_sd", "degrees_of_freedom", "low50", "high50")


class CompositionError(SelarasError):
    """Nothing can be composed at all; `state` names why: unknown_round, unknown_indicator, unknown_parent, within,
    no_regions, no_year, unknown_lock, lock_out_of_bounds, unknown_aim. The sentence stands in compose/sentences.yml."""

    def __init__(self, state: str, culprit: str, choices: str = "") -> None:
        super().__init__(f"{state}: {culprit}")
        self.state, self.culprit, self.choices = state, culprit, choices

    def words(self, language: str, lower: object = "–", upper: object = "–") -> str:
        """Say what is wrong and what would be right."""
        return say(
            f"error.{self.state}", language, culprit=self.culprit, choices=self.choices, lower=lower, upper=upper
        )


@dataclass(frozen=True)
class ParentTarget:
    """What the regions together are held against in one year; ends null where open, `wanted` the easier one."""

    low: float | None
    high: float | None
    wanted: float
    origin: str

    def end(self, name: str, good_direction: int) -> float:
        """Give the easy, middle or hard end; nan where that end is open."""
        low, high = (float("nan") if end is None else end for end in (self.low, self.high))
        easy, hard = (low, high) if good_direction > 0 else (high, low)
        return {"easy": easy, "hard": hard, "middle": 0.5 * (low + high)}[name]


@dataclass(frozen=True)
class Composition:
    """One round, indicator and parent; arrays have one entry per region, in the order of `region_ids`."""

    planning_round: Mapping[str, Any]
    indicator: Mapping[str, Any]
    parent: Mapping[str, Any]
    region_ids: tuple[str, ...]
    region_names: tuple[str, ...]
    region_level: str
    target_years: tuple[int, ...]
    panel: Panel | None
    latest_value: FloatArray
    latest_year: IntArray
    weight_name: str | None
    weights: Mapping[int, FloatArray]
    weight_rounds: frozenset[str]
    parent_targets: Mapping[int, ParentTarget]
    projections: Mapping[int, Mapping[str, FloatArray]]
    given: Mapping[str, Mapping[int, FloatArray]]

    @property
    def good_direction(self) -> int:
        return DIRECTION[str(self.indicator["good_direction"])]

    @property
    def decimal_places(self) -> int:
        return int(self.indicator["decimal_places"])

    @property
    def open_years(self) -> tuple[int, ...]:
        """The target years no region has observed yet: only these can be composed."""
        last = int(self.latest_year.max(initial=0))
        return tuple(year for year in self.target_years if year > last)

    @cached_property
    def place(self) -> Mapping[str, int]:
        return {region_id: place for place, region_id in enumerate(self.region_ids)}

    def wanted_value(self, year: int, end: str = "easy") -> float:
        """Give the parent's target of a year at one end; nan without one."""
        target = self.parent_targets.get(year)
        return target.end(end, self.good_direction) if target is not None else float("nan")

    def given_in(self, year: int) -> dict[str, FloatArray]:
        """Give what others set for a year: as_submitted, as_planned, as_agreed; only those that exist."""
        return {name: by_year[year] for name, by_year in self.given.items() if year in by_year}

    def projection(self, name: str, year: int) -> FloatArray:
        found = self.projections.get(year)
        return found[name] if found is not None else np.full(len(self.region_ids), np.nan)

    def projection_values(self, years: tuple[int, ...]) -> FloatArray:
        """Give the projection's middle, regions x years, in the indicator's unit."""
        return np.column_stack([self.scale.from_z(self.projection("z_mean", year)) for year in years])

    @cached_property
    def scale(self) -> Any:
        if self.panel is not None:
            return self.panel.scale
        fact = self.indicator
        return choose_scale(
            str(fact["unit_of_measure"]), fact["lower_bound"], fact["upper_bound"], self.decimal_places, []
        )

    def problem(self, final_year: int) -> Problem:
        """Lay out the problem of one last target year."""
        has_figure = np.isfinite(self.latest_value) & (self.latest_year < final_year)
        horizon = np.where(has_figure, final_year - self.latest_year, 0)
        count, direction = len(self.region_ids), self.good_direction
        usable = np.full((count, 1), np.nan)
        pools = {}
        if self.panel is not None:
            rows = [self.panel.row.get(region_id, -1) for region_id in self.region_ids]
            usable = np.where(np.array(rows)[:, None] >= 0, self.panel.usable[rows], np.nan)
            pools = {int(years): self.panel.pool(int(years)) for years in np.unique(horizon[horizon > 0])}
        lower, upper = self.indicator["lower_bound"], self.indicator["upper_bound"]
        legal = self.indicator["legal_minimum"]
        return Problem(
            scale=self.scale,
            good_direction=direction,
            aggregation=str(self.indicator["aggregation"]),
            bounds=(None if lower is None else float(lower), None if upper is None else float(upper)),
            decimal_places=self.decimal_places,
            region_ids=self.region_ids,
            latest_value=self.latest_value,
            horizon_years=horizon.astype(np.int64),
            weight=self.weights.get(final_year, np.full(count, np.nan)),
            z_mean=self.projection("z_mean", final_year),
            z_sd=self.projection("z_sd", final_year),
            degrees_of_freedom=np.nan_to_num(self.projection("degrees_of_freedom", final_year)),
            band50=(
                self.scale.to_z(self.projection("low50", final_year)),
                self.scale.to_z(self.projection("high50", final_year)),
            ),
            own_best_change=own_best_changes(usable, horizon, good_direction=direction, scale=self.scale),
            pools=pools,
            legal_minimum=None if legal is None else float(legal),
            given=self.given_in(final_year),
        )


def composition(ask: Ask, round_id: str, indicator_code: str, parent_region_id: str = "00") -> Composition:
    """Ask the edition for everything; raises CompositionError where there is nothing to compose for."""
    key = {"round_id": round_id, "indicator_code": indicator_code}
    planning_round = _one(ask(queries.ROUND, round_id=round_id), "unknown_round", round_id)
    indicator = _one(ask(queries.INDICATOR, indicator_code=indicator_code), "unknown_indicator", indicator_code)
    parent = _one(ask(queries.PARENT, parent_region_id=parent_region_id), "unknown_parent", parent_region_id)
    if indicator["good_direction"] not in DIRECTION:
        raise CompositionError("within", indicator_code)
    regions = ask(queries.REGIONS, **key, parent_region_id=parent_region_id)
    if regions.is_empty():
        raise CompositionError("no_regions", parent_region_id)
    level = str(regions["region_level"][0])
    region_ids = tuple(regions["region_id"])
    placed = pl.DataFrame({"region_id": region_ids, "place": range(len(region_ids))})
    latest = placed.join(ask(queries.LATEST, **key), on="region_id", how="left").sort("place")
    years = tuple(int(year) for year in ask(queries.TARGET_YEARS, round_id=round_id)["target_year"])
    weight_name, weights, weight_rounds = _weights(ask, key, level, placed, years)
    found = list(
        panels(ask(queries.SERIES, **key, region_level=level), pl.DataFrame([indicator]), ask(queries.ALL_REGIONS))
    )
    return Composition(
        planning_round=planning_round,
        indicator=indicator,
        parent=parent,
        region_ids=region_ids,
        region_names=tuple(regions["region_name"]),
        region_level=level,
        target_years=years,
        panel=found[0] if found else None,
        latest_value=_figures(latest["latest_value"]),
        latest_year=latest["latest_year"].fill_null(0).to_numpy().astype(np.int64),
        weight_name=weight_name,
        weights=weights,
        weight_rounds=weight_rounds,
        parent_targets={
            int(year): ParentTarget(low, high, float("nan") if wanted is None else wanted, origin)
            for year, low, high, wanted, origin in ask(
                queries.PARENT_TARGETS, **key, parent_region_id=parent_region_id
            ).iter_rows()
        },
        projections=_projections(ask(queries.PROJECTION, **key), placed),
        given=_given_sets(ask, key, placed),
    )


def _one(frame: pl.DataFrame, state: str, culprit: str) -> dict[str, Any]:
    if frame.is_empty():
        raise CompositionError(state, culprit)
    return frame.row(0, named=True)


def _figures(column: pl.Series) -> FloatArray:
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy().astype(np.float64)


def _by_year(frame: pl.DataFrame, placed: pl.DataFrame, year: str, *columns: str) -> dict[int, dict[str, FloatArray]]:
    """Give per year one array per column, in the order of the regions."""
    return {
        int(key[0]): {
            name: _figures(placed.join(rows, on="region_id", how="left").sort("place")[name]) for name in columns
        }
        for key, rows in frame.partition_by(year, as_dict=True).items()
    }


def _projections(frame: pl.DataFrame, placed: pl.DataFrame) -> dict[int, dict[str, FloatArray]]:
    return _by_year(frame, placed, "projection_year", *PROJECTED)


def _given_sets(ask: Ask, key: Mapping[str, str], placed: pl.DataFrame) -> dict[str, dict[int, FloatArray]]:
    """Give the sets that others made; an edition without agreements has none."""
    asked = {
        "as_submitted": ask(queries.SUBMITTED, **key),
        "as_planned": ask(queries.PLANNED, indicator_code=key["indicator_code"]),
    }
    if ask(queries.HAS_AGREEMENTS)["table_count"][0]:
        asked["as_agreed"] = ask(queries.AGREED, **key)
    found: dict[str, dict[int, FloatArray]] = {}
    for name, frame in asked.items():
        by_year = _by_year(
            frame.unique(["target_year", "region_id"], keep="first", maintain_order=True),
            placed,
            "target_year",
            "target_value",
        )
        found[name] = {
            year: each["target_value"] for year, each in by_year.items() if np.isfinite(each["target_value"]).any()
        }
    return found


def _weights(
    ask: Ask, key: Mapping[str, str], level: str, placed: pl.DataFrame, years: tuple[int, ...]
) -> tuple[str | None, dict[int, FloatArray], frozenset[str]]:
    """Give the weights of the alignment by target year; submitted denominators of an earlier round stand in for those
    of regions that have submitted none yet, and the rounds they come from are named."""
    asked = ask(queries.WEIGHT_NAME, indicator_code=key["indicator_code"], region_level=level)
    name = asked["weight_name"][0]
    if name is None:
        return None, {}, frozenset()
    if name == "count":
        return name, {year: np.ones(placed.height) for year in years}, frozenset()
    if name != SUBMITTED_DENOMINATOR:
        by_year = _by_year(
            ask(queries.WEIGHTS, round_id=key["round_id"], weight_name=name), placed, "target_year", "weight_value"
        )
        return name, {year: each["weight_value"] for year, each in by_year.items()}, frozenset()
    return name, *_denominators(ask(queries.DENOMINATORS, **key), key["round_id"], placed, years)


def _denominators(
    frame: pl.DataFrame, round_id: str, placed: pl.DataFrame, years: tuple[int, ...]
) -> tuple[dict[int, FloatArray], frozenset[str]]:
    """Take a region's own denominator of the year, else its nearest of this round, else of the newest earlier round."""
    weights: dict[int, FloatArray] = {}
    used: set[str] = set()
    order = {name: place for place, name in enumerate(dict.fromkeys([round_id, *frame["round_id"]]))}
    for year in years:
        nearest = (
            frame.with_columns(
                order=pl.col("round_id").replace_strict(order, return_dtype=pl.Int64),
                apart=(pl.col("target_year") - year).abs(),
            )
            .sort("order", "apart", "target_year")
            .unique("region_id", keep="first", maintain_order=True)
        )
        joined = placed.join(nearest, on="region_id", how="left").sort("place")
        held = _figures(joined["denominator"])
        weights[year] = np.where(held > 0, held, np.nan)
        used |= set(joined["round_id"].drop_nulls()) - {round_id}
    return weights, frozenset(used)
