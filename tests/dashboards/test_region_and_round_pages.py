"""Wilayah, Putaran, Temuan, Indikator & metode, Kirim berkas: each answers its question, submitted text stays text."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.components import lists
from dashboards.i18n import LANGUAGES
from dashboards.pages.region import sections
from dashboards.pages.submit import arrival
from dashboards.queries import region
from dashboards.services import edition, selaras_cli
from dashboards.services.selaras_cli import Outcome
from pipelines.contract.refresh_progress import Progress
from tests.dashboards.conftest import answer_of, markup_of, open_page, tables_of
from tests.dashboards.edition_fixture import NAME, build_edition
from tests.dashboards.invented import PROVINCES, level
from tests.sentence import sentence, text

ATTACK = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) =1+1"
ANSWERS: dict[str, tuple[str, dict[str, object]]] = {
    "region": ("region.headline_nation", {"count": 38, "year": 2029}),
    "round": ("round.headline_all_one", {}),
    "findings": ("findings.headline", {"reject": 1, "ask": 1, "note": 1}),
    "methods": ("methods.headline_stale", {"indicators": 3, "sources": 2, "stale": 1}),
}
JUDGED = {
    "status": "accepted_in_part",
    "file_name": "usulan.xlsx",
    "round_id": "contoh-2027-1",
    "unit_code": "rehsos-anak",
    "submission_id": "d" * 64,
    "received_at": "2026-03-01T02:00:00+00:00",
    "counts": {"offered": 3, "accepted": 1, "rejected": 1, "blank": 1},
    "findings": [
        {
            "rule_id": "value.missing_token",
            "severity": "reject",
            "sheet": "Target",
            "cell": "K6",
            "written": ATTACK,
            "message_id": "Sel Target!K6: kosongkan.",
            "message_en": "Cell Target!K6: leave it blank.",
            "is_justified": False,
        }
    ],
}


def texts_of(app: AppTest) -> str:
    return "\n".join(element.value for element in app.text)


def cells_of(app: AppTest) -> list[str]:
    return [cell["text"] for table in tables_of(app).values() for row in table["rows"] for cell in row["cells"]]


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ANSWERS)
def test_a_page_answers_its_question_in_its_first_line(page: str, language: str) -> None:
    app = open_page(page, lang=language)
    assert not app.exception
    key, facts = ANSWERS[page]
    assert sentence(key, language, **facts).fullmatch(answer_of(app))


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(("language", "name"), [("id", "Putaran contoh 2027-1"), ("en", "Example round 2027-1")])
def test_the_first_line_of_handing_in_names_the_round(language: str, name: str) -> None:
    assert name in answer_of(open_page("submit", lang=language))


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize("round_id", ["rpjmn-2025", "contoh-2026-1", "contoh-2026-2", "contoh-2027-1"])
@pytest.mark.parametrize("page", ["region", "round", "findings"])
def test_every_round_can_be_opened(page: str, round_id: str) -> None:
    app = open_page(page, round=round_id)
    assert not app.exception
    assert ("DATA CONTOH" in markup_of(app)) == round_id.startswith("contoh")


@pytest.mark.usefixtures("with_edition")
def test_a_province_shows_its_scorecard_its_rank_its_criteria_and_its_districts() -> None:
    app = open_page("region", region="33")
    assert sentence("region.headline", region="Jawa Tengah", year=2029, submitted=2, owed=2).match(answer_of(app))
    shown = tables_of(app)
    assert "Tingkat kemiskinan" in [row["cells"][0]["text"] for row in shown[text("region.scorecard_eyebrow")]["rows"]]
    ahead = sum(level("poverty_rate", code, 2025) < level("poverty_rate", "33", 2025) for code in PROVINCES)
    ranked = sentence(
        "region.rank", region="Jawa Tengah", rank=ahead + 1, count=38, peers=text("region.peers_province")
    )
    assert ranked.search(markup_of(app))
    below = next(table for caption, table in shown.items() if "Kabupaten Cilacap" in str(table["rows"]))
    assert [row["id"] for row in below["rows"]] == ["33.01", "33.02"]


@pytest.mark.usefixtures("with_edition")
def test_a_province_with_very_many_targets_draws_the_farthest_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "MOST_WAYS", 1)
    monkeypatch.setattr(lists, "ROWS_AT_ONCE", 1)
    app = open_page("region", region="11")
    assert not app.exception
    assert text("region.ways_cut", shown=1, count=2) in markup_of(app)
    assert len(tables_of(app)[text("region.scorecard_eyebrow")]["rows"]) == 1


def test_the_standings_of_a_region_add_up_to_what_it_owes(ask: Callable[..., pl.DataFrame]) -> None:
    rows = region.children(ask, "rpjmn-2025", 2029, "00")
    parts = ["met", "missed", "nothing", "trend", "stretch", "beyond", "unknown", "open"]
    assert rows["owed_count"].sum() > 38
    added_up = rows.select(pl.sum_horizontal(f"{part}_count" for part in parts)).to_series()
    assert added_up.to_list() == rows["owed_count"].to_list()


@pytest.mark.usefixtures("with_edition")
def test_a_district_hangs_under_its_province_and_an_unknown_region_falls_back_with_a_notice() -> None:
    above = [button.label for button in open_page("region", region="33.01").button]
    assert above[-2:] == ["Indonesia ›", "Jawa Tengah ›"]
    fallen = open_page("region", region="77")
    assert not fallen.exception
    assert 'class="notice"' in markup_of(fallen)


@pytest.mark.usefixtures("with_edition")
def test_the_lowest_mandatory_criterion_is_named_and_blank_is_not_zero() -> None:
    strips = [element.proto.json for element in open_page("region", region="33").get("bidi_component")]
    strip = next(each for each in strips if "lowest" in each)
    assert text("criteria.lowest", name="community_based", level=1) in strip
    assert text("criteria.waiting", names="capability") in strip
    assert text("criteria.not_applicable") in strip


@pytest.mark.usefixtures("with_edition")
def test_the_round_manager_sees_who_is_awaited_and_what_was_lowered() -> None:
    app = open_page("round", round="contoh-2026-2")
    assert sentence("round.waiting_unusable").search(markup_of(app))
    assert sentence("round.changes").search(markup_of(app))
    assert "1 Apr 2026 07.00 WIB" in markup_of(app)


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("language", "effect"),
    [("id", "+0,0571"), ("en", "+0.0571")],
)
def test_each_change_says_what_it_does_to_the_national_sum(language: str, effect: str) -> None:
    heading = text("column.national_effect", language)
    app = open_page("round", round="contoh-2026-2", indicator="spm_children_inside", year="2027", lang=language)
    assert sentence("round.effect_closer", language).search(markup_of(app))
    shown = next(each for caption, each in tables_of(app).items() if "2027" not in caption and _has(each, heading))
    place = [column["label"] for column in shown["columns"]].index(heading)
    found = [row["cells"][place]["text"] for row in shown["rows"]]
    assert effect in found and found.count("–") == 5  # a new target has no effect to speak of


def _has(shown: dict[str, Any], heading: str) -> bool:
    return heading in [column["label"] for column in shown["columns"]]


@pytest.mark.usefixtures("with_edition")
def test_findings_are_narrowed_by_the_address_and_a_bad_filter_falls_back() -> None:
    app = open_page("findings", severity="reject")
    shown = tables_of(app)[text("findings.list_eyebrow")]
    assert [row["cells"][1]["text"] for row in shown["rows"]] == [text("severity.reject")]
    fallen = open_page("findings", rule="no.such_rule")
    assert not fallen.exception
    assert "semua" in markup_of(fallen)


@pytest.mark.usefixtures("with_edition")
def test_a_failing_annotation_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = Outcome(fault="command.refused", sentence="0 submissions begin with 'a'.")
    monkeypatch.setattr(selaras_cli, "annotate", lambda _submission_id: refused)
    app = open_page("findings", unit="bappenas")
    app.button(key=f"make_copy_{'a' * 12}").click().run()
    assert not app.exception
    assert "0 submissions begin with 'a'." in texts_of(app)


@pytest.mark.usefixtures("with_edition")
def test_the_catalogue_opens_one_entry_with_its_sources_and_the_backtest() -> None:
    app = open_page("methods", entry="gini_ratio", lang="en")
    assert "Definition of Gini ratio." in markup_of(app)
    assert "80%" in markup_of(app) and "57%" in markup_of(app)
    assert "<details" in markup_of(app)


def offered(monkeypatch: pytest.MonkeyPatch, verb: str, outcome: Outcome) -> AppTest:
    """Offer a file to the page, whose command answers with `outcome`, and press the verb's button."""
    monkeypatch.setattr(selaras_cli, verb, lambda *_: outcome)
    app = open_page("submit")
    app.file_uploader[0].set_value(("usulan.xlsx", b"PK", "application/octet-stream")).run()
    app.button(key=verb).click().run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("with_edition")
