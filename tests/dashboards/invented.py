"""Invented catalogue and statistics of the test edition: names of provinces are real, every figure comes from a formula.

What units handed in stands in invented_register.py.
"""

# ruff: noqa: E501 (rows of figures read better as rows)
from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import polars as pl

PROVINCES = dict(
    pair.split("=")
    for pair in (
        "11=Aceh|12=Sumatera Utara|13=Sumatera Barat|14=Riau|15=Jambi|16=Sumatera Selatan|17=Bengkulu|18=Lampung|"
        "19=Kepulauan Bangka Belitung|21=Kepulauan Riau|31=DKI Jakarta|32=Jawa Barat|33=Jawa Tengah|34=DI Yogyakarta|"
        "35=Jawa Timur|36=Banten|51=Bali|52=Nusa Tenggara Barat|53=Nusa Tenggara Timur|61=Kalimantan Barat|"
        "62=Kalimantan Tengah|63=Kalimantan Selatan|64=Kalimantan Timur|65=Kalimantan Utara|71=Sulawesi Utara|"
        "72=Sulawesi Tengah|73=Sulawesi Selatan|74=Sulawesi Tenggara|75=Gorontalo|76=Sulawesi Barat|81=Maluku|"
        "82=Maluku Utara|91=Papua|92=Papua Barat|93=Papua Selatan|94=Papua Tengah|95=Papua Pegunungan|96=Papua Barat Daya"
    ).split("|")
)
SHORT_NAMES = "AC SU SB RI JA SS BE LA BB KR JK JB JT YO JI BT BA NB NT KB KT KS KI KU SA ST SN SG GO SR MA MU PA PB PS PT PE PD".split()
YEARS = range(2015, 2026)
UNDIVIDED = "91-2022"
DIVIDED = ("91", "93", "94", "95", "96")
SILENT = "95"  # the province without a poverty target


def _indicator(code: str, name_id: str, name_en: str, **facts: Any) -> dict[str, Any]:
    return {
        "indicator_code": code, "name_id": name_id, "name_en": name_en, "definition_id": f"Definisi {name_id}.", "definition_en": f"Definition of {name_en}.",
        "unit_of_measure": "percent", "good_direction": "down", "aggregation": "weighted", "numerator": None, "denominator": None, "weight_name": "registered_population",
        "weight_source": "survei contoh", "weight_source_en": "example survey", "numerator_en": None, "denominator_en": None, "source_en": "BPS (example)", "lower_bound": 0.0, "upper_bound": 100.0, "decimal_places": 2, "region_level": "province", "reference_month": 3, "kind": "macro",
        "period_kind": "annual", "source": "BPS (contoh)", "owner_unit_code": None, "outcome_code": "O1", "is_priority": True, "is_example": False, "external_codes": "{}",
        "valid_from_year": None, "valid_to_year": None, "is_target_allowed": True, "projection_damping": None, **facts,
    }  # fmt: skip


INDICATORS = [
    _indicator("poverty_rate", "Tingkat kemiskinan", "Poverty rate"),
    _indicator("gini_ratio", "Rasio Gini", "Gini ratio", unit_of_measure="index", aggregation="official_only", decimal_places=3, upper_bound=1.0, weight_name=None, is_priority=False),
    _indicator("spm_children_inside", "Anak telantar di dalam panti yang terpenuhi kebutuhannya", "Neglected children in institutions whose needs are met", good_direction="up", aggregation="ratio_of_sums", kind="spm", reference_month=None, weight_name="submitted_denominator", is_example=True, is_priority=False),
]  # fmt: skip

UNITS = [
    {"unit_code": code, "name_id": name_id, "name_en": name_en, "unit_kind": kind, "parent_unit_code": None, "valid_from": None, "valid_to": None, "region_scope": "00", "is_example": is_example}
    for code, name_id, name_en, kind, is_example in (
        ("bappenas", "Bappenas (dokumen rencana)", "Bappenas (plan document)", "plan_document", False),
        ("rehsos-anak", "Direktorat Rehabilitasi Sosial Anak", "Directorate of Social Rehabilitation of Children", "directorate", True),
        ("pusdatin", "Pusdatin Kesos", "Centre for Data and Information", "directorate", True),
    )
]  # fmt: skip


def _round(round_id: str, name_id: str, name_en: str, year: int, plan_year: int, closes_at: datetime, is_example: bool) -> dict[str, Any]:  # fmt: skip
    return {
        "round_id": round_id, "name_id": name_id, "name_en": name_en, "round_year": year, "plan_year": plan_year, "stage": "internal" if is_example else "plan",
        "opens_at": datetime(year, 1, 5, tzinfo=UTC), "closes_at": closes_at, "time_zone": "Asia/Jakarta", "baseline_year": min(plan_year - 1, 2024),
        "national_document_id": None if is_example else "rpjmn-2025-2029", "is_example": is_example,
    }  # fmt: skip


