"""Reads the bundled CSV files with nothing of the product's own code: figures, targets, people, national targets."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
MONTH = {"poverty_rate": "03", "poor_population": "03", "gini_ratio": "03", "open_unemployment_rate": "08"} | {
    "labour_participation_rate": "08"
}
DECIMALS = {"poverty_rate": 2, "gini_ratio": 3, "open_unemployment_rate": 2}
NATION, BASELINE_YEAR = "00", 2024
Figures = dict[str, dict[int, float]]


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def divisions() -> dict[str, list[str]]:
    """Dissolved territory -> its successors; only provinces have any."""
    found = defaultdict(list)
    for row in table("reference/region_successions.csv"):
        found[row["predecessor_region_id"]].append(row["successor_region_id"])
    return dict(found)


@cache
def founded() -> dict[str, int]:
    rows = table("reference/region_successions.csv")
    return {row["successor_region_id"]: int(row["effective_date"][:4]) for row in rows}


@cache
def people() -> dict[str, float]:
    """Registered people of each province; a dissolved territory has those of its successors."""
    rows = {row["region_id"]: float(row["population"]) for row in table("reference/region_population.csv")}
    return rows | {old: sum(rows[new] for new in successors) for old, successors in divisions().items()}


@cache
def provinces() -> list[str]:
    rows = table("reference/regions.csv")
    return sorted(row["region_id"] for row in rows if row["region_level"] == "province" and not row["valid_to"])


@cache
def series(indicator: str) -> Figures:
    """Region -> year -> figure of the reference month, provinces of all times and the nation."""
    trust = {row["source_id"]: row["trust"] for row in table("history/sources.csv")}
    best: dict[tuple[str, int], tuple[tuple[object, ...], float]] = {}
    for file in sorted((DATA / "history").glob("*.csv")):
        if not file.name.startswith(("national_series", "province_")):
            continue
        for row in table(f"history/{file.name}"):
            year, _, month = row["period"].partition("-")
            region = row["region_id"]
            if row["indicator"] != indicator or month != MONTH[indicator] or int(year) < founded().get(region, 0):
                continue
            rank = (file.name != "national_series.csv", trust[row["source_id"]], row["source_id"], file.name)
            key = (region, int(year))
            if key not in best or rank < best[key][0]:
                best[key] = (rank, float(row["value"]))
    found: Figures = defaultdict(dict)
    for (place, when), (_, figure) in sorted(best.items()):
        found[place][when] = figure
    return dict(found)


def number(text: str) -> float:
    return float(text.replace(".", "").replace(",", ".")) if "," in text else float(text)


@cache
def targets(indicator: str) -> dict[tuple[str, int], tuple[float, float]]:
    """(region, year) -> both ends of the range as submitted."""
    found = {}
    for row in table("plans/rpjmn-2025/target-provinsi-rpjmn-2025-2029.csv"):
        if row["kode_indikator"] == indicator and row["target"]:
            ends = [number(part) for part in row["target"].replace("-", "–").split("–")]
            found[row["kode_wilayah"], int(row["tahun_target"])] = (min(ends), max(ends))
    return found


@cache
def national_target(indicator: str, year: int) -> tuple[float, float, int] | None:
    """Both ends and the decimals printed."""
    for row in table("reference/national_targets.csv"):
        if (row["document_id"], row["indicator_code"], int(row["target_year"])) == ("rpjmn-2025-2029", indicator, year):
            decimals = max(len(part.partition(",")[2]) for part in row["printed_text"].replace("–", " ").split())
            return float(row["target_low"] or row["target_high"]), float(row["target_high"]), decimals
    return None


def to_z(indicator: str, value: float) -> float:
    return math.log(value / (100 - value)) if indicator != "gini_ratio" else math.log(value)


def from_z(indicator: str, z: float) -> float:
    return 100 / (1 + math.exp(-z)) if indicator != "gini_ratio" else math.exp(z)
