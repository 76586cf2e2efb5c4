"""What the committed catalogue must hold, counted."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, datetime

import pytest

from pipelines.contract.paths import CHECKOUT
from pipelines.reference.model import Catalogue
from pipelines.reference.regions import RegionIndex, named_in_table, regions_of_code, undivided_region

HISTORY = CHECKOUT / "data" / "history"
PRINTED = sorted(HISTORY.glob("*_*.csv"))


def printed_rows(columns: tuple[str, ...]) -> set[tuple[str, ...]]:
    rows = set()
    for path in PRINTED:
        with path.open(encoding="utf-8", newline="") as file:
            rows |= {tuple(row[column] for column in columns) for row in csv.DictReader(file)}
    return rows


def test_regions_of_today_are_38_provinces_and_514_districts_and_three_territories_are_dissolved(
    catalogue: Catalogue,
) -> None:
    counted = Counter((region.region_level, region.valid_to is None) for region in catalogue.regions.values())
    assert counted == {
        ("country", True): 1,
        ("province", True): 38,
        ("province", False): 3,
        ("district", True): 514,
    }


def test_each_region_of_today_has_a_code_in_both_schemes_and_a_population(catalogue: Catalogue) -> None:
    coded_in = {(code.region_id, code.scheme) for code in catalogue.region_codes}
    weighted = {weight.region_id for weight in catalogue.region_weights}
    for region in catalogue.regions.values():
        if region.valid_to is None and region.region_level != "country":
            assert {(region.region_id, "kemendagri"), (region.region_id, "bps")} <= coded_in
            assert region.region_id in weighted


def test_populations_of_parts_add_up_to_their_whole(catalogue: Catalogue) -> None:
    people = {weight.region_id: weight.weight_value for weight in catalogue.region_weights}
    provinces = [r.region_id for r in catalogue.regions.values() if r.region_level == "province" and r.valid_to is None]
    assert sum(people[region_id] for region_id in provinces) == people["00"]


def test_indicators_cover_macro_figures_ten_minimum_services_and_outcomes(catalogue: Catalogue) -> None:
    kinds = Counter(indicator.kind for indicator in catalogue.indicators.values())
    assert kinds["spm"] == 10
    assert kinds["ikur"] >= 6
    assert kinds["macro"] >= 25
    assert {indicator.is_example for indicator in catalogue.indicators.values() if indicator.kind == "ikur"} == {True}


def test_no_bundled_figure_belongs_to_an_unknown_indicator(catalogue: Catalogue) -> None:
    printed = {code for (code,) in printed_rows(("indicator",))}
    assert printed
    with (HISTORY / "context.csv").open(encoding="utf-8", newline="") as file:
        context = {row["indicator_code"] for row in csv.DictReader(file)}
    assert not context & set(catalogue.indicators)
    assert printed <= set(catalogue.indicators) | context


def test_every_bundled_bps_code_means_its_region_in_its_year(catalogue: Catalogue, index: RegionIndex) -> None:
    rows = printed_rows(("bps_code", "region_id", "period"))
    lost = [row for row in rows if row[1] not in regions_of_code(index, row[0], "bps", int(row[2][:4]))]
    assert rows
    assert lost == []


def test_every_bundled_region_name_resolves_to_its_region(catalogue: Catalogue, index: RegionIndex) -> None:
    lost = []
    for name, region_id in printed_rows(("region_name", "region_id")):
        found = named_in_table(index, name, catalogue.regions[region_id].region_level)
        if len(found) != 1 or region_id not in (found[0], undivided_region(index, found[0])):
            lost.append((name, region_id, found))
    assert lost == []


@pytest.mark.parametrize(
    ("code", "month"),
    [
        ("poverty_rate", 3),
        ("poverty_gap_p1", 3),
        ("poverty_severity_p2", 3),
        ("gini_ratio", 3),
        ("poor_population", 3),
        ("poverty_line", 3),
        ("open_unemployment_rate", 8),
        ("labour_participation_rate", 8),
        ("hdi_new_lf_sp2020", None),
    ],
)
def test_only_the_reference_month_of_a_survey_counts(catalogue: Catalogue, code: str, month: int | None) -> None:
    assert catalogue.indicators[code].reference_month == month


@pytest.mark.parametrize(
    ("code", "aggregation", "weight"),
    [
        ("poverty_rate", "weighted", "survey_population"),
        ("poverty_gap_p1", "weighted", "survey_population"),
        ("open_unemployment_rate", "weighted", "labour_force"),
        ("improved_water_access", "weighted", "registered_population"),
        ("gini_ratio", "official_only", None),
        ("human_capital_index", "official_only", None),
        ("mean_years_schooling", "official_only", None),
        ("poor_population", "sum", None),
        ("spm_disaster_district", "ratio_of_sums", "submitted_denominator"),
    ],
)
def test_each_indicator_rolls_up_by_its_own_class(
    catalogue: Catalogue, code: str, aggregation: str, weight: str | None
) -> None:
    indicator = catalogue.indicators[code]
    assert (indicator.aggregation, indicator.weight_name) == (aggregation, weight)


def test_minimum_services_inside_institutions_are_provincial_and_outside_are_of_districts(catalogue: Catalogue) -> None:
    levels = {code: item.region_level for code, item in catalogue.indicators.items() if item.kind == "spm"}
    assert {level for code, level in levels.items() if code.endswith(("_inside", "_province"))} == {"province"}
    assert {level for code, level in levels.items() if code.endswith(("_outside", "_district"))} == {"district"}


def test_the_national_plan_closed_on_10_february_2025_in_jakarta(catalogue: Catalogue) -> None:
    plan = catalogue.rounds["rpjmn-2025"]
    assert (plan.baseline_year, plan.target_years, plan.is_example) == (2024, (2025, 2029), False)
    assert plan.closes_at.astimezone(UTC) == datetime(2025, 2, 10, 16, 59, 59, 999000, tzinfo=UTC)


def test_national_targets_keep_ranges_open_ends_and_documents_apart(catalogue: Catalogue) -> None:
    targets = {(t.document_id, t.indicator_code, t.target_year): t for t in catalogue.national_targets}

    def ends(document: str, code: str, year: int) -> tuple[float | None, float | None]:
        return targets[document, code, year].target_low, targets[document, code, year].target_high

    assert ends("rpjmn-2025-2029", "poverty_rate", 2025) == (7.0, 8.0)
    assert ends("rpjmn-2025-2029", "poverty_rate", 2029) == (4.5, 5.0)
    assert ends("rpjmn-2025-2029", "extreme_poverty_rate", 2026) == (None, 0.5)
    assert ends("rpjmn-2025-2029", "human_capital_index", 2029) == (0.59, 0.59)
    assert ends("rkp-2025", "gini_ratio", 2025) == (0.379, 0.382)
    assert not any(document == "rpjmn-2025-2029" and code == "gini_ratio" for document, code, _ in targets)
    assert all(target.is_example for key, target in targets.items() if key[0] == "contoh-nasional")


def test_eleven_directorates_and_552_regional_offices_submit_and_the_bureau_does_not(catalogue: Catalogue) -> None:
    kinds = Counter(unit.kind for unit in catalogue.units.values())
    assert (kinds["directorate"], kinds["regional_office"], kinds["directorate_general"]) == (11, 552, 3)
    assert "biro-perencanaan" not in {assignment.unit_code for assignment in catalogue.assignments}
    assert catalogue.units["dinsos-11.01"].region_scope == "11.01"


def test_each_directorate_owes_something_in_each_example_round(catalogue: Catalogue) -> None:
    directorates = {code for code, unit in catalogue.units.items() if unit.kind == "directorate"}
    for round_id in ("contoh-2026-1", "contoh-2026-2", "contoh-2027-1"):
        owing = {a.unit_code for a in catalogue.assignments if a.round_id == round_id}
        assert directorates <= owing


@pytest.mark.parametrize("field", ["numerator", "denominator", "weight_source", "source"])
def test_every_text_of_an_indicator_has_its_english(catalogue: Catalogue, field: str) -> None:
    bare = [
        code
        for code, indicator in catalogue.indicators.items()
        if bool(getattr(indicator, field)) != bool(getattr(indicator, f"{field}_en"))
    ]
    assert not bare
