"""Damaged and scrambled tables: each ends in a table or in one sentence, the parent lives, no cell goes unmentioned."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.commands.history import describe
from pipelines.history.bundle import read_history
from pipelines.history.readers import FormError
from pipelines.history.readers.sandboxed_reading import FileToRead, read_in_sandbox
from pipelines.history.readers.sheet import Sheet
from pipelines.history.readers.table import PrintedTable
from pipelines.history.readers.tables_of import read_sheets
from pipelines.history.resolving.resolve import resolve
from pipelines.reference.regions import index_regions
from tests.history.fetching import gini_answer
from tests.history.test_forms_other import HTML, OPEN_DATA, WDI
from tests.submissions.readers import building as b

SEED = 20261126
CSV = (
    "Provinsi;Daerah;Persentase Penduduk Miskin (Persen);\n;;Maret 2024;Maret 2025\n"
    "ACEH;Perkotaan;9,1;8,9\nACEH;Jumlah;14,23;12,33\nBALI;Jumlah;4,0;3,72\nSumber: BPS;;;\nRIAU;Jumlah;6,6;6,16\n"
)


@pytest.fixture(scope="module")
def index(catalogue):
    return index_regions(catalogue)


def good_files(folder: Path) -> list[tuple[str, bytes]]:
    path = folder / "baik.xlsx"
    with xlsxwriter.Workbook(path) as book:
        percent = book.add_format({"num_format": "0.00%"})
        for name in ("2024", "2025"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate([["Provinsi", "Gini Ratio"], ["ACEH", 0.29], ["BALI", "0,36"], ["Catatan"]]):
                sheet.write_row(number, 0, row)
            sheet.write(1, 2, 0.1, percent)
    texts = {"a.csv": CSV, "b.csv": OPEN_DATA, "c.xls": HTML, "d.csv": WDI, "e.json": json.dumps(gini_answer())}
    return [("baik.xlsx", path.read_bytes()), *((name, text.encode()) for name, text in texts.items())]


def damaged(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        place, length = dice.randrange(max(1, len(changed))), dice.randint(1, 40)
        what = dice.randrange(4)
        if what == 0:
            changed[place : place + length] = dice.randbytes(length)
        elif what == 1:
            del changed[place : place + length]
        elif what == 2:
            changed[place:place] = bytes(changed[place : place + length]) * dice.randint(1, 30)
        else:
            changed[place : place + 1] = dice.choice([b";", b",", b"\n", b'"', b"9", b"*", b"<td>", b"{", b"\0"])
    return bytes(changed)


def damaged_inside(name: str, content: bytes, dice: random.Random) -> bytes:
    """A part of a sound archive, so that the damage reaches the readers of cells; any other file as it is."""
    if not name.endswith("xlsx") or dice.random() < 0.3:
        return damaged(content, dice)
    parts = b.parts_of(content)
    part = dice.choice(sorted(parts))
    return b.archive({**parts, part: damaged(parts[part], dice)}.items())


def check_all_end_in_a_table_or_a_sentence(count: int, folder: Path, catalogue, index) -> None:
    dice, good = random.Random(SEED), good_files(folder)
    asked = []
    for number in range(count):
        name, content = good[number % len(good)]
        path = folder / f"{number}-{name}"
        path.write_bytes(damaged_inside(name, content, dice))
        asked.append(FileToRead(path, "", path.name))
    tables = 0
    for one, found in read_in_sandbox(asked, index):
        if isinstance(found, FormError):
            assert found.reason_id != "form.reader_died", (one.name, found)
            assert "\n" not in found.message("id")
            continue
        assert isinstance(found, PrintedTable)
        rows, faults = resolve(found, one.name, catalogue, index)
        tables += any(row.verdict == "figure" for row in rows)
        unexplained = {row.verdict for row in rows} - {"figure", "not_published"}
        assert bool(unexplained) <= bool(faults)
        assert len(faults) < 60
    assert tables > count / 10


def test_damaged_tables_never_stop_the_parent(tmp_path, catalogue, index):
    check_all_end_in_a_table_or_a_sentence(180, tmp_path, catalogue, index)


def test_a_quoted_cell_of_several_lines_stays_within_its_sentence():
    error = FormError("form.shifted_year", row="6", written="023\n23\n2").about("a.csv")
    assert error.message("id") == ("a.csv: baris 6 berisi `023 23 2` di tempat tahun; kolomnya bergeser, unduh lagi.")


@pytest.mark.full
def test_many_damaged_tables_never_stop_the_parent(tmp_path, catalogue, index):
    check_all_end_in_a_table_or_a_sentence(6_000, tmp_path, catalogue, index)


CELL = st.sampled_from(
    [
        "", "", "", "12,5", "14.23", "1.234", "-", "...", "2024", "Maret 2025", "Semester 1", "Jumlah", "Perkotaan",
        "15-24", "ACEH", "Aceh", "Kabupaten Magelang", "Magelang", "Kota", "Gorontalo", "Atlantis", "Provinsi",
        "Kabupaten/Kota", "Tahun", "Kelompok Umur", "Persentase Penduduk Miskin (Persen)", "Sumber: BPS", "Catatan",
        "1,13 juta", "Jakarta, 2 Mei 2025", "(1)", "(2)", "(3)", "11", "1101", "abc", "0,60,60", "INDONESIA", "Satuan",
    ]
)  # fmt: skip


@given(st.lists(st.lists(CELL, min_size=1, max_size=7), min_size=1, max_size=14))
@settings(max_examples=400)
def test_every_filled_cell_of_any_grid_is_used_listed_or_refused_with_the_whole(index, catalogue, rows):
    filled = sum(bool(cell.strip()) for row in rows for cell in row)
    try:
        printed = read_sheets([Sheet([list(row) for row in rows])], "Tabel 2024", index, "delimited", "a.csv")
    except FormError as error:
        assert "\n" not in str(error)
        return
    assert sum(printed.cell_counts.values()) == filled
    assert printed.cell_counts["value"] == sum(bool(cell.printed_value) for cell in printed.cells)
    aside_rules = ("table.below", "table.other", "table.undated", "table.beyond")
    aside = sum(fault.figure_count for fault in printed.faults if fault.rule_id.startswith(aside_rules))
    assert aside == printed.cell_counts.get("aside", 0)
    settled, faults = resolve(printed, "a.csv", catalogue, index)
    assert all(row.value is not None and row.region_id for row in settled if row.verdict == "figure")
    assert bool({row.verdict for row in settled} & {"stopped", "listed"}) <= bool(faults)


def test_what_history_says_of_a_file_is_what_a_refresh_then_does(folder, catalogue, tmp_path):
    path = tmp_path / "gini.json"
    path.write_text(json.dumps(gini_answer()), encoding="utf-8")
    before = sorted(file.name for file in (folder / "published").iterdir())
    said = describe(path, catalogue, "en", folder)
    assert sorted(file.name for file in (folder / "published").iterdir()) == before
    (folder / "published" / "gini.json").write_bytes(path.read_bytes())
    after = describe(folder / "published" / "gini.json", catalogue, "en", folder)
    assert said == after
    figures = read_history(folder, catalogue).figures
    used = figures.filter((figures["file_name"] == "published/gini.json") & ~figures["is_stopped"]).height
    assert f"gini_ratio: {used} figures" in "\n".join(said)


def test_the_preview_names_what_a_refresh_would_refuse(folder, catalogue, tmp_path):
    path = tmp_path / "gini.json"
    path.write_text(json.dumps(gini_answer(scale=100)), encoding="utf-8")
    said = "\n".join(describe(path, catalogue, "en", folder))
    assert "39 refused" in said and "times those held" in said
    assert "gini_ratio: " not in said
