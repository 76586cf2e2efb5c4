"""The one door: a file becomes a Reading. What a file is, is judged here first; what a cell means, elsewhere.
Reads in the process that calls it: callers put it into a `ChildPool`, which caps what a file may cost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.reference.model import Catalogue
from pipelines.submissions.model.limits import LIMITS, Limits
from pipelines.submissions.model.reading import Reading
from pipelines.submissions.model.refusal import Refusal
from pipelines.submissions.readers.csv_form import read_csv
from pipelines.submissions.readers.identity import SenderWords
from pipelines.submissions.readers.take_up.sender import as_handed_in
from pipelines.submissions.readers.workbook import read_workbook
from pipelines.workbooks.container import check_size, judge_container


def read_file(
    path: Path,
    catalogue: Catalogue,
    limits: Limits = LIMITS,
    folders: Sequence[str] | None = None,
    file_name: str | None = None,
    round_id: str | None = None,
    unit_code: str | None = None,
    is_fast: bool = True,
    kind: str | None = None,
) -> Reading:
    """Read one file. `folders` and `file_name` say where it lay and how it was called, when it is read from the content
    store; `round_id` and `unit_code` speak for a foreign sheet that names neither, and for nothing else. `kind` says
    that it was handed in as a work plan: anything else is refused then."""
    lay_in = tuple(path.absolute().parent.parts) if folders is None else tuple(folders)
    name = path.name if file_name is None else file_name
    try:
        with path.open("rb") as file:
            check_size(file.read(8), path.stat().st_size, limits)
        container = judge_container(path.read_bytes(), name, limits)
        if container.form == "csv":
            said = SenderWords(round_id, unit_code, lay_in, name, kind)
            return as_handed_in(read_csv(container.content, catalogue, said, limits, container.is_named_so), said)
        said = SenderWords(round_id, unit_code, lay_in, name, kind)
        return as_handed_in(read_workbook(container.parts, catalogue, said, limits, is_fast), said)
    except Refusal as refusal:
        return Reading("unknown", None, None, None, findings=(refusal.finding,), is_refused=True)
