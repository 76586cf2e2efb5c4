"""What surrounds every page: brand, navigation, language, title, freshness line, notices, and the states without an
edition."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from dashboards.components import navigation
from dashboards.components.markup import Html, el, put
from dashboards.i18n import LANGUAGES, Wording, framework_words, sentences
from dashboards.queries import freshness
from dashboards.services import decision_book, edition
from dashboards.state import routes
from dashboards.state.context import Visit, begin
from dashboards.state.selection import KEYS
from pipelines.contract.audit_trail import OFFICE_ZONE

NATION = "00"
STATIC = Path(__file__).parents[1] / "static"
ONE_REGION = ("explorer", "region")  # pages whose figures are those of the picked region
MARK = el(
    "img",
    src="data:image/svg+xml;base64," + b64encode((STATIC / "selaras.svg").read_bytes()).decode(),
    alt="",
    width="30",
    height="30",
)
_page = st.components.v2.component("selaras_page", js=(STATIC / "page.js").read_text(encoding="utf-8"))
_notice = st.components.v2.component("selaras_notice", js=(STATIC / "notice.js").read_text(encoding="utf-8"))


def head(say: Wording, address: str) -> None:
    """Brand, pages and language in one row; links keep what is selected."""
    st.html(STATIC / "selaras.css")
    st.html(STATIC / "print.css")
    words = [] if say.language == "en" else framework_words(say.language)
    _page(data={"language": say.language, "words": words}, key="page_language", height=1)
    said = {name: say(f"notice.{name}") for name in ("newer", "load", "lost", "again")}
    _notice(data={"edition": edition.mark(), **said}, key="page_notice", height=1)
    kept = {key: value for key, value in st.query_params.to_dict().items() if key in KEYS}
    if kept.get("region") == NATION:  # where the nation can be shown it is what is shown first
        del kept["region"]
    with st.container(horizontal=True, key="head", vertical_alignment="center", gap="small"):
        put(
            el(
                "div",
                MARK,
                el("span", "Selaras", class_="name"),
                el("span", say("brand.line"), class_="line"),
                class_="brand",
            )
        )
        with st.container(horizontal=True, key="languages", width="content", gap="small", vertical_alignment="center"):
            navigation.search(say)
            put(el("button", say("nav.theme"), type="button", class_="theme", data_theme_switch=""))
            for language in LANGUAGES:
                if language != say.language:
                    st.button(
                        say(f"language.{language}"), key=f"language_{language}", on_click=_speak, args=(language,)
                    )
    navigation.navigation(say, address, kept)


def _speak(language: str) -> None:
    st.query_params["lang"] = language


def foot(say: Wording, address: str) -> None:
    """The last line, with the button that prints the page; the first screen has its own at the top."""
    printed = el("button", say("print.button"), type="button", class_="print", data_print="") if address else Html("")
    links = (
        el("a", say(f"page.{name}"), href=f"./{routes.ADDRESSES[name]}?lang={say.language}", target="_self")
        for name in routes.AT_THE_FOOT
    )
    put(el("footer", el("span", say("foot.line")), *links, printed, class_="foot"))


def open_page(name: str) -> Visit:
    """Begin the visit of a page; without an edition say so and stop."""
    visit = begin()
    if visit is None or not visit.rounds:
        say = visit.say if visit else _words()
        put(
            el("h1", say("empty.title"), class_="answer"),
            el("p", say("empty.why"), class_="lead"),
            el("pre", "uv run selaras refresh"),
        )
        st.stop()
    visit.page = name
    return visit


def _words() -> Wording:
    from dashboards.i18n import wording
    from dashboards.state.context import current_language

    return wording(current_language())


def answer(visit: Visit, eyebrow: str, sentence: str, detail: str = "") -> None:
    """The first line of a page: its question answered in words."""
    put(
        el("p", eyebrow, class_="eyebrow"),
        el("h1", sentence, class_="answer"),
        el("p", detail, class_="lead") if detail else Html(""),
        _freshness(visit),
    )
    notices(visit)


def section(eyebrow: str, sentence: str) -> None:
    """The head of a part of a page: what it is about, and what it says."""
    put(el("p", eyebrow, class_="eyebrow part"), el("h2", sentence, class_="says"))


def notices(visit: Visit) -> None:
    """Say which values of the URL could not be followed."""
    for notice in visit.picked.notices:
        text = visit.say(
            "notice.fallback",
            key=visit.say(f"pick.{notice.key}"),
            written=notice.written,
            shown=_shown_choice(visit, notice),
        )
        put(el("p", text, class_="notice", role="status"))


def _shown_choice(visit: Visit, notice: Any) -> str:
    if notice.key == "round":
        return visit.say.name_of(visit.round)
    if notice.key == "indicator":
        return visit.say.name_of(visit.indicator)
    if notice.key == "lang":
        return visit.say(f"language.{notice.shown}")
    if notice.key == "region":
        return str(visit.region.get("region_name", notice.shown))
    return str(notice.shown)


def freshness_words(visit: Visit) -> tuple[str, bool]:
    """Round with its deadline, source and edition in one line, and whether the source is older than promised."""
    say, planning_round = visit.say, visit.round
    built = freshness.built_at(visit.ask)
    region_id = visit.picked.region_id if visit.page in ONE_REGION else ""
    source = freshness.of_indicator(visit.ask, visit.picked.round_id, visit.picked.indicator_code, region_id)
    closes_at = planning_round.get("closes_at")
    is_open = closes_at is not None and closes_at > datetime.now(UTC)
    deadline = say.instant(closes_at, planning_round.get("time_zone") or "Asia/Jakarta")
    parts = [
        say(
            "fresh.round_open" if is_open else "fresh.round_closed",
            round=say.name_of(planning_round),
            deadline=deadline,
        ),
        sentences.reach(say, source) if source else say("fresh.no_source"),
        say("fresh.edition", instant=say.instant(built)),
    ]
    if asked := freshness.last_request(visit.ask):
        counts = {"new": say.number(asked["new_count"], 0), "failed": say.number(asked["failed_count"], 0)}
        parts.append(say("fresh.asked", instant=say.instant(asked["asked_at"]), **counts))
    head = decision_book.head_of_day(datetime.now(OFFICE_ZONE).date())
    if head is not None:
        parts.append(say("fresh.book", number=say.number(head.event_number, 0), hash=head.event_hash[:12]))
    return " · ".join(parts), bool(source and source["is_stale"])


def holds_examples(visit: Visit) -> bool:
    """Whether what is in view was invented for the example."""
    return bool(visit.round.get("is_example") or visit.indicator.get("is_example"))


def _freshness(visit: Visit) -> Html:
    say = visit.say
    words, is_stale = freshness_words(visit)
    badge = el("strong", say("badge.example"), class_="example") if holds_examples(visit) else Html("")
    late = el("strong", say("fresh.stale"), " ", class_="stale") if is_stale else Html("")
    return el("p", badge, late, words, class_="fresh stale" if is_stale else "fresh")
