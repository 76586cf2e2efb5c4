"""The files a unit has handed in, round by round: what became of each, what is in force from it, what took its place,
and receipt and annotated copy to fetch whenever they are needed."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards.components import layout, lists, pickers
from dashboards.components.files.made_files import made_file
from dashboards.components.markup import el, put
from dashboards.components.table import Column, table
from dashboards.pages.findings.sections import copy_of
from dashboards.queries.round import reception
from dashboards.services import permission, selaras_cli
from dashboards.state import links, selection
from dashboards.state.context import Visit

PDF_TYPE = "application/pdf"
SIGNS_OF_ID = 12
COUNTS = ("offered", "accepted", "rejected", "blank")


def of_unit(visit: Visit, unit_code: str) -> None:
    """The list of a unit's files, and one of them with its papers."""
    if not unit_code:
        return
    say = visit.say
    files = lists.with_names(visit, reception.files_of_unit(visit.ask, unit_code), code="round_id")
    layout.section(say("files.eyebrow"), sentence(visit, files))
    if files.is_empty():
        return
    files = files.with_columns(
        moment=pl.Series([say.instant(at, zone or "Asia/Jakarta") for at, zone in _instants(files)], dtype=pl.String),
        number=pl.col("submission_id").str.slice(0, SIGNS_OF_ID),
        fate=pl.Series([fate(visit, row) for row in files.iter_rows(named=True)], dtype=pl.String),
    )
    columns = [
        Column("moment", say("column.received_at")),
        Column("name", say("pick.round")),
        Column("file_name", say("column.file")),
        Column("status", say("column.status"), words="status"),
        *(Column(f"{name}_count", say(f"count.{name}"), "number", 0) for name in COUNTS),
        Column("in_force_count", say("files.in_force"), "number", 0),
        Column("fate", say("files.fate")),
        Column("number", say("column.submission"), help=say("help.submission")),
    ]
    shown = lists.part_of(visit, files, "part")
    table(visit, shown, columns, key="unit_files", caption=say("files.eyebrow"), empty="", whole=files)
    one_file(visit, files)


def _instants(files: pl.DataFrame) -> list[tuple[Any, str | None]]:
    return list(files.select("received_at", "time_zone").iter_rows())


def sentence(visit: Visit, files: pl.DataFrame) -> str:
    """How many files the unit has handed in for the picked round, and how many of its targets are in force."""
    say = visit.say
    here = files.filter(pl.col("round_id") == visit.picked.round_id)
    if here.is_empty():
        return lists.count_sentence(visit, "files.none", files.height) if files.height else say("files.never")
    count, in_force = here.height, say.number(int(here["in_force_count"].sum()))
    return lists.count_sentence(visit, "files.sentence", count, in_force=in_force)


def fate(visit: Visit, row: dict[str, Any]) -> str:
    """What happened to a file after it came: replaced, taken back, let in late; empty where nothing did."""
    say, zone = visit.say, row["time_zone"] or "Asia/Jakarta"
    said = []
    if row["replaced_by"]:
        said.append(say("files.replaced", file=row["replaced_by"], number=row["replaced_by_id"][:SIGNS_OF_ID]))
    for kind, by, reason in (
        ("unlocked", "unlocked_by", "unlock_reason"),
        ("withdrawn", "withdrawn_by", "withdrawal_reason"),
    ):
        if row.get(by):
            at = row.get(f"{kind}_at")
            instant = say.instant(at, zone) if at else ""
            said.append(say(f"files.{kind}", by=row[by], at=instant, reason=row.get(reason) or "").replace("  ", " "))
    return "; ".join(said)


def one_file(visit: Visit, files: pl.DataFrame) -> None:
    """Receipt, annotated copy and findings of one file, the newest unless the address names another."""
    say = visit.say
    names = {
        row["number"]: f"{row['moment']} · {row['file_name']} · {row['number']}" for row in files.iter_rows(named=True)
    }
    number, notice = selection.settle("file", st.query_params.get("file"), list(names), next(iter(names)))
    if notice is not None:
        said = say("notice.fallback", key=say("pick.file"), written=notice.written, shown=names[number])
        put(el("p", said, class_="notice", role="status"))
    pickers.choose("file", say("pick.file"), list(names), number, lambda code: names.get(code, code), width=520)
    row = next(each for each in files.iter_rows(named=True) if each["submission_id"].startswith(number))
    submission_id = str(row["submission_id"])
    with st.container(horizontal=True, key="file_papers"):
        receipt_of(visit, submission_id)
        copy_of(visit, submission_id)
        links.to_page(visit, "findings", say("handing.open_findings"), round=row["round_id"], unit=row["unit_code"])


def receipt_of(visit: Visit, submission_id: str) -> None:
    """The receipt of a stored file as PDF, made when asked for."""
    language = visit.say.language
    made_file(
        visit,
        f"receipt_{submission_id[:SIGNS_OF_ID]}_{language}",
        lambda: permission.to_copy(visit.ask, submission_id, lambda: selaras_cli.receipt(submission_id, language)),
        ask="files.make_receipt",
        download="files.download_receipt",
        kind=PDF_TYPE,
    )
