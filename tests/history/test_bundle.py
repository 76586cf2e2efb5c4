"""The bundled figures: real numbers at their place, and a folder that was tampered with stops in one sentence."""

from __future__ import annotations

import hashlib
import math
import shutil

import polars as pl
import pytest

from pipelines.history.bundle import read_history
from pipelines.history.figure import FAULT_SCHEMA, FIGURE_SCHEMA, MARKS, SOURCE_SCHEMA, HistoryError
from tests.history.conftest import HISTORY

KNOWN = [  # figures as BPS and the World Bank printed them
    ("poverty_rate", "00", "2024-03", 9.03),
    ("poverty_rate", "00", "2025-03", 8.47),
    ("poverty_rate", "00", "2018-03", 9.82),
    ("poverty_rate", "11", "2024-03", 14.23),
    ("poverty_rate", "91-2022", "2023-03", 26.03),
    ("poverty_rate", "91", "2024-03", 17.26),
    ("poverty_rate", "95", "2024-03", 32.97),
    ("poor_population", "35", "2024-03", 3982.69),
    ("gini_ratio", "00", "2024-09", 0.381),
    ("hdi_new_sp2010", "00", "2024", 74.2),
    ("expected_years_schooling", "11.71", "2019", 17.39),
    ("open_unemployment_rate", "00", "2023-08", 5.32),
    ("wb_SI.POV.DDAY", "00", "2024", 5.4),
]


@pytest.mark.parametrize(("indicator_code", "region_id", "period", "value"), KNOWN)
def test_a_known_figure_stands_where_it_belongs(history, indicator_code, region_id, period, value):
    found = history.figures.filter(
        (pl.col("indicator_code") == indicator_code) & (pl.col("region_id") == region_id) & (pl.col("period") == period)
    )
    assert found.height >= 1
    assert all(math.isclose(one, value, abs_tol=1e-9) for one in found["observed_value"])
    assert not found["is_stopped"].any()


def test_a_file_beside_the_bundled_ones_that_nobody_reads_is_listed(tmp_path, catalogue):
    folder = tmp_path / "history"
    shutil.copytree(HISTORY, folder, ignore=shutil.ignore_patterns("published"))
    assert "file.not_listed" not in read_history(folder, catalogue).faults["rule_id"].to_list()
    (folder / "own_figures.csv").write_text("region_id,indicator,period,value\n11,poverty_rate,2026-03,1\n")
    faults = read_history(folder, catalogue).faults.filter(pl.col("rule_id") == "file.not_listed")
    assert faults.select("file_name", "severity", "figure_count").rows() == [("own_figures.csv", "refused", 0)]
    assert "manifest.csv" in faults.item(0, "message_id")


def test_the_frames_have_the_columns_of_the_contract(history):
    assert dict(history.figures.schema) == FIGURE_SCHEMA
    assert dict(history.sources.schema) == SOURCE_SCHEMA
    assert dict(history.faults.schema) == FAULT_SCHEMA
    assert set(history.figures["mark"].drop_nulls().unique()) <= set(MARKS)
    assert set(history.figures["source_id"]) <= set(history.sources["source_id"])


def test_every_row_of_every_bundled_file_is_in_the_frame(history):
    manifest = pl.read_csv(HISTORY / "manifest.csv").filter(pl.col("file_name") != "sources.csv")
    counted = history.figures.group_by("file_name").len()
    joined = manifest.join(counted, on="file_name", how="left")
    assert (joined["row_count"] == joined["len"]).all()
    published = joined.filter(pl.col("file_name") != "example_observations.csv")
    assert published["len"].sum() == 47_680


def test_exactly_the_five_known_zeros_are_suspicious(history):
    zeros = history.figures.filter((pl.col("mark") == "suspicious_zero") & (pl.col("source_id") != "CONTOH"))
    assert set(zeros.select("indicator_code", "region_id", "period").rows()) == {
        ("improved_sanitation_access", "94.08", "2021"),
        ("improved_water_access", "95.05", "2021"),
        ("open_unemployment_rate", "95.08", "2021-08"),
        ("open_unemployment_rate", "95.07", "2021-08"),
        ("poverty_severity_p2", "13.73", "2020-03"),
    }


def test_district_poverty_before_2015_carries_a_year_only_and_trust_c(history):
    early = history.figures.filter(
        (pl.col("file_name") == "kabkota_poverty_rate.csv") & (pl.col("period").str.slice(0, 4).cast(pl.Int32) < 2015)
    )
    assert early.height == 2570
    assert set(early["mark"]) == {"year_only"}
    assert set(early["trust"]) == {"C"}


def test_no_published_bundled_figure_is_stopped(history):
    stopped = history.figures.filter(pl.col("is_stopped"))
    assert stopped.is_empty(), history.faults.filter(pl.col("severity") == "stopped")["message_en"].to_list()[:3]


def test_the_bundled_figures_raise_no_false_alarm(history):
    found = history.faults.filter(~pl.col("source_id").fill_null("").eq("CONTOH"))
    assert set(found["rule_id"]) == {
        "figure.suspicious_zero",
        "figure.year_only",
        "figure.uncertain",
        "figure.duplicate",
        "figure.no_indicator",
    }


def test_figures_that_stand_twice_are_recorded_with_the_file_that_wins(history):
    doubled = history.faults.filter(pl.col("rule_id") == "figure.duplicate")
    assert doubled["figure_count"].sum() == 126
    assert doubled["message_id"].str.contains("national_series.csv").all()
    assert doubled["message_en"].str.contains("national_series.csv").all()