def test_a_checked_file_shows_every_finding_at_once_and_its_annotated_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    app = offered(monkeypatch, "check", Outcome(answer=JUDGED, file_name="usulan-temuan.xlsx", content=b"PK"))
    assert text("checked.accepted_in_part") in markup_of(app)
    assert ATTACK in cells_of(app)
    assert "<img src=x" not in markup_of(app)
    assert "download_annotated" in str([element.proto.id for element in app.get("download_button")])


@pytest.mark.usefixtures("with_edition")
def test_a_receipt_names_the_submission_and_says_that_the_edition_contains_it(monkeypatch: pytest.MonkeyPatch) -> None:
    app = offered(monkeypatch, "submit", Outcome(answer=JUDGED))
    assert f"{'d' * 12}…" in texts_of(app)
    assert "d" * 13 not in texts_of(app)
    assert "d" * 64 in [block.value for block in app.code]
    assert "Putaran: Putaran contoh 2027-1" in texts_of(app)
    assert "contoh-2027-1" not in texts_of(app)
    assert "rehsos-anak" not in texts_of(app)
    assert sentence("handing.arrived", edition=NAME).search(markup_of(app))


@pytest.mark.usefixtures("with_edition")
def test_a_file_that_is_not_in_the_edition_yet_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    app = offered(monkeypatch, "submit", Outcome(answer={**JUDGED, "submission_id": "f" * 64}))
    assert text("handing.waiting", edition=NAME) in markup_of(app)


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize(
    ("running", "waited", "words"),
    [
        (Progress(34, 93), 0.0, text("handing.running", done=34, count=93)),
        (None, 0.0, text("handing.queued")),
        (None, 61.0, text("handing.stuck")),
    ],
)
def test_while_a_file_is_waited_for_the_page_says_how_far_the_refresh_is(
    monkeypatch: pytest.MonkeyPatch, running: Progress | None, waited: float, words: str
) -> None:
    started = time.time()
    monkeypatch.setattr(edition, "refreshing", lambda: running)
    monkeypatch.setattr(arrival, "_now", lambda: started)
    app = offered(monkeypatch, "submit", Outcome(answer={**JUDGED, "submission_id": "f" * 64}))
    monkeypatch.setattr(arrival, "_now", lambda: started + waited)
    app.run()
    assert words in markup_of(app)
    assert ('<progress value="34" max="93"' in markup_of(app)) == (running is not None)


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize("fault", ["command.too_long", "command.busy", "command.failed"])
def test_a_command_that_fails_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    assert text(fault) in texts_of(offered(monkeypatch, "check", Outcome(fault=fault)))


