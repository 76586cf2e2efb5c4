"""The register: known by content, revisions side by side, late until unlocked, nothing of a file or all of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.commands.submit import SubmitError, unlock
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.reference.read import read_catalogue
from pipelines.submissions import arrivals, ingest
from pipelines.submissions.inbox import ReceptionError
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.bootstrap import make_tables
from pipelines.warehouse.models import needed_for
from tests.conftest import copy_data
from tests.submissions.judging_here import PoolHere

HEADER = "putaran,unit_kerja,kode_indikator,kode_wilayah,skema_kode,tahun_target,target\n"
OPEN_ROUND, UNIT, INDICATOR = "contoh-2027-1", "pusdatin-kesos", "outcome_records_matched"
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def csv(targets: dict[str, str], round_id: str = OPEN_ROUND, unit: str = UNIT, indicator: str = INDICATOR) -> str:
    lines = [f'{round_id},{unit},{indicator},{region},kemendagri,2028,"{target}"' for region, target in targets.items()]
    return HEADER + "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A warehouse that knows the published figures and has received nothing."""
    paths = copy_data(tmp_path_factory.mktemp("figures") / "data")
    with warehouse.writing(paths) as connection:
        make_tables(connection, paths, read_catalogue(paths.reference), "core.observation")
    return paths


