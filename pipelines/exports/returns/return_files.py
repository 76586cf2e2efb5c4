"""What goes back to a unit that handed a file in: receipt and annotated copy, side by side in `data/returns`.
The copy is made in a capped child: a workbook that cannot be copied gets a copy with its findings only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.contract.paths import Paths
from pipelines.exports.returns.annotate import annotate
from pipelines.exports.returns.findings_shown import ShownFinding
from pipelines.exports.returns.receipt import Receipt
from pipelines.sandbox.process_pool import ChildPool, DeadChild


class Copy(NamedTuple):
    """What a child needs to make one annotated copy."""

    findings: Sequence[ShownFinding]
    out: Path
    file_name: str
    is_example: bool


def write_return(paths: Paths, receipt: Receipt, findings: Sequence[ShownFinding], time_zone: str) -> Path:
    """Write `<submission_id>.txt`, `.json` and the annotated `.xlsx`; give the place of the copy."""
    paths.returns.mkdir(parents=True, exist_ok=True)
    out = paths.returns / f"{receipt.submission_id}.xlsx"
    out.with_suffix(".txt").write_text(receipt.as_text(time_zone), encoding="utf-8")
    out.with_suffix(".json").write_text(receipt.as_json(), encoding="utf-8")
    copy = Copy(tuple(findings), out, receipt.file_name, receipt.is_example)
    return write_copy(paths.store / receipt.submission_id, copy)


def write_copy(source: Path, copy: Copy) -> Path:
    """Write the annotated copy in a capped child; when that child dies, a copy with the findings only."""
    copy.out.parent.mkdir(parents=True, exist_ok=True)
    with ChildPool(copy_one, copy, workers=1) as pool:
        for path, answer in pool.run([source]):
            if isinstance(answer, DeadChild):
                _annotate(path, copy, findings_only=True)
    return copy.out


def copy_one(source: Path, copy: Copy) -> bool:
    """Make one annotated copy; runs in a child."""
    _annotate(source, copy)
    return True


def _annotate(source: Path, copy: Copy, findings_only: bool = False) -> None:
    """Write the copy beside its place and move it there when it is whole."""
    beside = copy.out.with_suffix(".new")
    annotate(
        source,
        copy.findings,
        beside,
        file_name=copy.file_name,
        is_example=copy.is_example,
        findings_only=findings_only,
    )
    beside.replace(copy.out)
