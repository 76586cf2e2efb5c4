"""A notice is about a link that could not be followed, never about a choice that a person made on the page."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboards.conftest import markup_of, open_page
from tests.sentence import text

pytestmark = pytest.mark.usefixtures("with_edition")


def notices_of(app: AppTest) -> list[str]:
    return re.findall(r'<p class="notice"[^>]*>([^<]*)', markup_of(app))


@pytest.mark.parametrize(
    ("page", "parameters", "picker", "choice"),
    [
        (None, {"round": "rpjmn-2025", "indicator": "poverty_rate", "year": "2029"}, "round", "contoh-2026-1"),
        ("explorer", {"round": "rpjmn-2025", "region": "35", "compare": "11"}, "round", "contoh-2027-1"),
        ("explorer", {"round": "rpjmn-2025", "region": "35", "beside": "gini_ratio"}, "indicator", "gini_ratio"),
        ("explorer", {"round": "rpjmn-2025", "region": "35"}, "year", 2025),
        ("round", {"round": "rpjmn-2025", "unit": "bappenas"}, "round", "contoh-2027-1"),
        ("findings", {"round": "rpjmn-2025", "unit": "bappenas"}, "round", "contoh-2026-1"),
    ],
)
def test_a_choice_in_a_picker_blames_no_link(
    page: str | None, parameters: dict[str, str], picker: str, choice: str | int
) -> None:
    app = open_page(page, **parameters)
    assert notices_of(app) == []
    app.selectbox(key=f"pick_{picker}").set_value(choice).run()
    assert not app.exception
    assert notices_of(app) == []
    assert app.query_params[picker] in (str(choice), [str(choice)])


def test_a_choice_keeps_what_still_fits() -> None:
    app = open_page("explorer", round="rpjmn-2025", region="35", compare="11", lang="en")
    app.selectbox(key="pick_year").set_value(2025).run()
    kept = {key: app.query_params[key] for key in ("region", "compare", "lang")}
    assert {key: value if isinstance(value, str) else value[-1] for key, value in kept.items()} == {
        "region": "35",
        "compare": "11",
        "lang": "en",
    }


@pytest.mark.parametrize(("key", "words"), [("compare", text("pick.compare")), ("beside", text("pick.beside"))])
def test_a_bad_choice_beside_is_noticed(key: str, words: str) -> None:
    (said,) = notices_of(open_page("explorer", **{key: "nirwana"}))
    assert words in said
    assert "nirwana" in said


def test_a_bad_language_is_named_in_words() -> None:
    (said,) = notices_of(open_page(lang="xx"))
    assert "yang ditampilkan: Bahasa Indonesia." in said


def test_an_indicator_of_the_catalogue_opens_its_entry_without_a_complaint() -> None:
    app = open_page("methods", round="rpjmn-2025", indicator="spm_children_inside")
    assert notices_of(app) == []
    assert "<dd>spm_children_inside</dd>" in markup_of(app)


def test_an_indicator_that_nobody_knows_is_noticed_in_the_catalogue() -> None:
    assert len(notices_of(open_page("methods", indicator="nirwana"))) == 1


def test_an_unknown_address_is_noticed_on_the_overview() -> None:
    (said,) = notices_of(open_page(page="tidak-ada"))
    assert "Halaman “tidak-ada”" in said
    assert "Ringkasan" in said


def test_a_tab_does_not_ask_a_page_for_the_nation_it_cannot_show() -> None:
    app = open_page("alignment", round="rpjmn-2025", region="00")
    (tab,) = re.findall(r'<a href="([^"]*jelajah-target[^"]*)" data-go="">', markup_of(app))
    assert "region=00" not in tab
    assert "round=" in tab
