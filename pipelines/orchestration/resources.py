"""What every asset of one run shares: the locked warehouse connection, the places, and the verified catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

import dagster as dg
import duckdb
from pydantic import PrivateAttr

from pipelines.commands.refresh import fingerprint_now
from pipelines.contract.paths import Paths
from pipelines.reference.model import Catalogue
from pipelines.reference.read import read_catalogue
from pipelines.steps.step import Workplace
from pipelines.warehouse import connection as warehouse

WAIT_FOR_LOCK_SECONDS = 120.0


class WarehouseResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """One write connection per run; a second run waits for the lock, then says who holds it."""

    _connection: duckdb.DuckDBPyConnection | None = PrivateAttr(default=None)
    _fingerprint: str = PrivateAttr(default="")

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[WarehouseResource]:
        with warehouse.writing(self.paths, WAIT_FOR_LOCK_SECONDS) as connection:
            self._connection = connection
            self._fingerprint = fingerprint_now(self.paths, self.catalogue)
            try:
                yield self
            finally:
                self._connection = None

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            raise warehouse.WarehouseError("The warehouse is used outside a run; start a run first.")
        return self._connection

    @property
    def fingerprint(self) -> str:
        """The inputs as they were before this run read the first of them; what came later is for the next run."""
        return self._fingerprint

    @property
    def paths(self) -> Paths:
        return Paths.from_environment()

    @cached_property
    def place(self) -> Workplace:
        """What a step needs."""
        return Workplace(self.connection, self.paths)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue as verified once for this run."""
        return read_catalogue(self.paths.reference)


def rounds_of(context: dg.AssetExecutionContext, resource: WarehouseResource) -> list[str] | None:
    """The planning rounds this run replaces; None when it is all of them."""
    chosen = list(context.partition_keys)
    return None if set(chosen) >= set(resource.catalogue.rounds) else chosen
