"""The receipt as PDF: what it says of a stored file, in both languages, and of one that no edition contains yet."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.exports.returns.findings_shown import RecordedFinding
from pipelines.exports.returns.receipt import Receipt
from pipelines.exports.returns.receipt_sheet import (
    MOST_FINDINGS,
    ReceiptError,
    StoredFile,
    as_pdf,
    of_hand_in,
    receipt_text,
)

MARKUP = "#panic() *tebal* $x$ <label>"
AT = datetime(2026, 2, 10, 16, 59, tzinfo=UTC)
FACTS = {
    "submission_id": "ab" * 32,
    "file_name": MARKUP,
    "unit_id": "Unit",
    "unit_en": "Office",
    "round_name_id": "Putaran",
    "round_name_en": "Round",
    "time_zone": "Asia/Makassar",
    "is_example": True,
    "received_at": AT,
    "status": "superseded",
    "revision_number": 2,
    "in_force": 0,
    "replaced_by": "baru.xlsx (cdcdcdcdcdcd)",
    "withdrawn_at": AT,
    "withdrawn_by": "Dinas",
    "withdrawal_reason": "keliru",
    "offered_count": 10,
    "accepted_count": 7,
    "rejected_count": 2,
    "blank_count": 1,
}
FINDING = RecordedFinding("value.bool", "reject", "Target", "Target!K6", "x", f"Kalimat {MARKUP}", "A sentence")


def stored(findings: int = 1) -> StoredFile:
    return StoredFile(FACTS, [FINDING] * findings, {"reject": findings, "ask": 0, "note": 0}, "edition-1")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("id", ["Unit", "11 Feb 2026 00.59 WITA", "digantikan berkas lebih baru", "baru.xlsx (cdcdcdcdcdcd)"]),
        ("en", ["Office", "11 Feb 2026 00:59 WITA", "superseded", "baru.xlsx (cdcdcdcdcdcd)"]),
    ],
)
def test_a_receipt_says_who_when_what_became_of_it_and_what_took_its_place(language: str, lines: list[str]) -> None:
    said = receipt_text(stored(), language)
    texts = [text for _, text in said["facts"]]
    assert [line for line in lines if line not in texts] == []
    assert any("keliru" in text for text in texts)
    assert said["counts"] == ["10", "7", "2", "1"]
    assert said["example"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_was_written_in_a_file_is_text_in_the_document_and_the_bytes_repeat(language: str) -> None:
    made = as_pdf(stored(), language)
    assert made.startswith(b"%PDF") and made == as_pdf(stored(), language)


def test_findings_beyond_the_page_are_counted() -> None:
    said = receipt_text(stored(MOST_FINDINGS + 5), "id")
    assert len(said["findings"]) == MOST_FINDINGS
    assert said["more"].startswith("dan 5 temuan lain")
    assert receipt_text(stored(0), "id")["none"] == "Tidak ada temuan."


def test_before_an_edition_contains_it_the_hand_in_is_told(tmp_path: Path) -> None:
    receipt = Receipt(
        "cd" * 32, "baru.xlsx", "contoh-2027-1", "dinsos-11", AT, "accepted",
        {"offered": 3, "accepted": 3, "rejected": 0, "blank": 0}, {"reject": 0, "ask": 2, "note": 0},
    )  # fmt: skip
    (tmp_path / f"{receipt.submission_id}.json").write_text(receipt.as_json(), encoding="utf-8")
    said = receipt_text(of_hand_in(tmp_path, "cdcd"), "id")
    assert ["Status", "diterima"] in said["facts"]
    assert said["more"].startswith("dan 2 temuan lain")
    assert as_pdf(of_hand_in(tmp_path, "cdcd"), "en").startswith(b"%PDF")
    with pytest.raises(ReceiptError, match="0 submissions begin with 'ff'"):
        of_hand_in(tmp_path, "ff")
