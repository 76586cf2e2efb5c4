"""The edition holds the tables, columns and vocabularies that other people's queries rely on."""

from __future__ import annotations

import pytest

from pipelines.contract.paths import Paths
from pipelines.edition import publish

COLUMNS = {
    "core.region": "region_id region_level region_name parent_region_id",
    "core.indicator": "indicator_code name_id name_en unit_of_measure good_direction aggregation",
    "core.planning_round": "round_id round_year plan_year stage opens_at closes_at baseline_year is_example",
    "core.organisation_unit": "unit_code name_id name_en",
    "core.observation": "indicator_code region_id period observation_year is_reference_month observed_value vintage "
    "source_id trust mark",
    "core.national_target": "document_id indicator_code target_year target_low target_high",
    "core.submission": "submission_id round_id unit_code file_name received_at status",
    "core.finding": "submission_id rule_id severity sheet source_cell written message_id message_en",
    "core.target": "round_id indicator_code region_id target_year target_low target_high target_value denominator "
    "confidence is_provisional justification submission_id source_cell",
    "core.criterion_score": "round_id indicator_code region_id criterion_code assessor_kind level reason submission_id",
    "mart.target_gap": "round_id indicator_code region_id target_year baseline_year baseline_value latest_year "
    "latest_value target_value target_low target_high baseline_gap_value gap_value national_gap_value legal_gap_value "
    "required_annual_change required_annual_change_from_baseline observed_annual_change attainment linear_pace_ratio "
    "progress_ratio progress_status projection_value projection_low80 projection_high80 chance_band ambition_share "
    "ambition_pool_count ambition_label state is_asking_nothing met_certainty standing",
    "mart.alignment": "round_id indicator_code parent_region_id target_year bottom_up_low bottom_up_high "
    "bottom_up_value coverage_share region_count_expected region_count_submitted missing_best_value "
    "missing_baseline_value national_low national_high alignment_gap interval_relation weight_name verdict "
    "weight_error_value middle_gap",
    "mart.alignment_part": "round_id indicator_code parent_region_id target_year region_id weight contribution "
    "contribution_to_pace suggested_value suggested_low suggested_high",
    "mart.round_progress": "round_id unit_code indicator_code region_level expected received on_time accepted rejected "
    "fill_share",
    "mart.round_change": "round_id indicator_code region_id target_year",
    "mart.freshness": "source_id is_stale",
}
VOCABULARIES = {
    ("core.submission", "status"): "waiting rejected returned accepted accepted_in_part superseded late duplicate",
    ("core.finding", "severity"): "reject ask note",
    ("mart.target_gap", "progress_status"): "met substantial moderate limited deterioration not_available",
    ("mart.target_gap", "state"): "ok no_baseline stale_baseline no_target met equals_baseline worse_than_baseline "
    "due_met due_missed boundary_break insufficient_data",
    ("mart.target_gap", "chance_band"): "<5 5-20 20-50 50-80 >80",
    ("mart.target_gap", "ambition_label"): "easier_than_today too_uncertain below_trend on_trend stretch rare "
    "beyond_precedent not_available",
    ("mart.target_gap", "met_certainty"): "clear within_error unknown",
    ("mart.target_gap", "standard_error_basis"): "published panel_noise",
    ("mart.target_gap", "standing"): "rejected late not_submitted zero missed asking_nothing met easier_than_today "
    "too_uncertain below_trend on_trend stretch rare beyond_precedent no_data not_available",
    ("mart.round_change", "direction"): "harder easier same",
    ("mart.alignment", "verdict"): "aligned short_of_target beyond_target cannot_say refused infeasible",
    ("mart.alignment", "interval_relation"): "inside overlaps outside",
}
KEYS = {
    "core.target": "round_id, indicator_code, region_id, target_year",
    "mart.target_gap": "round_id, indicator_code, region_id, target_year",
    "mart.alignment": "round_id, indicator_code, parent_region_id, target_year",
    "mart.alignment_part": "round_id, indicator_code, parent_region_id, target_year, region_id",
    "core.observation": "indicator_code, region_id, period, vintage",
}


