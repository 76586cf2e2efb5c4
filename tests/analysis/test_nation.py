from __future__ import annotations

import numpy as np
import pytest

from pipelines.analysis.ambition import pace_pool
from pipelines.analysis.nation import project_nation
from pipelines.analysis.projection import PanelProjection, project_panel
from pipelines.analysis.shared_pace import common_change, common_percentile, move_all
from pipelines.analysis.transforms import Scale
from tests.analysis.facts import panel

RATE = Scale("rate", 0.005)


@pytest.fixture(scope="module")
def projected() -> PanelProjection:
    _, years, figures = panel()
    keep = np.isfinite(figures[:, -1])
    return project_panel(figures[keep], years, [2026, 2029], RATE)


def test_the_national_band_holds_what_simulated_regions_add_up_to(projected: PanelProjection) -> None:
    rng = np.random.default_rng(4)
    weights = rng.dirichlet(np.full(len(projected.z_mean), 1.5))
    z_mean, z_sd, _ = project_nation(projected, weights)
    own = np.sqrt(projected.z_sd**2 - projected.z_sd_shared**2)
    common = rng.standard_normal((20000, 1)) * projected.z_sd_shared[:, 1]
    draws = projected.z_mean[:, 1] + common + rng.standard_normal((20000, len(own))) * own[:, 1]
    national = RATE.from_z(draws) @ weights
    assert RATE.from_z(z_mean[1]) == pytest.approx(national.mean(), rel=0.01)
    assert z_sd[1] * RATE.points_per_z(z_mean[1]) == pytest.approx(national.std(), rel=0.03)


def test_shared_shocks_keep_the_national_band_wide(projected: PanelProjection) -> None:
    weights = np.full(len(projected.z_mean), 1.0)
    _, z_sd, _ = project_nation(projected, weights)
    alone = float((projected.z_sd[:, 1]).mean() / np.sqrt(len(weights)))
    assert z_sd[1] > 2 * alone
    assert z_sd[1] == pytest.approx(float(projected.z_sd_shared[:, 1].mean()), rel=0.15)


def test_the_path_starts_from_the_official_figure(projected: PanelProjection) -> None:
    weights = np.ones(len(projected.z_mean))
    bottom_up = float(RATE.from_z(projected.z_from).mean())
    plain, _, _ = project_nation(projected, weights)
    same, _, _ = project_nation(projected, weights, bottom_up)
    higher, _, _ = project_nation(projected, weights, bottom_up + 0.5)
    assert same == pytest.approx(plain) and (higher > plain).all()


@pytest.mark.parametrize("weights", [np.nan, 0.0])
def test_a_nation_without_weights_has_no_projection(projected: PanelProjection, weights: float) -> None:
    z_mean, z_sd, _ = project_nation(projected, np.full(len(projected.z_mean), weights))
    assert np.isnan(z_mean).all() and np.isnan(z_sd).all()


def test_a_weighted_region_without_projection_leaves_the_nation_without_one() -> None:
    _, years, figures = panel()
    figures = np.vstack([figures, np.full((1, 16), np.nan)])
    found = project_panel(figures, years, [2029], RATE)
    assert np.isnan(project_nation(found, np.ones(len(figures)))[0]).all()
    assert np.isfinite(project_nation(found, np.r_[np.ones(len(figures) - 1), 0.0])[0]).all()


@pytest.mark.parametrize(("kind", "wanted"), [("rate", 4.0), ("rate", 60.0), ("positive", 4.0), ("identity", -7.5)])
def test_one_common_change_gives_the_national_value(kind: str, wanted: float) -> None:
    scale = Scale(kind)  # type: ignore[arg-type]
    start = scale.to_z([5.0, 12.0, 30.0])
    weights = np.array([0.5, 0.3, 0.2])
    change = common_change(start, weights, wanted, scale)
    assert float(weights @ scale.from_z(start + change)) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("start", "weights", "wanted"), [([], [], 4.0), ([0.0], [0.0], 4.0), ([np.nan], [1.0], 4.0), ([0.0], [1.0], 140.0)]
)
def test_a_value_no_common_change_gives_is_not_invented(
    start: list[float], weights: list[float], wanted: float
) -> None:
    assert np.isnan(common_change(start, weights, wanted, RATE))


def test_the_common_percentile_is_the_share_of_past_changes_that_would_do() -> None:
    _, years, figures = panel()
    pool = pace_pool(figures, years, 3, good_direction=-1, scale=RATE)
    start = RATE.to_z(figures[:, -1][np.isfinite(figures[:, -1])])
    weights = np.full(len(start), 1 / len(start))
    tenth = float(weights @ move_all(start, pool.best_pace(0.1), RATE))
    assert common_percentile(pool, start, weights, tenth, RATE) == pytest.approx(0.1, abs=0.005)
    assert common_percentile(pool, start, weights, 0.01, RATE) == 0.0
    assert move_all(start, -50.0, RATE, (2.0, 100.0)).min() == 2.0
