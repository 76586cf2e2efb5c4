"""Tables dropped into `published/`: new vintages where they can be trusted, the last good figures where not."""

from __future__ import annotations

import os
from datetime import date

import polars as pl
import pytest

from pipelines.history.bundle import read_history
from pipelines.history.figure import HistoryError
from tests.history.fetching import PROVINCES, fetched, gini_answer, gini_places, put, rules
from tests.history.test_forms_webapi import GINI, answer


def test_a_fetched_table_becomes_a_source_with_the_vintage_it_states(folder, catalogue):
    put(folder, "gini.json", gini_answer())
    history = read_history(folder, catalogue)
    figures = fetched(history)
    assert figures.height == 39
    assert set(figures["vintage"]) == {date(2026, 12, 20)}
    source = history.sources.filter(pl.col("origin") == "fetched").row(0, named=True)
    assert (source["publisher"], source["first_year"], source["cadence_days"]) == ("BPS", 2025, 184)
    assert set(figures["source_id"]) == {source["source_id"]}
    assert len(source["sha256"]) == 64


def test_the_clock_of_the_file_system_never_makes_a_vintage(folder, catalogue):
    path = put(folder, "gini.json", gini_answer())
    before = fetched(read_history(folder, catalogue))
    os.utime(path, (0, 0))
    assert fetched(read_history(folder, catalogue)).equals(before)


CSV = "Provinsi,Gini Ratio - Maret\nAceh,0.294\nBali,0.361\nIndonesia,0.379\n"


def test_a_table_without_a_date_has_the_day_it_was_first_read_and_keeps_it(folder, catalogue):
    name = "Gini Ratio Bali, 2030.csv"
    put(folder, name, CSV.replace("Aceh,0.294\n", ""))
    first = read_history(folder, catalogue)
    assert fetched(first).height == 2
    assert rules(first, name) == {"file.vintage_assumed"}
    declared = folder / "published" / "vintages.csv"
    assert name in declared.read_text()
    declared.write_text(declared.read_text().replace(str(fetched(first)["vintage"][0]), "2030-02-01"))
    second = read_history(folder, catalogue)
    assert set(fetched(second)["vintage"]) == {date(2030, 2, 1)}
    assert rules(second, name) == set()


def test_a_table_without_a_date_waits_when_nothing_can_be_written_down(folder, catalogue):
    name = "Gini Ratio Bali, 2030.csv"
    put(folder, name, CSV)
    (folder / "published" / "vintages.csv").mkdir()
    history = read_history(folder, catalogue)
    assert fetched(history).is_empty()
    assert rules(history, name) == {"file.no_vintage"}


def test_a_declaration_gives_vintage_trust_publisher_and_cadence(folder, catalogue):
    name = "Gini Ratio Bali, 2030.csv"
    put(
        folder,
        "vintages.csv",
        f'file_name,vintage,publisher,title,trust,cadence_days\n"{name}",2030-07-15,BPS Bali,,C,90\n',
    )
    put(folder, name, CSV.replace("Aceh,0.294\n", ""))
    history = read_history(folder, catalogue)
    found = set(fetched(history).select("region_id", "trust", "mark").rows())
    assert found == {("51", "C", "uncertain"), ("00", "C", "uncertain")}
    source = history.sources.row(-1, named=True)
    assert (source["cadence_days"], source["publisher"], str(source["vintage"])) == (90, "BPS Bali", "2030-07-15")


def test_a_title_declared_beside_a_file_carries_its_year(folder, catalogue):
    put(folder, "unduhan.csv", CSV.replace("Aceh,0.294\n", ""))
    put(
        folder,
        "vintages.csv",
        "file_name,vintage,publisher,title,trust,cadence_days\nunduhan.csv,2030-07-15,,Gini 2030,,\n",
    )
    assert set(fetched(read_history(folder, catalogue))["period"]) == {"2030-03"}


@pytest.mark.parametrize(
    ("line", "reason"), [("a.csv,kemarin,,,,", "is no date"), ("a.csv,2026-01-01,,,Z,", "trust `Z`")]
)
def test_a_wrong_declaration_stops_with_its_row(folder, catalogue, line, reason):
    put(folder, "vintages.csv", f"file_name,vintage,publisher,title,trust,cadence_days\n{line}\n")
    with pytest.raises(HistoryError, match=rf"vintages.csv, row 2: .*{reason}"):
        read_history(folder, catalogue)