@pytest.fixture(scope="module")
def edition(refreshed: Paths):
    file = publish.current_edition(refreshed)
    assert file is not None
    with publish.reading(file) as connection:
        yield connection


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_has_the_columns_others_rely_on(edition, table: str) -> None:
    found = {row[0] for row in edition.execute(f"describe {table}").fetchall()}
    assert set(COLUMNS[table].split()) <= found


@pytest.mark.parametrize(("table", "column"), VOCABULARIES)
def test_a_column_holds_only_words_of_its_vocabulary(edition, table: str, column: str) -> None:
    found = {row[0] for row in edition.execute(f"select distinct {column} from {table}").fetchall()} - {None}
    assert found
    assert found <= set(VOCABULARIES[table, column].split())


@pytest.mark.parametrize("table", KEYS)
def test_a_table_has_one_row_for_each_key(edition, table: str) -> None:
    doubled = edition.execute(f"select {KEYS[table]} from {table} group by all having count(*) > 1 limit 3").fetchall()
    assert doubled == []


def test_no_number_is_infinite_or_not_a_number(edition) -> None:
    columns = edition.execute(
        "select schema_name || '.' || table_name, column_name from duckdb_columns() "
        "where data_type = 'DOUBLE' and schema_name in ('core', 'mart', 'analysis')"
    ).fetchall()
    assert columns
    wrong = [
        (table, column)
        for table, column in columns
        if edition.execute(f"select 1 from {table} where not isfinite({column}) limit 1").fetchall()
    ]
    assert wrong == []


def test_every_target_walks_back_to_its_cell_and_its_baseline_to_a_published_table(edition) -> None:
    lost = edition.execute(
        "select count(*) from core.target anti join core.submission using (submission_id)"
    ).fetchall()
    assert lost == [(0,)]
    cells = edition.execute("select count(*) from core.target where coalesce(source_cell, '') = ''").fetchall()
    assert cells == [(0,)]
    unsourced = edition.execute(
        "select count(*) from core.observation anti join core.source using (source_id)"
    ).fetchall()
    assert unsourced == [(0,)]


def test_the_false_fall_of_papua_is_a_break_and_no_target_is_measured_across_it(edition) -> None:
    rows = edition.execute(
        "select mark from core.observation where indicator_code = 'poverty_rate' and region_id = '91' "
        "and period = '2024-03'"
    ).fetchall()
    assert rows and all(row[0] == "boundary_break" for row in rows)
    told = edition.execute(
        "select baseline_year, baseline_value, state from mart.target_gap where round_id = 'rpjmn-2025' "
        "and indicator_code = 'poverty_rate' and region_id = '91' and target_year = 2029"
    ).fetchall()
    assert told == [(2024, 17.26, "ok")]  # both figures are the new territory's own: no break lies between them


def test_a_child_province_has_no_figure_before_its_own_first_one(edition) -> None:
    early = edition.execute(
        "select count(*) from core.observation where region_id in ('93', '94', '95', '96') and observation_year < 2022"
    ).fetchall()
    assert early == [(0,)]


WEIGHTS = """
    with province as (
        select period, count_.observed_value as poor, rate.observed_value as rate_pct
        from core.observation as count_
        inner join core.observation as rate using (region_id, period)
        inner join core.region using (region_id)
        where count_.indicator_code = 'poor_population' and rate.indicator_code = 'poverty_rate'
            and count_.is_reference_month and region_level = 'province'
    ),
    added_up as (
        select period, ratio_of_sums(poor, 100 * poor / rate_pct) as rate_pct, count(*) as province_count
        from province
        group by period
    )
    select province_count, added_up.rate_pct - nation.observed_value
    from added_up
    inner join core.observation as nation using (period)
    where nation.region_id = '00' and nation.indicator_code = 'poverty_rate'
    order by period desc
    limit 1
"""


def test_the_weights_reproduce_the_published_national_rate(edition) -> None:
    province_count, distance = edition.execute(WEIGHTS).fetchall()[0]
    assert province_count == 38
    assert abs(distance) < 0.006