@pytest.mark.parametrize(
    ("page", "parameters"),
    [("findings", {"unit": "bappenas"}), ("round", {}), ("region", {"region": "33"})],
)
def test_submitted_text_never_becomes_markup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, parameters: dict[str, str]
) -> None:
    build_edition(tmp_path, malicious=ATTACK)
    monkeypatch.setenv("SELARAS_DATA", str(tmp_path))
    app = open_page(page, **parameters)
    assert not app.exception
    assert "<img src=x" not in markup_of(app)
    assert all("<img src=x" not in element.proto.body for element in app.get("markdown"))
    placed = "".join(element.proto.json for element in app.get("bidi_component"))
    assert "onerror" in placed


@pytest.mark.usefixtures("with_edition")
def test_one_unit_is_shown_indicator_by_indicator_and_an_unknown_one_falls_back() -> None:
    app = open_page("round", round="rpjmn-2025", unit="bappenas")
    assert not app.exception
    one = sentence("round.one_unit", name="Bappenas (dokumen rencana)", received=151, expected=152)
    assert one.search(markup_of(app))
    assert 'class="notice"' in markup_of(open_page("round", unit="nobody"))


@pytest.mark.usefixtures("with_edition")
def test_a_finding_leads_to_its_target() -> None:
    shown = tables_of(open_page("findings"))[text("findings.list_eyebrow")]
    assert {row["id"] for row in shown["rows"]} == {"poverty_rate 33 2029", "poverty_rate 95 2025"}


