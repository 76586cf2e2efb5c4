"""Names and codes of regions -> candidate regions, as pure functions over one prepared `RegionIndex`.

Nothing here chooses between candidates: rules (codes from units) and history (codes in published tables) do that."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from pipelines.reference.model import Catalogue, Region, RegionCode, RegionLevel

Kind = Literal["country", "province", "kabupaten", "kota"]
NATIONAL_WEBAPI_KEY = "9999"  # BPS prints the national row under this key

_PREFIXES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"^(?:provinsi|propinsi|prov|prop)(?:\.\s*|\s+)"), "province"),
    (re.compile(r"^(?:kabupaten|kab)(?:\.\s*|\s+)(?:(?:administrasi|adm)(?:\.\s*|\s+))?"), "kabupaten"),
    (re.compile(r"^(?:kt\.\s*|(?:kota|kotamadya|kodya)(?:\.\s*|\s+)(?:(?:administrasi|adm)(?:\.\s*|\s+))?)"), "kota"),
)
_KINDS_BEHIND: dict[str, Kind] = {"kota": "kota", "kab": "kabupaten", "kab.": "kabupaten", "kabupaten": "kabupaten"}
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ᵃᵇᶜᵈᵉ"  # a note behind a name; folded, its digits would become part of the name
_ISLANDS = re.compile(r"\bkep(?:\.|\b)")
_LOST_ZERO = re.compile(r"\d{2}\.\d")
_WHOLE = re.compile(r"^\d+\.0")
_UNDOTTED = re.compile(r"\d{4}")
_DOTTED = re.compile(r"^\d{2}\.\d{2}$")


class Spelling(NamedTuple):
    """A name reduced to what matters: its kind word (None when none was written) and its bare letters and digits."""

    kind: Kind | None
    bare: str


class SpellingMeaning(NamedTuple):
    """One meaning of a bare spelling; `region_id` None means known and deliberately not used."""

    region_id: str | None
    kind: Kind | None


@dataclass(frozen=True)
class RegionIndex:
    """Look-up tables made once per catalogue by `index_regions`; safe to send to a child process."""

    regions: Mapping[str, Region]
    by_bare: Mapping[str, tuple[SpellingMeaning, ...]]
    by_code: Mapping[tuple[str, str], tuple[RegionCode, ...]]
    successors_of: Mapping[str, tuple[str, ...]]
    predecessors_of: Mapping[str, tuple[str, ...]]


def plain_text(text: str) -> str:
    """Fold width forms (NFKC), drop zero-width and soft-hyphen characters, make every run of blanks one blank."""
    folded = unicodedata.normalize("NFKC", text)
    visible = "".join(letter for letter in folded if unicodedata.category(letter) != "Cf")
    return " ".join(visible.split())


def spell(text: str) -> Spelling:
    """Reduce a name as written: case, blanks, punctuation, footnote marks, `Kab.`/`Kota`/`Prov.`, `Kep.`."""
    name = _without_footnote_marks(plain_text(text.rstrip(_RAISED)).casefold().strip("'\"` "))
    kind: Kind | None = None
    for pattern, meaning in _PREFIXES:
        rest = pattern.sub("", name)
        if rest != name and rest:
            name, kind = rest, meaning
            break
    if kind is None:
        name, kind = _kind_behind(name)
    name = _ISLANDS.sub("kepulauan ", name)
    return Spelling(kind, "".join(letter for letter in name if letter.isalnum()))


def _kind_behind(name: str) -> tuple[str, Kind | None]:
    """`bogor (kota)` and `bogor, kab.` are the city and the regency."""
    for word, kind in _KINDS_BEHIND.items():
        for ending in (f"({word})", f", {word}"):
            if name.endswith(ending) and len(name) > len(ending):
                return name.removesuffix(ending).rstrip(), kind
    return name, None


def _without_footnote_marks(name: str) -> str:
    """Take `*`, `**)`, `1)` and `(*)` off the end, sign after sign: a pattern for several marks in a row would try
    every way of dividing a row of asterisks."""
    end = len(name)
    while end:
        is_closed = name[end - 1] == ")"
        inner = end - is_closed
        first = inner
        while first and name[first - 1] == "*":
            first -= 1
        if first == inner and is_closed and inner and name[inner - 1].isdigit():
            first -= 1
        elif first == inner:
            break
        elif is_closed and first and name[first - 1] == "(":
            first -= 1
        end = first
        while end and name[end - 1].isspace():
            end -= 1
    return name[:end]


def kind_of(region: Region) -> Kind:
    """Kabupaten or kota for a district (from its official name), otherwise its level."""
    if region.region_level == "district":
        return "kota" if region.region_name.startswith("Kota ") else "kabupaten"
    return region.region_level


def index_regions(catalogue: Catalogue) -> RegionIndex:
    """Prepare the look-up tables of a catalogue (some milliseconds; do it once and pass the result on)."""
    by_bare: dict[str, dict[SpellingMeaning, None]] = defaultdict(dict)
    for region in catalogue.regions.values():
        by_bare[spell(region.region_name).bare][SpellingMeaning(region.region_id, kind_of(region))] = None
    for alias in catalogue.aliases:
        written = spell(alias.spelling)
        own = None if alias.region_id is None else kind_of(catalogue.regions[alias.region_id])
        is_crossed = own is not None and written.kind not in (None, own)  # "Kota Baru" is the regency Kotabaru
        bare = f"{written.kind}{written.bare}" if is_crossed else written.bare
        by_bare[bare][SpellingMeaning(alias.region_id, own)] = None
    by_code: dict[tuple[str, str], list[RegionCode]] = defaultdict(list)
    for code in catalogue.region_codes:
        by_code[code.scheme, code.code].append(code)
    successors, predecessors = defaultdict(list), defaultdict(list)
    for step in catalogue.successions:
        successors[step.predecessor_region_id].append(step.successor_region_id)
        predecessors[step.successor_region_id].append(step.predecessor_region_id)
    return RegionIndex(
        catalogue.regions,
        {bare: tuple(meanings) for bare, meanings in by_bare.items()},
        {key: tuple(codes) for key, codes in by_code.items()},
        {region_id: tuple(ids) for region_id, ids in successors.items()},
        {region_id: tuple(ids) for region_id, ids in predecessors.items()},
    )


# --- names ---------------------------------------------------------------------------------------------------------


def regions_of_name(index: RegionIndex, text: str, level: RegionLevel | None = None) -> tuple[str, ...]:
    """Region ids a written name can mean, official names and aliases alike; several = ambiguous, none = unknown.

    `Bandung` gives the regency and the city, `Kota Bandung` the city, `Gorontalo` the province too unless a level is
    asked for. A dissolved territory is found only under its own full name or an alias of its own."""
    written = spell(text)
    found = {
        meaning.region_id: None
        for meaning in _meanings(index, written)
        if meaning.region_id is not None and (level is None or index.regions[meaning.region_id].region_level == level)
    }
    return tuple(found)


def named_in_table(index: RegionIndex, text: str, level: RegionLevel | None = None) -> tuple[str, ...]:
    """Like `regions_of_name`, by the habit of BPS tables: a district without `Kota` before it is the regency."""
    found = regions_of_name(index, text, level)
    if len(found) > 1 and spell(text).kind is None:
        regencies = tuple(region_id for region_id in found if kind_of(index.regions[region_id]) != "kota")
        return regencies or found
    return found


def is_known_unused(index: RegionIndex, text: str) -> bool:
    """True for headings, footnotes and island totals that the alias list names as not used."""
    return any(meaning.region_id is None for meaning in _meanings(index, spell(text))) and not regions_of_name(
        index, text
    )


def similar_names(
    index: RegionIndex, text: str, level: RegionLevel | None = None, limit: int = 3
) -> tuple[tuple[str, str], ...]:
    """(region_id, official name) of today's regions spelled most alike, best first: to suggest, never to choose."""
    names = {
        region.region_id: spell(region.region_name).bare
        for region in index.regions.values()
        if region.valid_to is None and (level is None or region.region_level == level)
    }
    found = process.extract(spell(text).bare, names, scorer=fuzz.ratio, limit=limit, score_cutoff=75)
    return tuple((region_id, index.regions[region_id].region_name) for _, _, region_id in found)


