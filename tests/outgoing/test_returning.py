"""Returns: each file of the inbox is answered once, with a receipt and an annotated copy, whatever the file is."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from pipelines import warehouse
from pipelines.outgoing.returning import write_returns
from pipelines.outgoing.template_facts import ReferenceFigures, template_facts
from pipelines.outgoing.templates import write_template
from pipelines.paths import Paths
from tests.outgoing.small_catalogue import catalogue

IN_TIME, LATE = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 2, 11, tzinfo=UTC)


@pytest.fixture
def connection():
    with duckdb.connect(":memory:") as opened:
        warehouse.prepare(opened)
        yield opened


def receive(
    connection, paths: Paths, source: Path, submission_id: str, *, door="inbox", at=IN_TIME, rule_id="value.year"
):
    paths.store.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, paths.store / submission_id)
    row = [submission_id, "contoh-2026-1", "rehsos-anak", "selaras-1", "workbook", "usulan.xlsx", at, 1, "accepted"]
    connection.execute(f"insert into register.submission values ({', '.join('?' * 14)})", [*row, 8, 7, 1, 0, "1"])
    connection.execute(
        "insert into register.reception "
        "values ((select count(*) from register.reception), ?, 'usulan.xlsx', ?, ?, 'new')",
        [submission_id, at, door],
    )
    finding = [submission_id, 1, rule_id, "reject", "Target", "Target!K6", "x", "kalimat", "sentence"]
    connection.execute(
        "insert into register.finding values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, null, null, false)", finding
    )


@pytest.fixture
def template(tmp_path) -> Path:
    facts = template_facts(catalogue(), "contoh-2026-1", "rehsos-anak", ReferenceFigures())
    return write_template(facts, tmp_path / "template.xlsx")


def test_a_file_of_the_inbox_gets_its_copy_and_its_receipt(connection, template, tmp_path):
    paths = Paths(tmp_path / "data")
    receive(connection, paths, template, "ab12")
    assert write_returns(connection, paths, catalogue()) == 1
    copy = openpyxl.load_workbook(paths.returns / "ab12.xlsx")
    assert "kalimat" in copy["Target"]["K6"].comment.text
    assert "DATA CONTOH" in copy["Temuan"]["A1"].value
    receipt = json.loads((paths.returns / "ab12.json").read_text(encoding="utf-8"))
    assert receipt["counts"] == {"offered": 8, "accepted": 7, "rejected": 1, "blank": 0}
    assert receipt["finding_counts"]["reject"] == 1
    assert receipt["status"] == "accepted"
    assert "ab12" in (paths.returns / "ab12.txt").read_text(encoding="utf-8")


def test_a_file_is_answered_once(connection, template, tmp_path):
    paths = Paths(tmp_path / "data")
    receive(connection, paths, template, "ab12")
    write_returns(connection, paths, catalogue())
    before = (paths.returns / "ab12.xlsx").stat().st_mtime_ns
    assert write_returns(connection, paths, catalogue()) == 0
    assert (paths.returns / "ab12.xlsx").stat().st_mtime_ns == before


def test_bundled_files_have_nobody_to_return_to(connection, template, tmp_path):
    paths = Paths(tmp_path / "data")
    receive(connection, paths, template, "ab12", door="plans")
    assert write_returns(connection, paths, catalogue()) == 0
    assert not paths.returns.exists()


def test_a_file_after_the_deadline_is_told_that_it_is_late(connection, template, tmp_path):
    paths = Paths(tmp_path / "data")
    receive(connection, paths, template, "ab12", at=LATE)
    write_returns(connection, paths, catalogue())
    assert json.loads((paths.returns / "ab12.json").read_text(encoding="utf-8"))["status"] == "late"


def test_a_file_that_cannot_be_copied_still_gets_all_its_findings(connection, template, tmp_path):
    paths = Paths(tmp_path / "data")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(template.read_bytes()[:2000])
    receive(connection, paths, broken, "broken")
    receive(connection, paths, template, "whole")
    assert write_returns(connection, paths, catalogue()) == 2
    assert openpyxl.load_workbook(paths.returns / "broken.xlsx").sheetnames == ["Temuan"]
    assert "Target" in openpyxl.load_workbook(paths.returns / "whole.xlsx").sheetnames
