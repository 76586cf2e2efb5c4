"""Returns: a file handed in is answered with a receipt and an annotated copy, whatever the file is."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from pipelines.contract.paths import Paths
from pipelines.exports.returns.findings_shown import RecordedFinding
from pipelines.exports.returns.receipt import Receipt, finding_counts
from pipelines.exports.returns.return_files import write_return
from pipelines.exports.templates.drawing import write_template
from pipelines.exports.templates.facts import ReferenceFigures, template_facts
from tests.command_here import selaras_here
from tests.exports.small_catalogue import catalogue

FINDINGS = [RecordedFinding("value.year", "reject", "Target", "Target!K6", "x", "kalimat", "sentence")]


@pytest.fixture
def paths(tmp_path) -> Paths:
    made = Paths(tmp_path / "data")
    made.store.mkdir(parents=True)
    return made


@pytest.fixture
def template(tmp_path) -> Path:
    facts = template_facts(catalogue(), "contoh-2026-1", "rehsos-anak", ReferenceFigures())
    return write_template(facts, tmp_path / "template.xlsx")


def receipt(submission_id: str) -> Receipt:
    return Receipt(
        submission_id,
        "usulan.xlsx",
        "contoh-2026-1",
        "rehsos-anak",
        datetime(2026, 2, 1, tzinfo=UTC),
        "accepted_in_part",
        {"offered": 8, "accepted": 7, "rejected": 1, "blank": 0},
        finding_counts(FINDINGS),
        is_example=True,
    )


def test_a_file_gets_its_copy_and_its_receipt(paths, template):
    shutil.copy(template, paths.store / "ab12")
    copy = openpyxl.load_workbook(write_return(paths, receipt("ab12"), FINDINGS, "Asia/Jakarta"))
    assert "kalimat" in copy["Target"]["K6"].comment.text
    assert "DATA CONTOH" in copy["Temuan"]["A1"].value
    told = json.loads((paths.returns / "ab12.json").read_text(encoding="utf-8"))
    assert told["counts"] == {"offered": 8, "accepted": 7, "rejected": 1, "blank": 0}
    assert told["finding_counts"] == {"reject": 1, "ask": 0, "note": 0}
    assert "ab12" in (paths.returns / "ab12.txt").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_copied_still_gets_all_its_findings(paths, template):
    (paths.store / "broken").write_bytes(template.read_bytes()[:2000])
    copy = openpyxl.load_workbook(write_return(paths, receipt("broken"), FINDINGS, "Asia/Jakarta"))
    assert copy.sheetnames == ["Temuan"]
    assert sorted(path.suffix for path in paths.returns.iterdir()) == [".json", ".txt", ".xlsx"]


def test_submit_leaves_receipt_and_copy_and_says_where(data, tmp_path):
    bundled = next((data.plans / "contoh-2027-1").glob("dit-*.xlsx"))
    book = openpyxl.load_workbook(bundled)
    book["Target"]["K6"].value = "tujuh"
    book.save(tmp_path / "usulan.xlsx")
    shutil.rmtree(data.plans)  # nothing else to read
    done = selaras_here(data, "submit", str(tmp_path / "usulan.xlsx"), "--no-wait")
    assert done.returncode == 1
    (copy,) = data.returns.glob("*.xlsx")
    assert copy.name in done.stdout
    assert "value.not_a_number" in openpyxl.load_workbook(copy)["Target"]["K6"].comment.text
