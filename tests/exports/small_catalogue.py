"""A catalogue of a handful of records, so that these tests do not lean on data/reference."""

from datetime import datetime
from zoneinfo import ZoneInfo

from pipelines.reference.model import (
    Assignment,
    Catalogue,
    Indicator,
    NationalTarget,
    OrganisationUnit,
    PlanningRound,
    Region,
)

WIB = ZoneInfo("Asia/Jakarta")


def indicator(code: str, **changes: object) -> Indicator:
    facts: dict = {
        "indicator_code": code,
        "name_id": f"Nama {code}",
        "name_en": f"Name of {code}",
        "definition_id": "",
        "definition_en": "",
        "unit_of_measure": "percent",
        "good_direction": "up",
        "aggregation": "ratio_of_sums",
        "numerator": "pembilang",
        "denominator": "penyebut",
        "weight_name": "submitted_denominator",
        "weight_source": None,
        "lower_bound": 0.0,
        "upper_bound": 100.0,
        "decimal_places": 2,
        "region_level": "province",
        "reference_month": None,
        "kind": "spm",
        "period_kind": "annual",
        "source": "",
        "owner_unit_code": None,
        "outcome_code": None,
        "is_priority": False,
        "is_example": True,
    }
    return Indicator(**{**facts, **changes})


def catalogue(**changes: object) -> Catalogue:
    regions = [
        Region("00", "country", "Indonesia", None, None, None, None),
        Region("11", "province", "Aceh", "00", None, None, None),
        Region("94", "province", "Papua Tengah", "00", None, None, None),
        Region("11.01", "district", "Kab. Aceh Selatan", "11", None, None, None),
    ]
    indicators = [
        indicator("spm_children_inside"),
        indicator("poverty_rate", good_direction="down", kind="macro", is_example=False),
        indicator("families_helped", unit_of_measure="family", upper_bound=None, decimal_places=0),
    ]
    units = [
        OrganisationUnit("rehsos-anak", "Direktorat Anak", "Children", "directorate", None, None, None, "00", True),
        OrganisationUnit("dinsos-11", "Dinas Sosial Aceh", "Office", "regional_office", None, None, None, "11", True),
    ]
    rounds = [
        PlanningRound(
            round_id="contoh-2026-1",
            name_id="Putaran contoh 2026-1",
            name_en="Example round 2026-1",
            round_year=2026,
            plan_year=2027,
            stage="internal",
            opens_at=datetime(2026, 1, 5, tzinfo=WIB),
            closes_at=datetime(2026, 2, 10, 23, 59, 59, tzinfo=WIB),
            time_zone="Asia/Jakarta",
            baseline_year=2025,
            target_years=(2027, 2029),
            national_document_id="doc",
            is_example=True,
        )
    ]
    facts: dict = {
        "indicators": {item.indicator_code: item for item in indicators},
        "regions": {item.region_id: item for item in regions},
        "region_codes": (),
        "successions": (),
        "aliases": (),
        "units": {item.unit_code: item for item in units},
        "rounds": {item.round_id: item for item in rounds},
        "assignments": (
            Assignment("contoh-2026-1", "rehsos-anak", "spm_children_inside", "province"),
            Assignment("contoh-2026-1", "rehsos-anak", "families_helped", "province"),
            Assignment("contoh-2026-1", "dinsos-11", "poverty_rate", "province"),
        ),
        "national_targets": (NationalTarget("doc", "poverty_rate", 2029, 4.5, 5.0, "4,5–5,0", "", "A"),),
        "layouts": {},
        "outcomes": (),
        "criteria": (
            {
                "criterion_code": "keberlanjutan",
                "name_id": "Keberlanjutan",
                "name_en": "Sustainability",
                "levels": [{"level": 0, "anchor_id": "berhenti", "anchor_en": "ends"}],
            },
        ),
        "methods": (),
    }
    return Catalogue(**{**facts, **changes})
