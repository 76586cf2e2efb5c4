"""`selaras compose`: what it prints, what it writes, and that what is handed in is seen again in the edition."""

from __future__ import annotations

import csv
import math
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import polars as pl
import pytest

from dashboards.queries.what_if import national_effect
from pipelines.analysis.compose.rules import RULES, parse_choice
from pipelines.analysis.tables.composed_set import DrawnSet, Request, draw_up
from pipelines.analysis.tables.composition import Composition, composition
from pipelines.commands.composing.compose import ComposingError, Options, request_of, run, with_agreed
from pipelines.contract import edition_reader
from pipelines.contract.paths import Paths
from pipelines.exports.templates.csv_form import plain
from tests.command_here import selaras_here

PLAN, OPEN = "rpjmn-2025", "contoh-2027-1"
POVERTY = Options(PLAN, "poverty_rate", rule="equal_effort", to="6.5")
UNIT, OWED = "dit-jaminan-sosial", "outcome_assistance_on_target"
EXAMPLE = Options(OPEN, OWED, rule="common_pace", lift_precedent="deretnya pendek")


def drawn(paths: Paths, options: Options) -> DrawnSet:
    """The set as the page would draw it up from the same edition."""
    edition = edition_reader.current_edition(paths)
    assert edition is not None
    with edition_reader.reading(edition) as connection:

        def ask(query: str, **parameters: Any) -> pl.DataFrame:
            frame: pl.DataFrame = connection.sql(query, params=parameters).pl()
            return frame

        known = composition(ask, options.round_id, options.indicator_code, options.parent)
    return draw_up(known, request_of(options, options.rule), edition.stem)


def checked(paths: Paths, file: Path) -> dict[str, Any]:
    import json

    done = selaras_here(paths, "check", str(file), "--json")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_set_is_printed_with_its_sum_its_states_and_its_measures(refreshed: Paths) -> None:
    said = run(refreshed, POVERTY)
    found = drawn(refreshed, POVERTY)
    assert found.composed.closure.state == "closed"
    assert said.splitlines()[0] == "Equal effort · Poverty rate · Indonesia · rpjmn-2025"
    assert "Closed: the sum is 6.4" in said
    line = next(line for line in said.splitlines() if line.startswith("94 "))
    assert f"{found.values[found.composition.place['94'], -1]:.2f}" in line
    assert "largest ask" in said and "Papua Tengah" in said


def test_what_is_out_of_reach_is_said_with_the_nearest_target_and_never_written(
    refreshed: Paths, tmp_path: Path
) -> None:
    out = tmp_path / "set.xlsx"
    done = selaras_here(
        refreshed, "compose", "--round", PLAN, "--indicator", "poverty_rate", "--rule", "equal_effort",
        "--unit", "bappenas", "--out", str(out),
    )  # fmt: skip
    assert done.returncode == 1
    assert "Out of reach at paces seen before" in done.stderr and "The nearest target within reach" in done.stderr
    assert not out.exists()
    nearest = drawn(refreshed, replace(POVERTY, to="easy")).composed.closure.nearest_feasible_value
    assert run(refreshed, replace(POVERTY, to=f"{nearest}"), "bappenas", out).endswith("filled in as they stand.")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_file_is_accepted_by_the_check_and_holds_the_set(refreshed: Paths, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"set.{ending}"
    options = replace(EXAMPLE, half_width="0.25")
    run(refreshed, options, UNIT, out)
    found, answer = drawn(refreshed, options), checked(refreshed, out)
    assert answer["status"] == "accepted"
    assert answer["counts"]["rejected"] == 0
    asked = {item["rule_id"] for item in answer["findings"] if item["severity"] == "ask" and not item["is_justified"]}
    assert asked <= {"target.path"}  # a region without a figure keeps what it had submitted
    written = cells_of(out)
    for place, region_id in enumerate(found.composition.region_ids):
        for column, year in enumerate(found.years):
            if math.isfinite(found.low[place, column]):
                low, high = found.low[place, column], found.high[place, column]
                shown = plain(low) if low == high else f"{plain(low)}–{plain(high)}"
                assert written[region_id, year][0] == shown
                assert found.fingerprint in written[region_id, year][1]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_scenario_is_a_file_in_which_only_its_values_differ_from_what_stands(
    refreshed: Paths, tmp_path: Path, ending: str
) -> None:
    first, plain_file, out = "contoh-2026-2", tmp_path / f"stands.{ending}", tmp_path / f"scenario.{ending}"
    options = Options(first, OWED, rule="as_submitted", years="2030")
    run(refreshed, options, UNIT, plain_file)
    run(refreshed, replace(options, locks=("11=82", "53=93")), UNIT, out)
    before, after = cells_of(plain_file), cells_of(out)
    assert before.keys() == after.keys()
    changed = {key for key in after if after[key][0] != before[key][0]}
    assert changed == {("11", 2030), ("53", 2030)}
    assert after["11", 2030][0] == "82"
    assert "Skenario: Sebagaimana diusulkan, 2 wilayah diubah" in after["11", 2030][1]
    answer = checked(refreshed, out)
    assert answer["counts"]["rejected"] == 0
    assert answer["status"] in ("accepted", "late")


def cells_of(out: Path) -> dict[tuple[str, int], tuple[str, str]]:
    """Target and reason by region and year, numbers with a decimal comma."""
    if out.suffix == ".csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        return {
            (row["kode_wilayah"], int(row["tahun_target"])): (row["target"], row["alasan"])
            for row in rows
            if row["kode_indikator"] == OWED
        }
    sheet = openpyxl.load_workbook(out)["Target"]
    titles = {str(cell.value): place for place, cell in enumerate(sheet[5])}
    found = {}
    for row in sheet.iter_rows(min_row=6, values_only=True):
        for title, column in titles.items():
            if title.startswith("target_2") and row[column] is not None and row[0] == OWED:
                value = row[column]
                shown = plain(float(value)) if isinstance(value, (int, float)) else str(value)
                found[str(row[titles["kode_wilayah"]]), int(title[7:])] = (shown, str(row[titles["alasan"]]))
    return found


