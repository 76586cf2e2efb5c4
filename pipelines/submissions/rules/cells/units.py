"""Spellings of units of measure that mean the same, and which of them count whole things."""

from __future__ import annotations

from functools import lru_cache

from pipelines.submissions.model.finding import Words

WORDS: dict[str, Words] = {
    "percent": Words("persen", "per cent"),
    "percent_point": Words("poin persen", "percentage points"),
    "person": Words("orang", "persons"),
    "thousand_person": Words("ribu orang", "thousand persons"),
    "million_person": Words("juta orang", "million persons"),
    "household": Words("rumah tangga", "households"),
    "family": Words("keluarga", "families"),
    "index": Words("indeks", "index points"),
    "ratio": Words("rasio", "ratio"),
    "year": Words("tahun", "years"),
    "rupiah": Words("rupiah", "rupiah"),
    "thousand_rupiah": Words("ribu rupiah", "thousand rupiah"),
    "rupiah_per_person_month": Words("rupiah per orang per bulan", "rupiah per person per month"),
    "region": Words("wilayah", "regions"),
    "village": Words("desa/kelurahan", "villages"),
    "institution": Words("lembaga", "institutions"),
    "event": Words("kejadian", "events"),
    "building": Words("bangunan", "buildings"),
}
WHOLE = frozenset(("person", "household", "family", "region", "village", "institution"))

_SPELLINGS: dict[str, str] = {
    "percent": "persen|persentase|%|percent|per cent|persen %|pct",
    "percent_point": "poin persen|poin persentase|percentage point|percentage points|poin",
    "person": "orang|jiwa|person|persons|people|org|penduduk",
    "thousand_person": "ribu orang|ribu jiwa|000 orang|000 jiwa|thousand persons|thousand people|ribu",
    "million_person": "juta orang|juta jiwa|million persons|million people",
    "household": "rumah tangga|rt|ruta|household|households",
    "family": "keluarga|kk|kepala keluarga|family|families|kpm|keluarga penerima manfaat",
    "index": "indeks|index|index points|poin|skor|angka|nilai|poin indeks",
    "ratio": "rasio|ratio|angka|indeks|index",
    "year": "tahun|year|years|thn",
    "rupiah": "rupiah|rp|idr",
    "thousand_rupiah": "ribu rupiah|ribu rp|rp ribu|rp 000|rp000|thousand rupiah",
    "rupiah_per_person_month": "rupiah per orang per bulan|rp/orang/bulan|rp/kapita/bulan|rupiah/kapita/bulan",
    "region": "wilayah|daerah|kabupaten/kota|kab/kota|provinsi|regions",
    "village": "desa/kelurahan|desa|kelurahan|desa dan kelurahan|village|villages",
    "institution": "lembaga|institusi|unit|panti|lks|institution|institutions",
    "event": "kejadian|kasus|event|events",
    "building": "bangunan|rumah|unit|building|buildings",
}
_ACCEPTED = {
    unit_of_measure: frozenset(
        (unit_of_measure, unit_of_measure.replace("_", " "), *WORDS[unit_of_measure], *spellings.split("|"))
    )
    for unit_of_measure, spellings in _SPELLINGS.items()
}


def unit_words(unit_of_measure: str) -> Words:
    """The unit in both languages; one without words keeps its own name."""
    name = unit_of_measure.replace("_", " ")
    return WORDS.get(unit_of_measure, Words(name, name))


@lru_cache(maxsize=10_000)  # a column says the same in every row
def is_same_unit(written: str, unit_of_measure: str) -> bool:
    """True when the text is one of the accepted spellings of the unit of measure."""
    spelling = " ".join(written.casefold().replace("(", " ").replace(")", " ").strip(" .'").split())
    own = unit_of_measure.replace("_", " ")
    return spelling in _ACCEPTED.get(unit_of_measure, frozenset((unit_of_measure, own)))