@pytest.fixture
def desk(figures: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A register with only the inbox before it, and a clock that the test turns."""
    monkeypatch.setattr(arrivals, "judging_pool", PoolHere)
    paths = Paths(tmp_path / "data")
    shutil.copytree(figures.data, paths.data)
    (paths.plans / "manifest.csv").write_text("file,sha256,received_at\n")
    return Desk(paths)


class Desk:
    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.catalogue = read_catalogue(paths.reference)

    def put(self, name: str, text: str) -> None:
        place = self.paths.inbox / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def receive(self, at: datetime = NOON) -> ingest.Summary:
        with warehouse.writing(self.paths) as connection:
            return ingest.receive(connection, self.paths, self.catalogue, now=lambda: at)

    def rows(self, query: str) -> list[tuple]:
        with warehouse.writing(self.paths) as connection:
            for table in needed_for("core.target"):
                warehouse.create(connection, table)
            return connection.execute(query).fetchall()


def test_a_file_is_stored_whole_and_recorded_with_every_cell(desk: Desk) -> None:
    desk.put("satu.csv", csv({"11": "80", "12": "", "13": "n/a"}))
    assert desk.receive().new == 1
    counts = desk.rows(
        "select offered_count, accepted_count, rejected_count, blank_count, file_name from register.submission"
    )
    assert counts == [(3, 1, 1, 1, "inbox/satu.csv")]
    assert desk.rows("select count(*), count(*) filter (verdict = 'accepted') from register.judged_cell") == [(3, 1)]
    stored = desk.rows("select submission_id from register.submission")[0][0]
    assert (desk.paths.store / stored).read_text() == csv({"11": "80", "12": "", "13": "n/a"})


def test_the_same_bytes_again_are_a_duplicate_and_nothing_new(desk: Desk) -> None:
    desk.put("satu.csv", csv({"11": "80"}))
    desk.receive()
    desk.put("lagi/nama lain.csv", csv({"11": "80"}))
    summary = desk.receive()
    assert (summary.new, summary.duplicate, summary.known) == (0, 1, 1)
    assert desk.rows("select outcome, file_name from register.reception order by reception_number") == [
        ("new", "inbox/satu.csv"),
        ("duplicate", "inbox/lagi/nama lain.csv"),
    ]
    assert desk.rows("select count(*) from register.submission") == [(1,)]


def test_a_file_already_seen_is_not_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("satu.csv", csv({"11": "80"}))
    desk.receive()
    monkeypatch.setattr(ingest, "judge_in_order", lambda *_: pytest.fail("a known file was read again"))
    assert desk.receive().known == 1


def test_a_revision_supersedes_and_both_stay_readable(desk: Desk) -> None:
    desk.put("satu.csv", csv({"11": "80", "12": "81"}))
    desk.receive()
    desk.put("dua.csv", csv({"11": "85"}))
    desk.receive(NOON + timedelta(hours=1))
    assert desk.rows("select file_name, status from core.submission order by received_sequence") == [
        ("inbox/satu.csv", "superseded"),
        ("inbox/dua.csv", "accepted"),
    ]
    assert desk.rows("select region_id, target_value from core.target") == [("11", 85.0)]
    assert desk.rows("select count(*) from register.judged_cell where verdict = 'accepted'") == [(3,)]


def test_of_two_files_in_the_same_second_the_later_sequence_stands(desk: Desk) -> None:
    desk.put("satu.csv", csv({"11": "80"}))
    desk.put("dua.csv", csv({"11": "85"}))
    desk.receive()
    standing = desk.rows("select received_sequence from core.submission where status = 'accepted'")
    assert standing == [(2,)]


def test_a_file_after_closing_is_held_until_a_named_unlock(desk: Desk) -> None:
    closes = desk.catalogue.rounds[OPEN_ROUND].closes_at
    desk.put("tepat.csv", csv({"11": "80"}))
    desk.receive(closes)
    desk.put("lambat.csv", csv({"11": "85"}))
    desk.receive(closes + timedelta(milliseconds=1))
    statuses = "select file_name, status from core.submission order by received_sequence"
    assert desk.rows(statuses) == [("inbox/tepat.csv", "accepted"), ("inbox/lambat.csv", "late")]
    assert desk.rows("select target_value from core.target") == [(80.0,)]
    late = desk.rows("select submission_id from core.submission where status = 'late'")[0][0]
    unlock(desk.paths, late[:10], "Biro Perencanaan", "hari libur daerah")
    assert desk.rows(statuses) == [("inbox/tepat.csv", "superseded"), ("inbox/lambat.csv", "accepted")]
    assert desk.rows("select unlocked_by, reason from register.unlock") == [("Biro Perencanaan", "hari libur daerah")]


def test_a_clock_set_back_gives_no_earlier_instant(desk: Desk) -> None:
    desk.put("satu.csv", csv({"11": "80"}))
    desk.receive(NOON)
    desk.put("dua.csv", csv({"11": "85"}))
    desk.receive(NOON - timedelta(days=400))
    instants = [row[0] for row in desk.rows("select received_at from register.submission order by received_sequence")]
    assert instants == [NOON, NOON]


def test_a_file_of_nobody_is_rejected_whole_and_kept(desk: Desk) -> None:
    desk.put("aneh.csv", "a,b\n1,2\n")
    desk.put("bukan.xlsx", "this is no workbook")
    assert desk.receive().new == 2
    assert desk.rows("select distinct judged_status from register.submission") == [("rejected",)]
    assert len(list(desk.paths.store.iterdir())) == 2
    assert desk.rows("select count(*) from register.finding where severity = 'reject'")[0][0] >= 2


def test_a_folder_named_after_another_round_contradicts_the_file(desk: Desk) -> None:
    desk.put("contoh-2026-1/satu.csv", csv({"11": "80"}))
    desk.receive()
    assert ("round.mismatch",) in desk.rows("select rule_id from register.finding")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            lambda file: file.write_text("other"),
            r"manifest\.csv line 2: .* has fingerprint .* expected .*; restore the file",
        ),
        (lambda file: file.unlink(), r"manifest\.csv line 2 names .*, which is not there; restore the file\."),
    ],
)
def test_a_bundled_file_must_be_what_the_manifest_says(desk: Desk, spoil, sentence: str) -> None:
    manifest = (CHECKOUT / "data" / "plans" / "manifest.csv").read_text()
    (desk.paths.plans / "manifest.csv").write_text(manifest)
    spoil(desk.paths.plans / manifest.splitlines()[1].split(",")[0])
    with pytest.raises(ReceptionError, match=sentence):
        desk.receive()


@pytest.mark.parametrize(("begin", "by", "reason", "sentence"), [
    ("ffff", "Biro", "x", "0 submissions begin with 'ffff'"),
    ("", " ", "x", "An unlock needs an office and a reason"),
])  # fmt: skip
def test_an_unlock_needs_one_submission_an_office_and_a_reason(desk: Desk, begin, by, reason, sentence) -> None:
    with pytest.raises(SubmitError, match=sentence):
        unlock(desk.paths, begin, by, reason)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Jayapura", "America/Los_Angeles"])
def test_a_deadline_is_the_same_instant_whatever_the_host_s_zone(zone: str) -> None:
    asked = (
        "from pathlib import Path\nfrom pipelines.reference.read import read_catalogue\n"
        "for each in read_catalogue(Path('data/reference')).rounds.values():\n"
        "    print(each.round_id, each.closes_at.timestamp())"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=CHECKOUT,
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    closes = dict(line.split() for line in done.stdout.splitlines())
    assert closes["rpjmn-2025"] == str(datetime(2025, 2, 10, 16, 59, 59, 999000, tzinfo=UTC).timestamp())
    assert closes["contoh-2026-2"] == str(datetime(2026, 4, 10, 15, 59, 59, 999000, tzinfo=UTC).timestamp())
