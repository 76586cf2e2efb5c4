from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from pipelines.analysis.tables.panel import panels
from pipelines.analysis.tables.projection import project_all, projection_frame
from pipelines.analysis.tables.prospect import prospect_frame
from pipelines.analysis.whatif import outlook
from tests.analysis.small_round import provinces


@pytest.mark.parametrize("factor", [0.55, 0.8, 0.93, 1.0, 1.2])
def test_a_tried_target_is_judged_as_a_submitted_one(factor: float) -> None:
    series, indicators, regions = provinces()
    made = project_all(panels(series, indicators, regions), {}, {})
    panel = made["r", "poverty_rate", "province"].panel
    tried = panel.values[:, -1] * factor
    asked = pl.DataFrame(
        {
            "round_id": "r",
            "indicator_code": "poverty_rate",
            "region_id": panel.region_ids,
            "target_year": 2029,
            "target_low": tried,
            "target_high": tried,
            "target_value": tried,
        }
    )
    submitted = prospect_frame(asked, made, regions, {}).sort("region_id")
    stored = (
        projection_frame(made.values())
        .filter((pl.col("projection_year") == 2029) & (pl.col("region_id") != "00"))
        .sort("region_id")
    )
    found = outlook(
        tried,
        (stored["z_mean"].to_numpy(), stored["z_sd"].to_numpy(), stored["degrees_of_freedom"].to_numpy()),
        stored["z_from"].to_numpy(),
        panel.pool(4),
        panel.scale,
    )
    assert found.band.tolist() == submitted["chance_band"].to_list()
    assert found.chance == pytest.approx(submitted["chance_share"].to_numpy())
    assert found.ambition.met_count.tolist() == submitted["ambition_met_count"].to_list()
    assert found.ambition.share == pytest.approx(submitted["ambition_share"].to_numpy())


def test_a_series_without_a_stored_projection_keeps_its_comparison() -> None:
    made = project_all(panels(*provinces()), {}, {})
    panel = made["r", "poverty_rate", "province"].panel
    found = outlook(
        [5.0], ([np.nan], [np.nan], [0.0]), panel.scale.to_z(panel.values[:1, -1]), panel.pool(4), panel.scale
    )
    assert found.band.tolist() == [""] and np.isnan(found.chance).all()
    assert found.ambition.pool_count > 0
