"""Meja telaah: what stands is shown in both languages, what I may do and why not, and a decision reaches the book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboards.queries import desk as questions
from pipelines.contract import decisions
from tests.contract.decisions import given
from tests.dashboards.conftest import answer_of, markup_of, open_page, tables_of
from tests.dashboards.edition_fixture import build_edition
from tests.sentence import text

ROUND, INDICATOR = "contoh-2026-2", "spm_children_inside"
KEY = decisions.line_key(ROUND, INDICATOR, "11", 2027)
MEETING = decisions.session_key(f"{ROUND}.meja-1")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[decisions.Book]:
    """An invented edition and a book of its own, with one line submitted."""
    build_edition(tmp_path)
    monkeypatch.setenv("SELARAS_DATA", str(tmp_path))
    opened = decisions.open_book(tmp_path)
    given.submitted(opened, KEY, value=80.0)
    yield opened
    opened.close()
    st.cache_data.clear()
    st.cache_resource.clear()


def desk(role: str = "reviewer", **more: str) -> AppTest:
    chosen = {"round": ROUND, "indicator": INDICATOR, "year": "2027", "line": f"{INDICATOR}:11"}
    app = open_page("desk", **(chosen | more), role=role)
    assert not app.exception, app.exception
    return app


def buttons(app: AppTest) -> dict[str, bool]:
    """The action buttons of the line: label -> is open."""
    return {each.label: not each.disabled for each in app.button if (each.key or "").startswith("desk_do_")}


def test_the_first_line_counts_what_became_of_the_lines_in_both_languages(book: decisions.Book) -> None:
    assert "sepakat" in answer_of(desk()) and "menunggu" in answer_of(desk())
    assert "waiting" in answer_of(desk(lang="en"))


def test_a_reviewer_sees_what_is_open_and_why_the_rest_is_not(book: decisions.Book) -> None:
    assert buttons(desk())["Rekomendasikan"]
    given.decide(book, KEY, "recommend")
    app = desk()
    assert buttons(app) == {
        "Kembalikan": True,
        "Rekomendasikan": False,
        "Rekomendasikan dengan catatan": False,
        "Tidak merekomendasikan": False,
        "Tanggapi": True,
        "Nilai kriteria": True,
        "Tetapkan tingkat bersama": True,
    }
    facts = {"action": "Rekomendasikan", "state": "Direkomendasikan"}
    why = decisions.Refusal("decision.not_allowed", facts).message_id
    assert f"Rekomendasikan: {why}" in [each.value for each in app.text]


def test_a_recommendation_made_on_screen_stands_in_the_book(book: decisions.Book) -> None:
    app = desk()
    app.button(key="desk_do_recommend").click().run()
    next(each for each in app.button if each.label == text("desk.decide")).click().run()
    assert not app.exception
    standing = book.standing(KEY)
    assert standing and standing.state == "recommended"
    assert text("desk.done", count=1) in markup_of(app)
    assert book.history(KEY)[-1].door == "browser"


def test_a_decision_on_an_older_sight_is_refused_with_who_came_between(book: decisions.Book) -> None:
    app = desk()
    app.button(key="desk_do_not_recommend").click().run()
    given.decide(book, KEY, "recommend")
    app.text_area[0].set_value("angka jauh di bawah standar")
    app.number_input[0].set_value(100.0)
    submit = next(each for each in app.button if each.label == text("desk.decide"))
    submit.click().run()
    standing = book.standing(KEY)
    assert standing and (standing.state, standing.sequence) == ("recommended", 2)


def test_a_real_round_can_be_read_and_nothing_is_open(book: decisions.Book) -> None:
    app = open_page("desk", round="rpjmn-2025", indicator="poverty_rate", year="2029", role="chair")
    assert not app.exception
    assert text("desk.readable_only") in markup_of(app)
    assert not any(buttons(app).values())


def test_a_year_that_left_the_form_while_it_was_open_is_named_and_not_recorded(book: decisions.Book) -> None:
    app = desk()
    app.button(key="desk_do_recommend").click().run()
    on_the_form = app.session_state["desk_action"]["drawn"][0][1]
    on_the_form[decisions.line_key(ROUND, INDICATOR, "11", 2028)] = on_the_form[KEY]  # as if 2028 had been open too
    next(each for each in app.button if each.label == text("desk.decide")).click().run()
    assert not app.exception
    assert text("desk.overtaken_years", years="2028") in markup_of(app)
    assert [event.action for event in book.history(KEY)] == ["submit", "recommend"]


def test_three_bases_stand_above_the_lines_and_the_count_follows_the_book(book: decisions.Book) -> None:
    before = markup_of(desk())
    for key in ("desk.basis_proposed", "desk.basis_agreed", "desk.basis_none"):
        assert text(key) in before
    given.opened(book, MEETING)
    given.decide(book, KEY, "agree", "chair", given.agreement(80.0))
    assert "1 sepakat" in answer_of(desk(desk="contoh-2026-2.meja-1"))


def test_the_picker_names_the_indicators_of_the_session_and_the_one_in_view(book: decisions.Book) -> None:
    given.opened(book, MEETING)
    for asked in ("", "poverty_rate", "gini_ratio", "spm_children_inside"):
        picker = desk(desk="contoh-2026-2.meja-1", indicator=asked).selectbox(key="pick_indicator")
        assert picker.options == ["semua", "Anak telantar di dalam panti yang terpenuhi kebutuhannya"]
        assert picker.value == (asked if asked == "spm_children_inside" else "")


def test_the_live_alignment_is_the_one_of_the_edition(book: decisions.Book, ask) -> None:
    parts = ask(
        "select region_id, part_value, weight from mart.alignment_part where indicator_code = 'poverty_rate' "
        "and round_id = 'rpjmn-2025' and target_year = 2029 and part_value is not null and weight is not null"
    )
    numbers = [
        {"region_id": row["region_id"], "basis": "proposed", "low": row["part_value"], "high": row["part_value"]}
        | {"is_own": True}
        for row in parts.iter_rows(named=True)
    ]
    found = questions.by_basis(ask, "rpjmn-2025", "poverty_rate", 2029, numbers)
    expected = (parts["part_value"] * parts["weight"]).sum() / parts["weight"].sum()
    assert found["bottom_up_value"].to_list() == pytest.approx([expected])
    assert found["region_count_with_number"].to_list() == [parts.height]


def test_what_others_decided_since_i_looked_is_marked(book: decisions.Book) -> None:
    app = desk()
    given.decide(book, KEY, "recommend")
    app.run()
    rows = next(shown["rows"] for caption, shown in tables_of(app).items() if caption.startswith("Baris meja"))
    assert [row["cells"][0]["text"] for row in rows if row["cells"][0]["text"].startswith("●")] == ["● Aceh"]


def test_minutes_are_a_draft_until_they_are_final(book: decisions.Book) -> None:
    given.opened(book, MEETING)
    given.decide(book, KEY, "agree", "chair", given.agreement(80.0))
    draft = "\n".join(each.value for each in desk("chair", desk="contoh-2026-2.meja-1").code)
    assert "RANCANGAN" in draft and "DATA CONTOH" in draft
    assert "Disepakati (1 baris)" in draft


def test_only_an_administrator_gives_roles(book: decisions.Book) -> None:
    assert "Beri peran" not in [each.label for each in desk("reviewer").expander]
    app = desk("administrator")
    assert "Beri peran" in [each.label for each in app.expander]
    app.text_input(key="grant_issuer").set_value("https://sso.example")
    app.text_input(key="grant_subject").set_value("u-1")
    next(each for each in app.button if each.label == "Beri peran").click().run()
    assert [grant.person.subject for grant in decisions.all_grants(book)] == ["u-1"]


def test_a_book_that_cannot_be_opened_gives_its_sentence_and_the_page_stays(
    book: decisions.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELARAS_DECISIONS", "postgresql+psycopg2://nobody@127.0.0.1:9/none")
    st.cache_resource.clear()
    app = open_page("desk", round=ROUND)
    assert not app.exception
    assert "cannot be reached" in markup_of(app)


def test_a_login_sees_the_lines_of_its_regions_and_no_talk_of_a_desk_it_does_not_attend(
    book: decisions.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboards.services import actor

    sari = decisions.Person("https://sso.example", "u-1", "Sari")
    monkeypatch.setattr(actor, "person", lambda: sari)
    given.opened(book, MEETING)
    decisions.grant(book, None, sari, "proposer", "dinsos-12", "12")
    app = desk("proposer", desk="contoh-2026-2.meja-1")
    rows = next(shown["rows"] for caption, shown in tables_of(app).items() if caption.startswith("Baris meja"))
    assert [row["cells"][0]["text"].lstrip("● ") for row in rows] == ["Sumatera Utara"]
    assert text("desk.talk_closed") in [each.value for each in app.text]
    assert list(app.selectbox(key="pick_role").options) == ["Pengusul"]
