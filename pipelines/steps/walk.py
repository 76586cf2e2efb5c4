"""Walks the steps of a refresh in order: makes what stands on something new, leaves the rest, and says why of each."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from pipelines.contract import refresh_progress
from pipelines.contract.paths import Paths
from pipelines.contract.progress_lines import progress
from pipelines.edition.fingerprint import content_of
from pipelines.steps.code import asks_the_clock, text_fingerprint
from pipelines.steps.ledger import Inputs, Ledger
from pipelines.steps.step import Action, Model, Step, Workplace
from pipelines.warehouse.connection import WarehouseError, transaction
from pipelines.warehouse.contents import WHOLE

if TYPE_CHECKING:
    from pipelines.steps.side_process import SideProcess

FEW_NAMES = 3


@dataclass(frozen=True)
class Visit:
    """What became of one step: made or left standing, for which rounds (None: it has none, or all), and why."""

    step: str
    tables: tuple[str, ...]
    is_made: bool
    reason: str
    rounds: tuple[str, ...] | None = None
    row_counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class _Due(NamedTuple):
    """A step to be taken: what each part would be made of now, the parts to make, whether any of them is stale, why."""

    step: Step
    wanted: Mapping[str, Inputs]
    parts: Sequence[str]
    is_stale: bool
    reason: str

    @property
    def rounds(self) -> list[str] | None:
        """The rounds its action is asked for; None for the whole of its tables."""
        return None if set(self.parts) == set(self.wanted) else list(self.parts)


class _Begun(NamedTuple):
    """A step whose model computes beside the walk, what keeps its answer, and since when."""

    due: _Due
    keep: Action
    started: float


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Put steps so that each comes after those that make what it reads. Raises WarehouseError on a circle."""
    steps = list(steps)
    maker = {table: step for step in steps for table in step.makes}
    placed: dict[str, Step] = {}

    def place(step: Step, above: tuple[str, ...]) -> None:
        if step.name in above:
            raise WarehouseError(f"The steps {' -> '.join([*above, step.name])} are a circle; break it.")
        for table in step.reads:
            before = maker.get(table)
            if before is not None and before.name not in placed and before is not step:
                place(before, (*above, step.name))
        placed[step.name] = step

    for step in steps:
        if step.name not in placed:
            place(step, ())
    return list(placed.values())


def walk(
    place: Workplace, steps: Sequence[Step], rounds: Collection[str] | None = None, is_forced: bool = False
) -> list[Visit]:
    """Visit every step once; a forced walk makes everything, `rounds` makes these rounds and no others.

    Where the place has a side process, a model computes there until a later step reads what it makes.
    """
    ledger = Ledger(place.connection)
    made = {table for step in steps for table in step.makes}
    for table in sorted({table for step in steps for table in step.reads} - made):
        ledger.look(table)
    present = tables_present(place.connection)
    clock = clock_reading(place)
    asked = "everything is asked for" if is_forced else ""
    visits: list[Visit] = []
    begun: list[_Begun] = []
    for step in in_order(steps):
        refresh_progress.tell(place.paths.journal, len(visits), len(steps))
        visits += [_make(place, ledger, *each) for each in begun if _feeds(each.due.step, step)]
        begun = [each for each in begun if not _feeds(each.due.step, step)]
        wanted = _inputs_now(place, ledger, step, clock)
        is_missing = not present.issuperset(step.makes)
        why = "a table of it is missing" if is_missing else asked
        stale, reason = _stale(ledger, step, wanted, None if is_missing else rounds, why)
        if not stale and not step.is_always:
            visits.append(Visit(step.name, tuple(step.makes), False, reason, _rounds_of(step, wanted)))
            continue
        due = _Due(step, wanted, _parts_to_make(ledger, step, wanted, stale), bool(stale), reason)
        if place.side is not None and isinstance(step.action, Model):
            begun.append(_begin(place, place.side, due, step.action))
        else:
            visits.append(_make(place, ledger, due, step.action))
    visits += [_make(place, ledger, *each) for each in begun]
    standing = sum(not visit.is_made for visit in visits)
    progress.info("  %s of %s steps stand on nothing new and are left as they are", standing, len(visits))
    return visits


def tables_present(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """All tables the warehouse holds, as schema.table."""
    return {
        name
        for (name,) in connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where not temporary"
        ).fetchall()
    }


def drop_unknown(place: Workplace, steps: Iterable[Step]) -> None:
    """Drop tables of core and mart that no step makes any more, so that no edition carries what nobody keeps."""
    made = {table for step in steps for table in step.makes}
    for table in sorted(tables_present(place.connection) - made):
        if table.split(".")[0] in ("core", "mart"):
            place.connection.execute(f"drop table {table}")
            progress.info("  %s: no step makes it any more, dropped", table)


def clock_reading(place: Workplace) -> str:
    """What an answer that asks the clock depends on: the day, and which rounds have closed."""
    return clock_text(place.now, {name: each.closes_at for name, each in place.catalogue.rounds.items()})


def clock_text(now: datetime, closings: Mapping[str, datetime]) -> str:
    closed = sorted(name for name, closes_at in closings.items() if closes_at < now)
    return f"{now.date()} {' '.join(closed)}"


