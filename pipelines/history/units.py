"""Units as printed in published tables become the catalogue's units. What an indicator is stands in the catalogue."""

from __future__ import annotations

# our unit or the printed word -> (what is counted, how many of it one printed unit is)
_NAMES: dict[tuple[str, float], str] = {
    (
        "percent",
        1,
    ): "percent|persen|persen rumah tangga|%|per cent|persen perempuan 20-24|persen balita|persen penduduk",
    ("index", 1): "index|indeks|poin|points",
    ("year", 1): "year|years|tahun",
    ("person", 1): "person|persons|people|jiwa|orang|penduduk",
    ("person", 1e3): "thousand_person|ribu|ribu jiwa|ribu orang|ribu penduduk|000 jiwa|000 orang|thousand people"
    "|thousand persons|thousand person|thousand|thousands",
    ("person", 1e6): "million_person|juta|juta jiwa|juta orang|million people|million persons|million",
    ("household", 1): "household|households|rumah tangga|kk|ruta",
    ("rupiah", 1): "rupiah|rupiahs|rp|rp/kapita/bulan|rupiah/kapita/bulan|rupiah/capita/month|rp/capita/month"
    "|rupiahs/capita/month",
    ("rupiah", 1e3): "thousand_rupiah|ribu rp/orang/tahun|ribu rupiah/orang/tahun|ribu rupiah|ribu rp|thousand rupiah"
    "|thousand rupiahs|thousand rupiah/person/year|thousand rupiahs/person/year",
    ("rupiah", 1e6): "juta rupiah|juta rp|million rupiah|million rupiahs",
    ("event", 1): "event|events|kejadian|kasus|case|cases|pengaduan",
    ("building", 1): "building|buildings|unit|units|rumah|bangunan",
}
UNITS: dict[str, tuple[str, float]] = {name: known for known, names in _NAMES.items() for name in names.split("|")}
PLAIN_RATIO = ("percent", "index")  # printed with either word: P1, P2, HDI; the bounds tell 0.38 from 38
COUNTED = ("person", "household", "rupiah", "event", "building")
WHOLE = ("person", "household", "event", "building")
AS_DEFINED = ("", "see indicator", "tidak ada satuan", "-")


def is_unit(words: str) -> bool:
    """True for a unit as tables print it, in any case and with any blanks."""
    return _plain(words) in UNITS


def counts_whole(printed: str) -> bool:
    """True for a printed unit that counts whole things one by one: `jiwa`, not `ribu jiwa`."""
    counted, size = UNITS.get(_plain(printed), ("", 0.0))
    return counted in WHOLE and size == 1


def conversion(printed: str, unit_of_measure: str) -> float | None:
    """Factor from the printed unit to ours; None when one cannot become the other. An empty unit is taken as ours."""
    words = _plain(printed)
    if words in AS_DEFINED:
        return 1.0
    known = UNITS.get(words)
    ours = UNITS.get(unit_of_measure, (unit_of_measure, 1.0))
    if known is None:
        return 1.0 if words == unit_of_measure else None
    if known[0] != ours[0]:
        return 1.0 if known[0] in PLAIN_RATIO and ours[0] in PLAIN_RATIO else None
    return known[1] / ours[1]


def own_conversion(unit: str, scale: float, unit_of_measure: str) -> float | None:
    """Factor for a cell that says itself what its number is (`1,13 juta jiwa`), whatever its heading says."""
    ours = UNITS.get(unit_of_measure, (unit_of_measure, 1.0))
    if not scale:
        return conversion(unit, unit_of_measure)
    if ours[0] not in COUNTED:
        return None
    if not unit:
        return scale / ours[1]
    factor = conversion(unit, unit_of_measure)
    return None if factor is None else scale * factor


def _plain(words: str) -> str:
    return " ".join(words.split()).lower()
