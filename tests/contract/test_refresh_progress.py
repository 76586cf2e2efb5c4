"""How far a refresh has come: told, read, ended, and forgotten when it ended without a word."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from pipelines.contract.refresh_progress import FILE, FORGOTTEN_SECONDS, Progress, end, running, tell


def test_what_a_refresh_tells_is_read_until_it_ends(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    assert running(folder) is None
    tell(folder, 3, 90)
    assert running(folder) == Progress(3, 90)
    tell(folder, 4, 90)
    assert running(folder) == Progress(4, 90)
    end(folder)
    assert running(folder) is None
    end(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"done": 1}', '{"done": "x", "count": 2, "at": 9e9}'])
def test_what_cannot_be_read_is_no_progress(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert running(tmp_path) is None


def test_a_refresh_that_ended_without_a_word_is_forgotten(tmp_path: Path) -> None:
    said = {"done": 1, "count": 2, "at": time.time() - FORGOTTEN_SECONDS - 1}
    (tmp_path / FILE).write_text(json.dumps(said), encoding="utf-8")
    assert running(tmp_path) is None


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    tell(blocked, 1, 2)
    assert running(blocked) is None
