"""The bundled provincial targets of the national plan: complete, as printed, and none invented."""

import csv
import re
from collections import Counter
from datetime import datetime

import pytest

from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.reference.read import read_catalogue

BUNDLED = Paths(CHECKOUT / "data")
FILE = "rpjmn-2025/target-provinsi-rpjmn-2025-2029.csv"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (BUNDLED.plans / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_provinces_have_targets_for_both_years_except_the_two_that_could_not_be_assigned(rows):
    assert Counter(row["kode_indikator"] for row in rows) == {
        "poverty_rate": 76,
        "gini_ratio": 76,
        "human_capital_index": 76,
        "open_unemployment_rate": 72,
    }
    unemployment = {row["kode_wilayah"] for row in rows if row["kode_indikator"] == "open_unemployment_rate"}
    assert {row["kode_wilayah"] for row in rows} - unemployment == {"93", "95"}
    assert {row["tahun_target"] for row in rows} == {"2025", "2029"}


def test_every_line_names_round_unit_scheme_confidence_and_where_it_was_printed(rows):
    shared = {(row["putaran"], row["unit_kerja"], row["skema_kode"]) for row in rows}
    assert shared == {("rpjmn-2025", "bappenas", "kemendagri")}
    assert {row["keyakinan"] for row in rows} == {"A", "B"}
    assert all("Perpres 12/2025" in row["catatan"] and "bab IV" in row["catatan"] for row in rows)
    assert all(row["keyakinan"] == "B" for row in rows if row["kode_wilayah"].startswith("9"))


@pytest.mark.parametrize(
    ("indicator", "region", "year", "printed"),
    [
        ("poverty_rate", "11", "2025", "12,00–13,00"),
        ("poverty_rate", "11", "2029", "6,39–7,39"),
        ("poverty_rate", "95", "2029", "17,50–18,50"),
        ("gini_ratio", "11", "2029", "0,254–0,258"),
        ("open_unemployment_rate", "91", "2025", "6,00–6,40"),
        ("human_capital_index", "12", "2029", "0,57"),
    ],
)
def test_targets_stand_as_printed(rows, indicator, region, year, printed):
    key = (indicator, region, year)
    found = [row["target"] for row in rows if (row["kode_indikator"], row["kode_wilayah"], row["tahun_target"]) == key]
    assert found == [printed]


def test_every_target_is_one_number_or_one_rising_range(rows):
    for row in rows:
        ends = [
            float(part.replace(",", "."))
            for part in re.fullmatch(r"([\d,]+)(?:–([\d,]+))?", row["target"]).groups("")
            if part
        ]
        assert ends == sorted(ends)


def test_the_plan_was_received_before_its_round_closed():
    with (BUNDLED.plans / "manifest.csv").open(encoding="utf-8", newline="") as file:
        received = {row["file"]: datetime.fromisoformat(row["received_at"]) for row in csv.DictReader(file)}
    planning_round = read_catalogue(BUNDLED.reference).rounds["rpjmn-2025"]
    assert planning_round.opens_at < received[FILE] < planning_round.closes_at
