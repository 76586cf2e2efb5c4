"""What the URL asks for is followed where it can be, and said where it cannot."""

from __future__ import annotations

import pytest

from dashboards.state.selection import language_of, settle
from tests.dashboards.conftest import markup_of, open_page


@pytest.mark.parametrize(
    ("written", "settled", "is_noticed"),
    [
        ("b", "b", False),
        (None, "a", False),
        ("", "a", False),
        ("z", "a", True),
        ("<script>", "a", True),
        ("B", "a", True),
    ],
)
def test_a_value_is_followed_or_falls_back_with_a_notice(written: str | None, settled: str, is_noticed: bool) -> None:
    value, notice = settle("round", written, ["a", "b"], "a")
    assert value == settled
    assert (notice is not None) == is_noticed


def test_a_very_long_value_is_cut_in_its_notice() -> None:
    _, notice = settle("round", "x" * 5000, ["a"], "a")
    assert notice is not None
    assert len(notice.written) <= 60


def test_an_unknown_language_becomes_indonesian() -> None:
    assert language_of({"lang": "fr"})[0] == "id"
    assert language_of({"lang": "en"}) == ("en", None)


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize("key", ["round", "indicator", "year", "lang"])
def test_a_page_says_which_value_it_could_not_follow(key: str) -> None:
    app = open_page(**{key: "<b>nirwana</b>"})
    assert not app.exception
    assert "notice" in markup_of(app)
    assert "&lt;b&gt;nirwana" in markup_of(app)
    assert "<b>nirwana" not in markup_of(app)


@pytest.mark.usefixtures("with_edition")
def test_an_unknown_region_falls_back_on_the_explorer() -> None:
    app = open_page("explorer", region="99")
    assert not app.exception
    assert "notice" in markup_of(app)


@pytest.mark.usefixtures("with_edition")
def test_a_picker_writes_its_choice_into_the_url() -> None:
    app = open_page()
    app.selectbox(key="pick_indicator").set_value("gini_ratio").run()
    assert app.query_params["indicator"] in ("gini_ratio", ["gini_ratio"])
    assert app.selectbox(key="pick_indicator").value == "gini_ratio"


@pytest.mark.usefixtures("with_edition")
def test_a_good_value_is_followed_without_a_notice() -> None:
    app = open_page("explorer", region="35", indicator="gini_ratio", year="2025", round="rpjmn-2025")
    assert 'class="notice"' not in markup_of(app)
    assert app.selectbox(key="pick_region").value == "35"
    assert app.selectbox(key="pick_year").value == 2025
