"""One impossible cell in the register costs its unit that cell and nobody else anything, killed on the way or not."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.contract.edition_reader import current_edition, reading
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.warehouse import connection as warehouse
from tests.conftest import run_selaras
from tests.faults.comparing import content

KILLED = -9
SEED = 20261126
# Writes from the call that sets cells aside on. The first two fall before anything is written: the bad value was
# planted past every input, so a refresh has nothing to do then.
AFTER_QUARANTINE = (3, 60)
HIGHEST_WRITE = 400
STRIDE = 2
ROUND, UNIT, INDICATOR = "contoh-2027-1", "dinsos-14", "spm_elderly_inside"
POISON = (
    "update register.judged_cell set denominator = 1e308 where verdict = 'accepted' and indicator_code = $indicator "
    "and submission_id in (select submission_id from register.submission where round_id = $round and unit_code = $unit)"
)
TARGETS = "select round_id, indicator_code, region_id, target_year, target_value, unit_code from core.target"


def poisoned(refreshed: Paths, folder: Path) -> Paths:
    """A made data folder into whose register an earlier release let a denominator of 1E308."""
    paths = Paths(folder)
    shutil.copytree(refreshed.data, folder)
    with warehouse.writing(paths) as connection:
        connection.execute(POISON, {"indicator": INDICATOR, "round": ROUND, "unit": UNIT})
    return paths


def asked(paths: Paths, query: str) -> set[tuple]:
    edition = current_edition(paths)
    assert edition is not None
    with reading(edition) as connection:
        return set(connection.execute(query).fetchall())


@pytest.fixture(scope="module")
def quarantined(refreshed: Paths, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """What an undisturbed refresh makes of it."""
    paths = poisoned(refreshed, tmp_path_factory.mktemp("poisoned") / "data")
    done = run_selaras(paths, "refresh", "--round", ROUND, timeout=900)
    assert done.returncode == 0, done.stderr
    assert "is set aside" in done.stdout
    return paths


def test_everybody_else_s_targets_are_published(refreshed: Paths, quarantined: Paths) -> None:
    before, after = asked(refreshed, TARGETS), asked(quarantined, TARGETS)
    lost = {row for row in before if row[5] == UNIT and row[0] == ROUND and row[1] == INDICATOR}
    assert len(lost) == 4
    assert after == before - lost


def test_the_unit_is_told_and_its_counts_agree(quarantined: Paths) -> None:
    told = asked(
        quarantined, "select unit_code, source_cell, severity from core.finding where rule_id = 'file.quarantined_cell'"
    )
    assert told == {(UNIT, f"Target!{column}8", "reject") for column in "KLMN"}
    counts = "select status, offered_count, accepted_count + rejected_count + blank_count, rejected_count >= 4 "
    found = asked(quarantined, f"{counts} from core.submission where unit_code = '{UNIT}' and round_id = '{ROUND}'")
    assert {(status, offered == whole, is_counted) for status, offered, whole, is_counted in found} == {
        ("accepted_in_part", True, True)
    }


def test_nothing_is_new_afterwards_and_an_unlock_tries_the_cells_again(quarantined: Paths, tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data")
    shutil.copytree(quarantined.data, paths.data)
    assert "Nothing new" in run_selaras(paths, "refresh", timeout=900).stdout
    with warehouse.writing(paths) as connection:
        connection.execute(POISON.replace("1e308", "1200"), {"indicator": INDICATOR, "round": ROUND, "unit": UNIT})
    (name,) = {row[0] for row in asked(paths, "select submission_id from core.quarantined_cell")}
    unlocked = run_selaras(paths, "unlock", name, "--by", "Biro Perencanaan", "--reason", "katalog sudah benar")
    assert unlocked.returncode == 0, unlocked.stderr
    assert run_selaras(paths, "refresh", timeout=900).returncode == 0
    assert asked(paths, "select * from core.quarantined_cell") == set()


def check_recovery(refreshed: Paths, quarantined: Paths, folder: Path, fatal: int) -> bool:
    """Kill at one write after cells are set aside, refresh again, compare; False when the run ended before it."""
    paths = poisoned(refreshed, folder)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", str(fatal), "quarantined", ROUND],
        cwd=CHECKOUT,
        env=os.environ | {"SELARAS_DATA": str(paths.data)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    if done.returncode == 0:
        return False
    assert done.returncode == KILLED, done.stderr
    edition, whole = current_edition(paths), current_edition(quarantined)
    assert edition is not None and whole is not None
    assert run_selaras(paths, "refresh", timeout=900).returncode == 0
    final = current_edition(paths)
    assert final is not None
    made, wanted = content(final), content(whole)
    other = sorted(name for name in made.keys() | wanted.keys() if made.get(name) != wanted.get(name))
    assert other == [], f"other tables after write {fatal}"
    return True


@pytest.mark.parametrize("fatal", random.Random(SEED).sample(range(*AFTER_QUARANTINE), 1))
def test_a_refresh_killed_after_it_set_cells_aside_recovers(
    refreshed: Paths, quarantined: Paths, tmp_path: Path, fatal: int
) -> None:
    assert check_recovery(refreshed, quarantined, tmp_path / "data", fatal)


@pytest.mark.full
@pytest.mark.parametrize("first", range(1, STRIDE + 1))
def test_every_kill_point_after_cells_are_set_aside_recovers(
    refreshed: Paths, quarantined: Paths, tmp_path: Path, first: int
) -> None:
    """Every second write behind the one that sets cells aside, so that two cores share the work."""
    for fatal in range(AFTER_QUARANTINE[0] + first - 1, HIGHEST_WRITE, STRIDE):
        folder = tmp_path / str(fatal)
        if not check_recovery(refreshed, quarantined, folder, fatal):
            print(f"write {fatal} is beyond the last; every one before it was survived", flush=True)
            assert fatal > AFTER_QUARANTINE[1]
            return
        print(f"killed at write {fatal}: recovered", flush=True)
        shutil.rmtree(folder)
    pytest.fail(f"the run has more than {HIGHEST_WRITE} writes; raise the bound")


def test_a_withdrawal_killed_at_any_write_is_made_or_not_and_never_half(refreshed: Paths, tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data")
    shutil.copytree(refreshed.data, paths.data)
    name = next(
        iter(
            asked(
                paths,
                f"select submission_id from core.submission where unit_code = '{UNIT}' and status <> 'superseded'",
            )
        )
    )[0]
    withdraw = ("withdraw", name, "--by", "Biro Perencanaan", "--reason", "salah kirim")
    for fatal in (1, 2):
        subprocess.run(
            [sys.executable, "-m", "tests.faults.killing", str(fatal), *withdraw],
            cwd=CHECKOUT,
            env=os.environ | {"SELARAS_DATA": str(paths.data)},
            capture_output=True,
            timeout=300,
            check=False,
        )
        with warehouse.writing(paths) as connection:
            assert warehouse.count(connection, "register.withdrawal") in (0, 1)
    done = run_selaras(paths, *withdraw)
    assert done.returncode == 0 or "was withdrawn before" in done.stderr
    with warehouse.writing(paths) as connection:
        assert warehouse.count(connection, "register.withdrawal") == 1