def test_the_hidden_sheet_carries_the_fingerprint_of_the_set(refreshed: Paths, tmp_path: Path) -> None:
    out = tmp_path / "set.xlsx"
    run(refreshed, EXAMPLE, UNIT, out)
    meta = {row[0]: row[1] for row in openpyxl.load_workbook(out)["_meta"].iter_rows(values_only=True)}
    assert meta["composed_set"] == drawn(refreshed, EXAMPLE).fingerprint
    assert drawn(refreshed, replace(EXAMPLE, to="76.5")).fingerprint != meta["composed_set"]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no rule": ({"rule": ""}, "Name a rule"),
    "unknown rule": ({"rule": "fair"}, "Rule 'fair' is not known"),
    "bad parameter": ({"rule": "peers:high"}, "is no rule with its parameters"),
    "aim": ({"to": "soon"}, "The aim soon cannot be read"),
    "year observed": ({"years": "2025"}, "2025 is no target year of this round"),
    "year unread": ({"years": "x"}, "write years with commas"),
    "lock elsewhere": ({"locks": ("99=3",)}, "Region 99 is not part of this set"),
    "lock impossible": ({"locks": ("51=300",)}, "lies outside the indicator's bounds"),
    "nothing agreed": ({"locks": ("agreed",)}, "nothing has been agreed"),
    "lock unread": ({"locks": ("51",)}, "write a region and its value"),
    "lock infinite": ({"locks": ("51=inf",)}, "a number with a decimal point"),
    "parent": ({"parent": "77"}, "Region 77 is not in the edition"),
    "no regions below": ({"parent": "11.01"}, "There are no regions below 11.01"),
    "indicator": ({"indicator_code": "happiness"}, "Indicator happiness is not in the edition"),
    "round": ({"round_id": "contoh-1999"}, "Round contoh-1999 is not in the edition"),
    "range": ({"half_width": "wide"}, "write a width in points"),
    "range negative": ({"half_width": "-1"}, "write a width in points"),
    "path": ({"path": "straight"}, "Path 'straight' is not known"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_option_is_one_sentence_with_its_remedy(refreshed: Paths, name: str) -> None:
    changes, sentence = WRONG[name]
    with pytest.raises(ComposingError, match=r".*") as caught:
        run(refreshed, replace(POVERTY, **changes))
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_wants_a_unit_that_owes_the_targets(refreshed: Paths, tmp_path: Path) -> None:
    for unit, ending, sentence in (
        (None, "xlsx", "name it with --rule and --unit"),
        ("bappenas", "pdf", "neither .xlsx nor .csv"),
        ("dit-anak", "xlsx", "owes nothing"),
    ):
        out = tmp_path / f"x.{ending}"
        with pytest.raises(Exception, match=sentence):
            run(refreshed, POVERTY, unit, out)
        assert not out.exists()


def test_rules_are_compared_side_by_side_with_their_record(refreshed: Paths) -> None:
    said = run(refreshed, replace(POVERTY, rule="", compare="peers:50,peers:90,as_submitted,common_pace"))
    assert said.count("back-test") == 4
    assert "Pace of peers, percentile 50" in said and "As submitted" in said
    assert "Targets made by this rule were met" in said
    assert "could not be tried on the past" in said
    closed = run(refreshed, replace(POVERTY, rule="peers:75+"))
    assert "Left open, targets made by this rule were met" in closed


def test_the_same_is_said_in_indonesian(refreshed: Paths) -> None:
    said = run(refreshed, replace(POVERTY, language="id"))
    assert said.splitlines()[0].startswith("Upaya setara · Tingkat kemiskinan")
    assert "Tertutup: jumlahnya 6,4" in said


def test_official_only_indicators_are_never_closed_and_say_why(refreshed: Paths) -> None:
    said = run(refreshed, Options(PLAN, "gini_ratio", rule="equal_effort"))
    assert "is computed by its publisher only" in said
    open_rule = run(refreshed, Options(PLAN, "gini_ratio", rule="peers:50"))
    assert "no sum can be computed" in open_rule


@pytest.mark.parametrize("indicator", ["poverty_rate", "open_unemployment_rate"])
def test_the_submitted_set_adds_up_to_the_alignment_of_the_edition(refreshed: Paths, indicator: str) -> None:
    edition = edition_reader.current_edition(refreshed)
    assert edition is not None
    found = drawn(refreshed, Options(PLAN, indicator, rule="as_submitted"))
    with edition_reader.reading(edition) as connection:
        there = connection.execute(
            "select bottom_up_value, coverage_share, national_value from mart.alignment where round_id = $round_id "
            "and indicator_code = $code and parent_region_id = '00' and target_year = $year",
            {"round_id": PLAN, "code": indicator, "year": found.final_year},
        ).fetchone()
    assert there is not None
    assert found.composed.total_value == pytest.approx(there[0], rel=1e-9)
    assert found.composed.closure.coverage_share == pytest.approx(there[1], rel=1e-9)
    assert found.wanted_value == pytest.approx(there[2])


def test_the_common_pace_on_the_plan_is_the_one_change_of_log_odds_computed_by_hand(refreshed: Paths) -> None:
    found = drawn(refreshed, Options(PLAN, "open_unemployment_rate", rule="common_pace", lift_precedent="hand"))
    today, weight = found.composition.latest_value, found.problem.weight
    low, high = -5.0, 0.0
    for _ in range(200):
        middle = (low + high) / 2
        odds = today / (100 - today) * math.exp(middle)
        total = float(weight @ (100 * odds / (1 + odds)) / weight.sum())
        low, high = (low, middle) if total > found.wanted_value else (middle, high)
    assert found.composed.exact == pytest.approx(100 * odds / (1 + odds), abs=1e-9)


def test_every_rule_draws_a_set_or_says_why_not_for_every_indicator_of_the_plan(refreshed: Paths) -> None:
    for indicator in ("poverty_rate", "open_unemployment_rate", "gini_ratio", "human_capital_index"):
        for rule in RULES:
            found = drawn(refreshed, Options(PLAN, indicator, rule=rule))
            assert found.closure_words("id") and found.closure_words("en")
            without = ~np.isfinite(found.composed.values)
            closing = RULES[rule].kind == "closing"
            assert closing or (found.composed.region_state[without] != "ok").all()


def test_what_was_agreed_is_locked_and_the_rest_closes_around_it(refreshed: Paths) -> None:
    known = known_of(refreshed)
    agreed = np.full(len(known.region_ids), np.nan)
    agreed[known.place["51"]], agreed[known.place["33"]] = 3.1, 7.9
    known = replace(known, given={**known.given, "as_agreed": {2029: agreed}})
    options = replace(POVERTY, to="7.0", locks=("agreed", "33=8.0"))
    request = with_agreed(request_of(options, options.rule), known, options)
    found = draw_up(known, request)
    assert (found.values[known.place["51"], -1], found.values[known.place["33"], -1]) == (3.1, 8.0)
    assert found.composed.closure.state == "closed"
    alone = draw_up(known, Request(parse_choice("as_agreed")))
    assert alone.composed.values == pytest.approx(agreed, nan_ok=True)
    assert np.isnan(alone.composed.total_value)  # two of 38 provinces are no sum
    assert "cover" in alone.closure_words("en")


def known_of(paths: Paths) -> Composition:
    return drawn(paths, POVERTY).composition


def test_a_range_has_the_relative_width_of_the_parents(refreshed: Paths) -> None:
    found = draw_up(known_of(refreshed), Request(parse_choice("peers:50"), is_parent_range=True))
    parent = found.composition.parent_targets[2029]
    assert parent.low is not None and parent.high is not None
    share = (parent.high - parent.low) / parent.high
    assert found.high == pytest.approx(found.values)
    assert found.high - found.low == pytest.approx(found.high * share, abs=0.0051)


def test_what_is_handed_in_is_seen_again_in_the_next_edition(refreshed: Paths, tmp_path: Path) -> None:
    """The page's numbers, the file's numbers and mart.target_gap are the same numbers."""
    paths = Paths(tmp_path / "data")
    shutil.copytree(refreshed.data, paths.data)
    rounds = paths.reference / "planning_rounds.csv"
    rounds.write_text(rounds.read_text(encoding="utf-8").replace("2027-02-26T", "2097-02-26T"), encoding="utf-8")
    found, out = drawn(paths, EXAMPLE), tmp_path / "set.xlsx"
    run(paths, EXAMPLE, UNIT, out)
    assert selaras_here(paths, "submit", str(out)).returncode in (0, 1)
    edition = edition_reader.current_edition(paths)
    assert edition is not None
    with edition_reader.reading(edition) as connection:
        rows = connection.execute(
            "select region_id, target_year, target_low, target_high, target_value from mart.target_gap "
            "where round_id = $round_id and indicator_code = $code",
            {"round_id": OPEN, "code": OWED},
        ).fetchall()
        sums = dict(
            connection.execute(
                "select target_year, bottom_up_value from mart.alignment where round_id = $round_id "
                "and indicator_code = $code and parent_region_id = '00'",
                {"round_id": OPEN, "code": OWED},
            ).fetchall()
        )
    there = {(region_id, year): (low, high, value) for region_id, year, low, high, value in rows}
    compared = 0
    for place, region_id in enumerate(found.composition.region_ids):
        for column, year in enumerate(found.years):
            if math.isfinite(found.low[place, column]):
                value = found.values[place, column]
                assert there[region_id, year] == (found.low[place, column], found.high[place, column], value)
                compared += 1
    assert compared > 100
    again = drawn(paths, replace(EXAMPLE, rule="as_submitted"))
    assert again.composed.total_value == pytest.approx(sums[again.final_year], rel=1e-9)


@pytest.mark.parametrize("indicator", ["poverty_rate", "open_unemployment_rate", "gini_ratio"])
def test_a_target_is_labelled_here_as_in_the_edition(refreshed: Paths, indicator: str) -> None:
    """What the page says of a composed target is what the edition will say once it is handed in."""
    edition = edition_reader.current_edition(refreshed)
    assert edition is not None
    found = drawn(refreshed, Options(PLAN, indicator, rule="as_submitted"))
    with edition_reader.reading(edition) as connection:
        rows = connection.execute(
            "select region_id, ambition_label, chance_band from mart.target_gap where round_id = $round_id "
            "and indicator_code = $code and target_year = $year and target_value is not null",
            {"round_id": PLAN, "code": indicator, "year": found.final_year},
        ).fetchall()
    assert rows
    for region_id, label, band in rows:
        place = found.composition.place[region_id]
        assert (found.outlooks.label[place], found.outlooks.band[place] or None) == (label, band), region_id


def test_one_changed_region_moves_the_sum_as_the_what_if_of_the_explorer_does(refreshed: Paths) -> None:
    edition = edition_reader.current_edition(refreshed)
    assert edition is not None
    found = drawn(refreshed, Options(PLAN, "poverty_rate", rule="as_submitted", locks=("33=7.1",)))
    with edition_reader.reading(edition) as connection:

        def ask(query: str, **parameters: Any) -> pl.DataFrame:
            frame: pl.DataFrame = connection.sql(query, params=parameters).pl()
            return frame

        there = national_effect(ask, PLAN, "poverty_rate", found.final_year, "33", 7.1)
    assert there is not None
    assert found.composed.total_value == pytest.approx(there["bottom_up_value"], rel=1e-9)
    assert there["bottom_up_value"] != pytest.approx(there["bottom_up_before"], rel=1e-9)
