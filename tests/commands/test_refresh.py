"""The main job as its user runs it: one command from files to edition, nothing when nothing is new, honest errors."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pipelines.contract.paths import Paths
from pipelines.edition import publish
from tests.command_here import selaras_here
from tests.conftest import FIRST_ANSWER


def ask(paths: Paths, query: str) -> list[tuple]:
    edition = publish.current_edition(paths)
    assert edition is not None
    with publish.reading(edition) as connection:
        return connection.execute(query).fetchall()


def test_the_real_round_is_in_the_edition_with_its_way_back(refreshed: Paths) -> None:
    counts = ask(
        refreshed,
        "select indicator_code, count(*) from core.target where round_id = 'rpjmn-2025' group by all order by all",
    )
    assert counts == [
        ("gini_ratio", 76),
        ("human_capital_index", 76),
        ("open_unemployment_rate", 72),
        ("poverty_rate", 76),
    ]
    aceh = ask(
        refreshed,
        "select target_low, target_high, target_value, confidence, source_cell, file_name from core.target "
        "join core.submission using (submission_id) where region_id = '11' and target_year = 2029 "
        "and indicator_code = 'poverty_rate' and core.target.round_id = 'rpjmn-2025'",
    )
    assert [row[:4] for row in aceh] == [(6.39, 7.39, 7.39, "A")]
    assert aceh[0][4].startswith("baris ") and aceh[0][5].startswith("plans/rpjmn-2025/")


def test_targets_of_an_observed_year_are_judged_by_that_year(refreshed: Paths) -> None:
    states = ask(
        refreshed,
        "select distinct state from mart.target_gap where round_id = 'rpjmn-2025' and target_year = 2025 "
        "and indicator_code = 'poverty_rate'",
    )
    assert {row[0] for row in states} == {"due_met", "due_missed"}


def test_the_provinces_do_not_add_up_to_the_nation_in_2029(refreshed: Paths) -> None:
    rows = ask(
        refreshed,
        "select round(bottom_up_value, 2), national_low, national_high, verdict, region_count_submitted "
        "from mart.alignment where round_id = 'rpjmn-2025' and indicator_code = 'poverty_rate' "
        "and parent_region_id = '00' and target_year = 2029",
    )
    assert len(rows) == 1
    bottom_up, low, high, verdict, submitted = rows[0]
    assert (low, high, submitted) == (4.5, 5.0, 38)
    assert bottom_up > high and verdict in ("short_of_target", "infeasible")


def test_offered_cells_are_accepted_rejected_or_blank(refreshed: Paths) -> None:
    wrong = ask(
        refreshed,
        "select file_name from core.submission where offered_count <> accepted_count + rejected_count + blank_count",
    )
    assert wrong == []


def test_a_second_refresh_has_nothing_to_do(refreshed: Paths) -> None:
    before = refreshed.current.read_text()
    done = selaras_here(refreshed, "refresh")
    assert (done.returncode, refreshed.current.read_text()) == (0, before)
    assert done.stdout.startswith("Nothing new since edition ")


def test_progress_is_plain_lines_without_the_framework_s_own(refreshed: Paths) -> None:
    told = (refreshed.data.parent / FIRST_ANSWER).read_text(encoding="utf-8")
    assert "DEBUG" not in told
    assert "dagster" not in told.lower()
    assert any(line.startswith("Edition edition-") for line in told.splitlines())


def break_catalogue(data: Path) -> None:
    file = data / "reference" / "indicators.yml"
    file.write_text(file.read_text().replace("good_direction: down", "good_direction: sideways", 1))


def shift_columns(data: Path) -> None:
    file = data / "history" / "province_poverty_rate.csv"
    head, *rows = file.read_text().splitlines()
    file.write_text("\n".join([head, *("," + row for row in rows)]) + "\n")


def lose_a_bundled_file(data: Path) -> None:
    (data / "plans" / "rpjmn-2025" / "target-provinsi-rpjmn-2025-2029.csv").unlink()


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (break_catalogue, "indicators.yml"),
        (shift_columns, "province_poverty_rate.csv"),
        (lose_a_bundled_file, "manifest.csv"),
    ],
)
def test_a_broken_input_is_one_sentence_and_the_last_edition_stands(
    refreshed: Paths, tmp_path: Path, spoil, named
) -> None:
    copied = Paths(tmp_path / "data")
    shutil.copytree(refreshed.data, copied.data)
    before = copied.current.read_text()
    spoil(copied.data)
    done = selaras_here(copied, "refresh")
    assert done.returncode == 1
    assert done.stderr.startswith("selaras: ") and named in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert copied.current.read_text() == before


def test_an_unknown_round_is_named_with_the_known_ones(refreshed: Paths) -> None:
    done = selaras_here(refreshed, "refresh", "--round", "contoh-1900-1")
    assert done.returncode == 1
    assert "Round contoh-1900-1 is not in planning_rounds.csv; choose one of rpjmn-2025" in done.stderr


@pytest.mark.parametrize(("name", "remedy"), [("sparc", "choose duckdb or spark"), ("spark", "name the folder")])
def test_a_wrong_engine_is_one_sentence_before_anything_is_taken_in(data: Paths, monkeypatch, name, remedy) -> None:
    monkeypatch.setenv("SELARAS_ENGINE", name)
    monkeypatch.delenv("SELARAS_SPARK", raising=False)
    done = selaras_here(data, "refresh")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("selaras: SELARAS_") and remedy in done.stderr
    assert not data.store.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_one_sentence(data: Paths) -> None:
    data.data.chmod(0o500)
    try:
        done = selaras_here(data, "refresh")
    finally:
        data.data.chmod(0o700)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    place = tmp_path / "data"
    place.write_text("")
    done = selaras_here(Paths(place), "refresh")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
