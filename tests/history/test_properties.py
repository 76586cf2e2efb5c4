"""Laws: no cell of a table is lost, whatever stands in it; numbers come back as printed; speed at full size."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.commands.history import describe
from pipelines.history.readers import FormError
from pipelines.history.words.numbers import decimal_mark, read_number
from pipelines.reference.regions import index_regions
from tests.history.conftest import values
from tests.history.reading import parse_published
from tests.history.test_forms_webapi import answer

CELLS = st.sampled_from(
    ["12.5", "0", "-", "...", "", "abc", "1,5", "99999", "7.7*", "12.5 %", "n.a.", "1.234", "-3", "1e9"]
)
NAMES = st.sampled_from(
    ["ACEH", "Aceh", "PAPUA", "Papua Selatan", "Kota Solok", "Solok", "Atlantis", "INDONESIA", "Kep. Riau", "SUMATERA"]
)
HEADINGS = st.sampled_from(
    [
        "Persentase Penduduk Miskin - Maret",
        "Gini Ratio 2021",
        "Jumlah Sapi",
        "Jumlah Penduduk Miskin (ribu)",
        "Semester 1",
    ]
)


@pytest.fixture(scope="module")
def index(catalogue):
    return index_regions(catalogue)


@given(
    headings=st.lists(HEADINGS, min_size=1, max_size=4),
    body=st.lists(st.tuples(NAMES, st.lists(CELLS, min_size=4, max_size=4)), min_size=1, max_size=12),
)
@settings(max_examples=80)
def test_cells_in_are_cells_out(tmp_path_factory, catalogue, index, headings, body):
    rows = [["Provinsi", *headings], *[[name, *cells[: len(headings)]] for name, cells in body]]
    path = tmp_path_factory.mktemp("sel") / "Tabel, 2019.csv"
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    try:
        table = parse_published(path, catalogue, index=index)
    except FormError as error:
        assert "\n" not in str(error)
        return
    counts = table.counts
    assert counts["cells"] == sum(counts[name] for name in ("figure", "not_published", "stopped", "listed", "left_out"))
    assert sum(table.cell_counts.values()) == sum(bool(cell) for row in rows for cell in row)
    assert table.cell_counts["value"] == sum(bool(row.printed_value) for row in table.rows)
    keys = [(row.indicator_code, row.region_id, row.period) for row in table.rows if row.verdict == "figure"]
    assert len(keys) == len(set(keys))
    assert all(row.value is not None and row.region_id for row in table.rows if row.verdict == "figure")


@given(st.floats(min_value=-1e6, max_value=1e9, allow_nan=False), st.integers(0, 4), st.sampled_from([".", ","]))
def test_a_printed_number_comes_back(number, decimals, mark):
    plain = f"{number:.{decimals}f}"
    grouped = f"{number:,.{decimals}f}"
    other = {".": ",", ",": "."}[mark]
    swap = str.maketrans({".": mark, ",": other})
    assert read_number(plain.translate(swap), mark) == float(plain)
    assert read_number(grouped.translate(swap), mark) == float(plain)


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["12,5", "1.234,5"], ","), (["12.5"], "."), (["1.234"], ""), (["1.234.567"], ","), (["1,234,567"], "."),
        (["0.345"], "."),
        (["0,345"], ","), (["12.5", "12,5"], ""), (["15"], ""), (["1 234,5"], ","), (["12.30"], "."), ([], ""),
    ],
)  # fmt: skip
def test_the_decimal_mark_is_proved_or_unknown(texts, mark):
    assert decimal_mark(texts) == mark


def test_a_district_table_of_twenty_years_and_three_breakdowns_is_read_at_once(tmp_path, catalogue, index):
    codes = [
        (one.code, catalogue.regions[one.region_id].region_name)
        for one in catalogue.region_codes
        if one.scheme == "bps"
    ]
    regions = [(int(code), name) for code, name in codes if len(code) == 4]
    years, breakdowns = list(range(2005, 2025)), [189, 190, 191]
    turvar = [
        {"val": code, "label": label}
        for code, label in zip(breakdowns, ("Perkotaan", "Perdesaan", "Jumlah"), strict=True)
    ]
    figures = {(code, part, year, 0): 12.5 for code, _ in regions for part in breakdowns for year in years}
    variable = {"val": 621, "label": "Persentase Penduduk Miskin (P0) Menurut Kabupaten/Kota", "unit": "Persen"}
    content = answer(variable, regions, years, figures, turvar, [{"val": 0, "label": "Tahun"}])
    path = tmp_path / "besar.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    began = time.perf_counter()
    table = parse_published(path, catalogue, index=index)
    assert time.perf_counter() - began < 5
    assert table.counts["cells"] == len(regions) * 60
    assert len(regions) == 514
    assert len(values(table, "poverty_rate")) == 514 * 20


def test_the_report_accounts_for_every_cell_in_both_languages(tmp_path, catalogue):
    path = tmp_path / "Kemiskinan, 2019.csv"
    path.write_text("Provinsi,Persentase Penduduk Miskin\nAceh,15.32\nAtlantis,3\nBali,-\n", encoding="utf-8")
    indonesian, english = "\n".join(describe(path, catalogue)), "\n".join(describe(path, catalogue, "en"))
    assert "3 sel = 1 angka + 1 tidak terbit + 1 dihentikan" in indonesian
    assert "3 cells = 1 figures + 1 not published + 1 stopped" in english
    assert "wilayah Atlantis tidak dikenal" in indonesian
    assert "poverty_rate: 1 figures, 2019, 1 regions" in english
