"""The way to Spark: a session at the address of the settings, and one sentence for each thing that can be wrong."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipelines.warehouse.engines.lake import LAKE, EngineError, Lake

ADDRESS = "SELARAS_SPARK"
MEMORY = "SELARAS_SPARK_MEMORY"
WAIT_SECONDS = 5.0
PORT = 15002
LOCAL = "local"
QUIET: dict[str, Any] = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}  # of a Spark of our own
_SIZE = re.compile(r"[1-9][0-9]*[mg]", re.IGNORECASE)


def open_session(address: str | None = None) -> Any:
    """A session at an address such as sc://host:15002, or local[2] for one on this machine; EngineError otherwise."""
    address = (address or os.environ.get(ADDRESS, "")).strip()
    if not address:
        raise EngineError(f"{ADDRESS} is not set; write the address of Spark Connect, sc://host:15002.")
    is_local = address.startswith(LOCAL)
    if not is_local and not address.startswith("sc://"):
        raise EngineError(f"{ADDRESS} is {address!r}; write the address of Spark Connect, sc://host:15002.")
    if importlib.util.find_spec("pyspark") is None:
        raise EngineError("Spark Connect is not installed; install selaras[spark] (uv sync --extra spark).")
    own = own_settings() if is_local else {}
    if is_local and not has_java():
        raise EngineError(f"{ADDRESS} is {address!r} and this machine has no Java; install a Java 17 runtime.")
    if not is_local:
        _knock(address)
    with spark_errors(address), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyspark on the next pandas, and on settings that count at the start only
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.remote(address)
        session = (builder.config(map=own) if is_local else builder).getOrCreate()
        session.conf.set("spark.sql.ansi.enabled", "true")  # a wrong index or cast is an error, never a silent null
        session.conf.set("spark.sql.session.timeZone", "UTC")
        session.conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        if is_local:
            session.conf.set("spark.sql.shuffle.partitions", "2")  # a few cores of one machine need no 200 parts
    return session


def own_settings() -> dict[str, Any]:
    """What a Spark of our own is started with; a cluster's memory is its owner's affair. Raises EngineError."""
    memory = os.environ.get(MEMORY, "").strip()
    if memory and not _SIZE.fullmatch(memory):
        raise EngineError(f"{MEMORY} is {memory!r}; write a whole number of gigabytes or megabytes, for example 6g.")
    return QUIET | ({"spark.driver.memory": memory} if memory else {})


def has_java() -> bool:
    home = os.environ.get("JAVA_HOME", "")
    return bool(shutil.which("java") or (home and (Path(home) / "bin" / "java").is_file()))


def _knock(address: str) -> None:
    """Ask for the port once: the client of Spark would go on asking for minutes."""
    there = urlsplit(address)
    try:
        socket.create_connection((there.hostname or "", there.port or PORT), WAIT_SECONDS).close()
    except (OSError, ValueError) as error:
        raise EngineError(
            f"Nothing answers at {ADDRESS} {address} ({error}); start Spark Connect there, correct the address, or "
            "unset SELARAS_ENGINE. The last edition stands."
        ) from error


@contextmanager
def spark_errors(address: str, doing: str = "opening a session") -> Iterator[None]:
    """Turn whatever Spark or the way to it says into one sentence."""
    try:
        yield
    except EngineError:
        raise
    except Exception as error:
        if not _is_of_spark(error):
            raise
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EngineError(
            f"Spark at {address} failed at {doing} ({reason[:300]}); the last edition stands. Look at the cluster and "
            "refresh again, or unset SELARAS_ENGINE."
        ) from error


def _is_of_spark(error: BaseException) -> bool:
    return type(error).__module__.split(".")[0] in ("pyspark", "grpc", "py4j")


def check_lake(session: Any, lake: Lake, address: str) -> None:
    """See that each side reads what the other writes in the lake; raises EngineError."""
    import polars as pl

    place = lake.new_place("selaras.tried")
    ours, theirs = Path(lake.path(f"{place}.parquet")), Path(lake.path(place))
    pl.DataFrame({"here": [1]}).write_parquet(ours)
    try:
        with spark_errors(address, f"reading {LAKE} {lake.folder}, which must be the same folder for the cluster"):
            session.read.parquet(str(ours)).write.mode("overwrite").parquet(str(theirs))
        if not sum(pl.read_parquet(file).height for file in theirs.rglob("*.parquet")):
            raise EngineError(
                f"What Spark at {address} writes to {LAKE} {lake.folder} does not arrive here; give a folder that both "
                "sides have mounted under the same path."
            )
    finally:
        ours.unlink(missing_ok=True)
        shutil.rmtree(theirs, ignore_errors=True)
