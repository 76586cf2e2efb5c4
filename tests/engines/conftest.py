"""One edition made by Spark from the bundled figures, once for all tests that compare it."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator

import pytest

from pipelines.commands.refresh import refresh
from pipelines.contract.paths import Paths
from pipelines.warehouse.engines.spark_session import has_java
from tests.conftest import copy_data

ABSENT = "needs a Java 17 and selaras[spark]: apt-get install openjdk-17-jre-headless; uv sync --extra spark"
HERE = "local[2]"


def settings_of(paths: Paths) -> dict[str, str]:
    """What an owner of a cluster sets; the lake lies beside the data folder."""
    lake = paths.data.parent / "lake"
    return {"SELARAS_ENGINE": "spark", "SELARAS_SPARK": HERE, "SELARAS_LAKE": str(lake)}


@pytest.fixture(scope="session")
def java() -> None:
    """Spark on this machine; a skip without Java or the extra, a failure in CI."""
    if not has_java() or importlib.util.find_spec("pyspark") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(ABSENT)


@pytest.fixture(scope="session")
def spark_settings(java: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paths]:
    """A data folder with the committed files, and the settings of an owner of a cluster for as long as tests run."""
    paths = copy_data(tmp_path_factory.mktemp("spark") / "data")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings_of(paths).items():
            patch.setenv(name, value)
        yield paths


@pytest.fixture(scope="session")
def on_spark(spark_settings: Paths) -> Paths:
    """The bundled figures refreshed with Spark as the engine; tests only read it."""
    refresh(spark_settings)
    return spark_settings


@pytest.fixture
def more_on_spark(on_spark: Paths) -> Paths:
    """A copy of it that a test may add to, with a lake of its own."""
    folder = on_spark.data.parent / "more"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(on_spark.data, folder / "data")
    shutil.copytree(on_spark.data.parent / "lake", folder / "lake")
    return Paths(folder / "data")
