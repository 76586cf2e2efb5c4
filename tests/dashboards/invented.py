"""Invented rows behind the test edition: provinces are real codes and names, every figure is made up by a formula."""

# ruff: noqa: E501 (rows of figures read better as rows)
from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

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


def _indicator(code: str, name_id: str, name_en: str, **facts: Any) -> dict[str, Any]:
    return {
        "indicator_code": code, "name_id": name_id, "name_en": name_en, "definition_id": f"Definisi {name_id}.", "definition_en": f"Definition of {name_en}.",
        "unit_of_measure": "percent", "good_direction": "down", "aggregation": "weighted", "numerator": None, "denominator": None, "weight_name": "survey_population",
        "weight_source": "survei contoh", "weight_source_en": "example survey", "numerator_en": None, "denominator_en": None, "source_en": "BPS (example)", "lower_bound": 0.0, "upper_bound": 100.0, "decimal_places": 2, "region_level": "province", "reference_month": 3, "kind": "macro",
        "period_kind": "annual", "source": "BPS (contoh)", "owner_unit_code": None, "outcome_code": "O1", "is_priority": True, "is_example": False, "external_codes": "{}",
        "valid_from_year": None, "valid_to_year": None, "is_target_allowed": True, **facts,
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


def _round(
    round_id: str, name_id: str, name_en: str, round_year: int, plan_year: int, closes_at: datetime, is_example: bool
) -> dict[str, Any]:
    return {
        "round_id": round_id, "name_id": name_id, "name_en": name_en, "round_year": round_year, "plan_year": plan_year, "stage": "internal" if is_example else "plan",
        "opens_at": datetime(round_year, 1, 5, tzinfo=UTC), "closes_at": closes_at, "time_zone": "Asia/Jakarta", "baseline_year": min(plan_year - 1, 2024),
        "national_document_id": None if is_example else "rpjmn-2025-2029", "is_example": is_example,
    }  # fmt: skip


ROUNDS = [
    _round(
        "rpjmn-2025",
        "RPJMN 2025–2029",
        "National plan 2025–2029",
        2025,
        2025,
        datetime(2025, 2, 10, 16, 59, tzinfo=UTC),
        False,
    ),
    _round(
        "contoh-2026-1",
        "Putaran contoh 2026-1",
        "Example round 2026-1",
        2026,
        2027,
        datetime(2026, 2, 1, tzinfo=UTC),
        True,
    ),
    _round(
        "contoh-2026-2",
        "Putaran contoh 2026-2",
        "Example round 2026-2",
        2026,
        2027,
        datetime(2026, 4, 1, tzinfo=UTC),
        True,
    ),
    _round(
        "contoh-2027-1",
        "Putaran contoh 2027-1",
        "Example round 2027-1",
        2027,
        2028,
        datetime(2027, 3, 1, tzinfo=UTC),
        True,
    ),
]


def level(indicator_code: str, region_id: str, year: int) -> float:
    """An invented figure that falls a little each year."""
    number = int(region_id.replace(".", "")[:2]) if region_id != "00" else 40
    if indicator_code == "gini_ratio":
        return round(0.30 + number / 1000 - 0.002 * (year - 2015), 3)
    return round(6 + number / 8 - 0.21 * (year - 2015), 2)


def observations() -> list[dict[str, Any]]:
    rows = [
        {"indicator_code": code, "region_id": region_id, "period": f"{year}-03", "observation_year": year, "is_reference_month": True, "observed_value": level(code, region_id, year), "vintage": date(2025, 7, 25), "source_id": "S1", "trust": "A", "mark": None}
        for code in ("poverty_rate", "gini_ratio")
        for region_id in ["00", *PROVINCES, "33.01", "33.02"]
        for year in YEARS
        if not (region_id in ("93", "94", "95", "96") and year < 2024)
    ]  # fmt: skip
    replaced = next(row for row in rows if row["region_id"] == "33" and row["observation_year"] == 2020)
    rows.append({**replaced, "vintage": date(2021, 1, 15), "observed_value": replaced["observed_value"] + 0.4})
    return rows


def owed() -> list[tuple[str, str, str, str, int]]:
    plan = [
        ("rpjmn-2025", "bappenas", code, region, year)
        for code in ("poverty_rate", "gini_ratio")
        for region in PROVINCES
        for year in (2025, 2029)
    ]
    return plan + [
        (round_id, unit, "spm_children_inside", region, year)
        for round_id, year in (("contoh-2026-1", 2027), ("contoh-2026-2", 2027), ("contoh-2027-1", 2028))
        for unit in ("rehsos-anak", "pusdatin")
        for region in PROVINCES
    ]


def target_rows() -> list[dict[str, Any]]:
    """Rows of mart.target_gap: poverty and Gini of the plan, one SPM indicator of the example round."""
    rows = []
    labels = ("on_trend", "stretch", "beyond_precedent", "below_trend", "on_trend", "not_available")
    for code, fall in (("poverty_rate", 0.55), ("gini_ratio", 0.004)):
        for number, region_id in enumerate(PROVINCES):
            if code == "poverty_rate" and region_id == "95":
                continue  # one province did not submit
            for year in (2025, 2029):
                rows.append(_target("rpjmn-2025", code, region_id, year, fall, labels[number % len(labels)], number))
    for region_id in list(PROVINCES)[:35]:
        rows.append(_target("contoh-2026-2", "spm_children_inside", region_id, 2027, 0, "not_available", 1))
    missing = dict.fromkeys(rows[0]) | {
        "round_id": "rpjmn-2025",
        "indicator_code": "poverty_rate",
        "region_id": "95",
        "state": "no_target",
        "ambition_label": "not_available",
        "progress_status": "not_available",
    }
    rows += [
        {
            **missing,
            "target_year": year,
            "baseline_year": 2024,
            "baseline_value": level("poverty_rate", "95", 2024),
            "latest_year": 2025,
            "latest_value": level("poverty_rate", "95", 2025),
        }
        for year in (2025, 2029)
    ]
    return rows


def _target(
    round_id: str, code: str, region_id: str, year: int, fall: float, label: str, number: int
) -> dict[str, Any]:
    sign = 1 if code.startswith("spm") else -1
    has_history = not code.startswith("spm")
    baseline = level(code, region_id, 2024) if has_history else None
    latest = level(code, region_id, 2025) if has_history else None
    target = round(baseline - fall * (year - 2024), 3) if baseline is not None else 70.0 + number
    if number % 7 == 0 and latest is not None:
        target = latest + 0.1  # met already
    gap = None if latest is None else sign * (target - latest)
    is_due = year == 2025
    state = (
        "no_baseline"
        if gap is None
        else ("due_met" if gap <= 0 else "due_missed")
        if is_due
        else "met"
        if gap <= 0
        else "ok"
    )
    is_open = state == "ok"
    return {
        "round_id": round_id, "indicator_code": code, "region_id": region_id, "target_year": year, "baseline_year": 2024 if has_history else None, "baseline_value": baseline,
        "latest_year": 2025 if has_history else None, "latest_value": latest, "target_value": target, "target_low": target - 0.2 if code == "poverty_rate" else target, "target_high": target,
        "baseline_gap_value": None if baseline is None else target - baseline, "gap_value": gap, "national_gap_value": 5.0 - target if code == "poverty_rate" else None,
        "legal_gap_value": 100 - target if not has_history else None, "required_annual_change": (target - latest) / (year - 2025) if is_open else None,
        "required_annual_change_from_baseline": None if baseline is None else (target - baseline) / (year - 2024), "observed_annual_change": -0.21 if has_history else None,
        "attainment": 0.2 if has_history else None, "linear_pace_ratio": 0.9 if has_history else None, "progress_ratio": 0.5 if has_history else None,
        "progress_status": "limited" if has_history else "not_available", "projection_value": latest - 0.8 if is_open else None, "projection_low80": latest - 1.9 if is_open else None,
        "projection_high80": latest + 0.3 if is_open else None, "chance_band": "5-20" if is_open else None, "ambition_share": 0.024 if is_open and label != "not_available" else None,
        "ambition_pool_count": 170 if is_open and label != "not_available" else None, "ambition_label": label if is_open else "not_available", "state": state,
        "acceleration_factor": 2.4 if is_open else None, "chance_band_hard_end": "<5" if is_open else None, "ambition_met_count": 4 if is_open and label != "not_available" else None,
        "ambition_horizon_years": 4 if is_open else None, "ambition_label_hard_end": "beyond_precedent" if is_open else None, "average_annual_change": -0.2 if has_history else None, "progress_basis": "compound",
        "is_due": is_due, "national_low": 4.5 if code == "poverty_rate" else None, "national_high": 5.0 if code == "poverty_rate" else None, "submission_id": "a" * 64, "source_cell": "baris 12/target",
        "baseline_source_id": "S1" if has_history else None, "baseline_vintage": date(2025, 7, 25) if has_history else None, "latest_source_id": "S1" if has_history else None, "latest_vintage": date(2025, 7, 25) if has_history else None,
    }  # fmt: skip