def _inputs_now(place: Workplace, ledger: Ledger, step: Step, clock: str) -> dict[str, Inputs]:
    """What each part of a step would be made of now; parts are rounds, or the one part WHOLE."""
    shared = {"its query" if step.text else "its code": text_fingerprint(step.text, step.module)}
    if step.text and place.engine.fingerprint:
        shared["its engine"] = place.engine.fingerprint
    shared |= {f"data/{name}": folder_content(place.paths, name) for name in step.folders}
    if asks_the_clock(step):
        shared["the day or a closing"] = hashlib.sha256(clock.encode()).hexdigest()
    parts = list(place.catalogue.rounds) if step.is_by_round else [WHOLE]
    return {
        part: shared | {table: ledger.content(table, part if step.is_by_round else None) for table in step.reads}
        for part in parts
    }


def folder_content(paths: Paths, name: str) -> str:
    """One name for the content of a folder or file of Paths."""
    root = getattr(paths, name)
    return hashlib.sha256("".join(content_of(root, may_wait=root == paths.inbox)).encode()).hexdigest()


def _stale(
    ledger: Ledger, step: Step, wanted: Mapping[str, Inputs], rounds: Collection[str] | None, why: str
) -> tuple[list[str], str]:
    """The parts to make, and the reason for making or for leaving them; `why` is a reason to make them all."""
    known = ledger.inputs(step.name)
    if why and not (step.is_by_round and rounds is not None and known):
        return list(wanted), why if known else "it is made for the first time"
    changed = {part: _difference(known.get(part), inputs) for part, inputs in wanted.items()}
    stale = [part for part, names in changed.items() if names]
    if step.is_by_round and rounds is not None:
        chosen = [part for part in wanted if part in rounds]
        return (chosen, "its round is asked for") if chosen else ([], "its round is not asked for")
    if step.is_by_round and set(known) - set(wanted):
        return list(wanted), "a round is gone"
    if not stale:
        return [], f"none of its {max((len(inputs) for inputs in wanted.values()), default=0)} inputs has changed"
    return stale, _reason_of(sorted({name for part in stale for name in changed[part]}))


def _difference(known: Inputs | None, wanted: Inputs) -> list[str]:
    if known is None:
        return ["nothing is known of it"]
    return [name for name in {**wanted, **known} if known.get(name) != wanted.get(name)]


def _reason_of(names: Sequence[str]) -> str:
    listed = ", ".join(names[:FEW_NAMES]) + (f" and {len(names) - FEW_NAMES} more" if len(names) > FEW_NAMES else "")
    return f"changed: {listed}"


def _rounds_of(step: Step, parts: Collection[str]) -> tuple[str, ...] | None:
    return tuple(parts) if step.is_by_round else None


def _parts_to_make(ledger: Ledger, step: Step, wanted: Mapping[str, Inputs], stale: Sequence[str]) -> list[str]:
    """All parts where one of those that would be kept has other columns or none, and otherwise the stale ones."""
    is_whole = not step.is_by_round or set(stale) == set(wanted) or _has_another_text(ledger, step, wanted)
    return list(wanted) if is_whole else list(stale)


def _feeds(step: Step, later: Step) -> bool:
    return not set(step.makes).isdisjoint(later.reads)


def _begin(place: Workplace, side: SideProcess, due: _Due, model: Model) -> _Begun:
    """Read what a model is given, and let it compute."""
    started = time.perf_counter()
    answer = side.give(model.compute, *model.read(place, due.rounds))
    return _Begun(due, lambda place, rounds: model.keep(place, rounds, answer()), started)


def _make(place: Workplace, ledger: Ledger, due: _Due, action: Action, started: float | None = None) -> Visit:
    """Run an action for the parts that are due, and write down what they were made of only when it has ended well."""
    started = time.perf_counter() if started is None else started
    step, rounds = due.step, due.rounds
    with nullcontext() if step.is_always else transaction(place.connection):  # what looks each time keeps what it took
        ledger.forget(step.name, rounds)
        action(place, rounds)
        has_new_rows = max([ledger.look(table) for table in step.makes], default=False)  # every table is looked at
        ledger.remember(step.name, {part: due.wanted[part] for part in due.parts})
    counts = {table: ledger.row_count(table) for table in step.makes}
    if step.is_always and not due.is_stale and not has_new_rows:
        return Visit(step.name, tuple(step.makes), False, "it looked and found nothing new", None, counts)
    for table, rows in counts.items():
        progress.info("  %s: %s rows", table, f"{rows:,}")
    seconds = round(time.perf_counter() - started, 3)
    return Visit(step.name, tuple(step.makes), True, due.reason, _rounds_of(step, due.parts), counts, seconds)


def _has_another_text(ledger: Ledger, step: Step, wanted: Mapping[str, Inputs]) -> bool:
    """Tell whether rounds that would be kept were made by another query or code, and perhaps with other columns."""
    name = "its query" if step.text else "its code"
    texts = {inputs.get(name) for inputs in ledger.inputs(step.name).values()}
    return texts != {wanted[part][name] for part in wanted} if texts else True
