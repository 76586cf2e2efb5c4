"""Each page answers its question in the first line, in both languages, and never shows a traceback."""

# ruff: noqa: E501 (cases read better as rows)
from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboards.components.drawers import fold
from dashboards.i18n import wording
from dashboards.services import selaras_cli
from dashboards.services.selaras_cli import Outcome
from tests.dashboards.conftest import answer_of, markup_of, open_page, tables_of
from tests.dashboards.edition_fixture import build_edition
from tests.sentence import sentence, text

PAGES = ["overview", "alignment", "explorer"]


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_answers_in_its_first_line(page: str, language: str) -> None:
    app = open_page(None if page == "overview" else page, lang=language)
    assert not app.exception
    assert answer_of(app)


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("page", "language", "words"),
    [
        ("overview", "id", sentence("headline.not_reached", "id")),
        ("overview", "en", sentence("headline.not_reached", "en")),
        ("alignment", "id", sentence("align.above", "id", gap="0,73", unit=text("unit.points", "id"), edge="5,00")),
        ("alignment", "en", sentence("align.above", "en", gap="0.73", unit=text("unit.points", "en"), edge="5.00")),
        ("explorer", "id", sentence("unit.points", "id")),
        ("explorer", "en", sentence("unit.points", "en")),
    ],
)
def test_the_answer_is_in_the_language_asked_for(page: str, language: str, words: re.Pattern[str]) -> None:
    assert words.search(answer_of(open_page(None if page == "overview" else page, lang=language)))


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize("round_id", ["rpjmn-2025", "contoh-2026-1", "contoh-2026-2", "contoh-2027-1"])
@pytest.mark.parametrize("page", PAGES)
def test_every_round_can_be_opened_on_every_page(page: str, round_id: str) -> None:
    assert not open_page(None if page == "overview" else page, round=round_id).exception


@pytest.mark.usefixtures("with_edition")
def test_example_rounds_are_marked_and_the_plan_is_not() -> None:
    assert "DATA CONTOH" in markup_of(open_page(round="contoh-2026-2"))
    assert "DATA CONTOH" not in markup_of(open_page(round="rpjmn-2025"))


def test_without_an_edition_a_page_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELARAS_DATA", str(tmp_path))
    app = open_page()
    assert not app.exception
    assert "selaras refresh" in markup_of(app)


@pytest.mark.usefixtures("with_edition")
def test_a_gini_target_is_refused_with_its_reason() -> None:
    page = markup_of(open_page("alignment", indicator="gini_ratio"))
    assert text("align.refused_official") in page


@pytest.mark.usefixtures("with_edition")
def test_the_common_pace_is_a_percentage_of_past_changes() -> None:
    page = markup_of(open_page("alignment", indicator="poverty_rate"))
    assert text("alignment.common_pace", share=wording("id").share(0.03, 1)) in page


@pytest.mark.parametrize(
    ("content", "is_shown"),
    [('{"type": "FeatureCollection", "features": []}', True), ("{broken", False), ("[]", False)],
)
def test_supplied_boundaries_are_offered_and_broken_ones_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, is_shown: bool
) -> None:
    build_edition(tmp_path)
    (tmp_path / "boundaries").mkdir()
    (tmp_path / "boundaries" / "provinces.geojson").write_text(content)
    monkeypatch.setenv("SELARAS_DATA", str(tmp_path))
    app = open_page()
    assert not app.exception
    assert (text("overview.outlines") in [fold.label for fold in app.expander]) is is_shown


@pytest.mark.usefixtures("with_edition")
def test_a_district_leads_to_the_province_that_adds_it_up_with_the_way_back() -> None:
    app = open_page("alignment", round="contoh-2027-1", region="33.01")
    assert not app.exception
    assert app.selectbox(key="pick_region").value == "33"
    way_up = next(button for button in app.button if button.label == "Indonesia ›")
    way_up.click().run()
    assert app.selectbox(key="pick_region").value == "00"


