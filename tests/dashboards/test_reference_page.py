"""Acuan: only agreed numbers are the reference, a draft says so, and a region's sheet gives its files."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.services import selaras_cli
from dashboards.services.selaras_cli import Outcome
from pipelines.contract import decisions
from pipelines.contract.paths import Paths
from tests.dashboards.conftest import answer_of, markup_of, open_page, tables_of
from tests.dashboards.edition_fixture import build_edition
from tests.sentence import sentence, text

AGREED = {"round": "contoh-2026-2", "sheet": "31"}


@pytest.mark.parametrize(("language", "word"), [("id", "RANCANGAN"), ("en", "DRAFT")])
def test_before_any_agreement_the_page_says_draft(with_edition: Path, language: str, word: str) -> None:
    app = open_page("reference", round="rpjmn-2025", lang=language)
    assert not app.exception
    assert answer_of(app).startswith(word)


def test_a_region_that_is_not_there_falls_back_with_a_notice(with_edition: Path) -> None:
    app = open_page("reference", round="rpjmn-2025", sheet="77")
    assert not app.exception
    assert "77" in markup_of(app)


def test_agreed_numbers_stand_apart_from_the_others_and_from_their_reasons(data_variable: Paths) -> None:
    app = open_page("reference", **AGREED)
    assert not app.exception
    shown = tables_of(app)
    agreed, others = shown[text("reference.agreed_caption")], shown[text("reference.open_eyebrow")]
    assert agreed["rows"] and others["rows"]
    headings = [column["label"] for column in agreed["columns"]]
    assert "Disepakati, bawah" in headings and "Usulan, bawah" not in headings
    assert "Disepakati, bawah" not in [column["label"] for column in others["columns"]]


def test_outcomes_and_regions_of_a_round_are_listed_with_their_counts(data_variable: Paths) -> None:
    app = open_page("reference", round="contoh-2026-2", lang="en")
    shown = tables_of(app)
    assert text("reference.outcomes_eyebrow", "en") in shown
    rows = {row["id"]: row for row in shown[text("reference.regions_eyebrow", "en")]["rows"]}
    assert rows["31"]["leads"].startswith("./acuan?") and "sheet=31" in rows["31"]["leads"]


def test_a_file_of_the_sheet_is_made_by_the_command(data_variable: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(
        selaras_cli, "sheet", lambda *what: asked.append(what) or Outcome(file_name="a.pdf", content=b"x")
    )
    app = open_page("reference", **AGREED)
    next(button for button in app.button if button.label == text("reference.make_pdf")).click().run()
    assert asked == [("contoh-2026-2", "31", "pdf", "id")]


@pytest.mark.parametrize(("language", "step"), [("id", "−1,4"), ("en", "−1.4")])
def test_the_page_says_who_took_over_what(data_variable: Paths, language: str, step: str) -> None:
    app = open_page("reference", round="contoh-2026-2", lang=language)
    assert not app.exception
    headline = sentence("take_up.headline", language, taken=16, lines=29, differs=2, easier=1)
    assert headline.search(markup_of(app))
    one = open_page("reference", **AGREED, lang=language)
    rows = tables_of(one)[text("take_up.lines_caption", language)]["rows"]
    first = [cell["text"] for cell in rows[0]["cells"]]
    assert first[4:6] == ["45,0", step] and text("take_up.reason.easier", language) in first


def test_before_any_agreement_nothing_is_said_about_take_up(with_edition: Path) -> None:
    app = open_page("reference", round="rpjmn-2025")
    assert not app.exception and "RKPD" not in markup_of(app)


@pytest.mark.parametrize(
    ("language", "words"), [("id", "Kearifan lokal: Di Minangkabau"), ("en", "Local wisdom: Di Minangkabau")]
)
def test_a_proposed_outcome_stands_in_the_units_own_words(data_variable: Paths, language: str, words: str) -> None:
    app = open_page("reference", round="contoh-2026-2", lang=language)
    assert not app.exception
    texts = [each.value for each in app.text]
    assert any(each.startswith(words) for each in texts)
    assert {"Isu: pengasuhan, kemiskinan, kearifan lokal", "Issues: pengasuhan, kemiskinan, kearifan lokal"} & set(
        texts
    )
    named = tables_of(app)[text("proposal.indicators", language)]
    assert len(named["rows"]) == 5


def test_levels_of_reviewers_stand_beside_the_numbers_and_a_single_one_is_only_counted(data_variable: Paths) -> None:
    app = open_page("reference", **AGREED)
    assert not app.exception
    judged = tables_of(app)[text("judged.eyebrow")]
    assert len(judged["rows"]) == 3
    assert sentence("judged.agreement").search(markup_of(app))
    assert text("judged.sealed", count=1) in markup_of(app)


def test_what_a_unit_proposed_is_shown_as_text_whatever_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) =1+1 :material/bolt: $x$"
    build_edition(tmp_path, malicious=attack)
    monkeypatch.setenv("SELARAS_DATA", str(tmp_path))
    app = open_page("reference", round="contoh-2026-2")
    assert not app.exception
    assert "<img src=x" not in markup_of(app)
    assert all(attack not in element.proto.body for element in app.get("markdown"))
    assert all(attack not in element.label for element in app.expander)
    assert sum(each.value.endswith(attack) for each in app.text) >= 7
    cells = [cell["text"] for row in tables_of(app)[text("proposal.indicators")]["rows"] for cell in row["cells"]]
    assert attack in cells


def picked(app: AppTest, label: str, value: str) -> None:
    next(each for each in app.selectbox if each.label == label).set_value(value)


@pytest.mark.parametrize(
    ("round_id", "answer"),
    [
        ("contoh-2026-2", "Dicalonkan"),
        ("rpjmn-2025", decisions.Refusal("decision.real_round", {"round": "rpjmn-2025"}).message_id),
    ],
)
def test_a_proposal_is_decided_on_the_page_and_a_real_round_needs_a_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, round_id: str, answer: str
) -> None:
    build_edition(tmp_path)
    monkeypatch.setenv("SELARAS_DATA", str(tmp_path))
    app = open_page("reference", round=round_id)
    code = next(each for each in app.selectbox if each.label == text("choose.what")).options[0]
    picked(app, "Keputusan", "nominate")
    picked(app, "Peran", "reviewer")
    next(button for button in app.button if button.label == text("choose.send")).click().run()
    assert not app.exception
    assert answer in markup_of(app)
    book = decisions.open_book(tmp_path)
    standing = book.standing(decisions.outcome_key(round_id, code))
    book.close()
    assert (standing is not None) == (round_id == "contoh-2026-2")


def test_findings_on_work_plans_stand_beside_those_on_targets(data_variable: Paths) -> None:
    app = open_page("findings", round="contoh-2026-2")
    assert not app.exception
    rows = tables_of(app)[text("findings.beside_eyebrow")]["rows"]
    assert {row["cells"][0]["text"] for row in rows} == {"RKPD"}
    assert any("orang" in row["cells"][4]["text"] for row in rows)
