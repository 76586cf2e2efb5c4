"""Which printed variable is which indicator: the reviewed list `data/history/variables.csv`.

What the list lacks is named in the faults, never guessed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.contract.paths import CHECKOUT
from pipelines.history.figure import HistoryError
from pipelines.history.words.headings import plain_variable

COLUMNS = [
    "variable",
    "dimension",
    "indicator_code",
    "unit_printed",
    "annual_month",
    "annual_until",
    "district_annual_from",
    "note",
]
REVIEWED = CHECKOUT / "data" / "history" / "variables.csv"


@dataclass(frozen=True, slots=True)
class Variable:
    """One line of the list. A figure printed for a whole year is that of `annual_month` up to `annual_until`, and in
    district tables that of the indicator's reference month from `district_annual_from` on."""

    indicator_code: str
    unit_printed: str  # what it is printed in when the table itself does not say
    annual_month: int | None
    annual_until: int | None
    district_annual_from: int | None


def read_variables(path: Path = REVIEWED) -> dict[tuple[str, str], Variable]:
    """(plain variable, dimension) -> what it is."""
    return _read(path)


@cache
def _read(path: Path) -> dict[tuple[str, str], Variable]:
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if reader.fieldnames != COLUMNS:
            raise HistoryError(f"{path.name}: the columns must be {', '.join(COLUMNS)}; restore the file.")
        return {
            (row["variable"], row["dimension"]): Variable(
                row["indicator_code"],
                row["unit_printed"],
                int(row["annual_month"]) if row["annual_month"] else None,
                int(row["annual_until"]) if row["annual_until"] else None,
                int(row["district_annual_from"]) if row["district_annual_from"] else None,
            )
            for row in reader
        }


def variable_for(
    variables: dict[tuple[str, str], Variable], heading: str, dimension: str
) -> tuple[Variable | None, str]:
    """The listed variable of a whole heading and its key: as it stands (some titles say after `menurut` what they
    count), else without its list of regions. A heading with an unknown part in it is another variable."""
    for key in (plain_variable(heading, is_cut=False), plain_variable(heading)):
        if found := variables.get((key, dimension)):
            return found, key
    return None, ""


def is_listed(variable: str) -> bool:
    """True for a plain heading that the list knows, whatever the part."""
    return variable in {name for name, _ in read_variables()}
