"""Rows of every table that each check of sql/checks lets pass; test_checks.py changes them one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

Tables = dict[str, list[dict[str, Any]]]
KEY = {"round_id": "r", "indicator_code": "i", "region_id": "11", "target_year": 2025}
PARENT = {"round_id": "r", "indicator_code": "i", "parent_region_id": "00", "target_year": 2025}
SUBMISSION = {"submission_id": "s", "round_id": "r", "unit_code": "u", "status": "accepted", "file_name": "a.xlsx"}
COUNTS = {"offered_count": 3, "accepted_count": 1, "rejected_count": 1, "blank_count": 1}
TARGET = KEY | {
    "target_low": 7.0,
    "target_high": 8.0,
    "target_value": 8.0,
    "denominator": 100.0,
    "numerator": 8.0,
    "submission_id": "s",
    "source_cell": "Target!K1",
    "unit_code": "u",
}
CELL = {name: TARGET[name] for name in ("indicator_code", "region_id", "target_year", "target_value", "source_cell")}
CELLS = [
    {"submission_id": "s", "verdict": "accepted"} | CELL,
    {"submission_id": "s", "verdict": "rejected"} | CELL | {"source_cell": "Target!K2"},
    {"submission_id": "s", "verdict": "blank"} | CELL | {"source_cell": "Target!K3"},
]
INDICATOR = {
    "indicator_code": "i",
    "good_direction": "down",
    "aggregation": "weighted",
    "lower_bound": 0.0,
    "upper_bound": 100.0,
}
REGION = {"region_id": "11", "region_level": "province", "valid_to": date(2099, 1, 1), "is_current": True}
NATION = {"region_id": "00", "region_level": "country", "valid_to": date(2099, 1, 1), "is_current": True}
ROUND = {
    "round_id": "r",
    "baseline_year": 2024,
    "closes_at": datetime(2024, 6, 30, tzinfo=UTC),
    "time_zone": "Asia/Jakarta",
}
OBSERVATION = {
    "indicator_code": "i",
    "region_id": "11",
    "period": "2024-03",
    "observation_year": 2024,
    "observed_value": 9.0,
    "vintage": date(2024, 7, 1),
    "source_id": "S1",
    "mark": "uncertain",
}
SERIES = {"round_id": "r"} | {name: OBSERVATION[name] for name in OBSERVATION if name != "mark"}
DIVISION = {"successor_region_id": "11", "founding_year": 2023, "is_shrunken": True}
FIGURES = (
    "baseline_value latest_value target_value baseline_gap_value gap_value national_gap_value legal_gap_value "
    "required_annual_change required_annual_change_from_baseline observed_annual_change average_annual_change "
    "attainment linear_pace_ratio progress_ratio acceleration_factor projection_value projection_low80 "
    "projection_high80 ambition_share"
).split()
GAP = (
    KEY
    | dict.fromkeys(FIGURES, 1.0)
    | {"target_value": 8.0, "gap_value": 1.0, "state": "ok", "progress_status": "limited", "chance_band": "20-50"}
    | {"ambition_label": "stretch", "is_due": False, "latest_year": 2024, "standing": "stretch"}
    | {"is_asking_nothing": False, "met_certainty": "clear", "change_certainty": "unknown"}
    | {"ambition_met_count": 3, "ambition_pool_count": 60, "ambition_met_count_all": 9}
)
ALIGNMENT = PARENT | {
    "bottom_up_low": 7.0,
    "bottom_up_high": 9.0,
    "bottom_up_value": 9.0,
    "coverage_share": 1.0,
    "missing_best_value": 9.0,
    "missing_baseline_value": 9.0,
    "alignment_gap": 1.0,
    "tolerance": 0.05,
    "sensitivity_value": 9.0,
    "interval_relation": "overlaps",
    "verdict": "short_of_target",
    "verdict_reason": "compared",
    "severity": 1,
    "weight_error_value": 0.01,
    "is_by_bounds": False,
    "region_count_expected": 2,
    "region_count_submitted": 2,
}
PART = PARENT | {
    "region_id": "11",
    "weight": 1.0,
    "weight_share": 0.5,
    "contribution": 0.4,
    "contribution_to_pace": 0.3,
    "is_submitted": True,
    "is_applicable": True,
    "part_value": 9.0,
    "suggested_value": 8.0,
    "suggested_low": 8.0,
    "suggested_high": 8.0,
}
PARTS = [PART, PART | {"region_id": "12", "contribution": 0.6, "contribution_to_pace": 0.7}]
FINDING = {"submission_id": "s", "rule_id": "value.range", "source_cell": "Target!K1", "severity": "note"} | {
    "message_id": "kalimat",
    "message_en": "sentence",
}
PROGRESS = {"round_id": "r", "indicator_code": "i", "fill_share": 0.5} | {
    "expected": 2,
    "received": 1,
    "on_time": 1,
    "accepted": 1,
    "rejected": 0,
}
SEEN = SERIES | {"round_id": "other"}
OWED = KEY | {"unit_code": "u"}
HIT_RATE = {"indicator_code": "i", "region_level": "province", "rule": "peers:50", "horizon_years": 3} | {
    "case_count": 4,
    "met_count": 1,
    "met_share": 0.25,
    "origin_count": 2,
    "first_origin_year": 2015,
    "last_origin_year": 2016,
}
RATES = [
    SERIES | {"indicator_code": "poverty_rate", "region_id": region, "observed_value": rate}
    for region, rate in (("11", 10.0), ("12", 20.0), ("00", 15.0))
]
WEIGHTS = [
    {"round_id": "r", "weight_name": "survey_population", "region_id": region, "weight_year": 2024, "weight_value": 5.0}
    for region in ("11", "12")
]
FROZEN = KEY | {"round_id": "other", "submission_id": "s"}
AGREEMENT = KEY | {
    "state": "agreed",
    "counts_as": "agreed",
    "proposal_low": 7.0,
    "proposal_high": 8.0,
    "ministry_low": None,
    "ministry_high": None,
    "agreed_low": 7.5,
    "agreed_high": 7.5,
    "statement_region": None,
    "statement_ministry": None,
}
DISSENT = AGREEMENT | {
    "state": "not_agreed",
    "counts_as": "not_agreed",
    "agreed_low": None,
    "agreed_high": None,
    "ministry_low": 7.0,
    "statement_region": "belum mampu tahun ini",
    "statement_ministry": "wajib menurut undang-undang",
}
STATES = [
    {"subject_kind": "line", "state_code": "agreed", "has_number": True},
    {"subject_kind": "line", "state_code": "not_agreed", "has_number": False},
]
COUNTED = "agreed_count not_agreed_count deferred_count not_discussed_count undecided_count withdrawn_count".split()
DESK = {"round_id": "r", "session_id": "m", "line_count": 6} | dict.fromkeys(COUNTED, 1)
TAKEN = {"round_id": "r", "parent_region_id": "00", "line_count": 1, "taken_over_count": 1} | dict.fromkeys(
    [f"{kind}_count" for kind in ("easier", "stricter", "other_band", "missing", "no_table", "not_comparable")], 0
)
BY_BASIS = PARENT | {"basis": "proposed", "bottom_up_value": 9.0, "alignment_gap": 1.0}
BASIS_PARTS = [part | {"basis": "proposed"} for part in PARTS]
EVENTS = [
    {"event_number": 1, "previous_hash": "0", "event_hash": "a"},
    {"event_number": 2, "previous_hash": "a", "event_hash": "b"},
]


def given(**changes: Any) -> Tables:
    """All tables with rows that every check lets pass, but for those named."""
    tables: Tables = {
        "register.submission": [SUBMISSION | COUNTS],
        "register.judged_cell": CELLS,
        "core.submission": [SUBMISSION | COUNTS],
        "core.finding": [FINDING],
        "core.target": [TARGET],
        "core.submitted_target": [TARGET],
        "core.indicator": [INDICATOR],
        "core.region": [REGION, NATION],
        "core.planning_round": [ROUND],
        "core.round_target_year": [{"round_id": "r", "target_year": 2025}],
        "core.owed_target": [OWED],
        "analysis.rule_hit_rate": [HIT_RATE],
        "core.observation": [OBSERVATION],
        "core.source": [{"source_id": "S1"}],
        "core.territory_division": [DIVISION],
        "core.reference_series": [
            {"indicator_code": "i", "region_id": "11", "observation_year": 2024, "is_break": True}
        ],
        "core.baseline": [{"round_id": "r", "indicator_code": "i", "region_id": "11", "baseline_year": 2024}],
        "core.round_series": [SERIES, *RATES],
        "register.seen_figure": [SEEN],
        "core.round_indicator": [{"round_id": "r", "indicator_code": "i"}],
        "core.round_weight": WEIGHTS,
        "core.verdict_reason": [{"verdict_reason": "compared"}, {"verdict_reason": "official_only"}],
        "mart.target_gap": [GAP],
        "mart.alignment": [ALIGNMENT],
        "mart.alignment_part": PARTS,
        "mart.round_progress": [PROGRESS],
        "register.frozen_line": [FROZEN],
        "register.decision_event": EVENTS,
        "core.line_fact": [KEY],
        "core.review_state": STATES,
        "mart.agreement": [AGREEMENT],
        "mart.desk_progress": [DESK],
        "mart.take_up_total": [TAKEN],
        "mart.alignment_by_basis": [BY_BASIS],
        "mart.alignment_part_by_basis": BASIS_PARTS,
    }
    return tables | {name.replace("__", "."): rows for name, rows in changes.items()}
