"""Each check of sql/checks: rows it lets pass, and rows it must find."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import sql_checks

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


OTHER = {"submission_id": "t"}
CASES: list[tuple[str, dict[str, Any]]] = [
    ("submitted_cells_are_conserved", {"core__submission": [SUBMISSION | COUNTS | {"offered_count": 4}]}),
    ("judged_cells_match_their_counts", {"register__judged_cell": CELLS[:2]}),
    ("target_has_one_value", {"core__target": [TARGET, TARGET | OTHER]}),
    ("target_walks_back_to_its_cell", {"core__target": [TARGET | {"source_cell": "Target!Z9"}]}),
    ("target_walks_back_to_its_cell", {"core__target": [TARGET | {"target_value": 7.5}]}),
    ("target_comes_from_a_known_submission", {"core__submission": [SUBMISSION | COUNTS | {"status": "late"}]}),
    ("target_comes_from_a_known_submission", {"core__target": [TARGET | OTHER]}),
    ("target_keeps_to_its_round", {"core__target": [TARGET | {"target_year": 2031}]}),
    ("target_keeps_to_its_round", {"core__target": [TARGET | {"indicator_code": "unknown"}]}),
    ("target_keeps_to_its_round", {"core__target": [TARGET | {"round_id": None}, TARGET]}),
    ("target_region_still_exists", {"core__region": [REGION | {"valid_to": date(2022, 11, 11)}, NATION]}),
    ("target_keeps_to_its_bounds", {"core__target": [TARGET | {"target_high": 108.0, "target_value": 108.0}]}),
    ("target_keeps_to_its_bounds", {"core__target": [TARGET | {"target_low": 9.0}]}),
    ("target_keeps_to_its_bounds", {"core__target": [TARGET | {"target_value": 7.0}]}),
    ("one_file_speaks_for_a_unit", {"core__submission": [SUBMISSION | COUNTS, SUBMISSION | COUNTS | OTHER]}),
    ("new_province_has_no_past", {"core__observation": [OBSERVATION | {"observation_year": 2022}]}),
    (
        "shrunken_province_has_its_break",
        {
            "core__reference_series": [
                {"indicator_code": "i", "region_id": "11", "observation_year": 2024, "is_break": False}
            ]
        },
    ),
    (
        "baseline_is_not_from_the_future",
        {"core__baseline": [{"round_id": "r", "indicator_code": "i", "region_id": "11", "baseline_year": 2025}]},
    ),
    (
        "closed_round_stands_still",
        {"core__observation": [OBSERVATION, OBSERVATION | {"vintage": date(2024, 5, 1), "observed_value": 9.5}]},
    ),
    (
        "closed_round_stands_still",
        {"register__seen_figure": [SERIES | {"observed_value": 9.9}]},
    ),
    ("gap_agrees_with_its_words", {"mart__target_gap": [GAP | {"state": "met"}]}),
    ("gap_agrees_with_its_words", {"mart__target_gap": [GAP | {"gap_value": -1.0}]}),
    ("gap_agrees_with_its_words", {"mart__target_gap": [GAP | {"state": "no_target"}]}),
    ("gap_agrees_with_its_words", {"mart__target_gap": [GAP | {"standing": "met"}]}),
    ("gap_agrees_with_its_words", {"mart__target_gap": [GAP | {"standing": "asking_nothing"}]}),
    ("gap_agrees_with_its_words", {"mart__target_gap": [GAP | {"standing": "missed"}]}),
    ("gap_agrees_with_its_words", {"mart__target_gap": [GAP | {"met_certainty": None}]}),
    (
        "gap_agrees_with_its_words",
        {
            "mart__target_gap": [
                GAP | {"gap_value": -1.0, "state": "due_met", "standing": "met", "is_asking_nothing": True}
            ]
        },
    ),
    ("ambition_agrees_with_its_gap", {"mart__target_gap": [GAP | {"ambition_label": "beyond_precedent"}]}),
    (
        "ambition_agrees_with_its_gap",
        {"mart__target_gap": [GAP | {"ambition_label": "rare", "ambition_met_count": 0, "ambition_met_count_all": 0}]},
    ),
    ("ambition_agrees_with_its_gap", {"mart__target_gap": [GAP | {"ambition_label": "easier_than_today"}]}),
    ("ambition_agrees_with_its_gap", {"mart__target_gap": [GAP | {"gap_value": -0.5}]}),
    ("ambition_agrees_with_its_gap", {"mart__target_gap": [GAP | {"ambition_met_count": 10}]}),
    ("gap_covers_every_target_once", {"mart__target_gap": [GAP, GAP]}),
    ("gap_covers_every_target_once", {"mart__target_gap": [GAP | {"region_id": "12", "target_value": None}, GAP, GAP]}),
    ("gap_covers_every_target_once", {"mart__target_gap": [GAP | {"region_id": "12"}]}),
    ("gap_covers_every_target_once", {"mart__target_gap": [GAP | {"target_value": 7.0}]}),
    ("due_target_is_not_projected", {"mart__target_gap": [GAP | {"is_due": True}]}),
    ("gap_speaks_the_vocabulary", {"mart__target_gap": [GAP | {"state": "fine"}]}),
    ("gap_speaks_the_vocabulary", {"mart__target_gap": [GAP | {"chance_band": "80+"}]}),
    ("gap_speaks_the_vocabulary", {"mart__target_gap": [GAP | {"standing": "green"}]}),
    ("gap_speaks_the_vocabulary", {"mart__target_gap": [GAP | {"met_certainty": "sure"}]}),
    ("submission_speaks_the_vocabulary", {"core__submission": [SUBMISSION | COUNTS | {"status": "waiting"}]}),
    ("submission_speaks_the_vocabulary", {"core__finding": [FINDING | {"severity": "error"}]}),
    ("finding_speaks_both_languages", {"core__finding": [FINDING | {"message_en": ""}]}),
    ("alignment_speaks_the_vocabulary", {"mart__alignment": [ALIGNMENT | {"verdict": "short"}]}),
    ("alignment_speaks_the_vocabulary", {"mart__alignment": [ALIGNMENT | {"verdict_reason": "because"}]}),
    ("alignment_parts_add_up", {"mart__alignment_part": [PART]}),
    ("alignment_parts_add_up", {"mart__alignment_part": [PART | {"contribution": None}]}),
    ("alignment_parts_add_up", {"mart__alignment_part": [PARTS[0], PARTS[1] | {"contribution_to_pace": 0.6}]}),
    ("alignment_parts_add_up", {"mart__alignment_part": [PARTS[0], PARTS[1] | {"contribution_to_pace": None}]}),
    ("verdict_agrees_with_its_gap", {"mart__alignment": [ALIGNMENT | {"verdict": "beyond_target", "severity": 2}]}),
    ("verdict_agrees_with_its_gap", {"mart__alignment": [ALIGNMENT | {"alignment_gap": 0.055}]}),
    ("verdict_agrees_with_its_gap", {"mart__alignment": [ALIGNMENT | {"verdict": "aligned", "severity": 3}]}),
    ("verdict_agrees_with_its_gap", {"mart__alignment": [ALIGNMENT | {"verdict": "refused", "severity": 5}]}),
    ("verdict_agrees_with_its_gap", {"mart__alignment": [ALIGNMENT | {"severity": 0}]}),
    (
        "verdict_agrees_with_its_gap",
        {
            "mart__alignment": [
                ALIGNMENT | {"verdict": "cannot_say", "severity": 4, "verdict_reason": "within_weight_error"}
            ]
        },
    ),
    (
        "nothing_is_suggested_without_a_distance",
        {"mart__alignment": [ALIGNMENT | {"verdict": "cannot_say", "severity": 4}]},
    ),
    ("official_figures_are_not_computed", {"core__indicator": [INDICATOR | {"aggregation": "official_only"}]}),
    ("shares_stay_between_0_and_1", {"mart__alignment": [ALIGNMENT | {"coverage_share": 1.2}]}),
    ("shares_stay_between_0_and_1", {"mart__round_progress": [PROGRESS | {"received": 3}]}),
    ("numbers_are_finite", {"core__target": [TARGET | {"numerator": float("inf")}]}),
    ("numbers_are_finite", {"mart__target_gap": [GAP | {"attainment": float("inf")}]}),
    ("numbers_are_finite", {"mart__alignment": [ALIGNMENT | {"alignment_gap": float("nan")}]}),
    ("observation_has_its_source", {"core__source": [{"source_id": "S2"}]}),
    (
        "weights_reproduce_the_nation",
        {"core__round_series": [SERIES, *RATES[:2], RATES[2] | {"observed_value": 15.01}]},
    ),
    ("target_is_not_lost_to_another_unit", {"core__submitted_target": [TARGET, TARGET | OTHER | {"unit_code": "v"}]}),
    ("agreement_covers_every_line_once", {"mart__agreement": [AGREEMENT, AGREEMENT]}),
    ("agreement_covers_every_line_once", {"core__line_fact": [KEY, KEY | {"region_id": "12"}]}),
    ("agreement_covers_every_line_once", {"mart__agreement": [AGREEMENT, AGREEMENT | {"region_id": "12"}]}),
    (
        "agreement_says_what_its_state_says",
        {"mart__agreement": [AGREEMENT | {"agreed_low": None, "agreed_high": None}]},
    ),
    ("agreement_says_what_its_state_says", {"mart__agreement": [DISSENT | {"agreed_low": 7.0}]}),
    ("agreement_says_what_its_state_says", {"mart__agreement": [DISSENT | {"ministry_low": None}]}),
    ("agreement_says_what_its_state_says", {"mart__agreement": [DISSENT | {"statement_region": ""}]}),
    ("agreement_says_what_its_state_says", {"mart__agreement": [DISSENT | {"statement_ministry": None}]}),
    ("desk_lines_are_conserved", {"mart__desk_progress": [DESK | {"line_count": 7}]}),
    ("take_up_covers_every_agreed_line_once", {"mart__take_up_total": [TAKEN | {"parent_region_id": "11"}]}),
    ("take_up_covers_every_agreed_line_once", {"mart__take_up_total": [TAKEN | {"taken_over_count": 0}]}),
    ("take_up_covers_every_agreed_line_once", {"mart__take_up_total": [TAKEN | {"line_count": 2, "easier_count": 1}]}),
    ("basis_parts_add_up", {"mart__alignment_part_by_basis": BASIS_PARTS[:1]}),
    ("basis_parts_add_up", {"mart__alignment_part_by_basis": [BASIS_PARTS[0] | {"contribution": None}]}),
    ("proposed_basis_is_the_alignment", {"mart__alignment_by_basis": [BY_BASIS | {"bottom_up_value": 9.1}]}),
    ("proposed_basis_is_the_alignment", {"mart__alignment_by_basis": [BY_BASIS | {"alignment_gap": None}]}),
    ("decision_events_are_chained", {"register__decision_event": EVENTS[1:]}),
    ("decision_events_are_chained", {"register__decision_event": [EVENTS[0], EVENTS[1] | {"previous_hash": "x"}]}),
    ("rule_hits_stay_within_cases", {"analysis__rule_hit_rate": [HIT_RATE | {"met_count": 5}]}),
    ("rule_hits_stay_within_cases", {"analysis__rule_hit_rate": [HIT_RATE | {"case_count": 0, "met_count": 0}]}),
    ("units_owe_each_target_once", {"core__owed_target": [OWED, OWED | {"unit_code": "v"}]}),
]


def answer(name: str, tables: Tables) -> int:
    """Put the tables up and ask one check; return how many rows came back."""
    check = next(check for check in sql_checks() if check.name == name)
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        for schema in ("register", "core", "analysis", "mart"):
            connection.execute(f"create schema {schema}")
        warehouse.define_methods(connection)
        for table in check.depends_on:
            warehouse.load(connection, table, pl.DataFrame(tables[table], infer_schema_length=None))
        return sum(frame.height for frame in warehouse.failures(connection, [check]).values())


@pytest.mark.parametrize("name", sorted({case[0] for case in CASES}))
def test_a_check_lets_sound_tables_pass(name: str) -> None:
    assert answer(name, given()) == 0


@pytest.mark.parametrize(("name", "changes"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_a_check_finds_what_it_asks_for(name: str, changes: dict[str, Any]) -> None:
    extra = {"core__submission": [SUBMISSION | COUNTS, SUBMISSION | COUNTS | OTHER]}
    if name == "target_is_not_lost_to_another_unit":
        changes = extra | changes
    assert answer(name, given(**changes)) > 0


def test_a_line_without_agreement_keeps_both_numbers_and_both_statements() -> None:
    assert answer("agreement_says_what_its_state_says", given(mart__agreement=[DISSENT])) == 0


def test_a_line_before_a_session_keeps_a_file_that_a_newer_one_has_replaced() -> None:
    replaced = {
        "core__submission": [SUBMISSION | COUNTS | {"status": "superseded"}],
        "register__frozen_line": [FROZEN | {"round_id": "r"}],
    }
    for name in ("target_comes_from_a_known_submission", "target_walks_back_to_its_cell"):
        assert answer(name, given(**replaced)) == 0
        assert answer(name, given(**replaced | {"register__frozen_line": [FROZEN]})) > 0


def test_no_check_is_without_cases() -> None:
    assert {check.name for check in sql_checks()} == {case[0] for case in CASES}
