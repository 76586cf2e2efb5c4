"""What each published quantity is measured in and what it can be: the catalogue's indicators first, then
`data/history/quantities.csv` for quantities that are shown but never targeted. Units as printed become ours here."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.catalogue.model import Catalogue
from pipelines.history.figure import HistoryError
from pipelines.paths import CHECKOUT

BUNDLED_FOLDER = CHECKOUT / "data" / "history"
COLUMNS = ["indicator_code", "unit_of_measure", "lower_bound", "upper_bound", "reference_month", "meaning"]

# our unit or the printed word -> (what is counted, how many of it one printed unit is)
UNITS: dict[str, tuple[str, float]] = {
    "percent": ("percent", 1),
    "persen": ("percent", 1),
    "persen rumah tangga": ("percent", 1),
    "%": ("percent", 1),
    "index": ("index", 1),
    "indeks": ("index", 1),
    "poin": ("index", 1),
    "year": ("year", 1),
    "tahun": ("year", 1),
    "person": ("person", 1),
    "jiwa": ("person", 1),
    "orang": ("person", 1),
    "thousand_person": ("person", 1e3),
    "ribu": ("person", 1e3),
    "ribu jiwa": ("person", 1e3),
    "ribu orang": ("person", 1e3),
    "million_person": ("person", 1e6),
    "juta": ("person", 1e6),
    "juta jiwa": ("person", 1e6),
    "juta orang": ("person", 1e6),
    "household": ("household", 1),
    "rumah tangga": ("household", 1),
    "rupiah": ("rupiah", 1),
    "rp": ("rupiah", 1),
    "rp/kapita/bulan": ("rupiah", 1),
    "rupiah/kapita/bulan": ("rupiah", 1),
    "thousand_rupiah": ("rupiah", 1e3),
    "ribu rp/orang/tahun": ("rupiah", 1e3),
    "ribu rupiah/orang/tahun": ("rupiah", 1e3),
    "ribu rupiah": ("rupiah", 1e3),
}
PLAIN_RATIO = ("percent", "index")  # printed with either word: P1, P2, HDI; the bounds tell 0.38 from 38
AS_DEFINED = ("", "see indicator", "tidak ada satuan", "-")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One published quantity; `reference_month` None means that it is an annual figure."""

    indicator_code: str
    unit_of_measure: str
    lower_bound: float | None
    upper_bound: float | None
    reference_month: int | None
    is_catalogued: bool


def read_quantities(folder: Path, catalogue: Catalogue) -> dict[str, Quantity]:
    """Every known code; a folder without its own quantities.csv uses the one of the checkout."""
    listed = _listed(folder if (folder / "quantities.csv").is_file() else BUNDLED_FOLDER)
    catalogued = {
        code: Quantity(code, one.unit_of_measure, one.lower_bound, one.upper_bound, one.reference_month, True)
        for code, one in catalogue.indicators.items()
    }
    return {**listed, **catalogued}


@cache
def _listed(folder: Path) -> Mapping[str, Quantity]:
    path = folder / "quantities.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if reader.fieldnames != COLUMNS:
            raise HistoryError(f"{path.name}: the columns must be {', '.join(COLUMNS)}; restore the file.")
        return {
            row["indicator_code"]: Quantity(
                row["indicator_code"],
                row["unit_of_measure"],
                float(row["lower_bound"]) if row["lower_bound"] else None,
                float(row["upper_bound"]) if row["upper_bound"] else None,
                int(row["reference_month"]) if row["reference_month"] else None,
                False,
            )
            for row in reader
        }


def conversion(printed: str, unit_of_measure: str) -> float | None:
    """Factor from the printed unit to ours; None when one cannot become the other. An empty unit is taken as ours."""
    words = re.sub(r"\s+", " ", printed).strip().lower()
    if words in AS_DEFINED:
        return 1.0
    known = UNITS.get(words)
    ours = UNITS.get(unit_of_measure, (unit_of_measure, 1.0))
    if known is None:
        return 1.0 if words == unit_of_measure else None
    if known[0] != ours[0]:
        return 1.0 if known[0] in PLAIN_RATIO and ours[0] in PLAIN_RATIO else None
    return known[1] / ours[1]
