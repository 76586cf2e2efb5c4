"""Whether the bands kept their promise: past origins of the same panel, each with what was known then, and what came.

Arrays in, numbers out. Nothing here looks ahead: an error counts from the year in which its figure was observed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.analysis.projection import FEWEST_POINTS, Form, complete_years, project_panel, quantile
from pipelines.analysis.transforms import FloatArray, Scale

HORIZONS = np.arange(1, 6)
BAND = 0.80
TOO_WIDE = 0.95  # an 80 % band that has held so many is no 80 % band
FEWEST_ERRORS = 20


class PastErrors(NamedTuple):
    """One entry per region, origin and horizon with a figure: `ratio` is the error over the reach of the 80 % band."""

    origin_year: npt.NDArray[np.int64]
    known_year: npt.NDArray[np.int64]
    ratio: FloatArray


class BandRecord(NamedTuple):
    """What past origins say about the width of the bands: `factor` to apply, from how many origins it is known."""

    factor: float
    origin_count: int


def past_errors(values: npt.ArrayLike, years: npt.ArrayLike, scale: Scale, form: Form) -> PastErrors:
    """Project from every past year in turn and hold the figures that came after against the band of 80 %."""
    figures, calendar = complete_years(values, years)
    z = scale.to_z(figures)
    origins, known, ratios = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0)]
    for origin in range(FEWEST_POINTS - 1, len(calendar) - 1):
        horizons = HORIZONS[: len(calendar) - 1 - origin]
        made = project_panel(
            figures[:, : origin + 1], calendar[: origin + 1], calendar[origin] + horizons, scale, form=form
        )
        own = (made.state == "ok") & (made.from_year == calendar[origin])
        with np.errstate(invalid="ignore", divide="ignore"):
            reach = quantile(0.5 + BAND / 2, made.degrees_of_freedom) * made.z_sd
            ratio = np.abs(z[:, origin + horizons] - made.z_mean) / reach
        usable = np.isfinite(ratio) & own[:, None]
        ratios.append(ratio[usable])
        known.append(np.broadcast_to(calendar[origin] + horizons, ratio.shape)[usable])
        origins.append(np.full(int(usable.sum()), calendar[origin]))
    return PastErrors(np.concatenate(origins), np.concatenate(known), np.concatenate(ratios))


def band_record(errors: PastErrors, last_year: int) -> BandRecord:
    """Say how wide bands should be by what was known in a year: narrower where nearly everything fell inside them.

    Bands are never widened: years of shock would make them useless for the years after. The factor is drawn towards 1
    while few origins speak. Without errors, or with fewer than 20, it is 1.
    """
    chosen = errors.known_year <= last_year
    ratio = errors.ratio[chosen]
    origins = len(np.unique(errors.origin_year[chosen]))
    if len(ratio) < FEWEST_ERRORS:
        return BandRecord(1.0, origins)
    held = float((ratio <= 1).mean())
    if held < TOO_WIDE:
        return BandRecord(1.0, origins)
    factor = float(np.quantile(ratio, BAND)) ** (origins / (origins + 1))
    return BandRecord(min(1.0, factor), origins)
