"""The rooms of pipelines stand on floors: a room imports from the floors below it or its own, never from above."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.contract.paths import CHECKOUT
from tests.architecture.test_layers import imports, python_files

FLOORS = (
    ("errors", "settings"),
    ("contract",),
    ("reference", "analysis"),
    ("submissions.model",),
    ("workbooks", "sandbox"),
    ("history",),
    ("warehouse",),
    ("edition", "submissions"),
    ("desk", "exports"),
    ("examples",),
    ("steps",),
    ("supervisor",),
    ("commands",),
    ("orchestration", "verbs"),
    ("definitions", "cli"),
)
HEIGHT = {name: number for number, floor in enumerate(FLOORS) for name in floor}
FOLDER_FILES = 16


def room(parts: tuple[str, ...]) -> str:
    """The room of a module below pipelines; what readers and rules both stand on is a room of its own."""
    return "submissions.model" if parts[:2] == ("submissions", "model") else parts[0]


def room_of(file: Path) -> str:
    return room(file.relative_to(CHECKOUT / "pipelines").with_suffix("").parts)


def test_every_room_has_its_floor() -> None:
    assert {room_of(file) for file in python_files("pipelines")} - {"__init__"} == set(HEIGHT)


def test_the_root_holds_four_modules() -> None:
    modules = {file.stem for file in (CHECKOUT / "pipelines").glob("*.py")}
    assert modules == {"__init__", "cli", "definitions", "settings", "errors"}


@pytest.mark.parametrize("place", sorted(HEIGHT))
def test_no_import_runs_back_up(place: str) -> None:
    upwards = {
        f"{file.relative_to(CHECKOUT)} imports {name}"
        for file in python_files("pipelines")
        if room_of(file) == place
        for name in imports(file)
        if name.startswith("pipelines.") and HEIGHT.get(room(tuple(name.split(".")[1:])), -1) > HEIGHT[place]
    }
    assert upwards == set()


def test_no_folder_holds_more_than_sixteen_modules() -> None:
    counts: dict[Path, int] = {}
    for file in [*python_files("pipelines"), *python_files("dashboards")]:
        counts[file.parent] = counts.get(file.parent, 0) + 1
    assert {str(folder.relative_to(CHECKOUT)): n for folder, n in counts.items() if n > FOLDER_FILES} == {}
