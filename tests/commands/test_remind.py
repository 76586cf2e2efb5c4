"""`selaras round remind`: the same list as the page, and the file with a text for each unit."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.commands.export import ExportError
from pipelines.commands.remind import remind
from pipelines.contract.paths import Paths

WEEK_BEFORE = datetime(2026, 4, 3, tzinfo=UTC)


def test_who_is_to_be_asked_is_said_and_written_with_a_text_for_each(refreshed: Paths, tmp_path: Path) -> None:
    said = remind(refreshed, "contoh-2026-2", now=WEEK_BEFORE)
    head, first, *_ = said.splitlines()
    assert "perlu dihubungi hari ini" in head
    assert first.startswith("dinsos-81") and "berkas dikembalikan" in first
    out = tmp_path / "pengingat.csv"
    remind(refreshed, "contoh-2026-2", out=out, only_due=True, now=WEEK_BEFORE)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == len(said.splitlines()) - 1
    assert all(row["teks"].startswith("Yth. ") and "(7 hari lagi)" in row["teks"] for row in rows)
    assert all("DATA CONTOH" in row["keterangan"] for row in rows)


def test_an_unknown_round_or_ending_is_one_sentence(refreshed: Paths, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no round 'x'"):
        remind(refreshed, "x")
    with pytest.raises(ExportError, match="ends in neither"):
        remind(refreshed, "contoh-2026-2", out=tmp_path / "x.pdf")