@pytest.mark.parametrize(
    ("content", "rule_id"),
    [
        (gini_answer(count=26), "file.fewer_rows"),
        (gini_answer(scale=100), None),
        ({"status": "Error", "message": "down"}, "file.unreadable"),
        ("<html><body>Situs dalam pemeliharaan</body></html>", "file.unreadable"),
    ],
    ids=["30 % fewer regions", "in per cent", "error body", "maintenance page"],
)
def test_a_table_that_cannot_be_trusted_leaves_the_last_good_figures(folder, catalogue, content, rule_id):
    good = read_history(folder, catalogue)
    put(folder, "gini.json", content)
    history = read_history(folder, catalogue)
    assert not fetched(history).filter(~pl.col("is_stopped")).height
    assert history.figures.filter(~pl.col("file_name").str.starts_with("published/")).equals(good.figures)
    found = rules(history, "gini.json")
    assert found
    assert rule_id is None or rule_id in found
    said = history.faults.filter(pl.col("file_name") == "published/gini.json")["message_en"][0]
    assert "published/gini.json" in said


def test_a_few_districts_of_several_provinces_are_an_excerpt_and_taken(folder, catalogue):
    text = "Kabupaten/Kota,Persentase Penduduk Miskin (Persen)\n,2024\n"
    put(folder, "ejaan.csv", text + "KAB. BOALEMO,17.6\nKAB. PAHUWATO,17.2\nKOTA PADANG SIDEMPUAN,6.5\n")
    found = fetched(read_history(folder, catalogue)).filter(~pl.col("is_stopped"))
    assert found.height == 3
    assert {"75.04", "12.77"} <= set(found["region_id"])


def test_old_years_are_not_measured_against_todays(folder, catalogue):
    rows = [
        {"indicator": {"id": "SI.POV.DDAY", "value": "x"}, "countryiso3code": "IDN", "date": year, "value": number}
        for year, number in (("1984", 84.0), ("1990", 78.6), ("2024", 8.0))
    ]
    put(folder, "wb.json", [{"page": 1, "pages": 1, "lastupdated": "2026-10-07"}, rows])
    history = read_history(folder, catalogue)
    assert not {"table.scale", "table.scale_cell"} & rules(history, "wb.json")


def test_one_figure_a_hundred_times_its_regions_others_is_stopped_alone(folder, catalogue):
    put(folder, "p0.csv", "Provinsi,Persentase Penduduk Miskin (Persen)\n,Maret 2026\nACEH,0.123\nBALI,3.7\nRIAU,6.2\n")
    history = read_history(folder, catalogue)
    used = fetched(history).filter(~pl.col("is_stopped"))
    assert set(used["region_id"]) == {"51", "14"}
    assert "table.scale_cell" in rules(history, "p0.csv")


def test_a_table_with_one_region_missing_is_taken(folder, catalogue):
    put(folder, "gini.json", gini_answer(count=30))
    assert fetched(read_history(folder, catalogue)).height == 30


def test_a_rate_written_as_a_share_is_of_another_size(folder, catalogue):
    rate = {"val": 192, "label": "Persentase Penduduk Miskin (P0) Menurut Provinsi dan Daerah", "unit": "Persen"}
    figures = {(code, 191, 2026, 61): 0.09 for code in PROVINCES}
    put(folder, "p0.json", answer(rate, list(PROVINCES.items()), [2026], figures))
    history = read_history(folder, catalogue)
    assert fetched(history).is_empty()
    assert "table.scale" in rules(history, "p0.json")


def declare(folder, line):
    put(folder, "vintages.csv", f"file_name,vintage,publisher,title,trust,cadence_days\n{line}\n")


def turned(how):
    """The order of the figures of a table about: `how` gives the figures in the order of the regions."""
    table = gini_answer()
    keys = [key for key in table["datacontent"] if not key.startswith("9999")]
    figures = how([table["datacontent"][key] for key in keys])
    return {**table, "datacontent": table["datacontent"] | dict(zip(keys, figures, strict=True))}


@pytest.mark.parametrize("how", [sorted, lambda figures: [*figures[1:], figures[0]], lambda figures: figures[::-1]])
def test_figures_that_do_not_belong_to_their_names_are_refused(folder, catalogue, how):
    put(folder, "geser.json", turned(how))
    history = read_history(folder, catalogue)
    assert fetched(history).is_empty()
    assert "table.misaligned" in rules(history, "geser.json")


