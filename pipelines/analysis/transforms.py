"""The scale on which changes are compared: logit for rates, log for positive figures, the figure itself otherwise.

No forecasting lives here. Arrays in, arrays out; a value outside the scale becomes nan, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Kind = Literal["rate", "positive", "identity"]
RATE_UPPER = 100.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How one indicator is carried into z. `half_unit` is half a rounding unit, used only at exactly 0 and 100."""

    kind: Kind
    half_unit: float = 0.005

    def to_z(self, values: npt.ArrayLike) -> FloatArray:
        """Carry figures into z; nan where the figure is missing or impossible on this scale."""
        figures = np.asarray(values, dtype=np.float64)
        if self.kind == "rate":
            at_edge = (figures == 0) | (figures == RATE_UPPER)
            moved = RATE_UPPER * (figures + self.half_unit) / (RATE_UPPER + 2 * self.half_unit)
            inside = np.where(at_edge, moved, figures)
            inside = np.where((inside > 0) & (inside < RATE_UPPER), inside, np.nan)
            return np.asarray(np.log(inside / (RATE_UPPER - inside)))
        if self.kind == "positive":
            return np.asarray(np.log(np.where(figures > 0, figures, np.nan)))
        return np.where(np.isfinite(figures), figures, np.nan)

    def from_z(self, z: npt.ArrayLike) -> FloatArray:
        """Carry z back into figures; the far ends flatten out instead of overflowing."""
        positions = np.asarray(z, dtype=np.float64)
        if self.kind == "rate":
            return np.asarray(RATE_UPPER * 0.5 * (1 + np.tanh(positions / 2)))
        if self.kind == "positive":
            return np.asarray(np.exp(np.minimum(positions, 700.0)))
        return positions

    def points_per_z(self, z: npt.ArrayLike) -> FloatArray:
        """Points of the indicator that one step of z is worth at z (the derivative of `from_z`)."""
        figures = self.from_z(z)
        if self.kind == "rate":
            return figures * (RATE_UPPER - figures) / RATE_UPPER
        if self.kind == "positive":
            return figures
        return np.where(np.isfinite(figures), 1.0, np.nan)


def choose_scale(
    unit_of_measure: str,
    lower_bound: float | None,
    upper_bound: float | None,
    decimal_places: int,
    values: npt.ArrayLike,
) -> Scale:
    """Choose the scale of one indicator: a percentage bounded by 0 and 100 is a rate, otherwise the figures decide."""
    half_unit = 0.5 * 10.0**-decimal_places
    if unit_of_measure == "percent" and lower_bound == 0 and upper_bound == RATE_UPPER:
        return Scale("rate", half_unit)
    figures = np.asarray(values, dtype=np.float64)
    known = figures[np.isfinite(figures)]
    return Scale("positive" if known.size and bool((known > 0).all()) else "identity", half_unit)
