"""The guide to composing: every command printed in it runs, and prints the figures that stand beneath it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from pipelines.contract.paths import CHECKOUT, Paths
from tests.command_here import selaras_here

GUIDE = CHECKOUT / "docs" / "how-to" / "compose.md"
BLOCK = re.compile(r"```sh\n(.*?)```\n(?:```text\n(.*?)```\n)?", re.DOTALL)


def blocks() -> list[tuple[list[str], list[str]]]:
    """The commands of each block and the lines printed beneath it."""
    found = BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    return [(commands.strip().splitlines(), printed.strip().splitlines()) for commands, printed in found]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_the_guide_prints_commands() -> None:
    assert len(blocks()) >= 5
    assert all(command.startswith("selaras ") for commands, _ in blocks() for command in commands)


@pytest.mark.parametrize("number", range(len(blocks())))
def test_a_command_of_the_guide_prints_what_stands_beneath_it(
    refreshed: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.chdir(tmp_path)
    commands, printed = blocks()[number]
    said = ""
    for command in commands:
        words = [str(tmp_path / word) if word.endswith(".xlsx") else word for word in shlex.split(command)[1:]]
        done = selaras_here(refreshed, *words)
        assert done.returncode == (1 if words[0] == "check" else 0), done.stderr  # a late round holds the file
        said += done.stdout.replace(f"{tmp_path}/", "")
    lines = squeezed(said)
    missing = [line for line in printed if squeezed(line) not in lines]
    assert missing == []
