"""What is said about a target that somebody tries: the edition's own chance and comparison; nothing is ever stored.

Gap, pace and roll-up of a tried target are macros of the edition and live in sql/methods.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.analysis.ambition import Ambition, PacePool, compare
from pipelines.analysis.projection import chance_at_least_as_good, chance_band
from pipelines.analysis.transforms import FloatArray, Scale


@dataclass(frozen=True, slots=True)
class Outlook:
    """One entry per tried target: chance (0-1), its band, and the comparison with past changes."""

    chance: FloatArray
    band: npt.NDArray[np.str_]
    ambition: Ambition


def outlook(
    target_values: npt.ArrayLike,
    stored: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike],
    from_z: npt.ArrayLike,
    pool: PacePool,
    scale: Scale,
) -> Outlook:
    """Judge tried targets with the stored z mean, z sd and degrees of freedom of their series."""
    z_mean, z_sd, freedom = stored
    chance = chance_at_least_as_good(
        target_values, z_mean, z_sd, freedom, good_direction=pool.good_direction, scale=scale
    )
    return Outlook(chance, chance_band(chance), compare(pool, from_z, scale.to_z(target_values)))
