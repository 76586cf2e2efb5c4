"""PostgreSQL dies while a refresh tells it what files say: the edition is published, and no event is lost."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.commands.refresh import refresh
from pipelines.contract.decisions import open_book
from pipelines.contract.decisions.segments import verify
from pipelines.contract.edition_reader import current_edition
from pipelines.contract.paths import Paths
from pipelines.desk import sealing
from tests.contract.decisions.conftest import new_database
from tests.contract.decisions.postgresql_server import Cluster, cluster
from tests.faults.test_kill import CSV


@pytest.fixture
def server() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


def asked(file: Path, query: str) -> int:
    with duckdb.connect(file, read_only=True) as connection:
        return int(connection.execute(query).fetchall()[0][0])


def shown(paths: Paths) -> int:
    """How many targets the current edition shows of the file that came."""
    edition = current_edition(paths)
    assert edition is not None
    key = "round_id = 'contoh-2027-1' and indicator_code = 'outcome_records_matched' and region_id = '11'"
    return asked(edition, f"select count(*) from core.target where {key} and target_year = 2028 and target_value = 81")


def test_a_postgresql_that_dies_in_a_refresh_costs_no_edition_and_no_event(
    refreshed: Paths, server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    paths = Paths(tmp_path / "data")
    shutil.copytree(refreshed.data, paths.data)
    monkeypatch.setenv("SELARAS_DECISIONS", new_database(server.address))
    before, whole = current_edition(paths), sealing.seal
    (paths.inbox / "satu.csv").write_text(CSV, encoding="utf-8")

    def dying(*arguments: object) -> object:
        server.kill()
        return whole(*arguments)

    monkeypatch.setattr(sealing, "seal", dying)
    monkeypatch.setattr(logging.getLogger("selaras"), "propagate", True)
    with caplog.at_level(logging.WARNING, "selaras"):
        assert refresh(paths).is_new
    assert "The edition shows the decisions of the last refresh." in caplog.text
    assert current_edition(paths) != before
    assert shown(paths) == 1

    server.start()
    monkeypatch.setattr(sealing, "seal", whole)
    refresh(paths)
    book = open_book(paths.data)
    assert verify(book) == []
    assert asked(paths.warehouse, "select max(event_number) from register.decision_event") == book.head().event_number
    assert asked(paths.warehouse, "select count(*) from register.decision_event") == book.head().event_number
    assert book.head().event_number > asked(refreshed.warehouse, "select count(*) from register.decision_event")
    assert shown(paths) == 1
    book.close()
