"""Where a unit gets its template, has a file checked, hands it in, and sees it arrive in the edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import layout, lists, marks, pickers
from dashboards.components.files.downloads import CSV_TYPE, WORKBOOK_TYPE
from dashboards.components.files.made_files import fault, made_file
from dashboards.components.markup import el, put
from dashboards.components.table import Column, table
from dashboards.pages.findings.sections import SEVERITIES, copy_of, with_rule_words
from dashboards.pages.submit import receipt
from dashboards.pages.submit.arrival import arrival, is_there
from dashboards.queries.round import reception
from dashboards.services import permission, selaras_cli, viewer
from dashboards.services.selaras_cli import SenderChoice
from dashboards.state.context import Visit, settled_visit

ENDINGS = ["xlsx", "csv", "xlsm", "xls"]
COUNTS = ("offered", "accepted", "rejected", "blank")
MEMORY, CONFIRMED = "handed_in", "confirmed_"
ASKED_FIRST = frozenset(("submission.withdraws", "unit.not_the_chosen_one", "round.not_the_chosen_one"))


def settle(visit: Visit, rounds: list[dict[str, Any]]) -> tuple[Visit, str]:
    """Settle the round to hand in for and the unit from the URL; the visit goes on in that round."""
    codes = [row["round_id"] for row in rounds]
    visit, round_id = lists.choice_in_address(visit, "into", codes, visit.say.name_of(rounds[0]))
    visit = settled_visit(visit, {"round": round_id or codes[0]})  # and an indicator of it, whose source is named
    return lists.choice_in_address(visit, "unit", _units(visit), visit.say("handing.no_unit"))


def _units(visit: Visit) -> dict[str, str]:
    units = lists.with_names(visit, reception.units(visit.ask, visit.picked.round_id), code="unit_code")
    return dict(units.select("unit_code", "name").iter_rows())


def headline(visit: Visit) -> str:
    """The page's question answered: whether the round takes files, and until when."""
    say, row, now = visit.say, visit.round, datetime.now(UTC)
    facts = {
        "round": say.name_of(row),
        "deadline": say.instant(row["closes_at"], row["time_zone"]),
        "opens": say.instant(row["opens_at"], row["time_zone"]),
    }
    if now < row["opens_at"]:
        return say("handing.headline_early", **facts)
    return say("handing.headline" if now <= row["closes_at"] else "handing.headline_late", **facts)


def choose_unit(visit: Visit, rounds: list[dict[str, Any]], unit_code: str) -> None:
    """The pickers of round and unit."""
    say = visit.say
    with st.container(horizontal=True, key="handing_pickers"):
        shown = {row["round_id"]: say.name_of(row) for row in rounds}
        pickers.choose(
            "into", say("pick.into"), list(shown), visit.picked.round_id, lambda code: shown[code], fits=visit
        )
        lists.narrow(visit, "unit", _units(visit), unit_code, say("handing.no_unit"))


def template(visit: Visit, unit_code: str) -> None:
    """The empty workbook of the unit or its CSV form, made when asked for."""
    round_id = visit.picked.round_id
    if not unit_code:
        st.text(visit.say("handing.pick_unit"))
        return
    with st.container(horizontal=True, key="templates"):
        for name, kind in (("template", WORKBOOK_TYPE), ("template_csv", CSV_TYPE)):
            made_file(
                visit,
                f"{name}_{round_id}_{unit_code}",
                lambda as_csv=name != "template": permission.to_make(  # type: ignore[misc]
                    visit.ask, unit_code, lambda: selaras_cli.template(round_id, unit_code, as_csv=as_csv)
                ),
                ask=f"handing.make_{name}",
                download=f"handing.download_{name}",
                is_primary=name == "template",
                kind=kind,
            )


