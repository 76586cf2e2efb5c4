"""`selaras check` as other programs call it: exit codes, the fixed JSON form, and that nothing is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.contract.paths import Paths
from pipelines.exports.returns.answer import Answer
from pipelines.reference.read import read_catalogue
from pipelines.submissions.model.judgement import Counts
from tests.conftest import run_selaras

HEADER = "putaran,unit_kerja,kode_indikator,kode_wilayah,skema_kode,tahun_target,target\n"
LINE = 'contoh-2027-1,pusdatin-kesos,outcome_records_matched,{region},kemendagri,2028,"{target}"\n'
GOOD = HEADER + LINE.format(region="11", target="81,5")
IN_PART = GOOD + LINE.format(region="12", target="n/a") + LINE.format(region="13", target="")
FINDING_KEYS = {"rule_id", "severity", "sheet", "cell", "written", "message_id", "message_en"}


@pytest.mark.parametrize(
    ("content", "code", "status", "counts"),
    [
        (GOOD, 0, "accepted", (1, 1, 0, 0)),
        (IN_PART, 1, "accepted_in_part", (3, 1, 1, 1)),
        (HEADER + LINE.format(region="11", target="n/a"), 1, "returned", (1, 0, 1, 0)),
        ("a,b\n1,2\n", 3, "rejected", (0, 0, 0, 0)),
    ],
)
def test_a_file_is_judged_with_an_honest_exit_code(
    refreshed: Paths, tmp_path: Path, content: str, code: int, status: str, counts: tuple[int, ...]
) -> None:
    file = tmp_path / "usulan.csv"
    file.write_text(content, encoding="utf-8")
    done = run_selaras(refreshed, "check", str(file), "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["status"]) == (code, status), done.stderr
    assert tuple(said["counts"][name] for name in ("offered", "accepted", "rejected", "blank")) == counts
    assert all(set(finding) >= FINDING_KEYS for finding in said["findings"])
    assert (code == 0) == (not any(finding["severity"] == "reject" for finding in said["findings"]))
    assert not list(refreshed.inbox.iterdir())


def test_a_file_for_a_closed_round_is_told_that_it_would_be_held(refreshed: Paths, tmp_path: Path) -> None:
    file = tmp_path / "usulan.csv"
    file.write_text(GOOD.replace("contoh-2027-1", "contoh-2026-1").replace("2028", "2027"), encoding="utf-8")
    done = run_selaras(refreshed, "check", str(file), "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["status"], said["counts"]["accepted"]) == (1, "late", 1)
    assert [finding["rule_id"] for finding in said["findings"] if finding["severity"] == "reject"] == ["round.closed"]


def test_a_copy_that_cannot_be_written_is_a_wrong_use(refreshed: Paths, tmp_path: Path) -> None:
    file = tmp_path / "usulan.csv"
    file.write_text(GOOD, encoding="utf-8")
    done = run_selaras(refreshed, "check", str(file), "--annotated", str(file / "salinan.xlsx"))
    assert done.returncode == 2
    said = " ".join(done.stderr.replace("│", " ").split())
    assert "cannot be written" in said and "name a file in a folder of yours" in said


def test_a_file_that_is_not_there_is_a_wrong_use(refreshed: Paths) -> None:
    assert run_selaras(refreshed, "check", "nowhere.xlsx").returncode == 2


def test_an_edition_that_cannot_be_read_is_made_anew(refreshed: Paths, tmp_path: Path) -> None:
    from pipelines.commands.refresh import fingerprint_now, standing_edition
    from pipelines.edition import publish, standing

    paths = Paths(tmp_path)
    name = "edition-20260101T000000Z-1"
    paths.editions.mkdir()
    (paths.editions / f"{name}.duckdb").write_bytes(b"damaged" * 1000)
    publish.turn(paths, name)
    inputs = fingerprint_now(paths, read_catalogue(refreshed.reference))
    (paths.editions / standing.FILE_NAME).write_text(f"{name} {inputs}", encoding="utf-8")
    assert standing_edition(paths, inputs) is None


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("accepted", 0),
        ("duplicate", 0),
        ("waiting", 0),
        ("accepted_in_part", 1),
        ("returned", 1),
        ("late", 1),
        ("rejected", 3),
    ],
)
def test_each_status_ends_the_command_with_its_own_code(status: str, code: int) -> None:
    assert Answer(status, "usulan.csv", None, None, (), Counts(0, 0, 0, 0), "0").exit_code == code
