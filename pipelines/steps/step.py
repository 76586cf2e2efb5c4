"""One step of a refresh: the tables it makes, what it reads for that, and the function that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import duckdb

from pipelines.contract.paths import Paths
from pipelines.reference.model import Catalogue
from pipelines.reference.read import read_catalogue
from pipelines.warehouse.engines.engine import Engine, chosen_engine

if TYPE_CHECKING:
    from pipelines.steps.side_process import SideProcess
    from pipelines.submissions.arrivals import Arrivals  # reading files is imported by the refreshes that do


@dataclass
class Workplace:
    """What every step of one refresh shares: the locked warehouse, the places, one instant, the verified catalogue."""

    connection: duckdb.DuckDBPyConnection
    paths: Paths
    is_fetching: bool = False
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    arrivals: Arrivals | None = None  # the first look at the inbox, where one was taken before the first step
    side: SideProcess | None = None  # where models compute while other steps are taken; None: here, one after another
    has_missed_book: bool = False  # the decision book could not be asked: the next refresh must not call this one whole

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue as verified once for this refresh."""
        return read_catalogue(self.paths.reference)

    @cached_property
    def engine(self) -> Engine:
        """What makes the tables of sql/ and answers its checks; raises EngineError when the settings are wrong."""
        return chosen_engine(self.connection)

    def close(self) -> None:
        """Let go of the engine, if anything asked for it, and of the side process."""
        if self.side is not None:
            self.side.close()
        if "engine" in self.__dict__:
            self.engine.close()


Action = Callable[[Workplace, Sequence[str] | None], None]


@dataclass(frozen=True)
class Model:
    """An action that computes from frames alone between reading and keeping: other steps may be taken meanwhile.

    `read` gives what `compute` is called with, `compute` is a module's function that touches nothing else, and `keep`
    writes its answer.
    """

    read: Callable[[Workplace, Sequence[str] | None], tuple[Any, ...]]
    compute: Callable[..., Any]
    keep: Callable[[Workplace, Sequence[str] | None, Any], None]

    def __call__(self, place: Workplace, rounds: Sequence[str] | None) -> None:
        """Do it all at once, in this process."""
        self.keep(place, rounds, self.compute(*self.read(place, rounds)))


@dataclass(frozen=True)
class Step:
    """Tables made together by one action; `rounds` None asks for all of them.

    `makes` gives each table its description. `reads` names every table the action reads, `folders` the attributes of
    Paths whose files it reads. `text` is the query of a step that is one; a step in Python is known by its code.
    `is_always` marks what must look each time, such as the inbox. `is_by_round` promises that the rows of one round
    depend on no rows of another.
    """

    name: str
    group: str
    makes: Mapping[str, str]
    action: Action
    reads: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    text: str = ""
    is_by_round: bool = False
    is_always: bool = False

    @property
    def module(self) -> str:
        """The module whose code the action is."""
        return self.action.compute.__module__ if isinstance(self.action, Model) else self.action.__module__