def offer(visit: Visit, unit_code: str) -> None:
    """A file to check or to hand in; what the command answers is kept until another file is offered."""
    say = visit.say
    file = st.file_uploader(say("handing.file"), type=ENDINGS, key="offered_file", help=say("handing.file_help"))
    says_nothing = st.checkbox(
        say("handing.foreign"), key="foreign", help=say("handing.foreign_help"), disabled=not unit_code
    )
    chosen = SenderChoice(visit.picked.round_id, unit_code, says_nothing=says_nothing and bool(unit_code))
    if file is None:
        st.session_state.pop(MEMORY, None)
        return
    with st.container(horizontal=True, key="handing_buttons"):
        is_check = st.button(say("handing.check"), key="check", type="secondary")
        is_submit = st.button(say("handing.submit"), key="submit", type="primary")
    if is_check or is_submit:
        given = (file.name, file.getvalue(), chosen)

        def check() -> selaras_cli.Outcome:
            return permission.to_check(lambda: selaras_cli.check(*given))

        def submit() -> selaras_cli.Outcome:
            return permission.to_hand_in(visit.ask, check, lambda: selaras_cli.submit(*given, viewer.signature()))

        with st.spinner(say("command.running")):
            looked = check() if is_check or not _is_confirmed(file.file_id) else None
            is_asking = is_submit and looked is not None and _asks_first(looked)
            is_kept = looked is not None and (is_check or is_asking)
            outcome = looked if looked is not None and is_kept else submit()
        before = st.session_state.get(MEMORY, {})
        copy = looked or (before["outcome"] if before.get("file_id") == file.file_id else None)
        if outcome.content is None and copy is not None and outcome.answer is not None:
            outcome = replace(outcome, file_name=copy.file_name, content=copy.content)
        is_submitted = is_submit and not is_asking
        st.session_state[MEMORY] = {
            "outcome": outcome,
            "is_submitted": is_submitted,
            "is_asking": is_asking,
            "file_id": file.file_id,
        }
    memory = st.session_state.get(MEMORY, {})
    if memory.get("file_id") == file.file_id:
        if memory["is_asking"]:
            put(el("p", say("handing.asks_first"), class_="notice", role="status"))
            st.checkbox(say("handing.confirm"), key=f"{CONFIRMED}{file.file_id}")
        _answer(visit, memory["outcome"], memory["is_submitted"])


def _is_confirmed(file_id: str) -> bool:
    return bool(st.session_state.get(f"{CONFIRMED}{file_id}"))


def _asks_first(outcome: selaras_cli.Outcome) -> bool:
    """Whether a check found what nobody should hand in unawares: targets withdrawn, another unit's file."""
    return any(finding["rule_id"] in ASKED_FIRST for finding in (outcome.answer or {}).get("findings", ()))


def _answer(visit: Visit, outcome: selaras_cli.Outcome, is_submitted: bool) -> None:
    say = visit.say
    if outcome.answer is None:
        layout.section(say("handing.answer_eyebrow"), say("handing.no_answer"))
        fault(visit, outcome)
        return
    answer = outcome.answer
    status = str(answer["status"])
    eyebrow = say("handing.receipt_eyebrow" if is_submitted else "handing.answer_eyebrow")
    layout.section(eyebrow, say(f"{'handed' if is_submitted else 'checked'}.{status}"))
    put(
        marks.ledger(
            (say.number(answer["counts"][name]), say(f"count.{name}"), say(f"count_help.{name}")) for name in COUNTS
        )
    )
    st.text(receipt.lines(visit, answer, is_submitted=is_submitted))
    with st.expander(say("handing.whole_id"), key="whole_id"):
        st.code(str(answer["submission_id"]), language=None, wrap_lines=True)
    if is_submitted:
        arrival(visit, str(answer["submission_id"]))
    _findings(visit, answer)
    if not answer["findings"]:
        return
    if outcome.content is not None:
        st.download_button(
            say("findings.download_copy"),
            outcome.content,
            outcome.file_name,
            WORKBOOK_TYPE,
            key="download_annotated",
            on_click="ignore",
            type="primary",
        )
    elif is_submitted and is_there(str(answer["submission_id"])):
        copy_of(visit, str(answer["submission_id"]))
    elif is_submitted:
        st.text(say("handing.copy_later"))


def _findings(visit: Visit, answer: dict[str, Any]) -> None:
    say, found = visit.say, sorted(answer["findings"], key=lambda each: SEVERITIES.index(each["severity"]))
    if not found:
        put(el("p", say("handing.no_findings")))
        return
    counts = {name: say.number(sum(each["severity"] == name for each in found)) for name in SEVERITIES}
    put(
        el("h3", say("findings.headline", findings=lists.count_sentence(visit, "findings.count", len(found)), **counts))
    )
    visit, severity = lists.choice_in_address(visit, "severity", SEVERITIES, say("listing.all"))
    with st.container(key="severity_picker", width=320):
        words = {name: say(f"severity.{name}") for name in SEVERITIES}
        lists.narrow(visit, "severity", words, severity, say("listing.all"))
    rows = pl.DataFrame(
        found, schema_overrides={"written": pl.String, "cell": pl.String, "sheet": pl.String}, infer_schema_length=None
    )
    rows = rows.filter(pl.lit(severity == "") | (pl.col("severity") == severity))
    rows = with_rule_words(visit, rows).with_columns(
        place=pl.concat_str("sheet", "cell", separator="!", ignore_nulls=True).str.strip_chars("!"),
    )
    columns = [
        Column("place", say("column.cell")),
        Column("severity", say("column.severity"), words="severity"),
        Column("rule", say("column.rule")),
        Column("written", say("column.written")),
        Column(f"message_{say.language}", say("column.message")),
    ]
    table(
        visit,
        lists.part_of(visit, rows, "part"),
        columns,
        key="answer",
        caption=say("findings.list_eyebrow"),
        empty=say("findings.empty"),
        whole=rows,
    )
