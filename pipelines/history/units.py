"""Units as printed in published tables become the catalogue's units. What an indicator is stands in the catalogue."""

from __future__ import annotations

import re

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
