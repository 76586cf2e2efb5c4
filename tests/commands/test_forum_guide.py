"""Every command of the guide from composing to taking over runs as it stands, on a data folder of its own."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from pipelines.contract.paths import CHECKOUT, Paths
from tests.command_here import selaras_here

GUIDE = CHECKOUT / "docs" / "how-to" / "forum.md"
BLOCKS = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("selaras ")]


@pytest.fixture(scope="module")
def folder(refreshed: Paths, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The shared edition copied, so that decisions taken here are seen by no other test."""
    data = tmp_path_factory.mktemp("forum") / "data"
    shutil.copytree(refreshed.data, data)
    return Paths(data)


def test_the_guide_shows_each_step_by_a_command() -> None:
    verbs = {shlex.split(command)[1] for command in COMMANDS}
    steps = {"compose", "template", "brief", "outcome", "adopt", "assess", "desk-sheet", "minutes", "sheets", "take-up"}
    assert steps <= verbs


def test_every_command_of_the_guide_runs_in_its_order(folder: Paths, tmp_path: Path) -> None:
    failed = []
    for command in COMMANDS:
        _, *arguments = shlex.split(command.replace("DIR", str(tmp_path)))
        done = selaras_here(folder, *arguments)
        if done.returncode:
            failed.append((command, done.stderr.strip()))
    assert failed == []
    made = {file.suffix for file in tmp_path.rglob("*") if file.is_file()}
    assert {".xlsx", ".docx", ".pdf", ".csv", ".json"} <= made
