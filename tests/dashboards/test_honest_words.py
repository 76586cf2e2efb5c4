"""What a figure is called on screen is what it is: of what a coverage is a share, of which year, from whom."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboards.i18n import sentences, wording
from dashboards.pages.alignment import sections
from tests.dashboards.conftest import markup_of, open_page, tables_of
from tests.dashboards.edition_fixture import build_edition
from tests.dashboards.invented import PROVINCES, level
from tests.sentence import sentence, text

SAY = wording("id")


def edit(folder: Path, monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    """Look at an invented edition of one's own, in which something is otherwise."""
    file = build_edition(folder, "edition-20260102T000000Z-1")
    with duckdb.connect(file) as connection:
        for statement in statements:
            connection.execute(statement)
    monkeypatch.setenv("SELARAS_DATA", str(folder))


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"indicator": "poverty_rate"}, text("alignment.of_weight", share="95,6\xa0%")),
        ({"round": "contoh-2026-2"}, text("alignment.of_regions", share="92,1\xa0%")),
        ({"indicator": "gini_ratio"}, "38 dari 38"),
        ({"indicator": "poverty_rate", "lang": "en"}, text("alignment.of_weight", "en", share="95.6%")),
        ({"round": "contoh-2026-2", "lang": "en"}, text("alignment.of_regions", "en", share="92.1%")),
    ],
)
def test_a_coverage_is_called_after_its_basis(parameters: dict[str, str], words: str) -> None:
    assert words in markup_of(open_page("alignment", **parameters))


@pytest.mark.usefixtures("with_edition")
def test_an_official_figure_has_no_coverage_in_the_table() -> None:
    table = tables_of(open_page(round="rpjmn-2025", year="2029"))[text("overview.alignment_eyebrow")]
    labels = [column["label"] for column in table["columns"]]
    headings = (text("column.coverage"), text("column.coverage_basis"))
    found = {
        row["cells"][0]["text"]: [row["cells"][labels.index(label)]["text"] for label in headings]
        for row in table["rows"]
    }
    assert found == {"Tingkat kemiskinan (persen)": ["0,956", "bobot"], "Rasio Gini (indeks)": ["–", "–"]}


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(("year", "label"), [("2025", text("national.due")), ("2029", "terakhir")])
def test_a_national_figure_carries_its_year_and_that_of_a_due_target_is_the_observation_of_its_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: str, label: str
) -> None:
    later = level("poverty_rate", "00", 2025) - 1
    edit(
        tmp_path,
        monkeypatch,
        "insert into core.round_series"
        " select * replace (2026 as observation_year, observed_value - 1 as observed_value)"
        " from core.round_series where region_id = '00' and observation_year = 2025",
    )
    shown = SAY.number(level("poverty_rate", "00", 2025) if year == "2025" else later, 2)
    seen = f"{shown} persen ({'2025' if year == '2025' else '2026'})"
    assert f"Capaian nasional: Tingkat kemiskinan {seen}" in markup_of(open_page(round="rpjmn-2025", year=year))
    page = markup_of(open_page("alignment", round="rpjmn-2025", year=year, indicator="poverty_rate"))
    assert re.search(rf"<dt>[^<]*{label}</dt><dd>{re.escape(seen)}</dd>", page)


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize("column", ["trust = 'C'", "source_id = 'P'"])
def test_a_national_figure_from_the_press_is_marked_where_it_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: str
) -> None:
    words = text("trust.unofficial")
    assert words not in markup_of(open_page(round="rpjmn-2025", year="2029"))
    edit(
        tmp_path,
        monkeypatch,
        "insert into core.source select * replace ('P' as source_id, 'press' as publisher) from core.source",
        f"update core.round_series set {column} where region_id = '00' and observation_year = 2025",
    )
    overview = open_page(round="rpjmn-2025", year="2029")
    assert f"(2025) {words}" in markup_of(overview)
    assert words in str(tables_of(overview)[text("overview.alignment_eyebrow")])
    assert words in markup_of(open_page("alignment", indicator="poverty_rate"))


@pytest.mark.usefixtures("with_edition")
def test_the_freshness_line_speaks_of_the_source_behind_the_indicator_in_view() -> None:
    fresh, stale = (markup_of(open_page(indicator=code)) for code in ("poverty_rate", "gini_ratio"))
    assert "Statistik BPS (contoh) sampai Maret 2025" in fresh
    assert text("fresh.stale") not in fresh
    assert text("fresh.stale") in stale


