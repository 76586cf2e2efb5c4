"""The example rounds: synthetic, marked as such, the same bytes each time, with the faults that real sheets have."""

import csv
import hashlib
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.examples.chance import bell, share
from pipelines.examples.comparing import content, differing_files
from pipelines.examples.making import (
    HISTORY_FILE,
    example_history,
    make_submissions,
    manifest_rows,
    read_inventor,
)
from pipelines.examples.schedule import INTERNAL, OPEN, PROVINCIAL, schedule
from pipelines.examples.work_plans import WORK_PLANS, write_work_plans

BUNDLED = Paths(CHECKOUT / "data")
REMEDY = "run `uv run python -m pipelines.examples` and commit what it writes"


@pytest.fixture(scope="module")
def inventor():
    return read_inventor(BUNDLED.reference)


@pytest.fixture(scope="module")
def handings(inventor):
    return schedule(inventor.catalogue)


@pytest.fixture(scope="module")
def made(inventor, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    make_submissions(inventor, folder)
    write_work_plans(inventor.catalogue, folder)
    return folder


@pytest.fixture(scope="module")
def manifest() -> dict[str, dict[str, str]]:
    with (BUNDLED.plans / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def target_rows(path: Path) -> list[dict]:
    sheet = openpyxl.load_workbook(path)["Target"]
    names = [cell.value for cell in sheet[5]]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=6, values_only=True)]


def targets_of(row: dict) -> list:
    return [value for name, value in row.items() if name.startswith("target_2")]


def bundled(name: str) -> list[dict]:
    return target_rows(BUNDLED.plans / name)


def test_the_bundled_files_are_those_that_the_generator_makes(made, handings):
    files = [made / handing.file_name for handing in [*handings, *WORK_PLANS]]
    assert differing_files(made, BUNDLED.plans, files) == [], REMEDY


def test_the_generator_makes_the_same_bytes_each_time(made, inventor, handings, tmp_path):
    some = handings[::12]
    make_submissions(inventor, tmp_path, some)
    assert manifest_rows(tmp_path, some) == manifest_rows(made, some)


def test_a_changed_file_is_noticed(made, handings, tmp_path):
    name = next(handing.file_name for handing in handings if handing.form == "csv")
    copy = tmp_path / name
    copy.parent.mkdir(parents=True)
    copy.write_bytes((made / name).read_bytes() + b"x")
    assert differing_files(made, tmp_path, [made / name]) == [name]
    assert differing_files(made, tmp_path, [made / handings[0].file_name]) == [handings[0].file_name]
    assert content(made / name) != content(copy)


def test_the_manifest_lists_every_bundled_file_with_its_fingerprint_and_instant(manifest, handings):
    lying = {path.relative_to(BUNDLED.plans).as_posix() for path in BUNDLED.plans.glob("*/*") if path.is_file()}
    assert set(manifest) == lying
    for name, row in manifest.items():
        assert hashlib.sha256((BUNDLED.plans / name).read_bytes()).hexdigest() == row["sha256"], REMEDY
        assert datetime.fromisoformat(row["received_at"]).tzinfo is not None
    example_lines = [row["file"] for row in manifest.values() if row["file"].startswith("contoh-")]
    assert example_lines == [handing.file_name for handing in [*handings, *WORK_PLANS]]


def test_the_bundle_stays_small():
    assert sum(path.stat().st_size for path in BUNDLED.plans.rglob("*")) < 6_000_000


def test_every_workbook_says_that_it_is_an_example(manifest):
    for name in [name for name in manifest if name.endswith(".xlsx")][::6]:
        book = openpyxl.load_workbook(BUNDLED.plans / name, read_only=True)
        assert all(
            str(book[sheet]["A1"].value).startswith("DATA CONTOH")
            for sheet in ("Petunjuk", "Target", "Kriteria", "Outcome")
        )
        assert {row[0]: row[1] for row in book["_meta"].iter_rows(values_only=True)}["is_example"] == "ya"


def test_every_csv_line_says_that_it_is_an_example(manifest):
    for name in [name for name in manifest if name.startswith("contoh-") and name.endswith(".csv")]:
        with (BUNDLED.plans / name).open(encoding="utf-8", newline="") as file:
            if "/rkpd-" in name:
                assert next(csv.reader(file)) == ["DATA CONTOH"]
                continue
            rows = list(csv.DictReader(file, delimiter=";"))
        assert rows
        assert {row["catatan"] for row in rows} == {"DATA CONTOH"}


def test_a_unit_is_missing_one_is_late_and_one_revises_in_each_closed_round(inventor, handings):
    for round_id in (INTERNAL, PROVINCIAL):
        planning_round = inventor.catalogue.rounds[round_id]
        owing = {item.unit_code for item in inventor.catalogue.assignments if item.round_id == round_id}
        files = [handing for handing in handings if handing.round_id == round_id]
        assert owing - {handing.unit_code for handing in files}
        assert any(handing.received_at > planning_round.closes_at for handing in files)
        assert any(handing.revision for handing in files)


