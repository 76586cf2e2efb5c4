"""A newer file replaces the whole earlier one: what it would withdraw is named, and taking a file back is recorded."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.commands.submit import SubmitError, unlock
from pipelines.commands.withdraw import withdraw
from tests.sentence import finding
from tests.submissions.test_field import FIELD
from tests.submissions.test_ingest import NOON, Desk, csv, desk, figures  # noqa: F401

ASKED = "select message_id, written, severity from register.finding where rule_id = 'submission.withdraws'"
STANDING = "select region_id, target_value from core.target where indicator_code = 'outcome_records_matched' order by 1"


def test_a_partial_correction_names_what_it_would_withdraw(desk: Desk) -> None:  # noqa: F811
    desk.put("1.xlsx", "")
    (desk.paths.inbox / "1.xlsx").write_bytes((FIELD / "07-1_lengkap.xlsx").read_bytes())
    desk.receive(NOON)
    desk.put("2.csv", (FIELD / "07-2_perbaikan_satu_angka.csv").read_text())
    desk.receive(NOON + timedelta(minutes=1))
    ((sentence, written, severity),) = desk.rows(ASKED)
    assert severity == "ask"
    assert finding("submission.withdraws", count=19, file="1.xlsx").fullmatch(sentence)
    assert "SPM: lanjut usia telantar di dalam panti, Aceh (2028, 2029, 2030)" in written
    assert written.count("(2027, 2028, 2029, 2030)") == 4


def test_a_file_that_gives_every_standing_target_again_asks_nothing(desk: Desk) -> None:  # noqa: F811
    desk.put("satu.csv", csv({"11": "80", "12": "81"}))
    desk.receive(NOON)
    desk.put("dua.csv", csv({"11": "82", "12": "83", "13": "84"}))
    desk.receive(NOON + timedelta(minutes=1))
    assert desk.rows(ASKED) == []


@pytest.mark.parametrize("second", ["", "n/a"])
def test_a_blank_or_refused_cell_withdraws_its_target_too(desk: Desk, second: str) -> None:  # noqa: F811
    desk.put("satu.csv", csv({"11": "80", "12": "81"}))
    desk.receive(NOON)
    desk.put("dua.csv", csv({"11": "82", "12": second}))
    desk.receive(NOON + timedelta(minutes=1))
    assert len(desk.rows(ASKED)) == 1


def test_two_files_of_one_look_are_held_against_each_other(desk: Desk) -> None:  # noqa: F811
    desk.put("a.csv", csv({"11": "80", "12": "81"}))
    desk.put("b.csv", csv({"11": "82"}))
    desk.receive(NOON)
    assert len(desk.rows(ASKED)) == 1


def test_a_file_that_gives_nothing_withdraws_nothing(desk: Desk) -> None:  # noqa: F811
    desk.put("satu.csv", csv({"11": "80"}))
    desk.receive(NOON)
    desk.put("dua.csv", csv({"11": "n/a"}))
    desk.receive(NOON + timedelta(minutes=1))
    assert desk.rows(ASKED) == []


def test_a_withdrawn_file_gives_way_to_the_one_before_it_and_says_by_whom(desk: Desk) -> None:  # noqa: F811
    desk.put("satu.csv", csv({"11": "80"}))
    desk.receive(NOON)
    desk.put("dua.csv", csv({"11": "82"}))
    desk.receive(NOON + timedelta(minutes=1))
    assert desk.rows(STANDING) == [("11", 82.0)]
    newest = desk.rows("select submission_id from register.submission order by received_sequence desc")[0][0]
    said = withdraw(desk.paths, newest[:10], "Biro Perencanaan", "salah kirim")
    assert "withdrawn by Biro Perencanaan" in said and "inbox/satu.csv is in force again" in said
    assert desk.rows(STANDING) == [("11", 80.0)]
    rows = desk.rows("select status, withdrawn_by, withdrawal_reason from core.submission order by received_sequence")
    assert rows == [("accepted", None, None), ("returned", "Biro Perencanaan", "salah kirim")]
    with pytest.raises(SubmitError, match="was withdrawn before"):
        withdraw(desk.paths, newest, "Biro Perencanaan", "lagi")
    first = desk.rows("select submission_id from register.submission order by received_sequence")[0][0]
    assert "no file of its unit is in force now" in withdraw(desk.paths, first, "Biro", "juga salah")
    assert desk.rows(STANDING) == []


@pytest.mark.parametrize(("by", "reason"), [("", "x"), ("Biro", " ")])
def test_a_withdrawal_needs_a_name_and_a_reason(desk: Desk, by: str, reason: str) -> None:  # noqa: F811
    with pytest.raises(SubmitError, match="needs an office and a reason"):
        withdraw(desk.paths, "abc", by, reason)


def test_every_unlock_and_withdrawal_is_a_new_input_of_a_refresh(desk: Desk) -> None:  # noqa: F811
    desk.put("satu.csv", csv({"11": "80"}))
    desk.receive(NOON)
    name = desk.rows("select submission_id from register.submission")[0][0]
    for _ in range(2):
        unlock(desk.paths, name, "Biro", "diperiksa lagi")
    withdraw(desk.paths, name, "Biro", "salah")
    assert len(list(Path(desk.paths.unlocks).iterdir())) == 3
