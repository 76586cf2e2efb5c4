"""The committed catalogue, read once, and a copy of its folder that a test may break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.contract.paths import CHECKOUT
from pipelines.reference.model import Catalogue
from pipelines.reference.read import read_catalogue
from pipelines.reference.regions import RegionIndex, index_regions

REFERENCE = CHECKOUT / "data" / "reference"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return read_catalogue(REFERENCE)


@pytest.fixture(scope="session")
def index(catalogue: Catalogue) -> RegionIndex:
    return index_regions(catalogue)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REFERENCE, tmp_path / "reference"))
