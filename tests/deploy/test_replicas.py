"""Two dashboards behind the office's HAProxy: an edition is switched under load, a dashboard and the proxy die."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import NamedTuple

import duckdb
import pytest

from pipelines.contract.edition_reader import current_edition
from pipelines.contract.paths import Paths
from pipelines.edition.publish import turn
from tests.benchmarks.bench_replicas import NAMES, Person, Proxy, proxy, together
from tests.dashboards.viewers import in_own_loop, serving
from tests.deploy.test_proxy import need

PEOPLE, CLICKS = 6, 4
LATER = "2031-01-02 03:04:05+00"


class Office(NamedTuple):
    """A data folder, its dashboards by name of the proxy, and the proxy before them."""

    paths: Paths
    replicas: dict[str, Callable[[], None]]  # what kills each
    proxy: Proxy


@pytest.fixture(scope="module")
def served(refreshed: Paths, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    need("haproxy", "haproxy")
    folder = tmp_path_factory.mktemp("replicas")
    shutil.copytree(refreshed.data, folder / "data", ignore=shutil.ignore_patterns("warehouse.duckdb", "store"))
    with ExitStack() as running:
        ports, replicas = [], {}
        for name in NAMES[:2]:
            address, process = running.enter_context(serving(folder / "data", folder / f"{name}.log"))
            ports.append(int(address.rpartition(":")[2]))
            replicas[name] = process.kill
        yield Office(Paths(folder / "data"), replicas, running.enter_context(proxy(ports, folder)))


def crowd(office: Office, half_way: Callable[[], object], mark: bytes = b"") -> list[Person]:
    people = [Person(number, mark=mark) for number in range(PEOPLE)]
    in_own_loop(together(office.proxy.address, people, CLICKS, half_way))
    return people


def later_edition(paths: Paths) -> str:
    """The current edition once more, under a new name and as if built years later."""
    standing, name = current_edition(paths), "edition-20310102T030405Z-1"
    assert standing is not None
    shutil.copyfile(standing, paths.editions / f"{name}.duckdb")
    with duckdb.connect(paths.editions / f"{name}.duckdb") as connection:
        connection.execute(f"update core.edition_note set edition_name = '{name}', built_at = timestamptz '{LATER}'")
    return name


def test_an_edition_switched_under_load_interrupts_nobody_and_is_seen_by_all(served: Office) -> None:
    name = later_edition(served.paths)
    people = crowd(served, lambda: turn(served.paths, name), b"2031")
    assert {person.replica for person in people} == set(served.replicas)
    assert [person.interrupted for person in people] == [[]] * PEOPLE
    for person in people:
        person.taken.clear()
    in_own_loop(together(served.proxy.address, people, 1))
    assert [person.interrupted for person in people] == [[]] * PEOPLE
    assert [person.number for person in people if not person.has_seen] == []


def test_a_proxy_that_dies_and_is_started_again_leads_everybody_back_to_their_own_dashboard(served: Office) -> None:
    before: dict[int, str] = {}

    def die() -> None:
        before.update({person.number: person.cookie for person in people})
        served.proxy.kill()
        served.proxy.start()

    people = [Person(number) for number in range(PEOPLE)]
    in_own_loop(together(served.proxy.address, people, CLICKS, die))
    assert not any(person.is_outside for person in people)
    assert {person.number: person.cookie for person in people} == before
    assert all(len(person.taken) == CLICKS for person in people)


def test_a_dashboard_that_dies_interrupts_its_own_viewers_only_and_they_come_back(served: Office) -> None:
    people = crowd(served, served.replicas["first"])
    assert {name for person in people for name in person.interrupted} <= {"first"}
    assert not any(person.is_outside for person in people)
    assert all(person.replica == "second" for person in people if person.interrupted)
