"""The figures that stand now: of the current edition, or of the bundled statistics before the first one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from pipelines.contract.edition_reader import current_edition, reading
from pipelines.contract.paths import Paths
from pipelines.reference.model import Catalogue


@contextmanager
def edition_or_bundled(paths: Paths, catalogue: Catalogue, *tables: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the current edition; before the first one, the bundled figures: nothing has been handed in then."""
    edition = current_edition(paths)
    if edition is not None:
        with reading(edition) as connection:
            yield connection
        return
    from pipelines.warehouse.bootstrap import in_memory  # computes the tables: needed once, and slow to import

    with in_memory(paths, catalogue, *tables) as connection:
        yield connection
