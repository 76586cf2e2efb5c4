"""Susun target: the set the URL asks for, what it says when nothing can be closed, and the same numbers in the file."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
import polars as pl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboards.i18n import LANGUAGES, wording
from dashboards.pages.compose.candidates import Candidate, candidate_rows, candidate_sums
from dashboards.queries import definitions, territory
from dashboards.queries.round import owners
from dashboards.services import composing as drawing
from dashboards.state import composing
from dashboards.state.composing import figure_of, set_in_address
from pipelines.analysis.tables.composed_set import DrawnSet, draw_up
from pipelines.analysis.tables.composition import Composition, composition
from pipelines.commands.composing.compose import Options, request_of
from tests.dashboards.conftest import answer_of, markup_of, open_page
from tests.dashboards.validated import validated
from tests.sentence import composed, sentence, text

PLAN = {"round": "rpjmn-2025", "indicator": "poverty_rate", "year": "2029"}
YEARS = (2029,)


@pytest.fixture
def known(ask: object) -> Composition:
    return composition(ask, "rpjmn-2025", "poverty_rate")  # type: ignore[arg-type]


def set_of(known: Composition, **written: list[str]) -> DrawnSet:
    return draw_up(known, set_in_address(written, known, YEARS).request, "edition-test")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_opens_with_what_became_of_the_set(with_edition: Path, language: str) -> None:
    app = open_page("compose", **PLAN, rule="peers:50", lang=language)
    assert not app.exception
    assert composed("not_asked", language).search(answer_of(app))
    assert re.search(r"\b33 (dari|of) 66\b", markup_of(app))  # the record of the rule, as counts


def test_every_rule_can_be_looked_at(with_edition: Path) -> None:
    for rule in ("projection", "own_best", "peers:90", "converge:0.25:best", "common_pace", "as_submitted"):
        app = open_page("compose", **PLAN, rule=rule)
        assert not app.exception, rule


def test_what_is_out_of_reach_offers_the_nearest_target_and_no_file(with_edition: Path) -> None:
    app = open_page("compose", **PLAN, rule="common_pace", to="0.5", lang="en")
    assert composed("infeasible", "en").match(answer_of(app)) or composed("beyond_bounds", "en").match(answer_of(app))
    assert text("compose.not_usable", "en") in markup_of(app)
    button = app.button(key="compose_use_nearest")
    button.click().run()
    assert not app.exception
    assert composed("closed", "en").match(answer_of(app)) or composed("already_met", "en").match(answer_of(app))
    assert app.button(key="compose_hand_in")


def test_an_official_indicator_is_composed_without_a_sum(with_edition: Path) -> None:
    app = open_page("compose", round="rpjmn-2025", indicator="gini_ratio", year="2029", rule="peers:50", lang="en")
    assert not app.exception
    assert composed("not_summed", "en").search(answer_of(app))
    closed = open_page(
        "compose", round="rpjmn-2025", indicator="gini_ratio", year="2029", rule="common_pace", lang="en"
    )
    assert composed("official_only", "en").search(answer_of(closed))


def test_what_the_url_says_wrongly_is_said_and_not_followed(with_edition: Path) -> None:
    app = open_page("compose", **PLAN, rule="luck", to="soon", lock="99=3", path="straight", range="-2", lang="en")
    assert not app.exception
    page = markup_of(app)
    for written in ("luck", "soon", "99=3", "straight", "-2"):
        assert written in page


def test_a_lock_is_typed_kept_in_the_url_and_released(with_edition: Path) -> None:
    app = open_page("compose", **PLAN, rule="equal_effort", to="8.5", focus="51", lang="en")
    field = next(each for each in app.text_input if each.key.startswith("compose_lock_51"))
    field.set_value("2.5").run()
    app.button(key="compose_do_lock").click().run()
    assert not app.exception
    assert app.query_params["lock"] in (["51=2.5"], "51=2.5")
    app.button(key="compose_release").click().run()
    assert "lock" not in app.query_params


def test_a_lock_nobody_can_read_is_said(with_edition: Path) -> None:
    app = open_page("compose", **PLAN, focus="51")
    field = next(each for each in app.text_input if each.key.startswith("compose_lock_51"))
    field.set_value("1.234").run()  # Indonesian: may be a thousand or a decimal
    app.button(key="compose_do_lock").click().run()
    assert "51=?1.234" in markup_of(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scenario_says_its_changes_beside_the_plan_as_submitted(
    with_edition: Path, known: Composition, language: str
) -> None:
    app = open_page("compose", **PLAN, rule="as_submitted", lock=["11=6", "51=2.5"], lang=language)
    assert not app.exception
    assert composed("scenario_short", language, count=2).search(answer_of(app))
    plain, changed = set_of(known, rule=["as_submitted"]), set_of(known, rule=["as_submitted"], lock=["11=6", "51=2.5"])
    number = wording(language).number
    assert number(plain.composed.total_value, changed.sum_places) in answer_of(app)
    assert number(changed.composed.total_value, changed.sum_places) in answer_of(app)
    values, weights = changed.composed.values, changed.problem.weight
    counted = np.isfinite(values) & np.isfinite(weights)
    mean = float((values[counted] * weights[counted]).sum() / weights[counted].sum())
    assert changed.composed.total_value == pytest.approx(mean)
    assert {known.region_ids[place] for place in changed.changed_places} == {"11", "51"}


def test_beside_a_scenario_stands_what_it_changes_as_it_was_submitted(known: Composition) -> None:
    here = set_in_address({"rule": ["as_submitted"], "lock": ["51=2.5"]}, known, YEARS)
    first, second, third = here.requests
    assert (dict(first.locks), dict(second.locks)) == ({"51": 2.5}, {})
    assert second.choice == first.choice
    assert dict(third.locks) == {"51": 2.5}  # a rule that closes does so around the values
    again = set_in_address({"rule": ["as_submitted"]}, known, YEARS)
    assert [each.choice.rule for each in again.requests] == ["as_submitted", "peers", "common_pace"]


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_fixed_value_that_is_the_submitted_one_is_no_change(known: Composition, value: float) -> None:
    plain = set_of(known, rule=["as_submitted"])
    stands = float(plain.composed.values[known.place["51"]]) + value
    here = set_of(known, rule=["as_submitted"], lock=[f"51={stands!r}"])
    assert len(here.changed_places) == (1 if value else 0)
    assert not set_of(known, rule=["peers:50"], lock=["51=2.5"]).changed_places  # a rule's set is no scenario


def test_a_tried_value_leads_to_the_scenario_with_those_tried_before(with_edition: Path) -> None:
    app = open_page("explorer", **PLAN, region="51", lock=["11=6", "51=2.5"], lang="en")
    link = next(each for each in app.get("page_link") if "scenario" in each.proto.label)
    assert parse_qs(link.proto.query_string)["lock"] == ["11=6.0", "51=2.5"]
    assert parse_qs(link.proto.query_string)["rule"] == ["as_submitted"]
    assert parse_qs(link.proto.query_string)["region"] == ["00"]


def test_values_of_a_scenario_do_not_follow_to_another_indicator(with_edition: Path) -> None:
    app = open_page("compose", **PLAN, rule="as_submitted", lock="51=2.5")
    app.selectbox(key="pick_indicator").set_value("gini_ratio").run()
    assert not app.exception
    assert "lock" not in app.query_params


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1,49", "id", 1.49),
        ("1.49", "id", 1.49),
        ("1.234", "id", None),
        ("1.234,5", "id", 1234.5),
        ("1,234", "en", None),
        ("1,234.5", "en", 1234.5),
        ("−3,2", "id", -3.2),
        ("12", "en", 12.0),
        ("", "en", None),
        ("x", "en", None),
        ("inf", "en", None),
    ],
)
def test_a_typed_number_is_read_in_the_language_or_not_at_all(text: str, language: str, value: float | None) -> None:
    assert figure_of(text, wording(language).separators) == value


def test_the_options_of_the_command_draw_up_the_very_same_set(known: Composition) -> None:
    for written in (
        {"rule": ["equal_effort"], "to": ["8.5"], "lock": ["51=2.5", "11=9.75"], "range": ["0.25"]},
        {"rule": ["peers:75+"], "to": ["middle"], "path": ["early"], "lift": ["precedent"], "why": ["karena banjir"]},
        {"rule": ["converge:0.4:national"], "range": ["parent"], "lift": ["today"], "why": ["--x y"]},
    ):
        here = set_of(known, **written)
        typed = dict(_pairs(composing.arguments(here.request, known)))
        options = Options(
            round_id=typed["--round"],
            indicator_code=typed["--indicator"],
            rule=typed["--rule"],
            to=typed["--to"],
            years=typed["--years"],
            path=typed["--path"],
            locks=[text for name, text in _pairs(composing.arguments(here.request, known)) if name == "--lock"],
            lift_precedent=typed.get("--lift-precedent", ""),
            lift_today=typed.get("--lift-today", ""),
            half_width=typed.get("--range", ""),
        )
        there = draw_up(known, request_of(options, options.rule), "edition-test")
        assert there.fingerprint == here.fingerprint


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    pairs, place = [], 0
    while place < len(words):
        name, sign, text = words[place].partition("=")
        pairs.append((name, text) if sign else (name, words[place + 1]))
        place += 1 if sign else 2
    return pairs


def test_a_limit_is_lifted_only_with_a_reason(known: Composition) -> None:
    assert set_of(known, lift=["precedent"]).request.limits.is_within_precedent
    lifted = set_of(known, lift=["precedent"], why=["bencana"]).request.limits
    assert (lifted.is_within_precedent, lifted.reason) == (False, "bencana")


def test_two_rules_stand_beside_the_first_unless_the_url_says_none(known: Composition) -> None:
    assert [each.name for each in set_in_address({}, known, YEARS).beside] == ["peers:50", "common_pace"]
    assert set_in_address({"beside": ["none"]}, known, YEARS).beside == ()
    many = {"rule": ["projection"], "beside": ["projection", "own_best", "own_best", "peers:90", "peers:75"]}
    assert [each.name for each in set_in_address(many, known, YEARS).beside] == ["own_best", "peers:90"]


def test_who_owes_and_what_the_record_is_comes_from_the_edition(ask: object, known: Composition) -> None:
    units = owners.units_owing(ask, "rpjmn-2025", "poverty_rate", known.region_ids)  # type: ignore[arg-type]
    assert units["unit_code"].to_list() == ["bappenas"]
    rates = definitions.hit_rates(ask, "poverty_rate", "province", 4)  # type: ignore[arg-type]
    assert rates["peers:90"]["met_count"] == 6
    assert territory.with_regions_below(ask)[0] == "00"  # type: ignore[arg-type]


def test_a_composition_is_asked_for_once_per_edition(known: Composition, ask: object) -> None:
    asked_times: list[str] = []

    def counting(query: str, **parameters: object) -> object:
        asked_times.append(query)
        return ask(query, **parameters)  # type: ignore[operator]

    for _ in range(2):
        drawing.known_composition(counting, "edition-once", "rpjmn-2025", "poverty_rate", "00")  # type: ignore[arg-type]
    assert len(asked_times) == len(set(asked_times))
    st.cache_resource.clear()


def test_pictures_are_drawn_without_a_figure(pen: object, known: Composition) -> None:
    blank = {
        "name": ["Aceh"],
        "is_locked": [True],
        **{name: [None] for name in ("latest_value", "candidate_0", "as_submitted", "as_planned")},
    }
    frame = pl.DataFrame(blank, schema_overrides=dict.fromkeys(list(blank)[2:], pl.Float64))
    assert validated(candidate_rows)(frame, [Candidate("candidate_0", "x")], pen, "persen", 2).data  # type: ignore[arg-type]
    sums = pl.DataFrame(
        {"name": ["x"], "total_value": [None], "best_feasible_value": [None]},
        schema_overrides={"total_value": pl.Float64, "best_feasible_value": pl.Float64},
    )
    assert validated(candidate_sums)(sums, pen, "persen", 2, (None, None)).data  # type: ignore[arg-type]


def test_one_click_leads_here_from_the_alignment_and_from_one_region(with_edition: Path) -> None:
    for name, key in (("alignment", "compose.from_alignment"), ("explorer", "compose.from_explorer")):
        app: AppTest = open_page(name, **PLAN, lang="en")
        assert not app.exception
        labels = [element.proto.label for element in app.get("page_link")]
        assert any(sentence(key, "en").fullmatch(each) for each in labels), name
