"""Both languages are complete, and figures and dates take the language's own form."""

# ruff: noqa: E501 (rows of figures read better as rows)
from __future__ import annotations

import re
import string
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboards.i18n import LANGUAGES, UnknownWords, catalogue, wording
from pipelines.contract.number_forms import HARD_SPACE
from pipelines.submissions.model.finding import texts

FACE = Path(__file__).resolve().parents[2] / "dashboards"


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_catalogues_have_the_same_keys() -> None:
    assert set(catalogue("id")) == set(catalogue("en"))


@pytest.mark.parametrize("key", sorted(catalogue("id")))
def test_both_languages_use_the_same_facts(key: str) -> None:
    assert fields(catalogue("id")[key]) == fields(catalogue("en")[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_short_name_in_charts(language: str) -> None:
    assert [rule_id for rule_id in texts() if f"rule.{rule_id}" not in catalogue(language)] == []


def test_every_key_a_page_asks_for_has_words() -> None:
    asked: dict[str, str] = {}
    for file in FACE.rglob("*.py"):
        for key in re.findall(r"\bsay\(\s*\"([a-z_]+\.[^\"{}]+)\"", file.read_text(encoding="utf-8")):
            asked[key] = file.name
    assert asked
    missing = {key: name for key, name in asked.items() if key not in catalogue("id")}
    assert missing == {}


def test_the_vocabularies_of_the_edition_have_words() -> None:
    from dashboards.charts.elements.style import SIGNS

    vocabularies = {
        "standing": [*SIGNS],
        "verdict": ["aligned", "short_of_target", "beyond_target", "cannot_say", "refused", "infeasible"],
        "relation": ["inside", "overlaps", "outside"],
        "status": ["waiting", "rejected", "returned", "accepted", "accepted_in_part", "superseded", "late", "duplicate"],
        "severity": ["reject", "ask", "note"],
        "progress": ["met", "substantial", "moderate", "limited", "deterioration", "not_available"],
        "chance": ["<5", "5-20", "20-50", "50-80", ">80"],
        "change": ["created", "raised", "lowered", "withdrawn", "unchanged"],
        "state": ["ok", "no_baseline", "stale_baseline", "no_target", "met", "equals_baseline", "worse_than_baseline", "due_met", "due_missed", "boundary_break", "insufficient_data"],
    }  # fmt: skip
    missing = [
        f"{name}.{word}"
        for name, words in vocabularies.items()
        for word in words
        if f"{name}.{word}" not in catalogue("id")
    ]
    assert missing == []


def test_an_unknown_key_names_itself() -> None:
    with pytest.raises(UnknownWords, match="nowhere"):
        wording("id")("nowhere.at_all")


@pytest.mark.parametrize(
    ("language", "figure", "places", "written"),
    [
        ("id", 12.5, 1, "12,5"),
        ("en", 12.5, 1, "12.5"),
        ("id", 1234567, 0, "1.234.567"),
        ("en", 1234567, 0, "1,234,567"),
        ("id", -0.004, 2, "0,00"),
        ("id", -2.345, 1, "−2,3"),
        ("id", 0.0, 0, "0"),
        ("id", None, 2, "–"),
        ("id", float("nan"), 2, "–"),
        ("id", float("inf"), 2, "–"),
    ],
)
def test_figures_take_the_form_of_the_language(language: str, figure: float | None, places: int, written: str) -> None:
    assert wording(language).number(figure, places) == written


def test_a_signed_figure_shows_its_plus_but_not_on_zero() -> None:
    assert wording("id").number(4.1, 1, signed=True) == "+4,1"
    assert wording("id").number(0.0, 1, signed=True) == "0,0"


def test_percent_has_a_space_in_indonesian_and_none_in_english() -> None:
    assert wording("id").share(0.976, 1) == f"97,6{HARD_SPACE}%"
    assert wording("en").share(0.976, 1) == "97.6%"


@pytest.mark.parametrize(
    ("zone", "name", "clock"),
    [("Asia/Jakarta", "WIB", "23.59"), ("Asia/Makassar", "WITA", "00.59"), ("Asia/Jayapura", "WIT", "01.59")],
)
def test_a_deadline_names_its_zone(zone: str, name: str, clock: str) -> None:
    written = wording("id").instant(datetime(2025, 2, 10, 16, 59, tzinfo=UTC), zone)
    assert written.endswith(f"{clock} {name}")


def test_days_and_periods_are_written_out() -> None:
    assert wording("id").day(date(2025, 8, 17)) == "17 Agustus 2025"
    assert wording("en").day(date(2025, 8, 17)) == "17 August 2025"
    assert wording("id").period("2025-03") == "Maret 2025"
    assert wording("id").period("2025") == "2025"


def test_a_difference_of_percentages_is_percentage_points() -> None:
    assert wording("id").step_unit({"unit_of_measure": "percent"}) == "poin persen"
    assert wording("id").unit({"unit_of_measure": "percent"}) == "persen"
    assert wording("id").step_unit({"unit_of_measure": "person"}) == "jiwa"


def test_the_languages_are_indonesian_first() -> None:
    assert LANGUAGES == ("id", "en")
