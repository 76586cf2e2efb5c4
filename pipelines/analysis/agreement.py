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
    domain, counts = _counts(levels)
    if counts.size == 0:
        return None
    alpha = float(_alpha(np.sum(_coincidences(counts), axis=0), domain, metric))
    return None if np.isnan(alpha) else alpha


def _counts(levels: Levels) -> tuple[Levels, NDArray[np.float64]]:
    """The levels there are, and how often each was given to each line that two or more judged: lines by levels."""
    domain = np.unique(levels[~np.isnan(levels)])
    counts = np.sum(levels[:, :, None] == domain, axis=0)
    return domain, counts[np.sum(counts, axis=1) >= 2].astype(float)


def _coincidences(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """How often two levels were given to one line, by line; a line weighs by how many judged it."""
    each = counts / (np.sum(counts, axis=1, keepdims=True) - 1)
    return np.asarray(each[:, :, None] * (counts[:, None, :] - np.eye(counts.shape[1])), dtype=float)


def _alpha(together: NDArray[np.float64], domain: Levels, metric: Metric) -> NDArray[np.float64]:
    """Alpha of coincidences, or of each of a stack of them; nan where all levels are one."""
    totals = np.sum(together, axis=-1)
    distance = _distance(totals, domain, metric)
    seen = np.sum(together * distance, axis=(-2, -1))
    pairs = totals[..., :, None] * totals[..., None, :]
    by_chance = np.sum(pairs * distance, axis=(-2, -1)) / np.maximum(np.sum(totals, axis=-1) - 1, 1)
    apart = np.divide(seen, by_chance, out=np.full_like(seen, np.nan), where=by_chance != 0)
    return np.asarray(1 - apart, dtype=float)


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
    running = np.cumsum(totals, axis=-1) - totals / 2  # the middle rank of each level
    return np.asarray((running[..., :, None] - running[..., None, :]) ** 2, dtype=float)


def _interval(levels: Levels) -> tuple[float | None, float | None]:
    """The middle 95 % of ordinal alpha over lines drawn again with replacement, the same draws each time.

    Lines with the same levels are alike: a draw is how often it took each kind of line.
    """
    domain, counts = _counts(levels)
    kinds, kind_of_line = np.unique(counts, axis=0, return_inverse=True)
    generator = np.random.default_rng(SEED)
    drawn = (generator.integers(0, len(counts), len(counts)) for _ in range(DRAWS))
    taken = np.stack([np.bincount(kind_of_line.ravel()[lines], minlength=len(kinds)) for lines in drawn])
    found = _alpha(np.tensordot(taken, _coincidences(kinds), axes=1), domain, "ordinal")
    if np.all(np.isnan(found)):
        return None, None
    low, high = np.nanquantile(found, (0.025, 0.975))
    return float(low), float(high)
