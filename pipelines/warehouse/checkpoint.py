"""Moves what was committed from the warehouse's log into its file while something else is done."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import duckdb

from pipelines.warehouse.connection import WarehouseError


@contextmanager
def checkpoint_beside(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Checkpoint in a thread while the block only reads the warehouse, so that closing it has nothing left to write.

    Raises WarehouseError when the disk refuses, after the block; what was committed stays in the log then.
    """
    with connection.cursor() as own, ThreadPoolExecutor(1) as pool:
        moved = pool.submit(own.execute, "checkpoint")
        yield
        try:
            moved.result()
        except duckdb.Error as error:
            raise WarehouseError(
                f"The warehouse could not be written ({str(error).splitlines()[0]}); free disk space, close "
                "what else uses it and refresh again; nothing that was taken in is lost."
            ) from error