def _meanings(index: RegionIndex, written: Spelling) -> Iterable[SpellingMeaning]:
    meanings = index.by_bare.get(written.bare, ())
    if written.kind is None:
        return meanings
    fitting = tuple(meaning for meaning in meanings if meaning.kind in (written.kind, None))
    return fitting or index.by_bare.get(written.kind + written.bare, ())  # "Kota Mobagu" is the city Kotamobagu


# --- codes ---------------------------------------------------------------------------------------------------------


def code_text(text: str, is_number: bool = False) -> str:
    """A code as text: `'11.01`, ` 11.01 ` and the number 11.01 are one; a number 11.1 has lost its zero: 11.10."""
    code = plain_text(text).strip("'\"` ").upper()
    if is_number and _LOST_ZERO.fullmatch(code):
        return code + "0"
    return code[:-2] if is_number and _WHOLE.fullmatch(code) else code


def regions_of_code(index: RegionIndex, code: str, scheme: str, year: int | None = None) -> tuple[str, ...]:
    """Region ids a code means in one scheme, in a year (None = today), today's territory first.

    A four-digit Kemendagri code is read with its dot, a dotted BPS code without. In the years in which an undivided
    and a new territory share a BPS code (Papua 2022-2023) both are given: the table's breakdown decides."""
    found = [entry for entry in index.by_code.get((scheme, _written_in(code, scheme)), ()) if _holds(entry, year)]
    return tuple(sorted({entry.region_id: None for entry in found}, key=lambda region_id: "-" in region_id))