@pytest.mark.usefixtures("with_edition")
def test_the_freshness_line_of_a_region_speaks_of_that_regions_own_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(
        tmp_path,
        monkeypatch,
        "update core.latest_observation set source_id = 'P', period = '2021-03' where region_id = '33'",
        "insert into mart.freshness select * replace ('P' as source_id, 'press' as publisher) from mart.freshness",
        "insert into mart.indicator_freshness select * replace ('P' as source_id, '2021-03' as data_as_of,"
        " true as is_stale) from mart.indicator_freshness",
    )
    own = markup_of(open_page("explorer", region="33", indicator="poverty_rate"))
    assert f"{text('publisher.press')} sampai Maret 2021" in own
    other = markup_of(open_page("explorer", region="32", indicator="poverty_rate"))
    assert "Statistik BPS (contoh) sampai Maret 2025" in other


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(("region", "is_starred"), [("94", True), ("91", True), ("33", False)])
def test_only_a_region_without_own_figures_before_its_division_shows_the_parent(region: str, is_starred: bool) -> None:
    words = sentence("explorer.parent_key", parent="Papua (sebelum pemekaran 2022)", year=2022)
    page = markup_of(open_page("explorer", region=region, indicator="poverty_rate"))
    assert (words.search(page) is not None) is is_starred


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"state": "boundary_break", "break_year": 2024, "baseline_year": 2024}, "state.break_before_baseline"),
        ({"state": "boundary_break", "break_year": 2024, "baseline_year": 2022}, "state.break_since_baseline"),
        ({"state": "boundary_break", "break_year": None, "baseline_year": 2022}, "state.boundary_break"),
        ({"state": "insufficient_data", "break_year": 2024, "baseline_year": 2022}, "state.insufficient_data"),
    ],
)
def test_a_break_says_on_which_side_of_it_the_baseline_lies(row: dict[str, Any], words: str) -> None:
    assert sentence(words).fullmatch(sentences.state(SAY, row))


LATER = (
    "insert into core.round_series select * replace (2026 as observation_year, 1.0 as observed_value)"
    " from core.round_series where indicator_code = 'poverty_rate' and observation_year = 2025 and region_id = '00'",
    "update core.latest_observation set latest_year = 2026, latest_value = 1.0 where region_id in ('32', '33')",
    "delete from core.round_series where region_id = '31' and observation_year > 2023",
    "delete from core.due_observation where region_id = '31'",
    "update core.latest_observation set latest_year = 2023 where region_id = '31'",
    "update mart.target_gap set latest_year = 2023 where region_id = '31'",
)


@pytest.mark.usefixtures("with_edition")
def test_a_region_is_compared_in_the_year_of_its_own_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(tmp_path, monkeypatch, *LATER)
    figures = [level("poverty_rate", code, 2025) for code in PROVINCES if code != "31"]
    ahead = sum(figure < level("poverty_rate", "33", 2025) for figure in figures)
    page = markup_of(open_page("region", region="33", indicator="poverty_rate", year="2025"))
    own, nation = (SAY.number(level("poverty_rate", code, 2025), 2) for code in ("33", "00"))
    ranked = {"region": "Jawa Tengah", "unit": text("unit.percent"), "peers": text("region.peers_province")}
    assert sentence("region.rank", **ranked, value=own, year=2025, rank=ahead + 1, count=37).search(page)
    assert text("region.rank_nation", seen=f"{nation} persen (2025)") in page
    later = markup_of(open_page("region", region="33", indicator="poverty_rate", year="2029"))
    assert sentence("region.rank", **ranked, value="1,00", year=2026, rank=1, count=2).search(later)
    assert text("region.rank_nation", seen="1,00 persen (2026)") in later


@pytest.mark.usefixtures("with_edition")
def test_the_nearest_peers_are_those_of_the_same_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(tmp_path, monkeypatch, *LATER)
    app = open_page("explorer", region="32", indicator="poverty_rate", year="2025")
    peers = tables_of(app)[text("explorer.peers_eyebrow")]["rows"]
    assert "DKI Jakarta" not in [row["cells"][0]["text"] for row in peers]


SHORT = {"verdict_reason": "compared", "region_count_submitted": 37, "aggregation": "weighted"} | {
    "national_low": 4.5,
    "national_high": 5.0,
    "is_coverage_low": False,
}
REASONS = [
    ({}, False, "history"),
    ({}, True, "due"),
    ({"verdict_reason": "official_only"}, True, "official"),
    ({"verdict_reason": "weights_missing"}, False, "weights"),
    ({"region_count_submitted": 0, "is_coverage_low": True}, False, "nothing"),
    ({"national_low": None, "national_high": None}, False, "national"),
    ({"national_low": None}, False, "history"),
    ({"is_coverage_low": True}, False, "coverage"),
    ({"aggregation": "share_of_regions"}, False, "condition"),
]


