"""Each finding of the reading: a file that brings it with the exact sentence in both languages, and a benign twin."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipelines.submissions.model import messages
from pipelines.submissions.model.finding import Finding, Words
from tests.submissions.readers.building import read
from tests.submissions.readers.finding_cases import CASES

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yml").read_text(encoding="utf-8"))
READING_IDS = yaml.safe_load((Path(messages.__file__).parent / "reading.yml").read_text(encoding="utf-8")).keys()
MADE_BY_THE_POOL = "file.reader_died"


@pytest.mark.parametrize("name", CASES)
def test_a_fault_brings_its_finding_with_the_exact_sentences(name: str, tmp_path: Path) -> None:
    rule_id = name.split(" / ", maxsplit=1)[0]
    reading = read(CASES[name].fault(), tmp_path)
    found = [finding for finding in reading.findings if finding.rule_id == rule_id]
    assert found, reading.findings
    assert {"cell": found[0].source_cell, "id": found[0].message_id, "en": found[0].message_en} == SENTENCES[name]


@pytest.mark.parametrize("name", CASES)
def test_the_benign_twin_is_read(name: str, tmp_path: Path) -> None:
    reading = read(CASES[name].twin(), tmp_path)
    assert name.split(" / ", maxsplit=1)[0] not in {finding.rule_id for finding in reading.findings}
    assert not reading.is_refused and reading.rows


def test_every_finding_of_the_reading_has_a_case() -> None:
    assert {name.split(" / ")[0] for name in CASES} | {MADE_BY_THE_POOL} == set(READING_IDS)


def test_a_dead_reader_is_told_in_both_languages() -> None:
    finding = Finding(MADE_BY_THE_POOL, facts={"reason": Words("kehabisan memori", "out of memory")})
    assert finding.message_id == (
        "Berkas ini tidak selesai dibaca (kehabisan memori). Salin isian ke templat baru, lalu kirim templat itu; "
        "bila terulang, hubungi Biro Perencanaan."
    )
    assert finding.message_en == (
        "This file could not be read to its end (out of memory). Copy the entries into a new template and send that "
        "one; if it happens again, tell the planning bureau."
    )
