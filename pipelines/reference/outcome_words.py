"""outcome_words.yml and programmes.csv -> the reviewed words and programme nomenclature that rules on proposals use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pipelines.reference.documents import Entry, read_document
from pipelines.reference.error import CatalogueError
from pipelines.reference.model import Aggregation, Direction, OutcomeWords, Programme, Quantity
from pipelines.reference.region_files import LEVELS
from pipelines.reference.tables import read_table, unique

WORDS_FILE, PROGRAMMES_FILE = "outcome_words.yml", "programmes.csv"
PROGRAMME = ("programme_code", "programme_name", "programme_decree")
LISTS = ("activity_beginnings", "products", "counting_words", "change_words", "joining_words")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "levels": LEVELS,
    "directions": get_args(Direction),
    "aggregations": get_args(Aggregation)[:-1],  # a category has no figure to propose
}


def read_outcome_words(path: Path) -> OutcomeWords:
    """The lists of words; an empty list, or a spelling that stands for two things, is a fault."""
    document = read_document(path)
    version = document.get("version") if isinstance(document, dict) else None
    if not isinstance(version, str) or not version:
        raise CatalogueError(path.name, "", "the version is missing", 'begin the file with version: "1"')
    whole = Entry(path.name, "lists", document)
    whole.expect(("version", *LISTS, "quantities", *CHOICES))
    lists: dict[str, Any] = {name: _lower(whole, name) for name in LISTS}
    lists |= {name: _spellings(path.name, document, name) for name in CHOICES}
    quantities = tuple(_quantity(path.name, fields) for fields in document["quantities"])
    return OutcomeWords(version=version, quantities=quantities, **lists)


def _lower(entry: Entry, field: str) -> tuple[str, ...]:
    words = entry.texts(field)
    for word in words:
        if word != word.casefold():
            entry.fault(field, f"'{word}' is not in lower case", "write it in lower case")
    return words


def _quantity(file: str, fields: Any) -> Quantity:
    entry = Entry(file, "quantities", fields if isinstance(fields, dict) else {})
    entry.expect(("words", "units", "needs_denominator"))
    return Quantity(_lower(entry, "words"), entry.texts("units"), entry.flag("needs_denominator", False))


def _spellings(file: str, document: Mapping[str, Any], name: str) -> dict[str, str]:
    """What people write -> the word of the code; every word of the code has a spelling, no spelling means two."""
    entry = Entry(file, name, document[name] if isinstance(document[name], dict) else {})
    entry.expect(CHOICES[name])
    found: dict[str, str] = {}
    for code in CHOICES[name]:
        for spelling in _lower(entry, code):
            if found.setdefault(spelling, code) != code:
                entry.fault(code, f"'{spelling}' stands for {found[spelling]} too", "remove it from one of them")
    return found


def read_programmes(path: Path) -> tuple[Programme, ...]:
    """Programmes by code and decree, in the order of the file."""
    rows = unique(read_table(path, PROGRAMME), "programme_code", "programme_decree")
    return tuple(Programme(*(row.text(column) for column in PROGRAMME)) for row in rows)
