"""The composed set as a file, or handed in at once: through the same door as everybody's."""

from __future__ import annotations

import streamlit as st

from dashboards.components import layout, lists, marks, pickers
from dashboards.components.files.made_files import fault, made_file
from dashboards.components.markup import el, put
from dashboards.pages.submit import receipt
from dashboards.pages.submit import sections as submit
from dashboards.pages.submit.arrival import arrival
from dashboards.queries.round import owners
from dashboards.services import permission, selaras_cli
from dashboards.state import composing
from dashboards.state.context import Visit
from pipelines.analysis.tables.composed_set import DrawnSet

MEMORY = "composed_hand_in"


def leave(visit: Visit, drawn: DrawnSet) -> None:
    """Choose who hands it in, make the workbook or CSV form, or hand it in."""
    say, known = visit.say, drawn.composition
    if not drawn.composed.is_usable:
        layout.section(say("compose.leave_eyebrow"), say("compose.not_usable"))
        return
    layout.section(say("compose.leave_eyebrow"), say("compose.leave_sentence"))
    units = lists.with_names(
        visit,
        owners.units_owing(visit.ask, visit.picked.round_id, visit.picked.indicator_code, known.region_ids),
        code="unit_code",
    )
    if units.is_empty():
        put(el("p", say("compose.nobody_owes"), class_="notice"))
        return
    names = {row["unit_code"]: f"{row['name']} ({row['region_count']})" for row in units.iter_rows(named=True)}
    unit = st.query_params.get("unit", "")
    unit = unit if unit in names else next(iter(names))
    pickers.choose("unit", say("pick.unit"), list(names), unit, lambda code: names.get(code, code), width=420)
    asked = [*composing.arguments(drawn.request, known), "--unit", unit, "--fingerprint", drawn.fingerprint]
    with st.container(horizontal=True, key="compose_files"):
        for ending in ("xlsx", "csv"):
            made_file(
                visit,
                f"set_{ending}_{unit}_{drawn.fingerprint}",
                lambda ending=ending: permission.to_make(  # type: ignore[misc]
                    visit.ask, unit, lambda: selaras_cli.compose(asked, ending)
                ),
                ask=f"compose.make_{ending}",
                download=f"compose.download_{ending}",
            )
        is_pressed = st.button(say("compose.hand_in"), key="compose_hand_in", type="primary")
    if is_pressed:
        with st.spinner(say("command.running")):
            made = permission.to_make(visit.ask, unit, lambda: selaras_cli.compose(asked, "xlsx"))
            if made.content is not None:
                file = (made.file_name, made.content)
                made = permission.to_hand_in(
                    visit.ask, lambda: selaras_cli.check(*file), lambda: selaras_cli.submit(*file)
                )
        st.session_state[MEMORY] = (drawn.fingerprint, made)
    handed = st.session_state.get(MEMORY)
    if handed is not None and handed[0] == drawn.fingerprint:
        _receipt(visit, handed[1])


def _receipt(visit: Visit, outcome: selaras_cli.Outcome) -> None:
    say, answer = visit.say, outcome.answer
    if answer is None:
        fault(visit, outcome)
        return
    layout.section(say("handing.receipt_eyebrow"), say(f"handed.{answer['status']}"))
    put(
        marks.ledger(
            (say.number(answer["counts"][name]), say(f"count.{name}"), say(f"count_help.{name}"))
            for name in submit.COUNTS
        )
    )
    st.text(receipt.lines(visit, answer, is_submitted=True))
    arrival(visit, str(answer["submission_id"]))