ROUNDS = [
    _round("rpjmn-2025", "RPJMN 2025–2029", "National plan 2025–2029", 2025, 2025, datetime(2025, 2, 10, 16, 59, tzinfo=UTC), False),
    _round("contoh-2026-1", "Putaran contoh 2026-1", "Example round 2026-1", 2026, 2027, datetime(2026, 2, 1, tzinfo=UTC), True),
    _round("contoh-2026-2", "Putaran contoh 2026-2", "Example round 2026-2", 2026, 2027, datetime(2026, 4, 1, tzinfo=UTC), True),
    _round("contoh-2027-1", "Putaran contoh 2027-1", "Example round 2027-1", 2027, 2028, datetime(2027, 3, 1, tzinfo=UTC), True),
]  # fmt: skip
TARGET_YEARS = {
    "rpjmn-2025": (2025, 2029),
    "contoh-2026-1": (2027,),
    "contoh-2026-2": (2027,),
    "contoh-2027-1": (2028,),
}
DISTRICTS = {"33.01": "Kabupaten Cilacap", "33.02": "Kabupaten Banyumas"}
SPM_REGIONS = {"rehsos-anak": PROVINCES, "pusdatin": DISTRICTS}  # who owes the SPM of which regions in example rounds


def weight(region_id: str) -> float:
    """What a province counts for in the nation."""
    return 1 + float(region_id) / 10


@cache
def level(indicator_code: str, region_id: str, year: int) -> float:
    """An invented figure that falls, in each province at another pace; the nation's is the provinces' weighted mean."""
    if region_id == "00":
        provinces = [(weight(code), level(indicator_code, code, year)) for code in PROVINCES]
        return round(sum(many * each for many, each in provinces) / sum(many for many, _ in provinces), 3)
    number = int(region_id.replace(".", "")[:2])
    wave, pace = (number * 7 + year * 5) % 9 - 4, 1 + number % 8
    if indicator_code == "gini_ratio":
        return round(0.30 + number / 1000 - 0.0006 * pace * (year - 2015) + wave / 2000, 3)
    return round((3.4 + number / 10) * (1 - 0.009 * pace) ** (year - 2015) + wave / 50, 2)


def observations() -> list[dict[str, Any]]:
    """Figures of the nation, of each province since its founding, of old Papua until its division, of two districts."""
    return [
        {"indicator_code": code, "region_id": region_id, "period": f"{year}-03", "observed_value": level(code, region_id, year), "vintage": date(2025, 7, 25)}
        for code in ("poverty_rate", "gini_ratio")
        for region_id in ["00", *PROVINCES, UNDIVIDED, *DISTRICTS]
        for year in YEARS
        if not (region_id in DIVIDED and year < 2024) and not (region_id == UNDIVIDED and year > 2023)
    ]  # fmt: skip


def revised() -> list[dict[str, Any]]:
    """Two figures of Jawa Tengah as they were printed at first; the plan's round has seen one of them."""
    return [
        {"indicator_code": "poverty_rate", "region_id": "33", "period": f"{year}-03", "observed_value": round(level("poverty_rate", "33", year) + more, 2), "vintage": vintage}
        for year, more, vintage in ((2020, 0.4, date(2021, 1, 15)), (2024, 1.0, date(2024, 7, 1)))
    ]  # fmt: skip


def owed() -> list[tuple[str, str, str, str, int]]:
    """Every target that is owed: round, unit, indicator, region, year."""
    plan = [("rpjmn-2025", "bappenas", code, PROVINCES) for code in ("poverty_rate", "gini_ratio")]
    examples = [
        (round_id, unit, "spm_children_inside", regions)
        for round_id in TARGET_YEARS
        if round_id != "rpjmn-2025"
        for unit, regions in SPM_REGIONS.items()
    ]
    return [
        (round_id, unit, code, region, year)
        for round_id, unit, code, regions in (*plan, *examples)
        for region in regions
        for year in TARGET_YEARS[round_id]
    ]


