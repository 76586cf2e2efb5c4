"""The one door: a file becomes a Reading. What a file is, is judged here first; what a cell means, elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.catalogue.model import Catalogue
from pipelines.intake.csv_form import read_csv
from pipelines.intake.limits import LIMITS, Limits
from pipelines.intake.reading import Reading


def read_file(
    path: Path, catalogue: Catalogue, limits: Limits = LIMITS, folders: Sequence[str] | None = None
) -> Reading:
    """Read one file. `folders` are the folders it lay in, when it is read from another place (the content store)."""
    lay_in = tuple(path.absolute().parent.parts) if folders is None else tuple(folders)
    return read_csv(path.read_bytes(), catalogue, lay_in, limits)
