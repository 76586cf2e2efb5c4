"""A cell that a failed check leads back to is set aside with a finding for its unit; everybody else's targets stand."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.contract.paths import Paths
from pipelines.submissions.quarantine import set_aside
from pipelines.warehouse.models import SqlFile
from tests.sql.hand_in import cell, submission
from tests.sql.small_tables import make, put, rows

Connection = duckdb.DuckDBPyConnection
TABLES = ("core.quarantined_cell", "core.submission_aside", "core.submission", "core.submitted_target", "core.target")
OF_TARGETS = "round_id, indicator_code, region_id, target_year from core.target"


def check(query: str, severity: str = "blocking") -> SqlFile:
    return SqlFile("checks", "figures_are_sane", query, "Are they?", severity, False, ("core.target",))


def handed_in(connection: Connection, denominators: dict[str, float], indicator: str = "spm") -> None:
    """One file per region and unit, each with one target and its denominator."""
    for number, (region, denominator) in enumerate(denominators.items(), 1):
        submission(connection, region, unit_code=f"u{region}", accepted_count=1, offered_count=1)
        place = {"indicator_code": indicator, "region_id": region, "source_cell": f"Target!K{number}"}
        cell(connection, region, number, **place, target_value=80.0, denominator=denominator)
    remake(connection)


def remake(connection: Connection) -> None:
    for table in (*TABLES, "core.finding"):
        make(connection, table)


def in_force(connection: Connection) -> set[str]:
    return {row["region_id"] for row in rows(connection, "select region_id from core.target")}


def test_the_named_cell_is_set_aside_and_its_unit_told(country: Connection, tmp_path: Path) -> None:
    handed_in(country, {"11": 100.0, "12": 120.0, "13": 90.0})
    aside = set_aside(country, Paths(tmp_path), check(f"select {OF_TARGETS} where region_id = '12'"))
    assert [(target.submission_id, target.source_cell) for target in aside] == [("12", "Target!K2")]
    remake(country)
    assert in_force(country) == {"11", "13"}
    (found,) = rows(country, "select * from core.finding")
    assert (found["rule_id"], found["severity"], found["source_cell"]) == (
        "file.quarantined_cell",
        "reject",
        "Target!K2",
    )
    assert "pemeriksaan keseluruhan figures_are_sane gagal" in found["message_id"]
    assert (found["submission_id"], found["unit_code"], found["written"]) == ("12", "u12", "80.0")
    counted = rows(country, "select * from core.submission where submission_id = '12'")[0]
    assert (counted["status"], counted["accepted_count"], counted["rejected_count"]) == ("returned", 0, 1)
    assert len(list(Paths(tmp_path).unlocks.iterdir())) == 1


def test_of_several_named_ones_the_one_out_of_all_proportion_is_the_culprit(
    country: Connection, tmp_path: Path
) -> None:
    """An endless sum makes every share of it not a number: all are named, one is to blame."""
    handed_in(country, {"11": 100.0, "12": 1e308, "13": 90.0, "11.01": 80.0, "12.01": 70.0})
    aside = set_aside(country, Paths(tmp_path), check(f"select {OF_TARGETS}"))
    assert [target.submission_id for target in aside] == ["12"]


def test_a_failed_parent_leads_to_the_region_that_makes_it_endless(country: Connection, tmp_path: Path) -> None:
    handed_in(country, {"11": 100.0, "12": 1e300, "13": 90.0})
    parent = "select 'first' as round_id, 'spm' as indicator_code, '00' as parent_region_id, null as region_id"
    aside = set_aside(country, Paths(tmp_path), check(parent))
    assert [target.submission_id for target in aside] == ["12"]


def test_a_check_that_names_many_units_alike_sets_nothing_aside(country: Connection, tmp_path: Path) -> None:
    """Such a check is about a formula or a statistic; the sentence of the refresh names it as before."""
    handed_in(country, {"11": 100.0, "12": 110.0, "13": 90.0, "11.01": 80.0})
    assert set_aside(country, Paths(tmp_path), check(f"select {OF_TARGETS}")) == []
    assert set_aside(country, Paths(tmp_path), check("select indicator_code, region_id from core.target")) == []
    warning = check(f"select {OF_TARGETS} where region_id = '12'", "warning")
    assert set_aside(country, Paths(tmp_path), warning) == []
    assert rows(country, "select * from register.quarantined_cell") == []


def test_a_check_may_name_the_cell_itself(country: Connection, tmp_path: Path) -> None:
    handed_in(country, {"11": 100.0, "12": 110.0})
    query = "select submission_id, source_cell from core.target where denominator > 105"
    assert [target.region_id for target in set_aside(country, Paths(tmp_path), check(query))] == ["12"]


def test_part_of_a_file_can_be_set_aside(country: Connection, tmp_path: Path) -> None:
    submission(country, "a", accepted_count=2, offered_count=2)
    for number, region in enumerate(("11", "12"), 1):
        cell(country, "a", number, region_id=region)
    remake(country)
    set_aside(country, Paths(tmp_path), check(f"select {OF_TARGETS} where region_id = '12'"))
    remake(country)
    (file,) = rows(country, "select status, accepted_count, rejected_count from core.submission")
    assert file == {"status": "accepted_in_part", "accepted_count": 1, "rejected_count": 1}


@pytest.mark.parametrize(
    ("unlocked_at", "is_in_force"), [("2099-01-01 00:00:00+00", True), ("2020-01-01 00:00:00+00", False)]
)
def test_an_unlock_after_it_lets_the_cell_be_tried_again(
    country: Connection, tmp_path: Path, unlocked_at: str, is_in_force: bool
) -> None:
    handed_in(country, {"11": 100.0})
    set_aside(country, Paths(tmp_path), check(f"select {OF_TARGETS}"))
    line = {"submission_id": "11", "unlocked_by": "Biro", "reason": "katalog sudah benar", "unlocked_at": unlocked_at}
    put(country, "register.unlock", [line])
    remake(country)
    assert (in_force(country) == {"11"}) is is_in_force


def test_a_withdrawn_file_stands_as_returned_from_that_instant_on(country: Connection) -> None:
    from pipelines.warehouse.connection import define_as_of

    submission(country, "a", accepted_count=1, offered_count=1)
    cell(country, "a")
    line = {"submission_id": "a", "withdrawn_by": "Biro", "reason": "salah", "withdrawn_at": "2024-05-01 00:00:00+00"}
    put(country, "register.withdrawal", [line])
    remake(country)
    define_as_of(country)
    at = "select status from submission_as_of(timestamptz '2024-0{}-01 00:00:00+00')"
    assert [rows(country, at.format(month))[0]["status"] for month in (4, 6)] == ["accepted", "returned"]
    assert in_force(country) == set()