def catalogue() -> dict[str, pl.DataFrame]:
    """The catalogue's tables that are invented; the others are the bundled ones."""
    regions = [
        ("00", "country", "Indonesia", None),
        *((code, "province", name, "00") for code, name in PROVINCES.items()),
        (UNDIVIDED, "province", "Papua (sebelum pemekaran 2022)", "00"),
        *((code, "district", name, "33") for code, name in DISTRICTS.items()),
    ]
    codes = [
        *((code, "iso3166_2", f"ID-{short}") for code, short in zip(PROVINCES, SHORT_NAMES, strict=True)),
        (UNDIVIDED, "kemendagri", "91"),
        ("91", "kemendagri", "91"),
    ]
    national = [(2029, 4.5, 5.0, "4,5–5,0"), (2025, 6.0, 6.75, "6,0–6,75")]
    criteria = ("sustainability", "community_based", "capability", "local_wisdom", "major_issues")
    blank = pl.lit(None, pl.Date)
    return {
        "core.region": _table(regions, "region_id", "region_level", "region_name", "parent_region_id").with_columns(valid_from=blank, valid_to=blank, published_until=pl.lit(None, pl.Int64), is_current=pl.col("region_id") != UNDIVIDED),
        "core.region_code": _table(codes, "region_id", "scheme", "code").with_columns(valid_from=blank, valid_to=blank),
        "core.region_succession": _table([(UNDIVIDED, code, date(2022, 7, 25), "contoh") for code in ("91", "93", "94", "95")], "predecessor_region_id", "successor_region_id", "effective_date", "legal_basis"),
        "core.region_weight": _table([(code, "registered_population", weight(code), 2025, "berkas uji") for code in PROVINCES], "region_id", "weight_name", "weight_value", "weight_year", "source"),
        "core.indicator": pl.DataFrame(INDICATORS, infer_schema_length=None),
        "core.organisation_unit": pl.DataFrame(UNITS, infer_schema_length=None),
        "core.planning_round": pl.DataFrame(ROUNDS, infer_schema_length=None),
        "core.round_target_year": _table([(name, year) for name, years in TARGET_YEARS.items() for year in years], "round_id", "target_year"),
        "core.outcome": pl.DataFrame([{"outcome_code": "O1", "statement_id": "Hasil contoh", "statement_en": "Example outcome", "programme_code": "1.06.02", "programme_name": "Program contoh", "programme_decree": "contoh", "issue_tags": "kemiskinan"}]),
        "core.owed_target": _table(owed(), "round_id", "unit_code", "indicator_code", "region_id", "target_year"),
        "core.assignment": _table(sorted({(*row[:3], "district" if "." in row[3] else "province") for row in owed()}), "round_id", "unit_code", "indicator_code", "region_level"),
        "core.national_target": _table([("rpjmn-2025-2029", "poverty_rate", *row, "dokumen contoh", "A") for row in national], "document_id", "indicator_code", "target_year", "target_low", "target_high", "printed_text", "source", "confidence"),
        "core.criterion": _table([(code, code, code, position < 3, "1", position) for position, code in enumerate(criteria)], "criterion_code", "name_id", "name_en", "is_mandatory", "version", "position"),
        "core.criterion_level": _table([("sustainability", 0, "berakhir", "ends")], "criterion_code", "level", "anchor_id", "anchor_en"),
        "core.method": pl.DataFrame([{"method_code": "gap_value", "name_id": "Kesenjangan", "name_en": "Gap", "words_id": "Sisa jalan ke target.", "words_en": "The rest of the way.", "formula_id": "D·(t−c)", "formula_en": "D·(t−c)", "assumptions_id": "", "assumptions_en": "", "weakness_id": "", "weakness_en": "", "source": "metode contoh"}]),
    }  # fmt: skip


def statistics() -> dict[str, pl.DataFrame]:
    """Two published tables: nothing newer is promised of the one, the other is older than promised."""
    figures = pl.DataFrame([*observations(), *revised()], infer_schema_length=None).with_columns(
        source_id=pl.when(pl.col("indicator_code") == "gini_ratio").then(pl.lit("S2")).otherwise(pl.lit("S1")),
        trust=pl.lit("A"),
        mark=pl.lit(None, pl.String),
        is_stopped=False,
        file_name=pl.lit("tabel-contoh.csv"),
        printed_region="region_id",
        printed_value=pl.col("observed_value").cast(pl.String),
    )
    sources = [
        {"source_id": source_id, "publisher": "BPS (contoh)", "title": title, "via": "berkas uji", "trust": "A", "first_year": 2015, "last_year": 2025, "vintage": date(2025, 7, 25), "origin": "bundled", "origin_at": date(2025, 12, 1), "cadence_days": cadence, "sha256": "0" * 64}
        for source_id, title, cadence in (("S1", "Tabel contoh", None), ("S2", "Tabel Gini contoh", 183))
    ]  # fmt: skip
    fault = {"rule_id": "figure.uncertain", "severity": "marked", "file_name": "tabel-contoh.csv", "source_id": "S1", "indicator_code": "poverty_rate", "region_id": None, "period": None, "printed_value": None, "figure_count": 4, "message_id": "Empat angka ditandai.", "message_en": "Four figures are marked."}  # fmt: skip
    errors = {"indicator_code": pl.String, "region_id": pl.String, "observation_year": pl.Int64, "relative_standard_error_pct": pl.Float64, "source_id": pl.String}  # fmt: skip
    return {
        "core.published_figure": figures,
        "core.source": pl.DataFrame(sources, schema_overrides={"cadence_days": pl.Int32}),
        "core.published_error": pl.DataFrame(schema=errors),
        "core.history_fault": pl.DataFrame([fault]),
    }


def _table(rows: Iterable[tuple[Any, ...]], *columns: str) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=list(columns), orient="row", infer_schema_length=None)