def test_a_source_carries_the_fingerprint_of_its_own_lines(history):
    lines: dict[str, list[str]] = {}
    for row in history.figures.select(
        "file_name", "region_id", "indicator_code", "period", "printed_value", "source_id"
    ).rows():
        lines.setdefault(row[-1], []).append(",".join(row[:-1]))
    for source_id, sha256 in history.sources.select("source_id", "sha256").rows():
        if source_id.startswith("S"):
            assert hashlib.sha256("\n".join(sorted(lines[source_id])).encode()).hexdigest() == sha256, source_id


def test_vintages_are_publication_dates_where_known(history):
    vintage = dict(history.sources.select("source_id", "vintage").rows())
    assert str(vintage["S110"]) == "2025-07-01"
    assert str(vintage["S107"]) == "2024-03-13"
    assert str(vintage["S001"]) == "2026-11-23"


def rewrite(folder, name, change, is_declared=True):
    """Change a bundled file; when it is declared, the manifest is made to agree, so that only the content is wrong."""
    path = folder / name
    text = change(path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    if is_declared:
        manifest = folder / "manifest.csv"
        rows = [line.split(",") for line in manifest.read_text().splitlines()]
        for row in rows:
            if row[0] == name:
                row[1], row[2] = hashlib.sha256(text.encode()).hexdigest(), str(len(text.splitlines()) - 1)
        manifest.write_text("\n".join(",".join(row) for row in rows) + "\n")


FIRST = "00,00,INDONESIA,gini_ratio,2010-03,0.378,indeks,S036"
BROKEN = [
    ("altered bytes", lambda text: text.replace("0.378", "0.379"), False, "sha256 differs"),
    ("shifted columns", lambda text: text.replace("period,value", "value,period"), True, "the columns must be"),
    (
        "shifted row",
        lambda text: text.replace(FIRST, "00,00,gini_ratio,INDONESIA,2010-03,0.378,indeks,S036"),
        True,
        "indicator code",
    ),
    ("unknown region", lambda text: text.replace(FIRST, FIRST.replace("00,00", "99,99")), True, "region_id"),
    ("no number", lambda text: text.replace(FIRST, FIRST.replace("0.378", "nan")), True, "finite number"),
    ("no period", lambda text: text.replace(FIRST, FIRST.replace("2010-03", "Maret")), True, "period YYYY"),
    ("unknown source", lambda text: text.replace(FIRST, FIRST.replace("S036", "S999")), True, "source of sources.csv"),
    ("unknown unit", lambda text: text.replace(FIRST, FIRST.replace("indeks", "jiwa")), True, "cannot become index"),
    ("ragged row", lambda text: text.replace(FIRST, FIRST + ",,,,"), True, "not a readable CSV"),
]


@pytest.mark.parametrize(
    ("change", "is_declared", "reason"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_broken_bundled_file_stops_with_file_reason_and_remedy(folder, catalogue, change, is_declared, reason):
    rewrite(folder, "province_gini.csv", change, is_declared)
    with pytest.raises(HistoryError, match=reason) as caught:
        read_history(folder, catalogue)
    sentence = str(caught.value)
    assert sentence.startswith("province_gini.csv")
    assert sentence.endswith("restore the file from the repository.")
    assert "\n" not in sentence


@pytest.mark.parametrize("name", ["province_gini.csv", "manifest.csv", "sources.csv"])
def test_a_missing_bundled_file_is_named(folder, catalogue, name):
    (folder / name).unlink()
    with pytest.raises(HistoryError, match=name):
        read_history(folder, catalogue)


def test_a_source_without_trust_is_named(folder, catalogue):
    rewrite(folder, "sources.csv", lambda text: text.replace(",B,2007,2026,", ",D,2007,2026,"))
    with pytest.raises(HistoryError, match="source S001"):
        read_history(folder, catalogue)


def test_the_ministrys_own_field_is_bundled_and_what_cannot_be_an_indicator_says_why(history, catalogue):
    own = history.figures.filter(pl.col("file_name").str.starts_with("social_welfare"))
    assert own.height == 1426 + 1621
    context = history.faults.filter(pl.col("rule_id") == "figure.no_indicator")
    known = set(catalogue.indicators)
    assert context["figure_count"].sum() == own.filter(~pl.col("indicator_code").is_in(list(known))).height
    assert set(context["indicator_code"]) == set(own["indicator_code"]) - known
    used = [catalogue.indicators[code] for code in set(own["indicator_code"]) & known]
    assert {(one.kind, one.is_target_allowed) for one in used} == {("context", False)}
    nation = own.filter((pl.col("region_id") == "00") & (pl.col("indicator_code") == "elderly_population_60plus"))
    assert nation["observed_value"].max() > 3e7, "printed in million people, kept in people"
    assert set(own.filter(pl.col("trust") == "C")["mark"]) == {"uncertain"}


@pytest.mark.parametrize(
    "code", ["disaster_dead_missing", "disaster_injured", "disaster_displaced_affected", "disaster_houses_heavy"]
)
def test_the_provinces_of_a_disaster_count_add_up_to_the_nation(history, code):
    for period in ("2023", "2024"):
        rows = history.figures.filter((pl.col("indicator_code") == code) & (pl.col("period") == period))
        parts = rows.filter(pl.col("region_id") != "00")["observed_value"].sum()
        assert parts == rows.filter(pl.col("region_id") == "00")["observed_value"].item()
