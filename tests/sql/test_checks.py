"""Each check of sql/checks: rows it lets pass, and rows it must find."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import sql_checks
from tests.sql.sound_tables import (
    AGREEMENT,
    ALIGNMENT,
    BASIS_PARTS,
    BY_BASIS,
    CELLS,
    COUNTS,
    DESK,
    DISSENT,
    EVENTS,
    FINDING,
    FROZEN,
    GAP,
    HIT_RATE,
    INDICATOR,
    KEY,
    NATION,
    OBSERVATION,
    OWED,
    PART,
    PARTS,
    PROGRESS,
    RATES,
    REGION,
    SERIES,
    SUBMISSION,
    TAKEN,
    TARGET,
    Tables,
    given,
)

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