@pytest.mark.parametrize(("given", "is_due", "reason"), REASONS)
def test_why_nothing_is_proposed_has_one_reason(given: dict[str, Any], is_due: bool, reason: str) -> None:
    assert sections.why_no_suggestion(SHORT | given, is_due=is_due) == reason


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"indicator": "gini_ratio", "year": "2029"}, text("alignment.no_suggestion_official")),
        ({"indicator": "poverty_rate", "year": "2025"}, text("alignment.no_suggestion_due", year=2025)),
        ({"round": "contoh-2026-2"}, text("alignment.no_suggestion_history")),
        ({"indicator": "poverty_rate", "year": "2029"}, text("alignment.common_pace", share="3,0\xa0%")),
    ],
)
def test_the_page_says_why_nothing_is_proposed(parameters: dict[str, str], words: str) -> None:
    page = markup_of(open_page("alignment", **parameters))
    said = re.findall(r'class="says">([^<]*)', page)[-1]
    assert words in said


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(("year", "is_offered"), [("2025", False), ("2029", True)])
def test_nothing_can_be_tried_for_a_year_that_has_been_observed(year: str, is_offered: bool) -> None:
    app = open_page("explorer", region="32", indicator="poverty_rate", year=year)
    assert bool(app.select_slider) is is_offered
    assert (text("whatif.due", year=year) in markup_of(app)) is not is_offered


SOURCES = (
    "update mart.freshness set vintage = '2025-12-01' where source_id = 'S2'",
    "insert into mart.freshness select * replace ('P' as source_id, 'BPS' as publisher, 'BPS' as title, null as"
    " cadence_days, null as next_due_date, false as is_stale, '2025-07-01' as vintage, '2025-03' as data_from)"
    " from mart.freshness where source_id = 'S2'",
    "insert into mart.indicator_freshness select * replace ('P' as source_id) from mart.indicator_freshness"
    " where indicator_code = 'gini_ratio'",
)


@pytest.mark.usefixtures("with_edition")
def test_a_source_says_what_it_holds_how_it_came_and_when_newer_figures_were_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(tmp_path, monkeypatch, *SOURCES)
    table = tables_of(open_page("methods"))[text("methods.sources_eyebrow")]
    texts = [[cell["text"].replace("\xa0", " ") for cell in row["cells"]] for row in table["rows"]]
    late, done, untitled = (
        text("methods.stale", day="30 Jan 2026"),
        text("methods.done"),
        text("methods.untitled"),
    )
    assert [[*row[:8], row[-1]] for row in texts] == [
        [
            *("BPS (contoh)", "Tabel Gini contoh", "Rasio Gini", "Maret 2015–Maret 2025", late),
            *("tiap 183 hari", "tidak tercantum", "disertakan 1 Des 2025", "berkas uji"),
        ],
        [
            *("BPS", untitled, "Rasio Gini", "Maret 2025", done),
            *("tidak dilanjutkan", "1 Jul 2025", "disertakan 1 Des 2025", "berkas uji"),
        ],
        [
            *("BPS (contoh)", "Tabel contoh", "Tingkat kemiskinan", "Maret 2015–Maret 2025", done),
            *("tidak dilanjutkan", "25 Jul 2025", "disertakan 1 Des 2025", "berkas uji"),
        ],
    ]


@pytest.mark.usefixtures("with_edition")
def test_national_targets_read_by_document_and_year() -> None:
    table = tables_of(open_page("methods", entry="poverty_rate"))[text("methods.national")]
    assert [column["label"] for column in table["columns"]][:2] == ["Dokumen", "Tahun"]
    assert [row["cells"][1]["text"] for row in table["rows"]] == ["2025", "2029"]


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("language", "words"), [("id", ("survei contoh", "BPS (contoh)")), ("en", ("example survey", "BPS (example)"))]
)
def test_the_card_of_an_indicator_speaks_the_language_of_the_screen(language: str, words: tuple[str, str]) -> None:
    page = markup_of(open_page("methods", entry="poverty_rate", lang=language))
    assert f" · {words[0]}</dd>" in page
    assert f"<dd>{words[1]}</dd>" in page


def test_the_page_of_a_round_names_no_source_of_another_rounds_indicator(with_edition: Path) -> None:
    page = markup_of(open_page("submit", into="contoh-2027-1"))
    assert "DATA CONTOH" in page
    assert "BPS" not in page
