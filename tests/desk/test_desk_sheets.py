"""A desk sheet goes out, is filled without a network, comes back through the inbox, and is judged like the browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.commands.check import check
from pipelines.commands.forum.desk_sheet import write as write_sheet
from pipelines.commands.submit import submit
from pipelines.contract import decisions as desk
from pipelines.contract.desk_sheet_form import FILLED, HEADING_ROW, LOCKED
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.desk.sheet_check import check_sheet
from pipelines.desk.sheet_decisions import decide_sheets
from pipelines.exports.desk_sheet import SheetFacts, write_desk_sheet
from pipelines.reference.read import read_catalogue
from pipelines.submissions.desk_register import record_desk_sheet
from pipelines.submissions.inbox import Offer
from pipelines.submissions.readers.read_file import read_file
from pipelines.warehouse import connection as warehouse
from tests.contract.decisions.given import REASON, WORKFLOW, decide
from tests.desk.small_round import FACTS, KEYS, SmallRound

COLUMNS = {name: number for number, name in enumerate([*LOCKED, *FILLED], start=1)}
CATALOGUE = read_catalogue(CHECKOUT / "data" / "reference")
Rows = Mapping[str, Mapping[str, Any]]


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[SmallRound]:
    """Two lines submitted, one reviewed with another number, and a session open over both."""
    found = SmallRound(tmp_path)
    found.hand_in({"11": 80.0, "12": 85.0})
    found.refresh()
    found.decide(KEYS["12"], "not_recommend", "reviewer", {"reason": REASON, "ministry": {"low": 90.0, "high": 90.0}})
    found.open_session()
    yield found
    found.book.close()


def sheet_of(found: SmallRound, session_id: str = "first.meja") -> Path:
    standing = found.book.standing(desk.session_key(session_id))
    assert standing
    lines = list(found.book.standings("line", "first").values())
    facts = SheetFacts(desk.Session.of(standing), "chair", lines, {}, found.book.head().event_number, True)
    return write_desk_sheet(facts, WORKFLOW, found.folder / "meja.xlsx")


def fill(file: Path, rows: Rows, meta: Mapping[str, str] | None = None) -> Path:
    """Type into the free cells of the rows of some lines, and into hidden lines when somebody tampers."""
    book = openpyxl.load_workbook(file)
    sheet = book["Meja"]
    for row in range(HEADING_ROW + 1, sheet.max_row + 1):
        for name, value in rows.get(str(sheet.cell(row, 1).value), {}).items():
            sheet.cell(row, COLUMNS[name]).value = value
    for row in range(1, book["_meta"].max_row + 1):
        key = str(book["_meta"].cell(row, 1).value)
        if meta and key in meta:
            book["_meta"].cell(row, 2).value = meta[key]
    book.save(file)
    return file


def hand_in(found: SmallRound, file: Path) -> dict[str, tuple[str, str | None]]:
    """What the inbox and the next refresh do with the sheet: outcome and rule per line."""
    reading = read_file(file, CATALOGUE)
    assert reading.desk is not None, reading.findings
    offer = Offer(file, f"inbox/{file.name}", "inbox", f"{found.files:x}".rjust(64, "d"), None)
    found.files += 1
    record_desk_sheet(found.connection, offer, datetime.now(UTC), reading.desk)
    decide_sheets(found.connection, found.book)
    assert decide_sheets(found.connection, found.book) == 0, "each row is judged once"
    rows = found.rows(
        "select line_key, outcome, rule_id from register.desk_row join register.desk_verdict "
        f"using (submission_id, row_number) where submission_id = '{offer.submission_id}'"
    )
    return {row["line_key"]: (row["outcome"], row["rule_id"]) for row in rows}


AGREED = {"keputusan": "Sepakati", "angka_sepakat": 80}
NOT_AGREED = {"keputusan": "Catat tidak sepakat", "pernyataan_daerah": REASON, "pernyataan_kl": REASON}


def test_a_filled_sheet_decides_its_lines_by_the_file_door(sitting: SmallRound) -> None:
    found = hand_in(sitting, fill(sheet_of(sitting), {KEYS["11"]: AGREED, KEYS["12"]: NOT_AGREED}))
    assert found == {KEYS["11"]: ("accepted", None), KEYS["12"]: ("accepted", None)}
    one, two = (sitting.book.standing(KEYS[region]) for region in ("11", "12"))
    assert one and two and one.decision
    assert (one.state, two.state, one.decision["agreed"]["low"]) == ("agreed", "not_agreed", 80.0)
    assert {event.door for event in sitting.book.history(KEYS["11"])[1:]} == {"file"}
    assert desk.verify(sitting.book) == []


def test_a_sheet_handed_in_twice_decides_once(sitting: SmallRound) -> None:
    file = fill(sheet_of(sitting), {KEYS["11"]: AGREED})
    hand_in(sitting, file)
    before = sitting.book.head()
    reading = read_file(file, CATALOGUE)
    assert reading.desk
    offer = Offer(file, "inbox/lagi.xlsx", "inbox", f"{sitting.files - 1:x}".rjust(64, "d"), None)
    record_desk_sheet(sitting.connection, offer, datetime.now(UTC), reading.desk)
    decide_sheets(sitting.connection, sitting.book)
    assert sitting.book.head() == before


CASES: list[tuple[str, dict[str, Any]]] = [
    ("decision.value_missing", {"keputusan": "Sepakati"}),
    ("decision.value_out_of_range", AGREED | {"angka_sepakat": 120, "alasan": REASON}),
    ("decision.value_unreadable", AGREED | {"angka_sepakat": "dua belas atau lebih"}),
    ("decision.reason_missing", AGREED | {"angka_sepakat": "82,5"}),
    ("decision.statement_missing", {"keputusan": "Catat tidak sepakat", "pernyataan_daerah": REASON}),
    ("decision.unknown_action", {"keputusan": "Setuju saja"}),
    ("decision.role", {"keputusan": "Rekomendasikan"}),
    ("decision.not_allowed", {"keputusan": "Batalkan keputusan"}),
]


@pytest.mark.parametrize(("rule_id", "row"), CASES, ids=[case[0] for case in CASES])
def test_a_row_that_may_not_be_decided_so_gets_its_finding_and_the_others_are_taken(
    sitting: SmallRound, rule_id: str, row: dict[str, Any]
) -> None:
    found = hand_in(sitting, fill(sheet_of(sitting), {KEYS["11"]: row, KEYS["12"]: NOT_AGREED}))
    assert found == {KEYS["11"]: ("rejected", rule_id), KEYS["12"]: ("accepted", None)}
    said = sitting.rows("select message_id, message_en from register.desk_verdict where outcome = 'rejected'")
    assert said[0]["message_id"] and said[0]["message_en"]


def test_a_line_decided_in_the_meantime_is_found_stale(sitting: SmallRound) -> None:
    file = fill(sheet_of(sitting), {KEYS["11"]: AGREED, KEYS["12"]: NOT_AGREED})
    sitting.decide(KEYS["11"], "defer", "chair", {"reason": REASON, "next_forum": "rapat teknis"})
    assert hand_in(sitting, file)[KEYS["11"]] == ("rejected", "decision.stale")


def test_a_sheet_of_a_closed_session_and_one_of_another_are_refused(sitting: SmallRound) -> None:
    file = fill(sheet_of(sitting), {KEYS["11"]: AGREED})
    sitting.decide(desk.session_key("first.meja"), "close", "chair", {"passed_over": sorted(KEYS.values())})
    assert hand_in(sitting, file)[KEYS["11"]][1] in ("decision.stale", "decision.session_closed")
    other = fill(sheet_of(sitting), {KEYS["12"]: AGREED}, {"session_id": "first.lain"})
    assert hand_in(sitting, other)[KEYS["12"]] == ("rejected", "decision.sheet_changed")


@pytest.mark.parametrize("meta", [{"role": "round_manager"}, {"last_event": "1"}, {f"baris {KEYS['11']}": "9"}])
def test_hidden_lines_that_were_changed_make_the_sheet_worthless(sitting: SmallRound, meta: dict[str, str]) -> None:
    file = fill(sheet_of(sitting), {KEYS["11"]: AGREED}, meta)
    assert hand_in(sitting, file)[KEYS["11"]] == ("rejected", "decision.sheet_changed")


def test_a_key_typed_over_and_a_line_written_twice_are_refused(sitting: SmallRound) -> None:
    file = fill(sheet_of(sitting), {KEYS["11"]: AGREED, KEYS["12"]: NOT_AGREED})
    unknown = desk.line_key("first", "water", "13", 2025)
    strange = hand_in(sitting, fill(file, {KEYS["11"]: {"kode_baris": unknown}}))
    assert strange[unknown] == ("rejected", "decision.unknown_line")
    double = fill(sheet_of(sitting), {KEYS["11"]: AGREED, KEYS["12"]: AGREED | {"kode_baris": KEYS["11"]}})
    assert hand_in(sitting, double)[KEYS["11"]] == ("rejected", "decision.duplicate")


def test_without_login_a_sheet_decides_on_example_rounds_only(sitting: SmallRound) -> None:
    file = fill(sheet_of(sitting), {KEYS["11"]: AGREED})
    sitting.connection.execute("update core.line_fact set is_example = false")
    assert hand_in(sitting, file)[KEYS["11"]] == ("rejected", "decision.real_round")
    assert decide(sitting.book, KEYS["11"], "comment", payload={"text": REASON}, facts=FACTS)


def test_the_numbers_and_keys_of_a_sheet_are_locked(sitting: SmallRound) -> None:
    book = openpyxl.load_workbook(sheet_of(sitting))
    sheet = book["Meja"]
    assert sheet.protection.sheet and book["_meta"].sheet_state == "veryHidden"
    row = HEADING_ROW + 1
    assert {sheet.cell(row, column).protection.locked for column in range(1, len(LOCKED) + 1)} == {True}
    assert {sheet.cell(row, COLUMNS[name]).protection.locked for name in FILLED} == {False}
    assert str(sheet.data_validations.dataValidation[0].formula1).startswith("_daftar!")


OTHER_KEY = "first/none/11/2027"


@pytest.mark.parametrize(
    ("rows", "meta", "status", "rules"),
    [
        ({KEYS["11"]: AGREED}, {}, "accepted", []),
        ({KEYS["11"]: AGREED, KEYS["12"]: {"keputusan": "Setuju saja"}}, {}, "accepted_in_part",
         ["decision.unknown_action"]),
        ({KEYS["11"]: AGREED | {"angka_sepakat": "banyak"}}, {}, "returned", ["decision.value_unreadable"]),
        ({KEYS["11"]: AGREED | {"kode_baris": OTHER_KEY}}, {}, "returned", ["decision.unknown_line"]),
        ({KEYS["11"]: AGREED, KEYS["12"]: AGREED | {"kode_baris": KEYS["11"]}}, {}, "returned",
         ["decision.duplicate"] * 2),
        ({KEYS["11"]: AGREED}, {"role": "leader"}, "rejected", ["decision.sheet_changed"]),
        ({}, {}, "returned", []),
    ],
)  # fmt: skip
def test_a_sheet_is_looked_at_before_it_is_handed_in(sitting: SmallRound, rows, meta, status: str, rules) -> None:
    reading = read_file(fill(sheet_of(sitting), rows, meta), CATALOGUE)
    assert reading.desk
    looked = check_sheet(reading.desk, WORKFLOW)
    assert (looked.status, [finding.rule_id for finding in looked.findings]) == (status, rules)
    assert looked.counts.offered == len(rows) == looked.counts.accepted + looked.counts.rejected
    assert all(finding.message_id and finding.message_en for finding in looked.findings)


def test_the_command_takes_a_sheet_in_and_keeps_who_handed_it_in(refreshed: Paths, tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data")
    shutil.copytree(refreshed.data, paths.data)
    file = write_sheet(paths, "contoh-2026-2.meja-anak", tmp_path / "meja.xlsx")
    key = str(openpyxl.load_workbook(file)["Meja"].cell(HEADING_ROW + 1, 1).value)
    fill(file, {key: AGREED})
    looked = check(paths, file)
    assert (looked.status, looked.session_id, looked.counts.offered) == ("accepted", "contoh-2026-2.meja-anak", 1)
    answer = submit(paths, file, handed_in_by="https://login|siti")
    assert answer.status == "waiting" and answer.annotated_copy and answer.annotated_copy.is_file()
    with warehouse.writing(paths) as connection:
        kept = connection.execute("select line_key, handed_in_by from register.desk_row").fetchall()
    assert kept == [(key, "https://login|siti")]
    assert submit(paths, file).status == "duplicate"
