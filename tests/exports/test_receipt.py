"""The receipt a unit keeps: what was handed in, when, and what became of it."""

import json
from datetime import UTC, datetime

import pytest

from pipelines.exports.returns.findings_shown import RecordedFinding
from pipelines.exports.returns.receipt import STATUS_WORDS, Receipt, finding_counts, questions

COUNTS = {"offered": 10, "accepted": 7, "rejected": 2, "blank": 1}


def receipt(**changes) -> Receipt:
    facts = {
        "submission_id": "ab" * 32,
        "file_name": "usulan.xlsx",
        "round_id": "contoh-2026-1",
        "unit_code": "rehsos-anak",
        "received_at": datetime(2026, 2, 10, 16, 59, 59, tzinfo=UTC),
        "status": "accepted_in_part",
        "counts": COUNTS,
        "finding_counts": {"reject": 2, "ask": 1, "note": 0},
    }
    return Receipt(**{**facts, **changes})


def test_the_text_names_file_number_status_and_counts_in_both_languages():
    text = receipt().as_text()
    assert "ab" * 32 in text
    assert "diterima sebagian / accepted in part" in text
    assert "7 diterima / accepted" in text
    assert "1 perlu alasan / needs a reason" in text


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Jakarta", "2026-02-10 23:59:59 WIB"),
        ("Asia/Makassar", "2026-02-11 00:59:59 WITA"),
        ("Asia/Jayapura", "2026-02-11 01:59:59 WIT"),
    ],
)
def test_the_instant_is_shown_in_the_zone_of_the_round(zone, shown):
    assert shown in receipt().as_text(zone)


def test_only_example_receipts_are_marked():
    assert "DATA CONTOH" in receipt(is_example=True).as_text()
    assert "DATA CONTOH" not in receipt().as_text()


def test_an_unknown_round_is_said_to_be_unknown():
    assert "tidak dikenal" in receipt(round_id=None, unit_code=None, status="rejected").as_text()


def test_the_json_holds_the_same_facts():
    facts = json.loads(receipt().as_json())
    assert facts["counts"] == COUNTS
    assert facts["received_at"] == "2026-02-10T16:59:59+00:00"


def test_every_status_has_words_in_both_languages():
    vocabulary = "waiting rejected returned accepted accepted_in_part superseded late duplicate".split()
    assert set(STATUS_WORDS) == set(vocabulary)
    assert all(word_id and word_en for word_id, word_en in STATUS_WORDS.values())


def test_findings_are_counted_by_severity_and_absent_ones_are_zero():
    one = RecordedFinding("x", "ask", "", "", "", "", "")
    assert finding_counts([one, one]) == {"reject": 0, "ask": 2, "note": 0}


def test_the_receipt_says_which_targets_a_file_withdraws():
    asked = RecordedFinding("submission.withdraws", "ask", "", "", "", "19 target akan ditarik", "19 targets withdrawn")
    other = RecordedFinding("target.flat", "ask", "Target", "Target!K6", "5", "tetap", "flat")
    text = receipt(questions=questions([other, asked])).as_text()
    assert "19 target akan ditarik" in text and "19 targets withdrawn" in text
    assert "flat" not in text
    assert "please note" not in receipt().as_text()
