"""The desk's head and its list of lines: which session, which role, what stands where, what is asked of me."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import streamlit as st

from dashboards.components import lists, pickers
from dashboards.components.markup import el, put
from dashboards.components.table import Column, table
from dashboards.pages.desk.desk_lines import Desk, Group, figure_text
from dashboards.services import actor
from dashboards.services.decision_book import the_book
from dashboards.state import links
from dashboards.state.context import Visit
from pipelines.contract import decisions

SEEN = "desk_seen_"
NEW = "●"


def begin(visit: Visit) -> tuple[Desk, str]:
    """Open the book, settle session, indicator and role from the URL. Raise BookError when there is no book."""
    book = the_book()
    sessions = book.sessions(visit.picked.round_id)
    states = book.workflow.subjects["session"].states
    live = [each for each in sessions if not states[each.state].has("is_gone")]
    visit, session_id = lists.choice_in_address(
        visit, "desk", [each.session_id for each in live] + ["none"], visit.say("listing.all")
    )
    wanted = session_id or (live[0].session_id if live else "none")
    session = next((each for each in live if each.session_id == wanted), None)
    known = [row["indicator_code"] for row in visit.indicators]
    in_session = [code for code in (session.indicator_codes if session else ()) if code in known]
    codes = in_session or [visit.picked.indicator_code]
    roles = actor.roles(book)
    role = st.query_params.get("role", "")
    chosen = role if role in roles else (roles[0] if roles else "viewer")
    st.session_state.setdefault(f"{SEEN}{visit.picked.round_id}", book.head().event_number)
    return Desk(visit, book, live, session, codes), chosen


def headline(desk: Desk) -> str:
    """How far this desk has come, in one sentence."""
    say, counts = desk.visit.say, line_counts(desk)
    total = sum(counts.values())
    if not total:
        return say("desk.headline_empty")
    facts = {name: say.number(counts.get(name, 0)) for name in ("agreed", "not_agreed", "deferred", "not_discussed")}
    waiting = counts.get("undecided", 0)
    return say("desk.headline", total=say.number(total), waiting=say.number(waiting), **facts)


def line_counts(desk: Desk) -> dict[str, int]:
    """Lines by what they count as."""
    states = desk.workflow.subjects["line"].states
    found: dict[str, int] = {}
    for line in desk.lines:
        counts_as = str(states[line.standing.state].marks["counts_as"])
        found[counts_as] = found.get(counts_as, 0) + 1
    return found


def lead(desk: Desk) -> str:
    say, head = desk.visit.say, desk.book.head()
    if desk.session is None:
        return say("desk.lead_none", number=say.number(head.event_number), hash=head.event_hash[:12])
    name = desk.word(desk.workflow.state_name("session", desk.session.state))
    return say(
        "desk.lead",
        session=desk.session.name,
        state=name,
        number=say.number(head.event_number),
        hash=head.event_hash[:12],
    )


def session_picker(desk: Desk) -> None:
    names = {each.session_id: each.name for each in desk.sessions} | {"none": desk.visit.say("desk.no_session")}
    chosen = desk.session.session_id if desk.session else "none"
    pickers.choose("desk", desk.visit.say("pick.desk"), list(names), chosen, lambda code: names.get(code, code))


def indicator_picker(desk: Desk) -> None:
    """Which indicator of the session is in view, all of them first; without a session one of the round."""
    if desk.session is None:
        pickers.indicator_picker(desk.visit)
        return
    say, names = desk.visit.say, {row["indicator_code"]: desk.visit.say.name_of(row) for row in desk.visit.indicators}
    options = ["", *desk.indicator_codes]
    pickers.choose(
        "indicator",
        say("pick.indicator"),
        options,
        asked_indicator(desk),
        lambda code: names.get(code, say("listing.all")),
    )


def asked_indicator(desk: Desk) -> str:
    """The indicator of the session that the address asks for; empty for all of them."""
    written = st.query_params.get("indicator", "")
    return written if written in desk.indicator_codes else ""


def role_picker(desk: Desk, role: str) -> None:
    names = {code: desk.word(desk.workflow.roles[code].name) for code in actor.roles(desk.book)}
    pickers.choose("role", desk.visit.say("pick.role"), list(names), role, lambda code: names.get(code, code))


def limits(desk: Desk, role: str) -> None:
    """Say plainly why nothing can be decided here, when that is so."""
    say = desk.visit.say
    if actor.person() is None and not desk.visit.round.get("is_example"):
        put(el("p", say("desk.readable_only"), class_="notice", role="status"))
    elif not actor.roles(desk.book):
        put(el("p", say("desk.no_role"), class_="notice", role="status"))


def chosen_group(desk: Desk) -> Group:
    """The line that the URL names, or the worst one."""
    wanted = st.query_params.get("line", "")
    return desk.groups.get(wanted) or next(iter(desk.groups.values()))


def listing(desk: Desk, role: str, chosen: Group) -> None:
    """The lines, worst first, with three numbers, state, what is asked of this role, and what is new since I looked."""
    visit, say = desk.visit, desk.visit.say
    frame = rows(desk, role)
    states = {row["state_code"]: row["state"] for row in frame.iter_rows(named=True)}
    visit, state = lists.choice_in_address(visit, "state", list(states), say("listing.all"))
    with st.container(horizontal=True, key="desk_filters", vertical_alignment="bottom"):
        lists.narrow(visit, "state", states, state, say("listing.all"))
        text = st.text_input(say("desk.search"), key="desk_search")
        st.button(
            say("desk.next"), key="desk_next", shortcut="n", on_click=_next, args=(list(desk.groups), chosen.code)
        )
    if picked := asked_indicator(desk):  # one indicator at a time; the first line counts all of the session
        frame = frame.filter(pl.col("code").str.starts_with(f"{picked}:"))
    shown = frame.filter(pl.lit(state == "") | (pl.col("state_code") == state))
    shown = shown.filter(pl.col("name").str.to_lowercase().str.contains(text.lower(), literal=True))
    columns = [
        Column("name", say("column.region")),
        *([Column("indicator", say("column.indicator"))] if frame["indicator"].n_unique() > 1 else []),
        Column("proposed", say("desk.proposed")),
        Column("ministry", say("desk.ministry")),
        Column("agreed", say("desk.agreed")),
        Column("state", say("column.state")),
        Column("asked", say("desk.asked_of_me")),
    ]
    table(
        visit,
        shown,
        columns,
        key="desk_lines",
        caption=say("desk.lines", year=visit.picked.target_year),
        empty=say("desk.no_lines"),
        leads=lambda row: links.here(line=row["code"]),
        identity="code",
        chosen=chosen.code,
        opens=say("desk.open_line"),
    )
    if any(row["is_new"] for row in frame.iter_rows(named=True)):
        st.button(say("desk.seen"), key="desk_seen", on_click=_remember_head, args=(desk,))


def rows(desk: Desk, role: str) -> pl.DataFrame:
    """One row per indicator and region for the picked year: numbers, state, open actions of the role."""
    seen = int(st.session_state.get(f"{SEEN}{desk.visit.picked.round_id}", 0))
    places = {row["indicator_code"]: int(row["decimal_places"]) for row in desk.visit.indicators}
    names = {row["indicator_code"]: desk.visit.say.name_of(row) for row in desk.visit.indicators}
    who = _whoever(desk, role)
    found = []
    for group in desk.groups.values():
        line = group.of_year(desk.visit.picked.target_year)
        numbers = {basis: figure_text(desk.visit, line.number(basis), places[group.indicator_code]) for basis in BASES}
        is_new = group.last_event > seen
        found.append(
            {
                "code": group.code,
                "name": f"{NEW} {group.region_name}" if is_new else group.region_name,
                "indicator": names[group.indicator_code],
                **numbers,
                "state_code": line.standing.state,
                "state": desk.state_name(line.standing.state),
                "asked": _asked_of(desk, group, who),
                "is_new": is_new,
            }
        )
    schema = dict.fromkeys(("code", "name", "indicator", *BASES, "state_code", "state", "asked"), pl.String)
    return pl.DataFrame(found, schema=schema | {"is_new": pl.Boolean})


BASES = ("proposed", "ministry", "agreed")


def _whoever(desk: Desk, role: str) -> decisions.Actor | None:
    try:
        return actor.acting(desk.book, role)
    except decisions.Refused:
        return None


def _asked_of(desk: Desk, group: Group, who: decisions.Actor | None) -> str:
    """The deciding actions that are open to me on any year of the group, in words."""
    if who is None:
        return ""
    names: dict[str, str] = {}
    for line in group.lines:
        for offer in decisions.allowed_actions(line.standing, who, desk.workflow, desk.sessions, line.facts):
            if offer.is_open and not offer.action.is_talk:
                names[offer.action.action_code] = desk.word(offer.action.name)
    return ", ".join(names.values())


def _next(codes: list[str], code: str) -> None:
    place = codes.index(code) if code in codes else -1
    st.query_params["line"] = codes[(place + 1) % len(codes)]


def _remember_head(desk: Desk) -> None:
    st.session_state[f"{SEEN}{desk.visit.picked.round_id}"] = desk.book.head().event_number


def names_of(desk: Desk) -> Mapping[str, str]:
    return {row["indicator_code"]: desk.visit.say.name_of(row) for row in desk.visit.indicators}
