"""Tables as a publisher would answer, put into `published/` of a history folder, and what became of them."""

from __future__ import annotations

import csv
import json
from functools import cache

import polars as pl

from pipelines.contract.paths import CHECKOUT
from tests.history.test_forms_webapi import GINI, answer

PROVINCES = {
    1100: "ACEH", 1200: "SUMATERA UTARA", 1300: "SUMATERA BARAT", 1400: "RIAU", 1500: "JAMBI", 1600: "SUMATERA SELATAN",
    1700: "BENGKULU", 1800: "LAMPUNG", 1900: "KEP. BANGKA BELITUNG", 2100: "KEP. RIAU", 3100: "DKI JAKARTA",
    3200: "JAWA BARAT",
    3300: "JAWA TENGAH", 3400: "DI YOGYAKARTA", 3500: "JAWA TIMUR", 3600: "BANTEN", 5100: "BALI",
    5200: "NUSA TENGGARA BARAT",
    5300: "NUSA TENGGARA TIMUR", 6100: "KALIMANTAN BARAT", 6200: "KALIMANTAN TENGAH", 6300: "KALIMANTAN SELATAN",
    6400: "KALIMANTAN TIMUR", 6500: "KALIMANTAN UTARA", 7100: "SULAWESI UTARA", 7200: "SULAWESI TENGAH",
    7300: "SULAWESI SELATAN",
    7400: "SULAWESI TENGGARA", 7500: "GORONTALO", 7600: "SULAWESI BARAT", 8100: "MALUKU", 8200: "MALUKU UTARA",
    9100: "PAPUA BARAT", 9200: "PAPUA BARAT DAYA", 9400: "PAPUA", 9500: "PAPUA SELATAN", 9600: "PAPUA TENGAH",
    9700: "PAPUA PEGUNUNGAN", 9999: "INDONESIA",
}  # fmt: skip


@cache
def gini_places():
    """Code of each region -> its place in the order of the last Gini ratios held; the country comes last."""
    with (CHECKOUT / "data" / "history" / "province_gini.csv").open(encoding="utf-8", newline="") as handle:
        held = {row["bps_code"]: float(row["value"]) for row in csv.DictReader(handle) if row["period"] == "2024-09"}
    codes = sorted((code for code in PROVINCES if code != 9999), key=lambda code: held[str(code // 100)])
    return {code: place for place, code in enumerate([*codes, 9999])}


def gini_answer(count=39, scale=1.0, last_update="2026-12-20 08:00:00"):
    """A table of Gini ratios of March 2025 for the first `count` regions, in the order that they have had."""
    figures = {
        (code, 191, 2025, 61): round((0.3 + gini_places()[code] / 1000) * scale, 3) for code in list(PROVINCES)[:count]
    }
    return {**answer(GINI, list(PROVINCES.items()), [2025], figures), "last_update": last_update}


def put(folder, name, content):
    path = folder / "published" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def fetched(history):
    return history.figures.filter(pl.col("file_name").str.starts_with("published/"))


def rules(history, name):
    return set(history.faults.filter(pl.col("file_name") == f"published/{name}")["rule_id"])