@pytest.mark.usefixtures("with_edition")
def test_findings_of_a_checked_file_begin_with_what_keeps_a_target_out(monkeypatch: pytest.MonkeyPatch) -> None:
    one = JUDGED["findings"][0]  # type: ignore[index]
    mixed = [{**one, "severity": severity} for severity in ("note", "ask", "reject", "note")]
    app = offered(monkeypatch, "check", Outcome(answer={**JUDGED, "findings": mixed}))
    shown = next(table for table in tables_of(app).values() if len(table["rows"]) == 4)
    assert [row["cells"][1]["text"] for row in shown["rows"]] == [
        text(f"severity.{severity}") for severity in ("reject", "ask", "note", "note")
    ]


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize("content", [b"PK", None])
def test_a_file_without_a_finding_has_no_annotated_copy(monkeypatch: pytest.MonkeyPatch, content: bytes | None) -> None:
    clean = Outcome(answer={**JUDGED, "status": "accepted", "findings": []}, file_name="x.xlsx", content=content)
    app = offered(monkeypatch, "check", clean)
    assert "download_annotated" not in str([element.proto.id for element in app.get("download_button")])


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_sees_its_files_and_what_took_the_place_of_each(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    fate = text("files.replaced", language, file="rehsos-anak.csv", number="d" * 12)
    asked: list[tuple[str, str]] = []

    def receipt(submission_id: str, words: str) -> Outcome:
        asked.append((submission_id, words))
        return Outcome(file_name="tanda-terima.pdf", content=b"%PDF")

    monkeypatch.setattr(selaras_cli, "receipt", receipt)
    app = open_page("submit", into="contoh-2026-2", unit="rehsos-anak", file="c" * 12, lang=language)
    assert not app.exception
    assert sentence("files.sentence", language, count=2).search(markup_of(app))
    rows = tables_of(app)[text("files.eyebrow", language)]["rows"]
    assert len(rows) == 3  # with the file for another round
    assert sum(fate in [cell["text"] for cell in row["cells"]] for row in rows) == 1
    app.button(key=f"make_receipt_{'c' * 12}_{language}").click().run()
    assert asked == [("c" * 64, language)]
    assert "download_receipt" in str([element.proto.id for element in app.get("download_button")])


@pytest.mark.usefixtures("with_edition")
def test_a_unit_without_files_for_the_round_is_told_so_and_an_unknown_file_falls_back() -> None:
    app = open_page("submit", into="contoh-2027-1", unit="rehsos-anak")
    assert text("files.none", count=3) in markup_of(app)
    app = open_page("submit", into="contoh-2026-2", unit="rehsos-anak", file="zzz")
    assert not app.exception
    assert "zzz" in markup_of(app)


@pytest.mark.usefixtures("with_edition")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_round_manager_has_a_list_to_ask_by_with_a_text_for_the_picked_unit(language: str) -> None:
    app = open_page("round", round="contoh-2026-2", unit="pusdatin", lang=language)
    assert not app.exception
    rows = tables_of(app)[text("remind.eyebrow", language)]["rows"]
    assert [row["id"] for row in rows] == ["pusdatin", "rehsos-anak"]  # silent before incomplete
    letter = next(block.value for block in app.code if "2 dari 2" in block.value or "2 of 2" in block.value)
    assert letter.startswith("Yth. " if language == "id" else "To ")
    assert "mailto:?subject=" in markup_of(app)