@pytest.mark.usefixtures("with_edition")
def test_what_is_folded_is_worked_out_when_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "IS_OPEN", False)
    app = open_page("explorer", indicator="poverty_rate", region="33")

    def drawer_tables() -> list[str]:
        return [caption for caption in tables_of(app) if caption.startswith("Target: ")]

    closed = len(tables_of(app))
    assert drawer_tables() == []
    app.session_state["drawer"] = True
    app.run()
    assert len(drawer_tables()) == 1
    assert len(tables_of(app)) == closed + 3


@pytest.mark.usefixtures("with_edition")
def test_the_drawer_leads_from_a_target_to_its_cell_and_table() -> None:
    tables = tables_of(open_page("explorer", region="33"))
    target = next(shown for caption, shown in tables.items() if caption.startswith("Target: "))
    observed = next(shown for caption, shown in tables.items() if caption.startswith("Capaian: "))
    assert "baris 36/target" in [cell["text"] for cell in target["rows"][0]["cells"]]
    assert "BPS (contoh)" in [cell["text"] for cell in observed["rows"][0]["cells"]]


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("page", "parameters", "words"),
    [
        (None, {}, sentence("drawer.formula_accepted", accepted=150, expected=152, share="98,7\xa0%")),
        ("round", {}, sentence("drawer.formula_received", received=151, expected=152, share="99,3\xa0%")),
        ("alignment", {"indicator": "poverty_rate"}, sentence("drawer.formula_alignment", sign="−1", national_value="5,000", bottom_up_value="5,730", gap="+0,730")),
        ("explorer", {"region": "33"}, sentence("drawer.formula_gap", sign="−1", target_value="4,08", latest_value="5,63", gap_value="1,55", unit=text("unit.points"))),
    ],
)  # fmt: skip
def test_the_drawer_writes_the_formula_with_the_very_inputs(
    page: str | None, parameters: dict, words: re.Pattern[str]
) -> None:
    assert words.search(markup_of(open_page(page, **parameters)))


@pytest.mark.usefixtures("with_edition")
def test_the_drawer_of_a_target_tells_what_the_rules_said() -> None:
    assert text("drawer.rules") in tables_of(open_page("explorer", region="33"))


@pytest.mark.usefixtures("with_edition")
def test_a_slider_moves_the_gap_and_the_nation_and_writes_nothing() -> None:
    app = open_page("explorer", region="32")
    before = markup_of(app)
    app.button(key="preset_halt").click().run()
    assert not app.exception
    assert markup_of(app) != before


@pytest.mark.usefixtures("with_edition")
def test_a_proposal_is_composed_by_the_command_for_the_unit_that_owes_the_target(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, ...]] = []

    def proposal(*arguments: str) -> Outcome:
        asked.append(arguments)
        return Outcome(file_name="usulan.xlsx", content=b"made")

    monkeypatch.setattr(selaras_cli, "proposal", proposal)
    app = open_page("explorer", region="33")
    app.button(key="preset_halt").click().run()
    next(button for button in app.button if button.label == text("whatif.make")).click().run()
    assert asked == [("rpjmn-2025", "bappenas", "poverty_rate/33/2029=5.63")]
    assert "download_proposal" in str([element.proto.id for element in app.get("download_button")])


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("parameters", "shown"),
    [({"compare": "11"}, ["Aceh"]), ({"beside": "gini_ratio"}, ["Rasio Gini"]), ({"beside": "nothing"}, [])],
)
def test_regions_or_indicators_stand_side_by_side(parameters: dict[str, str], shown: list[str]) -> None:
    app = open_page("explorer", region="33", **parameters)
    assert not app.exception
    beside = tables_of(app).get(text("explorer.compare_eyebrow"), {"rows": []})
    assert [row["cells"][0]["text"] for row in beside["rows"]] == shown


def test_malicious_text_is_shown_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attack = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) =1+1"
    build_edition(tmp_path, malicious=attack)
    monkeypatch.setenv("SELARAS_DATA", str(tmp_path))
    app = open_page("explorer", region="33")
    assert not app.exception
    assert "<img src=x" not in markup_of(app)
    assert all("<img src=x" not in element.proto.body for element in app.get("markdown"))
    shown = [cell["text"] for table in tables_of(app).values() for row in table["rows"] for cell in row["cells"]]
    assert attack in shown
