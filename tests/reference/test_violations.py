"""Each way to break the catalogue, with the one sentence it must answer with. The whole catalogue passing unbroken is
held by test_real_catalogue.py."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from pipelines.reference.error import CatalogueError
from pipelines.reference.read import read_catalogue

REGIONS, CODES, ALIASES = "regions.csv", "region_codes.csv", "region_aliases.csv"
SUCCESSIONS, METHODS, LAYOUTS = "region_successions.csv", "methods.yml", "layouts.yml"
INDICATORS, UNITS, ASSIGNMENTS = "indicators.yml", "organisation_units.csv", "assignments.csv"
BROKEN = yaml.safe_load((Path(__file__).parent / "violations.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", BROKEN, ids=[f"{case['file']}-{number}" for number, case in enumerate(BROKEN)])
def test_a_fault_is_one_sentence_with_file_place_and_remedy(folder: Path, case: dict[str, str]) -> None:
    file, good, sentence = case["file"], case["good"], case["sentence"]
    text = (folder / file).read_text(encoding="utf-8")
    assert good in text
    row = text[: text.index(good)].count("\n") + 1
    for name, number in (("{row}", row), ("{above}", row - 1), ("{two_above}", row - 2)):
        sentence = sentence.replace(name, str(number))
    (folder / file).write_text(text.replace(good, case["bad"], 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as raised:
        read_catalogue(folder)
    joint = ": " if sentence.startswith(("a list", "the version")) else ", "
    assert str(raised.value) == f"data/reference/{file}{joint}{sentence}"


def test_a_unit_that_ended_before_the_round_owes_nothing(folder: Path) -> None:
    text = (folder / UNITS).read_text(encoding="utf-8")
    ended = text.replace(
        "directorate,ditjen-rehsos,2022-01-01,,00,false", "directorate,ditjen-rehsos,2022-01-01,2024-12-31,00,false", 1
    )
    assert ended != text
    (folder / UNITS).write_text(ended, encoding="utf-8")
    with pytest.raises(CatalogueError) as raised:
        read_catalogue(folder)
    assert str(raised.value) == (
        "data/reference/assignments.csv, row 6, column unit_code: dit-anak does not exist during contoh-2026-1;"
        " name its successor."
    )


@pytest.mark.parametrize("file", [REGIONS, INDICATORS, LAYOUTS, ASSIGNMENTS])
def test_a_missing_file_says_so(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(CatalogueError) as raised:
        read_catalogue(folder)
    assert str(raised.value) == f"data/reference/{file}: the file is missing; restore it from the repository."


def test_a_file_in_another_encoding_says_where(folder: Path) -> None:
    (folder / ALIASES).write_bytes(b"spelling,region_id,region_level,note\nAc\xe8h,11,province,\n")
    with pytest.raises(CatalogueError) as raised:
        read_catalogue(folder)
    assert str(raised.value) == f"data/reference/{ALIASES}, byte 40: the text is not UTF-8; save the file as UTF-8."


def test_a_dissolved_region_without_a_successor_is_a_fault(folder: Path) -> None:
    lines = (folder / SUCCESSIONS).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / SUCCESSIONS).write_text("".join(line for line in lines if "64-2012" not in line), encoding="utf-8")
    with pytest.raises(CatalogueError, match="the dissolved region 64-2012 has no successor; add a row for it"):
        read_catalogue(folder)


def test_a_region_without_a_code_is_a_fault(folder: Path) -> None:
    lines = (folder / CODES).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / CODES).write_text("".join(line for line in lines if not line.startswith("11.01,bps")), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"region 11\.01 has no bps code; add a row for it"):
        read_catalogue(folder)


def test_method_texts_are_read_when_they_are_there_and_must_be_whole(folder: Path) -> None:
    (folder / METHODS).unlink(missing_ok=True)
    assert read_catalogue(folder).methods == ()
    (folder / METHODS).write_text("methods:\n  - method_code: gap_value\n    name_id: Kesenjangan\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as raised:
        read_catalogue(folder)
    assert (
        str(raised.value) == "data/reference/methods.yml, entry gap_value, field name_en: the field is missing; add it."
    )


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(folder: Path) -> None:
    text = (folder / REGIONS).read_text(encoding="utf-8")
    (folder / REGIONS).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert len(read_catalogue(folder).regions) == 556


def test_the_folder_itself_may_be_missing(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    with pytest.raises(CatalogueError, match=r"regions\.csv: the file is missing"):
        read_catalogue(tmp_path)
