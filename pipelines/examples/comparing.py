"""Compares generated files with bundled ones by content, so that another compression library is no difference."""

from __future__ import annotations

import zipfile
from pathlib import Path


def differing_files(made_folder: Path, bundled_folder: Path, made: list[Path]) -> list[str]:
    """Give the names of generated files that are not, or not the same, among the bundled ones."""
    names = [path.relative_to(made_folder) for path in made]
    return [
        name.as_posix()
        for name in names
        if not (bundled_folder / name).is_file() or content(made_folder / name) != content(bundled_folder / name)
    ]


def content(path: Path) -> dict[str, bytes]:
    """Give the unpacked parts of a workbook, or the bytes of any other file."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
