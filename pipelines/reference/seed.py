"""Fills an empty data folder with the bundled reference, history and plans; a folder in use is never touched."""

from __future__ import annotations

import os
import shutil

from filelock import FileLock

from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.errors import SelarasError

BUNDLED = ("history", "plans", "reference")  # reference last: a folder that has it is seeded
NOT_BUNDLED = shutil.ignore_patterns("published", "__pycache__")


class SeedError(SelarasError):
    """One sentence: why the bundled data could not be copied, and what to do."""


def is_unused(paths: Paths) -> bool:
    """Whether a data folder holds none of the bundled folders and nothing made of them."""
    return not any((paths.data / name).exists() for name in BUNDLED) and not (
        paths.editions.exists() and any(paths.editions.iterdir())
    )


def seed(paths: Paths) -> bool:
    """Copy the bundled data into an unused folder, each folder in one step; return whether anything was copied.

    Two commands may begin at once: the second waits and finds the folder in use.
    """
    if not is_unused(paths):
        return False
    try:
        paths.inbox.mkdir(parents=True, exist_ok=True)
        with FileLock(paths.data / "seed.lock"):
            if not is_unused(paths):
                return False
            for name in BUNDLED:
                beside = paths.data / f".{name}-{os.getpid()}.new"
                shutil.copytree(CHECKOUT / "data" / name, beside, ignore=NOT_BUNDLED)
                beside.rename(paths.data / name)
    except OSError as error:
        raise SeedError(
            f"The bundled data cannot be copied into {paths.data} ({error.strerror}); make it writable, free some "
            "space, or set SELARAS_DATA to another folder."
        ) from error
    return True
