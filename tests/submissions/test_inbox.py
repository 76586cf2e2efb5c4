"""What may lie in the inbox and must hold up nobody: odd names, broken companions, files that go or change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.commands.submit import _into_inbox
from pipelines.contract.paths import Paths, printable
from pipelines.edition.fingerprint import file_sha256, input_fingerprint
from pipelines.submissions import inbox, ingest
from pipelines.submissions.inbox import (
    NotYetError,
    Offer,
    inbox_files,
    inbox_offers,
    keep,
    sidecar,
)
from tests.submissions.test_ingest import Desk, csv, desk, figures  # noqa: F401 (fixtures)

UNDECODABLE = b"usul\xff\xfe.csv"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    (tmp_path / "inbox").mkdir()
    return Paths(tmp_path)


def offered(path: Path) -> Offer:
    return Offer(path, f"inbox/{path.name}", "inbox", file_sha256(path), None)


def test_a_name_that_is_no_text_is_received_under_a_name_that_is(desk: Desk) -> None:  # noqa: F811
    place = Path(os.fsdecode(os.fsencode(desk.paths.inbox) + b"/" + UNDECODABLE))
    place.write_text(csv({"11": "80"}), encoding="utf-8")
    assert desk.receive().new == 1
    assert desk.rows("select file_name, judged_status from register.submission") == [
        ("inbox/usul\\xff\\xfe.csv", "accepted")
    ]
    assert desk.receive().known == 1
    assert len(input_fingerprint(desk.paths)) == 64


def test_printable_names_differ_where_the_names_do() -> None:
    names = [UNDECODABLE, b"usul\xff\xfd.csv", "usulan é.csv".encode()]
    shown = [printable(Path(os.fsdecode(name))) for name in names]
    assert shown == ["usul\\xff\\xfe.csv", "usul\\xff\\xfd.csv", "usulan é.csv"]


SAYS_NOTHING = {
    "no YAML": b"a: [b",
    "no text": b"putaran: \xff\xfe",
    "a list": b"- a\n- b",
    "code": b"!!python/object/apply:os.getcwd []",
    "deep": b"[" * 1_900,
    "long": b"putaran: contoh-2027-1\nunit_kerja: x" + b" " * 3_000,
    "an impossible date": b"putaran: 2026-99-99",
    "lists for words": b"a: &a [x, x]\nputaran: *a\nunit_kerja: [*a, *a]\n",
    "empty": b"",
}


@pytest.mark.parametrize("what", SAYS_NOTHING)
def test_a_companion_that_cannot_be_understood_says_nothing_and_stops_nobody(what: str, paths: Paths) -> None:
    file = paths.inbox / "rpjmd.xlsx"
    file.write_bytes(b"x")
    beside = file.with_name("rpjmd.xlsx.identitas.yml")
    assert sidecar(offered(file)) == {}
    beside.write_bytes(SAYS_NOTHING[what])
    assert sidecar(offered(file)) == {}
    beside.write_bytes(b"putaran: contoh-2027-1\nunit_kerja: dinsos-3201\n")
    assert sidecar(offered(file)) == {"round_id": "contoh-2027-1", "unit_code": "dinsos-3201"}


def test_a_file_that_has_gone_is_left_for_the_next_look(paths: Paths) -> None:
    there, gone = paths.inbox / "ada.csv", paths.inbox / "pergi.csv"
    there.write_text("a")
    assert [offer.path for offer in inbox_offers(paths, [gone, there])] == [there]
    assert inbox_files(paths) == [there]


def test_a_file_that_changes_while_it_is_copied_waits_and_the_others_are_received(
    desk: Desk,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.put("satu.csv", csv({"11": "80"}))
    desk.put("dua.csv", csv({"12": "81"}))

    def changed(paths: Paths, looked: object) -> list[Offer]:
        first, second = (offered(paths.inbox / name) for name in ("satu.csv", "dua.csv"))
        first.path.write_text(csv({"11": "82"}), encoding="utf-8")
        return [first, second]

    with monkeypatch.context() as patched:
        patched.setattr(ingest, "inbox_offers", changed)
        summary = desk.receive()
    assert (summary.new, summary.waiting) == (1, 1)
    assert desk.receive().new == 1
    values = desk.rows("select region_id, target_value from core.target order by region_id")
    assert ("11", 82.0) in values and ("11", 80.0) not in values


def test_a_bundled_file_that_cannot_be_copied_stops_the_run(paths: Paths) -> None:
    file = paths.inbox / "satu.csv"
    file.write_text("a")
    stale = offered(file)._replace(submission_id="0" * 64)
    with pytest.raises(NotYetError, match=r"satu\.csv changed while it was being copied; leave it alone"):
        keep(paths, stale)
    file.unlink()
    with pytest.raises(NotYetError, match=r"satu\.csv .*\(No such file or directory\); make it readable\."):
        keep(paths, stale)
    assert issubclass(NotYetError, inbox.ReceptionError)
    assert not any(paths.store.iterdir())


@pytest.mark.parametrize(
    "name",
    [
        "desktop.ini", "Desktop.INI", "Thumbs.db", ".DS_Store", "~$usulan.xlsx", "~WRL0001.tmp", "a.xlsx.crdownload",
        "__MACOSX/._usulan.xlsx", "__MACOSX/usulan.xlsx", "$RECYCLE.BIN/usulan.xlsx", "dinsos/desktop.ini", "README.md",
        "usulan.csv.part", "Usulan - Pintasan.lnk",
    ],
)  # fmt: skip
def test_files_that_systems_leave_in_a_folder_are_no_submissions(tmp_path: Path, name: str) -> None:
    paths = Paths(tmp_path)
    place = paths.inbox / name
    place.parent.mkdir(parents=True)
    place.write_text("[.ShellClassInfo]")
    assert inbox_files(paths) == []
    beside = place.with_name("usulan.csv") if place.parent == paths.inbox else paths.inbox / "usulan.csv"
    beside.write_text("x")
    assert inbox_files(paths) == [beside]


def test_links_in_the_inbox_are_not_followed(tmp_path: Path) -> None:
    paths, outside = Paths(tmp_path / "data"), tmp_path / "rahasia"
    paths.inbox.mkdir(parents=True)
    outside.mkdir()
    (outside / "rahasia.csv").write_text("x")
    (paths.inbox / "tautan.csv").symlink_to(outside / "rahasia.csv")
    (paths.inbox / "folder").symlink_to(outside, target_is_directory=True)
    (paths.inbox / "putus.csv").symlink_to(outside / "tidak_ada.csv")
    assert inbox_files(paths) == []


def test_a_file_handed_in_never_goes_through_a_link(tmp_path: Path) -> None:
    paths, outside = Paths(tmp_path / "data"), tmp_path / "milik_orang.csv"
    paths.inbox.mkdir(parents=True)
    outside.write_text("tetap")
    given = tmp_path / "usulan.csv"
    given.write_text("isi")
    (paths.inbox / "usulan.csv").symlink_to(outside)
    (paths.inbox / ".usulan-2.csv.new").symlink_to(outside)
    (paths.inbox / "usulan-2.csv.identitas.yml").symlink_to(outside)
    place = _into_inbox(paths, given, {"putaran": "contoh-2027-1", "unit_kerja": "dinsos-11"})
    assert place == paths.inbox / "usulan-2.csv" and place.read_text() == "isi" and not place.is_symlink()
    assert outside.read_text() == "tetap"
