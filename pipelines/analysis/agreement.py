"""How far reviewers who judge apart agree: shares of equal and neighbouring levels, and Krippendorff's alpha.

Source: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011); the same definitions as his printed example.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.float64]  # one row a reviewer, one column a line; nan where a reviewer gave no level
Metric = Literal["nominal", "ordinal", "interval", "ratio"]
FEWEST_LINES = 10
DRAWS = 1000
SEED = 2026
KEPT_PLACES = 9  # sums of products differ in their last bits from run to run


class Agreement(NamedTuple):
    """Agreement on lines that two or more judged; nothing but the count below ten of them."""

    line_count: int
    exact_share: float | None = None
    adjacent_share: float | None = None
    alpha: float | None = None
    alpha_low95: float | None = None
    alpha_high95: float | None = None


def agreement_of(levels: Levels) -> Agreement:
    """Agreement of two reviewers. Alpha is None where all levels are one: then nothing can be told apart."""
    doubly = levels[:, np.sum(~np.isnan(levels), axis=0) >= 2]
    count = int(doubly.shape[1])
    if count < FEWEST_LINES:
        return Agreement(count)
    apart = np.nanmax(doubly, axis=0) - np.nanmin(doubly, axis=0)
    alpha = krippendorff_alpha(doubly)
    low, high = _interval(doubly) if alpha is not None else (None, None)
    shares = (float(np.mean(apart == 0)), float(np.mean(apart <= 1)))
    return Agreement(
        count, *shares, *(None if each is None else round(each, KEPT_PLACES) for each in (alpha, low, high))
    )


def krippendorff_alpha(levels: Levels, metric: Metric = "ordinal") -> float | None:
    """Alpha of any number of reviewers, gaps allowed: 1 agreement, 0 as by chance; None without two levels."""
    domain = np.unique(levels[~np.isnan(levels)])
    if len(domain) < 2:
        return None
    counts = np.stack([np.sum(levels == value, axis=0) for value in domain])  # levels by lines
    pairable = counts[:, np.sum(counts, axis=0) >= 2].astype(float)
    if pairable.size == 0:
        return None
    return _alpha(_coincidences(pairable), domain, metric)


def _coincidences(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """How often two levels were given to the same line, each line weighing by how many judged it."""
    judged = np.sum(counts, axis=0)
    together: NDArray[np.float64] = (counts / (judged - 1)) @ counts.T - np.diag(np.sum(counts / (judged - 1), axis=1))
    return together


def _alpha(together: NDArray[np.float64], domain: Levels, metric: Metric) -> float | None:
    totals = np.sum(together, axis=1)
    distance = _distance(totals, domain, metric)
    seen = float(np.sum(together * distance))
    by_chance = float(np.sum(np.outer(totals, totals) * distance)) / max(float(np.sum(totals)) - 1, 1)
    return None if by_chance == 0 else 1 - seen / by_chance


def _distance(totals: NDArray[np.float64], domain: Levels, metric: Metric) -> NDArray[np.float64]:
    """How far two levels lie apart, squared."""
    first, second = np.meshgrid(domain, domain, indexing="ij")
    if metric == "nominal":
        return np.asarray(first != second, dtype=float)
    if metric == "interval":
        return np.asarray((first - second) ** 2, dtype=float)
    if metric == "ratio":
        total = first + second
        parts = np.divide(first - second, total, out=np.zeros_like(first), where=total != 0)
        return np.asarray(parts**2, dtype=float)
    running = np.cumsum(totals) - totals / 2  # the middle rank of each level
    return np.asarray((running[:, None] - running[None, :]) ** 2, dtype=float)


def _interval(levels: Levels) -> tuple[float | None, float | None]:
    """The middle 95 % of alpha over lines drawn again with replacement, the same draws each time."""
    generator = np.random.default_rng(SEED)
    count = levels.shape[1]
    drawn = (krippendorff_alpha(levels[:, generator.integers(0, count, count)]) for _ in range(DRAWS))
    found = [alpha for alpha in drawn if alpha is not None]
    if not found:
        return None, None
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)
