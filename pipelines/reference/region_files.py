"""Regions with codes, successions, aliases and population -> records verified among themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, get_args

from pipelines.reference.error import CatalogueError
from pipelines.reference.model import (
    SCHEMES,
    Region,
    RegionAlias,
    RegionCode,
    RegionLevel,
    RegionSuccession,
    RegionWeight,
)
from pipelines.reference.regions import kind_of, spell
from pipelines.reference.tables import Row, read_table, unique

LEVELS: tuple[RegionLevel, ...] = get_args(RegionLevel)
PARENT_LEVEL: Mapping[RegionLevel, RegionLevel | None] = {
    "country": None,
    "province": "country",
    "district": "province",
}
_REGION_ID = re.compile(r"\d{2}(\.\d{2}|-\d{4})?")
_CODE_VALIDITY = re.compile(r"\d{4}(-\d{2}-\d{2})?")
REGISTERED_POPULATION = "registered_population"


class Regional(NamedTuple):
    """All records about regions, verified among themselves."""

    regions: Mapping[str, Region]
    codes: tuple[RegionCode, ...]
    successions: tuple[RegionSuccession, ...]
    aliases: tuple[RegionAlias, ...]
    weights: tuple[RegionWeight, ...]


def read_regional(folder: Path) -> Regional:
    """Read the five files in order; each is verified against those before it."""
    regions = read_regions(folder / "regions.csv")
    successions = read_successions(folder / "region_successions.csv", regions)
    return Regional(
        regions,
        read_codes(folder / "region_codes.csv", regions, successions),
        successions,
        read_aliases(folder / "region_aliases.csv", regions),
        read_weights(folder / "region_population.csv", regions),
    )


def known_region(row: Row, column: str, regions: Mapping[str, Region]) -> Region:
    """The region a field names; an unknown one is a fault of that field."""
    region = regions.get(row.text(column))
    if region is None:
        row.fault(
            column, f"'{row.fields[column]}' is not a region of regions.csv", "correct it or add the region there"
        )
    return region


def read_regions(path: Path) -> dict[str, Region]:
    columns = (
        "region_id",
        "region_level",
        "region_name",
        "parent_region_id",
        "valid_from",
        "valid_to",
        "published_until",
    )
    rows = list(unique(read_table(path, columns), "region_id"))
    regions = {row.fields["region_id"]: _region(row) for row in rows}
    for row in rows:
        _check_parent(row, regions)
    return regions


def _region(row: Row) -> Region:
    region_id = row.text("region_id")
    if not _REGION_ID.fullmatch(region_id):
        row.fault(
            "region_id", f"'{region_id}' is not a region code", "write 11, 11.01 or, for a dissolved one, 91-2022"
        )
    region = Region(
        region_id,
        row.choice("region_level", LEVELS),
        row.text("region_name"),
        row.optional("parent_region_id"),
        row.day("valid_from"),
        row.day("valid_to"),
        row.integer("published_until"),
    )
    if region.valid_from and region.valid_to and region.valid_to < region.valid_from:
        row.fault("valid_to", f"{region.valid_to} lies before valid_from {region.valid_from}", "exchange the two dates")
    return region


def _check_parent(row: Row, regions: Mapping[str, Region]) -> None:
    region = regions[row.fields["region_id"]]
    wanted = PARENT_LEVEL[region.region_level]
    if region.parent_region_id is None:
        if wanted is not None:
            row.fault("parent_region_id", f"{region.region_id} has no parent", f"name its {wanted}")
        return
    parent = known_region(row, "parent_region_id", regions)
    if parent.region_level != wanted:
        fault = f"the parent {parent.region_id} of {region.region_id} is a {parent.region_level}"
        row.fault("parent_region_id", fault, f"name a {wanted}" if wanted else "leave the field empty")


def read_successions(path: Path, regions: Mapping[str, Region]) -> tuple[RegionSuccession, ...]:
    columns = ("predecessor_region_id", "successor_region_id", "effective_date", "legal_basis")
    found: list[RegionSuccession] = []
    for row in unique(read_table(path, columns), "predecessor_region_id", "successor_region_id"):
        old = known_region(row, "predecessor_region_id", regions)
        new = known_region(row, "successor_region_id", regions)
        effective = row.day("effective_date")
        if effective is None:
            row.fault("effective_date", "the field is empty", "write the day the successor began")
        if old.valid_to is None or old.valid_to >= effective:
            fault = f"{old.region_id} is still valid on {effective}"
            row.fault("effective_date", fault, "end it in regions.csv the day before")
        found.append(RegionSuccession(old.region_id, new.region_id, effective, row.text("legal_basis")))
    followed = {step.predecessor_region_id for step in found}
    for region in regions.values():
        if region.valid_to is not None and region.region_id not in followed:
            fault = f"the dissolved region {region.region_id} has no successor"
            raise CatalogueError(path.name, "", fault, "add a row for it")
    return tuple(found)


def read_codes(
    path: Path, regions: Mapping[str, Region], successions: Sequence[RegionSuccession]
) -> tuple[RegionCode, ...]:
    columns = ("region_id", "scheme", "code", "valid_from", "valid_to", "note")
    found: list[tuple[Row, RegionCode]] = []
    for row in unique(read_table(path, columns), "region_id", "scheme", "code"):
        known_region(row, "region_id", regions)
        for column in ("valid_from", "valid_to"):
            written = row.optional(column)
            if written is not None and not _CODE_VALIDITY.fullmatch(written):
                row.fault(column, f"'{written}' is neither a year nor a date", "write YYYY or YYYY-MM-DD")
        code = RegionCode(
            row.text("region_id"),
            row.choice("scheme", SCHEMES),
            row.text("code"),
            row.optional("valid_from"),
            row.optional("valid_to"),
        )
        found.append((row, code))
    _check_clashes(found, successions)
    _check_own_code(path, regions, (code for _, code in found))
    return tuple(code for _, code in found)


def _check_clashes(found: Sequence[tuple[Row, RegionCode]], successions: Sequence[RegionSuccession]) -> None:
    """In one scheme one code means one region at a time; a territory and its own successor may overlap, because
    publishers used both breakdowns in the same years and the table decides."""
    related = {(step.predecessor_region_id, step.successor_region_id) for step in successions}
    by_code: dict[tuple[str, str], list[tuple[Row, RegionCode]]] = defaultdict(list)
    for row, code in found:
        for other_row, other in by_code[code.scheme, code.code]:
            pair = (other.region_id, code.region_id)
            if pair in related or pair[::-1] in related or pair[0] == pair[1] or not _overlap(code, other):
                continue
            fault = f"{code.scheme} code {code.code} also means {other.region_id} at that time (row {other_row.line})"
            row.fault("code", fault, "correct the code or end the validity of one of them")
        by_code[code.scheme, code.code].append((row, code))


def _overlap(one: RegionCode, other: RegionCode) -> bool:
    return _begin(one) <= _end(other) and _begin(other) <= _end(one)


def _begin(code: RegionCode) -> date:
    written = code.valid_from or "0001"
    return date.fromisoformat(written if len(written) > 4 else f"{written}-01-01")


def _end(code: RegionCode) -> date:
    written = code.valid_to or "9999"
    return date.fromisoformat(written if len(written) > 4 else f"{written}-12-31")


def _check_own_code(path: Path, regions: Mapping[str, Region], codes: Iterable[RegionCode]) -> None:
    coded = {(code.region_id, code.scheme) for code in codes}
    for region in regions.values():
        for scheme in ("kemendagri", "bps"):
            if region.region_level != "country" and (region.region_id, scheme) not in coded:
                fault = f"region {region.region_id} has no {scheme} code"
                raise CatalogueError(path.name, "", fault, "add a row for it")


def read_aliases(path: Path, regions: Mapping[str, Region]) -> tuple[RegionAlias, ...]:
    columns = ("spelling", "region_id", "region_level", "note")
    official = {(spell(region.region_name).bare, kind_of(region)): region.region_id for region in regions.values()}
    found: list[RegionAlias] = []
    for row in unique(read_table(path, columns), "spelling", "region_id"):
        if row.optional("region_id") is None:
            if row.optional("region_level") is not None:
                row.fault("region_level", "a spelling that is not used has no level", "leave the field empty")
            found.append(RegionAlias(row.text("spelling"), None, None, row.text("note")))
            continue
        region = known_region(row, "region_id", regions)
        level = row.choice("region_level", LEVELS)
        if level != region.region_level:
            row.fault("region_level", f"{region.region_id} is a {region.region_level}", f"write {region.region_level}")
        written = spell(row.text("spelling"))
        owner = official.get((written.bare, written.kind or kind_of(region)), region.region_id)
        if owner != region.region_id:
            fault = f"'{row.fields['spelling']}' is the official name of {owner}"
            row.fault("spelling", fault, "remove the alias or name that region")
        found.append(RegionAlias(row.text("spelling"), region.region_id, level, row.fields["note"]))
    return tuple(found)


def read_weights(path: Path, regions: Mapping[str, Region]) -> tuple[RegionWeight, ...]:
    found: list[RegionWeight] = []
    for row in unique(read_table(path, ("region_id", "population", "as_of", "source")), "region_id"):
        known_region(row, "region_id", regions)
        people = row.integer("population")
        if not people:
            row.fault("population", "a weight must be a number above zero", "write the number of people")
        as_of = row.text("as_of")
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", as_of):
            row.fault("as_of", f"'{as_of}' is not a month", "write YYYY-MM")
        found.append(
            RegionWeight(
                row.text("region_id"), REGISTERED_POPULATION, float(people), int(as_of[:4]), row.text("source")
            )
        )
    return tuple(found)