def test_a_file_sent_before_midnight_in_jakarta_is_late_for_a_deadline_in_makassar(inventor, handings):
    (sent,) = [item for item in handings if (item.round_id, item.unit_code) == (PROVINCIAL, "dit-pskba")]
    assert sent.received_at.isoformat() == "2026-04-10T23:30:00+07:00"
    assert sent.received_at > inventor.catalogue.rounds[PROVINCIAL].closes_at


def test_the_open_round_has_received_some_files_and_none_from_the_future(inventor, handings):
    files = [handing for handing in handings if handing.round_id == OPEN]
    kinds = Counter(handing.unit_code.count(".") for handing in files if handing.unit_code.startswith("dinsos"))
    assert kinds[0] > 10
    assert kinds[1] > 20
    opens_at = inventor.catalogue.rounds[OPEN].opens_at
    assert all(
        opens_at < handing.received_at <= datetime.fromisoformat("2026-11-20T16:00:00+07:00") for handing in files
    )


def test_decimal_commas_stand_as_texts():
    typed = [value for row in bundled("contoh-2026-1/dit-anak.xlsx") for value in targets_of(row)]
    assert sum(isinstance(value, str) and "," in value for value in typed) > 100


def test_ranges_stand_in_both_orders():
    texts = [value for row in bundled("contoh-2026-1/dit-disabilitas.xlsx") for value in targets_of(row)]
    pairs = [text.replace(",", ".").split("-") for text in texts if isinstance(text, str) and "-" in text]
    rising = [float(low) < float(high) for low, high in pairs]
    assert True in rising
    assert False in rising


def test_a_baseline_of_zero_stands_beside_a_target_of_a_hundred():
    rows = bundled("contoh-2026-1/dit-disabilitas.xlsx")
    assert [row for row in rows if row["kondisi_awal"] == 0 and set(targets_of(row)) == {100}]


def test_a_target_lies_behind_its_baseline_with_a_reason():
    rows = bundled("contoh-2026-1/dit-lansia.xlsx")
    known = [row for row in rows if row["kondisi_awal"] and all(isinstance(value, float) for value in targets_of(row))]
    assert [row for row in known if max(targets_of(row)) < row["kondisi_awal"] and row["alasan"]]


def test_a_target_stays_flat_at_its_baseline():
    rows = bundled("contoh-2026-1/dit-pskbs.xlsx")
    assert [row for row in rows if set(targets_of(row)) == {row["kondisi_awal"]} and not row["alasan"]]


def test_the_national_target_is_copied_into_every_region():
    by_indicator = defaultdict(set)
    for row in bundled("contoh-2026-1/dit-kbk.xlsx"):
        by_indicator[row["kode_indikator"]].add(tuple(targets_of(row)))
    assert min(len(paths) for paths in by_indicator.values()) == 1


def test_an_old_bps_code_stands_beside_a_name_that_contradicts_it(inventor):
    regions = inventor.catalogue.regions
    rows = bundled("contoh-2026-1/dit-lansia.xlsx")
    assert [row for row in rows if regions[row["kode_wilayah"]].region_name != row["wilayah"]]


def test_some_rows_are_blank_and_some_assessments_are_made(manifest):
    rows = bundled("contoh-2026-1/dit-pemberdayaan-masyarakat.xlsx")
    assert any(not any(targets_of(row)) for row in rows)
    sheet = openpyxl.load_workbook(BUNDLED.plans / "contoh-2026-1/dit-anak.xlsx")["Kriteria"]
    levels = Counter(row[6] for row in sheet.iter_rows(min_row=6, values_only=True))
    assert {None, 0, 1, 2, 3, "tidak berlaku"} == set(levels)


def test_the_example_history_is_the_generators_and_is_not_taken_for_statistics(inventor):
    assert (BUNDLED.history / HISTORY_FILE).read_text(encoding="utf-8") == example_history(inventor), REMEDY
    with (BUNDLED.history / "sources.csv").open(encoding="utf-8", newline="") as file:
        source = next(row for row in csv.DictReader(file) if row["source_id"] == "CONTOH")
    assert source["trust"] == "example"
    assert "DATA CONTOH" in source["publisher"]


def test_the_example_history_has_no_public_indicator_no_zero_and_gaps_where_gaps_belong(inventor):
    figures = inventor.observations()
    kinds = {inventor.catalogue.indicators[figure.indicator_code].kind for figure in figures}
    assert kinds == {"spm", "ikur"}
    assert all(figure.value > 0 for figure in figures)
    disaster = inventor.catalogue.indicators["spm_disaster_province"]
    provinces = [
        item.region_id
        for item in inventor.catalogue.regions.values()
        if item.region_level == "province" and item.valid_to is None
    ]
    calm = [region for region in provinces if inventor.denominator(disaster, region) == 0]
    assert calm
    assert all(not inventor.series(disaster, region) for region in calm)


def test_chance_follows_from_its_key_alone():
    assert share("a", 1) == share("a", "1")
    assert share("a", 1) != share("a", 2)
    drawn = [share("law", number) for number in range(2000)]
    assert 0.48 < sum(drawn) / 2000 < 0.52
    assert all(-1 < bell("law", number) < 1 for number in range(200))
    assert share("pinned") == pytest.approx(0.9150827083425891, abs=1e-15)
