"""What the rows around a bare name say it is: the regency or the city of that name, or the province.

A table prints `Magelang` twice, once among the regencies and once among the cities: under a row `Kota/Municipality`,
behind the cities' running numbers from 71 on, or simply below the last regency. Where the rows leave it open, the name
is `unclear` and nobody guesses. Which region a name then means is settled in `places.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.reference.regions import RegionIndex, kind_of, province_of, regions_of_name, spell

SECTIONS = {
    **dict.fromkeys(
        "kabupaten|kabupaten/regency|regency|regencies|kabupaten/regencies|kabupaten:".split("|"),
        "kabupaten",
    ),
    **dict.fromkeys(
        "kota|kota/municipality|municipality|municipalities|kota/city|kota/cities|city|cities"
        "|kota/municipalities|kotamadya|kota:".split("|"),
        "kota",
    ),
}
FIRST_CITY_NUMBER = 71  # BPS counts the cities of a province from here on
_COUNTED = re.compile(r"([0-9]{1,3})[.)]\s")


class Label(NamedTuple):
    """A row's name as printed, with its running number, without code, and the section heading above it."""

    name: str
    written: str
    section: str = ""


def section_of(text: str) -> str:
    """kabupaten or kota for a row that only heads the rows below it, "" for any other."""
    return SECTIONS.get(" ".join(text.lower().split()).replace(" / ", "/"), "")


def kinds_of(labels: Sequence[Label], index: RegionIndex, is_mixed: bool) -> list[str]:
    """For each row kabupaten, kota, province, unclear, or "" where its name needs no help."""
    kinds = [_own_evidence(label, index) for label in labels]
    zones = _zones(labels, index)
    for number, label in enumerate(labels):
        if not kinds[number] and _is_pair(index, label.name):
            kinds[number] = zones[number]
    return kinds if is_mixed else _with_namesake_provinces(labels, kinds, index)


def _own_evidence(label: Label, index: RegionIndex) -> str:
    if spell(label.name).kind is not None or not regions_of_name(index, label.name, "district"):
        return ""
    if label.section and regions_of_name(index, f"{label.section} {label.name}", "district"):
        return label.section
    counted = _COUNTED.match(label.written)
    is_city_number = counted is not None and int(counted[1]) >= FIRST_CITY_NUMBER
    return "kota" if is_city_number and regions_of_name(index, f"kota {label.name}", "district") else ""


def _is_pair(index: RegionIndex, name: str) -> bool:
    """True for a bare name that a regency and a city share."""
    if spell(name).kind is not None:
        return False
    return {kind_of(index.regions[one]) for one in regions_of_name(index, name, "district")} == {"kabupaten", "kota"}


def _only_kind(index: RegionIndex, name: str) -> str:
    """kabupaten or kota where a bare name can mean nothing else."""
    if spell(name).kind is not None or regions_of_name(index, name, "province"):
        return ""
    found = {kind_of(index.regions[one]) for one in regions_of_name(index, name, "district")}
    return found.pop() if len(found) == 1 else ""


def _zones(labels: Sequence[Label], index: RegionIndex) -> list[str]:
    """Where a table prints cities without `Kota`, a shared name is a regency above the last bare regency and a city
    below the first bare city of its block; between the two its second row is the city. "" where no city is bare: then
    a bare name is the regency, as BPS prints."""
    only = [_only_kind(index, label.name) for label in labels]
    if "kota" not in only or any(label.section for label in labels):
        return [""] * len(labels)
    first_city = only.index("kota")
    last_regency = max((number for number, kind in enumerate(only) if kind == "kabupaten"), default=-1)
    if last_regency > first_city:
        return ["unclear"] * len(labels)
    seen: Counter[str] = Counter()
    zones = []
    for number, label in enumerate(labels):
        bare = spell(label.name).bare
        seen[bare] += 1
        if number < last_regency:
            zones.append("kabupaten" if seen[bare] == 1 else "unclear")
        elif number > first_city:
            zones.append("kota")
        else:
            zones.append("kota" if seen[bare] == 2 else "unclear")
    return zones


def _with_namesake_provinces(labels: Sequence[Label], kinds: list[str], index: RegionIndex) -> list[str]:
    """In a table of one province's districts, `Gorontalo` is the province only where the regency stands beside it."""
    homes = Counter(
        home
        for label in labels
        if not regions_of_name(index, label.name, "province")
        for home in {province_of(index, one) for one in regions_of_name(index, label.name, "district")}
    )
    provinces = sum(bool(regions_of_name(index, label.name, "province")) for label in labels)
    if not homes or provinces > homes.total():
        return kinds
    written = {(spell(label.name).kind, spell(label.name).bare) for label in labels}
    settled = list(kinds)
    for number, label in enumerate(labels):
        name = spell(label.name)
        both = regions_of_name(index, label.name, "province") and regions_of_name(index, label.name, "district")
        if name.kind is not None or kinds[number] or not both:
            continue
        namesakes = {kind_of(index.regions[one]) for one in regions_of_name(index, label.name, "district")}
        is_beside = all((kind, name.bare) in written for kind in namesakes)
        settled[number] = "province" if is_beside else "unclear"
    return settled
