"""What a unit is told reaches it, and nothing of its own is overwritten or followed on the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from pipelines.commands.check import CopyError, not_the_chosen, refuse_to_overwrite
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.verbs.submissions import check

FIELD = CHECKOUT / "tests" / "submissions" / "field"


def answered(paths: Paths, *arguments: str, encoding: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"SELARAS_DATA": str(paths.data), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *arguments],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437"])
def test_an_answer_is_not_lost_to_the_console_s_code_page(refreshed: Paths, encoding: str) -> None:
    file = str(FIELD / "15-tanda_lebih_besar.xlsx")
    done = answered(refreshed, "check", file, encoding=encoding)
    assert done.returncode == 0, done.stderr
    spoken = "utf-8" if encoding == "ascii" else encoding  # click takes ascii for a terminal set up wrongly
    text = done.stdout.decode(spoken)
    assert "value.range" in text and "? 100" in text.replace("=", "?").replace("≥", "?")
    said = json.loads(answered(refreshed, "check", file, "--json", encoding=encoding).stdout.decode(spoken))
    assert any("≥ 100" in finding["written"] for finding in said["findings"])


def test_the_checked_file_is_never_overwritten_by_its_annotated_copy(tmp_path: Path) -> None:
    file = tmp_path / "usulan.xlsx"
    file.write_bytes(b"x")
    link = tmp_path / "salinan.xlsx"
    link.symlink_to(file)
    for place in (file, link, tmp_path / "." / "usulan.xlsx"):
        with pytest.raises(CopyError, match="is there already and is not overwritten"):
            refuse_to_overwrite(place)
        with pytest.raises(typer.BadParameter):
            check(file, annotated=place)
    assert file.read_bytes() == b"x"
    refuse_to_overwrite(tmp_path / "baru.xlsx")


@pytest.mark.parametrize(
    ("written", "chosen", "is_asked"),
    [
        ("dinsos-11", "dinsos-12", True),
        ("dinsos-11", " DINSOS-11", False),
        ("dinsos-11", None, False),
        (None, "dinsos-11", False),
    ],
)
def test_another_unit_s_file_is_asked_about(written: str | None, chosen: str | None, is_asked: bool) -> None:
    asked = not_the_chosen(("contoh-2027-1", written), "contoh-2027-1", chosen)
    assert [finding.rule_id for finding in asked] == ["unit.not_the_chosen_one"] * is_asked
    if is_asked:
        assert "milik unit kerja dinsos-11" in asked[0].message_id and "dinsos-12 was chosen" in asked[0].message_en
        assert asked[0].severity == "ask"


@pytest.mark.parametrize(
    ("written", "chosen", "is_asked"),
    [
        ("contoh-2026-2", "contoh-2027-1", True),
        ("contoh-2027-1", "contoh-2027-1", False),
        (None, "contoh-2027-1", False),
        ("contoh-2026-2", None, False),
    ],
)
def test_another_round_s_file_is_asked_about(written: str | None, chosen: str | None, is_asked: bool) -> None:
    asked = not_the_chosen((written, "dinsos-11"), chosen, "dinsos-11")
    assert [finding.rule_id for finding in asked] == ["round.not_the_chosen_one"] * is_asked
    if is_asked:
        assert (
            "untuk putaran contoh-2026-2" in asked[0].message_id and "contoh-2027-1 was chosen" in asked[0].message_en
        )
