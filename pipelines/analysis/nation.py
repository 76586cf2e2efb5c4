"""The nation's projection, added up from the regions' with the shocks they share.

Adding regions as if they were independent would make the national band far too narrow.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipelines.analysis.projection import PanelProjection
from pipelines.analysis.transforms import FloatArray


def project_nation(
    panel: PanelProjection, weights: npt.ArrayLike, official_value: float | None = None
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give z mean, z sd and degrees of freedom of the weighted national value, one entry per projected year.

    Regions' shared shocks move together, their own ones apart (first-order propagation). The path starts from the
    official national figure when there is one, because the weighted sum misses it by a rounding. nan for a year in
    which a weighted region has no projection, or without weights.
    """
    shares = np.asarray(weights, dtype=np.float64)
    counted = np.isfinite(shares) & (shares > 0)
    blank = np.full(len(panel.years), np.nan)
    if not counted.any():
        return blank, blank.copy(), np.zeros(len(panel.years))
    shares = shares[counted] / shares[counted].sum()
    scale = panel.scale
    z_mean, z_sd = panel.z_mean[counted], panel.z_sd[counted]
    shared = panel.z_sd_shared[counted]
    national = shares @ scale.from_z(z_mean)
    points = shares[:, None] * scale.points_per_z(z_mean)
    together = (points * shared).sum(axis=0) ** 2
    apart = (points**2 * np.maximum(z_sd**2 - shared**2, 0.0)).sum(axis=0)
    z_national = scale.to_z(national)
    if official_value is not None:
        start = scale.to_z(shares @ scale.from_z(panel.z_from[counted]))
        z_national = z_national + scale.to_z(official_value) - start
    common = float(panel.pool.degrees_of_freedom) if panel.pool is not None else 0.0
    with np.errstate(invalid="ignore", divide="ignore"):
        own_share = np.where(together > 0, (together + apart) / together, 1.0)
    freedom = common * own_share**2  # what regions do apart adds up from many and costs no degrees of freedom
    return z_national, np.sqrt(together + apart) / scale.points_per_z(z_national), freedom