def test_figures_of_another_order_are_taken_where_a_revision_is_declared(folder, catalogue):
    put(folder, "geser.json", turned(sorted))
    declare(folder, "geser.json,2026-12-20,BPS,Gini Ratio (revisi),A,")
    assert fetched(read_history(folder, catalogue)).height == 39


def test_two_provinces_that_changed_places_are_marked(folder, catalogue):
    lines = {row["region_id"]: row["observed_value"] for row in held_poverty(folder, catalogue)}
    lines["11"], lines["51"] = lines["51"], lines["11"]
    rows = "".join(f"{catalogue.regions[region].region_name};{value}\n" for region, value in lines.items())
    put(folder, "miskin.csv", f"Provinsi;Persentase Penduduk Miskin Maret 2027\n{rows}")
    declare(folder, "miskin.csv,2027-07-20,BPS,Persentase Penduduk Miskin,A,")
    history = read_history(folder, catalogue)
    assert fetched(history).height == len(lines)
    assert set(fetched(history).filter(pl.col("mark") == "uncertain")["region_id"]) == {"11", "51"}
    assert "table.leap" in rules(history, "miskin.csv")


def held_poverty(folder, catalogue):
    """The last rates of March of the provinces."""
    return (
        read_history(folder, catalogue)
        .figures.filter(indicator_code="poverty_rate", period="2026-03")
        .filter(pl.col("region_id").str.len_chars() == 2, pl.col("region_id") != "00")
        .unique("region_id", keep="last", maintain_order=True)
        .rows(named=True)
    )


def test_a_table_of_one_province_is_not_measured_against_the_country(folder, catalogue):
    text = "Kabupaten/Kota,Persentase Penduduk Miskin (Persen),\n,2025,2026\n"
    text += "Kabupaten Badung,2.2,2.1\nKota Denpasar,2.6,2.5\n"
    put(folder, "bali.csv", text)
    put(folder, "vintages.csv", "file_name,vintage,publisher,title,trust,cadence_days\nbali.csv,2026-12-01,,,,\n")
    assert set(fetched(read_history(folder, catalogue)).select("region_id", "period").rows()) == {
        ("51.03", "2025-03"), ("51.03", "2026-03"), ("51.71", "2025-03"), ("51.71", "2026-03"),
    }  # fmt: skip


def test_the_same_bytes_twice_are_read_once(folder, catalogue):
    put(folder, "a.json", gini_answer())
    put(folder, "sub/b.json", gini_answer())
    history = read_history(folder, catalogue)
    assert fetched(history).height == 39
    assert rules(history, "sub/b.json") == {"file.duplicate"}


def test_a_table_without_a_known_variable_is_refused(folder, catalogue):
    put(folder, "lain.json", {**gini_answer(), "var": [{"val": 98, "label": "Jumlah Sapi", "unit": "Ekor"}]})
    assert {"file.no_figures", "variable.unknown"} <= rules(read_history(folder, catalogue), "lain.json")


def test_nothing_newer_is_due_under_a_table_of_past_years(folder, catalogue):
    old = answer(
        GINI,
        list(PROVINCES.items()),
        [2019],
        {(code, 191, 2019, 61): round(0.33 + gini_places()[code] / 800, 3) for code in PROVINCES if code < 9200},
    )
    put(folder, "lama.json", old)
    put(folder, "baru.json", gini_answer())
    sources = read_history(folder, catalogue).sources.filter(pl.col("origin") == "fetched")
    assert dict(sources.select("last_year", "cadence_days").rows()) == {2019: None, 2025: 184}


def test_figures_that_their_own_table_contradicts_stay_in_the_frame_stopped(folder, catalogue):
    text = "Provinsi,Gini Ratio - Maret\n" + "".join(
        f"{name.title()},0.3{code // 100}\n" for code, name in PROVINCES.items()
    )
    put(folder, "Gini Ratio, 2030.csv", text + "Aceh,0.4\n")
    figures = fetched(read_history(folder, catalogue))
    stopped = figures.filter(pl.col("is_stopped"))
    assert stopped.select("region_id", "printed_value").rows() == [("11", "0.311"), ("11", "0.4")]
    assert figures.height - stopped.height == 38