def formerly_coded(index: RegionIndex, code: str, scheme: str) -> tuple[str, ...]:
    """Region ids that a code which means nothing today used to mean: retired codes and dissolved territories."""
    if regions_of_code(index, code, scheme):
        return ()
    return tuple({entry.region_id: None for entry in index.by_code.get((scheme, _written_in(code, scheme)), ())})


def readings(index: RegionIndex, code: str, year: int | None = None) -> dict[str, tuple[str, ...]]:
    """What a code means in each scheme that knows it: {scheme: region ids}. A dotted code is Kemendagri's only."""
    schemes = ("kemendagri",) if _DOTTED.match(code) else ("kemendagri", "bps", "iso3166_2")
    found = {scheme: regions_of_code(index, code, scheme, year) for scheme in schemes}
    return {scheme: region_ids for scheme, region_ids in found.items() if region_ids}


def webapi_code(key: str) -> str:
    """The BPS code behind a WebAPI `vervar` key: 1100 -> 11, 1101 -> 1101, 9999 -> 00."""
    if key == NATIONAL_WEBAPI_KEY:
        return "00"
    return key[:2] if len(key) == 4 and key.endswith("00") else key


def _written_in(code: str, scheme: str) -> str:
    if scheme == "kemendagri" and _UNDOTTED.fullmatch(code):
        return f"{code[:2]}.{code[2:]}"
    if scheme == "bps":
        undotted = code.replace(".", "") if _DOTTED.match(code) else code
        return "00" if undotted == NATIONAL_WEBAPI_KEY else undotted
    return code


def _holds(entry: RegionCode, year: int | None) -> bool:
    if year is None:
        return entry.valid_to is None
    begins = int(entry.valid_from[:4]) if entry.valid_from else None
    ends = int(entry.valid_to[:4]) if entry.valid_to else None
    return (begins is None or begins <= year) and (ends is None or year <= ends)


# --- territories in time -------------------------------------------------------------------------------------------


def successors(index: RegionIndex, region_id: str) -> tuple[str, ...]:
    """Region ids that took over a dissolved territory; empty for a region of today."""
    return index.successors_of.get(region_id, ())


def predecessors(index: RegionIndex, region_id: str) -> tuple[str, ...]:
    """Dissolved territories a region came out of; empty where nothing was divided."""
    return index.predecessors_of.get(region_id, ())


def undivided_region(index: RegionIndex, region_id: str) -> str | None:
    """The dissolved territory that carried this region's name before the split: 91 -> 91-2022, 93 -> None."""
    for predecessor in predecessors(index, region_id):
        if predecessor.split("-")[0] == region_id:
            return predecessor
    return None


def existed_in(region: Region, year: int) -> bool:
    """True when the region existed on at least one day of the year."""
    return _begins(region).year <= year and (region.valid_to is None or year <= region.valid_to.year)


def province_of(index: RegionIndex, region_id: str) -> str | None:
    """The province of a district, a province itself, None for the country."""
    region = index.regions[region_id]
    if region.region_level == "district":
        return region.parent_region_id
    return region_id if region.region_level == "province" else None


def _begins(region: Region) -> date:
    return region.valid_from or date.min
