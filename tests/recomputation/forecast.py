"""The second form of the projection once more, written out region by region from the text of docs/methods.md."""

from __future__ import annotations

import math
from statistics import fmean
from typing import NamedTuple

from scipy import stats

from tests.recomputation.figures import Figures, from_z, to_z

WINDOW, DAMPING, PRIOR = 10, 0.9, 4


class Path(NamedTuple):
    mean: float
    sd: float
    freedom: float


def learn(indicator: str, seen: Figures) -> dict[str, object] | None:
    """What the last ten years say: common shocks, each region's rest, noise of the level."""
    last = max(year for points in seen.values() for year in points)
    years = range(last - WINDOW + 2, last + 1)
    steps = {
        region: {
            year: to_z(indicator, points[year]) - to_z(indicator, points[year - 1])
            for year in years
            if year in points and year - 1 in points
        }
        for region, points in seen.items()
    }
    pool = {region: own for region, own in steps.items() if len(own) >= 4}
    used = sorted({year for own in pool.values() for year in own})
    if len(pool) < 2:
        return None
    shock = {year: fmean([own[year] for own in pool.values() if year in own]) for year in used}
    rest = {region: {year: own[year] - shock[year] for year in own} for region, own in pool.items()}
    drift = {region: fmean(own.values()) for region, own in rest.items()}
    square = {region: sum((value - drift[region]) ** 2 for value in own.values()) for region, own in rest.items()}
    count = {region: len(own) for region, own in pool.items()}
    freedom = sum(count.values()) - len(pool) - len(used) + 1
    if freedom < 1:
        return None
    own_variance = sum(square.values()) / freedom
    spread = stats.tvar(list(drift.values())) - own_variance / fmean(count.values())
    trusted = {region: spread / (spread + own_variance / count[region]) if spread > 0 else 0.0 for region in pool}
    surprise = {
        region: {year: own[year] - trusted[region] * drift[region] for year in own} for region, own in rest.items()
    }
    pairs = [own[year] * own[year - 1] for own in surprise.values() for year in own if year - 1 in own]
    variance = fmean([value**2 for own in surprise.values() for value in own.values()])
    noise = min(max(0.0, -fmean(pairs)), 0.499 * variance) / variance
    theta = (1 - math.sqrt(1 - 4 * noise**2)) / (2 * noise) if noise > 0 else 0.0
    correction = {}
    for region, own in surprise.items():
        state = 0.0
        for year in years:
            state = own[year] + theta * state if year in own else 0.0
        correction[region] = -theta * state
    shared = max(0.0, stats.tvar(list(shock.values())) - own_variance / len(pool))
    return {
        "years": len(used), "shared": shared, "mu": fmean(shock.values()), "drift": drift, "trusted": trusted,
        "own": own_variance, "count": count, "theta": theta, "correction": correction, "freedom": freedom,
        "variance": {r: (PRIOR * own_variance + square[r]) / (PRIOR + count[r] - 1) for r in pool},
    }  # fmt: skip


def project(indicator: str, learnt: dict[str, object], seen: Figures, region: str, year: int) -> Path | None:
    """Carry one region ahead; one without four steps of its own borrows the common pace with a wider band."""
    points = seen.get(region, {})
    if not points or year <= max(points):
        return None
    ahead, theta = year - max(points), float(learnt["theta"])  # type: ignore[arg-type]
    reach = sum(DAMPING**step for step in range(1, ahead + 1))
    borrows = region not in learnt["drift"]  # type: ignore[operator]
    kept = 1 / (1 + theta**2)
    of = {name: learnt[name].get(region, 0.0) for name in ("drift", "trusted", "correction")}  # type: ignore[attr-defined]
    count = learnt["count"].get(region, 1)  # type: ignore[attr-defined]
    own = learnt["own"] if borrows else learnt["variance"][region]  # type: ignore[index]
    steps = (
        ahead * (1 - 2 * theta * kept) + 2 * theta * kept if borrows else kept * (1 + (ahead - 1) * (1 - theta) ** 2)
    )
    wider = 1.5 if borrows else 1.0
    apart = wider * (own * steps + reach**2 * of["trusted"] * learnt["own"] / count)  # type: ignore[operator]
    together = wider * learnt["shared"] * (ahead + reach**2 / learnt["years"])  # type: ignore[operator]
    behind = learnt["freedom"] if borrows else PRIOR + count - 1
    freedom = (apart + together) ** 2 / (together**2 / (learnt["years"] - 1) + apart**2 / behind)  # type: ignore[operator]
    start = to_z(indicator, points[max(points)]) + of["correction"]
    mean = start + reach * (learnt["mu"] + of["trusted"] * of["drift"])
    return Path(mean, math.sqrt(apart + together), float(freedom))


def band(indicator: str, path: Path, share: float, factor: float = 1.0) -> tuple[float, float]:
    reach = factor * path.sd * float(stats.t.ppf(0.5 + share / 2, path.freedom))
    return from_z(indicator, path.mean - reach), from_z(indicator, path.mean + reach)


def until(seen: Figures, year: int) -> Figures:
    cut = {region: {when: value for when, value in points.items() if when <= year} for region, points in seen.items()}
    return {region: points for region, points in cut.items() if points}


class Tried(NamedTuple):
    origin: int
    year: int
    error: float
    band: tuple[float, float]
    value: float
    ratio: float


def past_forecasts(indicator: str, seen: Figures) -> list[Tried]:
    """Every forecast that could have been made, one to five years ahead, with the width its own past had earned."""
    first = min(year for points in seen.values() for year in points)
    last = max(year for points in seen.values() for year in points)
    found: list[Tried] = []
    for origin in range(first + 4, last):
        known = until(seen, origin)
        learnt = learn(indicator, known)
        if learnt is None:
            continue
        factor = width(found, origin)
        for region in learnt["drift"]:  # type: ignore[attr-defined]
            if max(known[region]) != origin:
                continue
            for year in range(origin + 1, min(origin + 5, last) + 1):
                if year not in seen[region]:
                    continue
                path = project(indicator, learnt, known, region, year)
                assert path is not None
                truth = seen[region][year]
                reach = path.sd * float(stats.t.ppf(0.9, path.freedom))
                found.append(
                    Tried(
                        origin, year, abs(from_z(indicator, path.mean) - truth), band(indicator, path, 0.8, factor),
                        truth, abs(to_z(indicator, truth) - path.mean) / reach,
                    )
                )  # fmt: skip
    return found


def width(found: list[Tried], by_year: int) -> float:
    """The factor of the band: below 1 only where 95 % of what was known by then lay inside the band of 80 %."""
    known = [each for each in found if each.year <= by_year]
    if len(known) < 20 or sum(each.ratio <= 1 for each in known) / len(known) < 0.95:
        return 1.0
    origins = len({each.origin for each in known})
    ordered = sorted(each.ratio for each in known)
    place = 0.8 * (len(ordered) - 1)
    low = ordered[int(place)]
    quantile = low + (place - int(place)) * (ordered[min(int(place) + 1, len(ordered) - 1)] - low)
    return float(min(1.0, quantile ** (origins / (origins + 1))))
