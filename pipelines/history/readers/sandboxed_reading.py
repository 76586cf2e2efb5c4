"""Published files are read in capped children: one that hangs, dies or takes too much costs itself a sentence and
nobody else anything. What reading means stands in `recognise.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.history.readers.recognise import read_printed
from pipelines.history.readers.table import FormError, PrintedTable
from pipelines.reference.regions import RegionIndex
from pipelines.sandbox.process_pool import ChildPool, DeadChild

READS_WITH = ("pipelines.history.readers.sandboxed_reading",)


class FileToRead(NamedTuple):
    """One file: what stands in for its title ("" for none), and the name it is called by."""

    path: Path
    title: str
    name: str


class _SharedFacts(NamedTuple):
    regions: RegionIndex
    asked: Mapping[Path, FileToRead]


def read_in_sandbox(
    asked: Sequence[FileToRead], index: RegionIndex
) -> Iterator[tuple[FileToRead, PrintedTable | FormError]]:
    """Read files one after another, in the order given; a FormError is given, not raised."""
    if not asked:
        return
    shared = _SharedFacts(index, {one.path: one for one in asked})
    with ChildPool(_read_one, shared, workers=min(2, len(asked)), loads=READS_WITH) as pool:
        for path, answer in pool.run_in_order([one.path for one in asked]):
            one = shared.asked[path]
            yield one, _dead_reader(answer).about(one.name) if isinstance(answer, DeadChild) else answer


def _read_one(path: Path, shared: _SharedFacts) -> PrintedTable | FormError:
    asked = shared.asked[path]
    try:
        return read_printed(path, shared.regions, asked.title or None, asked.name)
    except FormError as error:
        return error


def _dead_reader(dead: DeadChild) -> FormError:
    return FormError("form.reader_died", said=(dead.reason.id, dead.reason.en))
