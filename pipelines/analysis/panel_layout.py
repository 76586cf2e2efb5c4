"""Who is a peer of whom: the one rule by which series become a panel, for rules, analysis and what-if alike.

A panel holds every region of one level that has a figure of the reference month, dissolved territories included (they
are precedents); a territory that changed counts from its break on; suspicious zeros never come this far. Arrays only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.analysis.transforms import FloatArray


class Layout(NamedTuple):
    """Regions x unbroken years, nan where nothing was published; `first_usable_year` is 0 without a break."""

    region_ids: list[str]
    years: npt.NDArray[np.int64]
    values: FloatArray
    first_usable_year: npt.NDArray[np.int64]

    @property
    def usable(self) -> FloatArray:
        """The values with what lies behind a boundary break taken out."""
        return np.where(self.years[None, :] < self.first_usable_year[:, None], np.nan, self.values)


def lay_out(
    region_ids: Sequence[str], years: npt.ArrayLike, values: npt.ArrayLike, breaks: Mapping[str, int]
) -> Layout:
    """Lay figures (one entry per region and year, in any order) side by side, regions by their code.

    `breaks` names the first year of a territory that changed.
    """
    ordered = sorted(set(region_ids))
    place = {region_id: position for position, region_id in enumerate(ordered)}
    places = np.array([place[region_id] for region_id in region_ids], dtype=np.int64)
    observed = np.asarray(years, dtype=np.int64)
    calendar = np.arange(observed.min(), observed.max() + 1) if observed.size else observed
    laid = np.full((len(ordered), len(calendar)), np.nan)
    if observed.size:
        laid[places, observed - calendar[0]] = np.asarray(values, dtype=np.float64)
    first_usable = np.array([breaks.get(region_id, 0) for region_id in ordered], dtype=np.int64)
    return Layout(ordered, calendar, laid, first_usable)
