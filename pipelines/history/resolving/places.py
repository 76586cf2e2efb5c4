"""Which region a printed row means: by name first, inside the province above it, the BPS code beside it as a witness;
and which territory a Papua or Kalimantan Timur row means in one table and period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipelines.reference.model import RegionLevel
from pipelines.reference.regions import (
    RegionIndex,
    is_known_unused,
    named_in_table,
    predecessors,
    province_of,
    regions_of_code,
    regions_of_name,
    similar_names,
    spell,
    successors,
    undivided_region,
    webapi_code,
)

SHORTEST_ALIKE, LONG_NAME = 6, 12
LEVELS: dict[int, RegionLevel] = {2: "province", 4: "district"}  # by the length of a BPS code


@dataclass(frozen=True, slots=True)
class Place:
    """`region_id` is that of today; `problem` says why there is none: unknown, ambiguous, not_used."""

    region_id: str | None
    problem: str = ""
    candidates: tuple[str, ...] = ()
    is_code_at_odds: bool = False
    is_spelled_otherwise: bool = False  # found by one letter's difference, or by its code and a like name


def find_place(index: RegionIndex, name: str, code: str, province: str, kind: str = "") -> Place:
    """The region of today behind a printed name, its code, the province heading above it ("" for none) and what the
    rows around it say it is (`neighbours.py`)."""
    bps = webapi_code(code)
    if bps == "00" or (kind == "" and regions_of_name(index, name, "country")):
        return Place("00")
    level = LEVELS.get(len(bps)) if bps.isdigit() else None
    by_bps = regions_of_code(index, bps, "bps") if bps else ()
    by_code = {*by_bps, *(regions_of_code(index, bps, "kemendagri") if bps else ())}
    if not name and len(by_bps) == 1:
        return Place(by_bps[0])
    homes = _homes(index, bps if level == "district" else "", province)
    found = _of_kind(index, name, kind, homes) or _named_here(index, name, level, homes)
    if kind == "unclear":
        found = regions_of_name(index, name)
    if len(found) > 1 and by_code & set(found):
        found = tuple(region_id for region_id in found if region_id in by_code)
    if len(found) == 1:
        is_at_odds = bool(by_bps) and found[0] not in by_code
        return Place(found[0], is_code_at_odds=is_at_odds)
    if found:
        return Place(None, "ambiguous", found)
    return _almost(index, name, kind, by_code, homes)


def _of_kind(index: RegionIndex, name: str, kind: str, homes: frozenset[str]) -> tuple[str, ...]:
    if kind == "province":
        return _today(index, regions_of_name(index, name, "province"))
    if kind not in ("kabupaten", "kota"):
        return ()
    districts = regions_of_name(index, f"{kind} {name}", "district")
    return tuple(one for one in districts if not homes or province_of(index, one) in homes)


def _almost(index: RegionIndex, name: str, kind: str, by_code: set[str], homes: frozenset[str]) -> Place:
    """A name that is spelled otherwise: the code beside it settles it, or that only one region is a letter away; the
    likeliest of others is only named."""
    if is_known_unused(index, name):
        return Place(None, "not_used")
    alike = [region_id for region_id, _ in similar_names(index, name)]
    agreeing = by_code & set(alike)
    near = agreeing if len(agreeing) == 1 else set(_a_letter_away(index, name, kind)) if not by_code else set()
    if len(near) == 1 and (not homes or province_of(index, next(iter(near))) in homes):
        return Place(near.pop(), is_spelled_otherwise=True)
    return Place(None, "unknown", tuple(alike[:1]))


def _a_letter_away(index: RegionIndex, name: str, kind: str) -> tuple[str, ...]:
    """Regions of today whose spelling differs by one letter, two in long names (`Pahuwato`, `Padang Sidempuan`)."""
    written = spell(name)
    wanted = written.kind or kind or None
    if len(written.bare) < SHORTEST_ALIKE:
        return ()
    apart = 2 if len(written.bare) >= LONG_NAME else 1
    found = {
        meaning.region_id
        for bare, meanings in index.by_bare.items()
        if Levenshtein.distance(bare, written.bare, score_cutoff=apart) <= apart
        for meaning in meanings
        if meaning.region_id is not None and wanted in (None, meaning.kind)
    }
    return tuple(one for one in found if index.regions[one].valid_to is None)


def _named_here(index: RegionIndex, name: str, level: RegionLevel | None, homes: frozenset[str]) -> tuple[str, ...]:
    provinces = () if level == "district" else _today(index, regions_of_name(index, name, "province"))
    districts = () if level == "province" else named_in_table(index, name, "district")
    if homes:
        inside = tuple(one for one in districts if province_of(index, one) in homes)
        return inside or provinces
    return provinces or districts


def _homes(index: RegionIndex, district_code: str, province: str) -> frozenset[str]:
    """Provinces a district may lie in: the one printed above it or that of its code, and their sisters of a division
    (older tables print districts of a divided province under the undivided name)."""
    above = _today(index, regions_of_name(index, province, "province")) if province else ()
    schemes = ("bps", "kemendagri")  # BNPB prints the ministry's codes, in a column that looks like that of BPS
    by_code = (
        tuple(one for each in schemes for one in regions_of_code(index, district_code[:2], each))
        if district_code
        else ()
    )
    homes = set(above or by_code)
    sisters = {sister for one in homes for before in predecessors(index, one) for sister in successors(index, before)}
    return frozenset(homes | sisters)


def _today(index: RegionIndex, region_ids: Iterable[str]) -> tuple[str, ...]:
    """Region ids without those of dissolved territories, unless these alone are meant."""
    ids = tuple(region_ids)
    return tuple(one for one in ids if index.regions[one].valid_to is None) or ids


@dataclass(frozen=True)
class Territories:
    """Decides, per table and period, between a province that lost territory and the undivided one before it."""

    index: RegionIndex
    own_figures: frozenset[
        tuple[int, str]
    ]  # (founding year of a division, period) in which some new province has a figure

    def region_of(self, region_id: str, period: str) -> str:
        """The territory meant by a region of today in a period of this table."""
        before = undivided_region(self.index, region_id)
        if before is None:
            return region_id
        year = int(period[:4])
        published_until = self.index.regions[before].published_until
        if published_until is not None and year > published_until:
            return region_id
        return region_id if (_founding_year(self.index, before), period) in self.own_figures else before


def territories(index: RegionIndex, figures: Mapping[tuple[str, str, str], float]) -> Territories:
    """Look through a table's figures, (variable, region of today, period) -> value, for new provinces with figures of
    their own: not before their founding, and not their parent's number printed again."""
    own = set()
    for (variable, region_id, period), value in figures.items():
        for before in predecessors(index, region_id):
            if undivided_region(index, region_id) == before:
                continue
            founded = _founding_year(index, before)
            parent = next((one for one in successors(index, before) if undivided_region(index, one) == before), "")
            until = index.regions[before].published_until or 0
            is_copy = figures.get((variable, parent, period)) == value and int(period[:4]) <= until
            if int(period[:4]) >= founded and not is_copy:
                own.add((founded, period))
    return Territories(index, frozenset(own))


def _founding_year(index: RegionIndex, before: str) -> int:
    end = index.regions[before].valid_to
    return end.year if end else 9999
