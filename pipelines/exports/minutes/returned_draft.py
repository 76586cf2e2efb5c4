"""A draft of minutes that comes back: its words may have changed, the rows of its annexes may not."""

from __future__ import annotations

import io
import zipfile
from itertools import zip_longest
from typing import NamedTuple

import docx
from docx.opc.exceptions import PackageNotFoundError

from pipelines.exports.minutes.facts import Minutes, MinutesError

LARGEST = 20_000_000  # bytes of a returned document


class Difference(NamedTuple):
    """One cell of an annex that was changed: which annex, which row (1 is the first under the headings), was and is."""

    annex: str
    row: int
    was: str
    now: str


def differences(minutes: Minutes, content: bytes) -> list[Difference]:
    """Compare the annexes of a returned document with the minutes; an empty list means that only words changed.

    Raises MinutesError for what is no readable document or has no three annexes.
    """
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in _tables(content)]
    annexes = [annex for annex in minutes.shown["annexes"] if annex["rows"]]
    if len(tables) != len(annexes):
        raise MinutesError(
            f"The returned document has {len(tables)} tables, and the minutes of {minutes.session_id} have "
            f"{len(annexes)} annexes with rows; keep every annex and return it again."
        )
    found = []
    for annex, rows in zip(annexes, tables, strict=True):
        blank: list[str] = []
        for number, (ours, theirs) in enumerate(zip_longest(annex["rows"], rows[1:], fillvalue=blank), start=1):
            found += [
                Difference(annex["heading"], number, was, now)
                for was, now in zip_longest(ours, theirs, fillvalue="")
                if was.strip() != now.strip()
            ]
    return found


def _tables(content: bytes) -> list[docx.table.Table]:
    if len(content) > LARGEST:
        raise MinutesError(f"The returned document is larger than {LARGEST // 1_000_000} MB; return the draft itself.")
    try:
        return list(docx.Document(io.BytesIO(content)).tables)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise MinutesError(
            f"The returned file is no Word document ({type(error).__name__}); return the .docx draft."
        ) from error
