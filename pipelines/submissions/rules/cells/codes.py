"""The region a row means, by code, scheme and name: one region, or the finding that says why not.

What a code or a name can mean is answered by `catalogue/regions.py`; here it is decided, and never by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipelines.reference.model import RegionLevel
from pipelines.reference.regions import (
    RegionIndex,
    code_text,
    formerly_coded,
    is_known_unused,
    readings,
    regions_of_code,
    regions_of_name,
    similar_names,
    successors,
)
from pipelines.submissions.model.finding import Fact, Words
from pipelines.submissions.model.reading import Cell
from pipelines.submissions.rules.cells.numerals import as_whole

SCHEME_NAMES = {"kemendagri": "Kemendagri", "bps": "BPS", "iso3166_2": "ISO 3166-2"}
SCHEME_SPELLINGS = {
    "": "",
    **dict.fromkeys(("kemendagri", "kemdagri", "mendagri", "depdagri", "permendagri", "dagri"), "kemendagri"),
    **dict.fromkeys(("bps", "mfd", "mfd bps"), "bps"),
    **dict.fromkeys(("iso", "iso3166_2", "iso 3166-2", "iso3166-2", "iso-3166-2"), "iso3166_2"),
}
_DOTTED = re.compile(r"\d{2}\.\d{2}")
_LOST_ZERO = re.compile(r"\d{2}\.\d")
_COMMA_CODE = re.compile(r"\d{2},\d{1,2}")  # a numeric code as an Indonesian spreadsheet exports it
_SHORT_WHOLE = re.compile(r"\d{2}\.0|\d{4}\.0")  # no district has number 0: a program wrote a whole number
_TWO_DECIMALS = re.compile(r"^0+\.00")
DOTTED_REMEDY = Words(", atau pakai kode Kemendagri dengan titik", ", or use the Kemendagri code with its dot")
NOTHING = Words("tidak ada", "nothing")


class Place(NamedTuple):
    """One thing to say about the code cell or the name cell of a row."""

    rule_id: str
    is_about_name: bool
    facts: dict[str, Fact]


class FoundRegion(NamedTuple):
    """A region, or None with the reason as the last of `places`; notes come along with a region."""

    region_id: str | None
    places: tuple[Place, ...] = ()


class WrittenRegion(NamedTuple):
    """What a row says about its region; equal ones have equal answers, so that answers can be kept."""

    code: str
    is_number: bool
    number_format: str
    name: str
    scheme: str
    level: RegionLevel | None


def written_region(code: Cell, name: Cell, scheme: str, level: RegionLevel | None) -> WrittenRegion:
    is_number = code.kind in ("number", "formula") and code.number is not None
    return WrittenRegion(code.text, is_number, code.number_format, name.text, scheme, level)


def find_region(index: RegionIndex, written: WrittenRegion) -> FoundRegion:
    """Decide which region is meant."""
    scheme = SCHEME_SPELLINGS.get(" ".join(written.scheme.casefold().split()))
    if scheme is None:
        return _fault("region.scheme_unknown", scheme=written.scheme)
    code = code_text(written.code)
    names = regions_of_name(index, written.name) if written.name.strip() else ()
    if not code:
        return _by_name(index, written, names)
    if _COMMA_CODE.fullmatch(code):
        code = code.replace(",", ".")
    if written.is_number or _SHORT_WHOLE.fullmatch(code):
        code = as_whole(code)
    if _LOST_ZERO.fullmatch(code):
        return _with_lost_zero(index, code, written, names)
    return _by_code(index, code, scheme, written, names)


def _by_name(index: RegionIndex, written: WrittenRegion, names: tuple[str, ...]) -> FoundRegion:
    if not names:
        suggestion = _suggestion(index, written.name or written.code, written.level)
        return _fault("region.unknown", bool(written.name.strip()), suggestion=suggestion)
    current = [region_id for region_id in names if index.regions[region_id].valid_to is None]
    if not current:
        return _dissolved_region(index, names[0], is_about_name=True)
    if len(current) == 1:
        return FoundRegion(current[0])
    provinces = [region_id for region_id in current if index.regions[region_id].region_level == "province"]
    if written.level == "province" and len(provinces) == 1:
        return FoundRegion(provinces[0])
    return _fault("region.ambiguous", True, candidates=_list(index, current))


def _with_lost_zero(index: RegionIndex, code: str, written: WrittenRegion, names: tuple[str, ...]) -> FoundRegion:
    """11.1 is a number that lost its last zero (11.10) or a district typed short (11.01): the cell's own format or
    the name decides."""
    if written.is_number and _TWO_DECIMALS.fullmatch(written.number_format):
        return _by_code(index, code + "0", "kemendagri", written, names)
    candidates = [
        region_id
        for spelling in (code + "0", f"{code[:3]}0{code[3:]}")
        for region_id in regions_of_code(index, spelling, "kemendagri")
    ]
    agreeing = [region_id for region_id in candidates if region_id in names]
    if len(agreeing) == 1:
        return FoundRegion(agreeing[0])
    if not candidates:
        return _fault("region.unknown", suggestion=_suggestion(index, written.name or written.code, written.level))
    return _fault("region.ambiguous", candidates=_list(index, candidates))


def _by_code(index: RegionIndex, code: str, scheme: str, written: WrittenRegion, names: tuple[str, ...]) -> FoundRegion:
    is_dotted_bps = scheme == "bps" and _DOTTED.fullmatch(code) is not None
    if is_dotted_bps:  # a dot is Kemendagri's habit: both readings stand until the name decides
        meanings = {
            "kemendagri": regions_of_code(index, code, "kemendagri"),
            "bps": regions_of_code(index, code, "bps"),
        }
    elif scheme:
        meanings = {scheme: regions_of_code(index, code, scheme)}
    else:
        meanings = readings(index, code)
    possible = _in_order(region_id for region_ids in meanings.values() for region_id in region_ids)
    if not possible:
        return _retired_code(index, code, scheme, written)
    agreeing = [region_id for region_id in possible if region_id in names]
    if len(possible) > 1 and len(agreeing) != 1:
        if names and not agreeing:
            return _mismatch(index, possible, written, names)
        facts: dict[str, Fact] = {
            name: _list(index, meanings.get(name, ())) or NOTHING for name in ("kemendagri", "bps")
        }
        facts["dotted"] = DOTTED_REMEDY if len(code) == 4 else ""
        return FoundRegion(None, (Place("region.code_scheme", False, facts),))
    region_id = agreeing[0] if agreeing else possible[0]
    if names and not agreeing:
        return _mismatch(index, possible, written, names)
    return FoundRegion(region_id, tuple(_notes(index, region_id, meanings, written, names)))


def _notes(
    index: RegionIndex,
    region_id: str,
    meanings: dict[str, tuple[str, ...]],
    written: WrittenRegion,
    names: tuple[str, ...],
) -> Iterable[Place]:
    if region_id not in meanings.get("kemendagri", ()) and code_text(written.code) != region_id:
        scheme = next(name for name, region_ids in meanings.items() if region_id in region_ids)
        yield Place("region.code_system", False, {"scheme": SCHEME_NAMES[scheme], "region": show(index, region_id)})
    if written.name.strip() and not names:
        yield Place("region.name_unknown", True, {"region": show(index, region_id)})


def _mismatch(index: RegionIndex, possible: list[str], written: WrittenRegion, names: tuple[str, ...]) -> FoundRegion:
    return _fault(
        "region.code_name_mismatch", coded=_list(index, possible), name=written.name.strip(), named=_list(index, names)
    )


def _retired_code(index: RegionIndex, code: str, scheme: str, written: WrittenRegion) -> FoundRegion:
    """A code without a meaning today: a dissolved territory, a code from before a split, or nothing known."""
    if code in index.regions and index.regions[code].valid_to is not None:
        return _dissolved_region(index, code)
    for tried in (scheme,) if scheme else ("kemendagri", "bps"):
        former = formerly_coded(index, code, tried)
        if former:
            return _dissolved_region(index, former[0])
    if is_known_unused(index, written.name):
        return _fault("region.unknown", True, suggestion="")
    return _fault("region.unknown", suggestion=_suggestion(index, written.name or written.code, written.level))


def _dissolved_region(index: RegionIndex, region_id: str, is_about_name: bool = False) -> FoundRegion:
    """`year` is left to the caller, who knows for which year the region was written."""
    heirs = successors(index, region_id) or (region_id,)
    region = index.regions[region_id]
    old: Fact = (
        region.region_name
        if region.valid_to
        else Words(f"kode lama {region.region_name}", f"an old code of {region.region_name}")
    )
    return _fault("region.not_valid_in_year", is_about_name, old=old, successors=_list(index, heirs))


def _suggestion(index: RegionIndex, name: str, level: RegionLevel | None) -> Words | str:
    similar = similar_names(index, name, level) if any(letter.isalpha() for letter in name) else ()
    if not similar:
        return ""
    listed = "; ".join(show(index, region_id) for region_id, _ in similar)
    return Words(f" (mungkin maksudnya {listed})", f" (perhaps {listed} was meant)")


def show(index: RegionIndex, region_id: str) -> str:
    """`11.01 Kabupaten Aceh Selatan`."""
    return f"{region_id} {index.regions[region_id].region_name}"


def _list(index: RegionIndex, region_ids: Iterable[str]) -> str:
    return "; ".join(show(index, region_id) for region_id in _in_order(region_ids))


def _in_order(region_ids: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(region_ids))


def _fault(rule_id: str, is_about_name: bool = False, **facts: Fact) -> FoundRegion:
    return FoundRegion(None, (Place(rule_id, is_about_name, facts),))
