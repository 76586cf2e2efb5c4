"""How far the refresh that runs now has come: a small file that it writes and pages read. Nothing depends on it."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

FILE = "running.json"
FORGOTTEN_SECONDS = 120.0  # a refresh that ended without a word is not running any more


class Progress(NamedTuple):
    """Steps visited of all steps of the walk."""

    done: int
    step_count: int


def tell(folder: Path, done: int, count: int) -> None:
    """Say how many steps are done; whoever reads meanwhile sees the line before. A full disk does not stop a refresh
    here."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f".{FILE}"
        beside.write_text(json.dumps({"done": done, "count": count, "at": time.time()}), encoding="utf-8")
        beside.replace(folder / FILE)


def end(folder: Path) -> None:
    """Say that no refresh runs any more."""
    with suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)


def running(folder: Path) -> Progress | None:
    """The progress of the refresh that runs; None when none does, or when nothing can be read."""
    try:
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
        is_fresh = time.time() - float(said["at"]) < FORGOTTEN_SECONDS
        return Progress(int(said["done"]), int(said["count"])) if is_fresh else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
