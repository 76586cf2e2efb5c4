"""An empty data folder is filled with the bundled data at first use; one in use is never touched."""

from __future__ import annotations

import threading

import pytest

from pipelines.contract.paths import Paths
from pipelines.reference.read import read_catalogue
from pipelines.reference.seed import BUNDLED, SeedError, seed
from tests.conftest import run_selaras


def test_an_empty_folder_gets_the_bundled_data_and_the_catalogue_reads(tmp_path) -> None:
    paths = Paths(tmp_path / "new")
    assert seed(paths) is True
    assert "contoh-2027-1" in read_catalogue(paths.reference).rounds
    assert not list(paths.data.glob(".*.new"))


@pytest.mark.parametrize("name", BUNDLED)
def test_a_folder_that_holds_one_of_them_is_left_as_it_is(tmp_path, name) -> None:
    paths = Paths(tmp_path)
    (paths.data / name).mkdir()
    assert seed(paths) is False
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_two_that_begin_at_once_seed_once(tmp_path) -> None:
    paths, seeded = Paths(tmp_path / "new"), []
    threads = [threading.Thread(target=lambda: seeded.append(seed(paths))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seeded) == [False, False, False, True]


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SeedError, match="cannot be copied"):
        seed(Paths(tmp_path / "file"))


def test_a_command_on_an_empty_folder_says_that_it_seeded_and_works(tmp_path) -> None:
    paths = Paths(tmp_path / "new")
    done = run_selaras(paths, "template", "--round", "contoh-2027-1", "--unit", "dinsos-11", "--out", str(tmp_path))
    assert "was empty" in done.stderr
    assert done.returncode == 0, done.stderr
    assert run_selaras(Paths(tmp_path / "other"), "refresh", "--help").returncode == 0
    assert not (tmp_path / "other").exists()
