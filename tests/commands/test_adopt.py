"""Chosen proposals become a file for review, read by the catalogue once its empty fields are filled, not before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from pipelines.commands.forum.adopt import AdoptError, _free_code, _scalar, adopt
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.reference.error import CatalogueError
from pipelines.reference.indicator_files import read_indicators, read_outcomes

ROUND = "contoh-2026-2"
FILLED = {
    "name_en": "Share of children cared for by a family",
    "definition_en": "Six months after leaving",
    "kind": "ikur",
    "period_kind": "annual",
    "source_en": "Reports",
    "numerator_en": "children in a family",
    "denominator_en": "children who left",
}


@pytest.fixture(scope="module")
def folder(refreshed: Paths, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The shared edition as a file of its own: pages of other tests hold the shared one open in their way."""
    data = tmp_path_factory.mktemp("adopt") / "data"
    for name in ("editions", "reference"):
        shutil.copytree(refreshed.data / name, data / name)
    return Paths(data)


def test_what_was_chosen_is_written_with_what_is_still_open(folder: Paths, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in (CHECKOUT / "data" / "reference").iterdir()}
    out = tmp_path / "review" / "adopt.yml"
    written = adopt(folder, ROUND, out)
    assert (written.outcome_count, written.indicator_count) == (1, 1)
    (code,) = [code for code in written.open_fields if code.startswith("persentase")]
    assert set(written.open_fields[code]) == set(FILLED)
    text = out.read_text(encoding="utf-8")
    assert "DATA CONTOH" in text.splitlines()[0]
    with pytest.raises(CatalogueError, match="name_en"):
        read_indicators(out)
    for name, value in FILLED.items():
        text = text.replace(f"    {name}:  # diisi / fill in", f'    {name}: "{value}"')
    out.write_text(text, encoding="utf-8")
    (indicator,), (outcome,) = read_indicators(out).values(), read_outcomes(out)
    assert (indicator.aggregation, indicator.good_direction, indicator.owner_unit_code) == (
        "ratio_of_sums",
        "up",
        "dit-anak",
    )
    assert (indicator.outcome_code, indicator.is_example) == (outcome["outcome_code"], True)
    assert outcome["programme_name"] == "Program Rehabilitasi Sosial"
    assert {file: file.read_bytes() for file in (CHECKOUT / "data" / "reference").iterdir()} == before


def test_a_file_that_is_there_is_not_overwritten_and_a_round_without_a_choice_is_told(
    folder: Paths, tmp_path: Path
) -> None:
    out = tmp_path / "adopt.yml"
    with pytest.raises(AdoptError, match="No proposed indicator of contoh-2027-1 is chosen"):
        adopt(folder, "contoh-2027-1", out)
    assert not out.exists()
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(AdoptError, match="is there already"):
        adopt(folder, ROUND, out)
    assert out.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("text", ["a: b", '"} # {', "- x\n  y: &z", "\u2028\x07", "'", "!!python/object:os.system"])
def test_a_text_is_read_back_as_it_was_written(text: str) -> None:
    assert yaml.safe_load(f"name_id: {_scalar(text)}") == {"name_id": text}


def test_codes_come_from_the_words_and_never_twice() -> None:
    taken = {"anak_pulang"}
    assert [_free_code(text, "_", taken) for text in ("Anak pulang!", "Anak: pulang", "100 %", "…")] == [
        "anak_pulang_2", "anak_pulang_3", "usulan_100", "usulan",
    ]  # fmt: skip
