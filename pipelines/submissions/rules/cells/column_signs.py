"""Which decimal sign a column, or a whole file, proves by its own texts. One number alone is read in `numbers.py`."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.cells.numbers import bounded_text, read_text
from pipelines.submissions.rules.cells.numerals import DecimalSign


def column_of(address: str) -> str:
    """The column of an address: `Target!K12` -> `Target!K`, `baris 12/target` -> `target`."""
    if "/" in address and address.startswith("baris"):
        return address.rpartition("/")[2]
    return address.rstrip("0123456789").removesuffix("$")


def proven_signs(cells: Iterable[Cell]) -> dict[str, set[DecimalSign]]:
    """The decimal signs that the texts of each column prove; a column without proof is absent.

    Cells that the file stores as numbers prove nothing about how people typed the others.
    """
    proofs: dict[str, set[DecimalSign]] = {}
    for cell in cells:
        if cell.kind == "text" and not cell.flags:
            proves = read_text(bounded_text(cell.text)).proves
            if proves:
                proofs.setdefault(column_of(cell.address), set()).update(proves)
    return proofs


def sole_sign(signs: Iterable[DecimalSign]) -> DecimalSign | None:
    """The one sign of several proofs; None when there is none, or when they contradict each other."""
    different = set(signs)
    return different.pop() if len(different) == 1 else None
