"""layouts.yml, foreign_mappings.csv, criteria.yml and methods.yml -> checked structures for reading and explaining."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.reference.documents import Entry, entries, read_document
from pipelines.reference.error import CatalogueError
from pipelines.reference.model import ForeignMapping, Indicator
from pipelines.reference.tables import read_table, unique

LAYOUT_FORMS = {"templates": "workbook", "csv": "csv", "foreign": "foreign", "take_up": "take_up"}
LATER_GROUPS = ("take_up",)  # a folder seeded by an earlier release has none: nothing is read by them then
CRITERION_LEVELS = 4
FURTHER_COLUMNS = ("criteria_columns", "outcome_columns")  # of the sheets beside Target
METHOD_TEXTS = (
    "method_code",
    "name_id",
    "name_en",
    "words_id",
    "words_en",
    "formula_id",
    "formula_en",
    "assumptions_id",
    "assumptions_en",
    "weakness_id",
    "weakness_en",
    "source",
)


def read_layouts(path: Path) -> Mapping[str, Any]:
    """Layouts by group and name; each has columns with headings, no heading twice."""
    document = read_document(path)
    if not isinstance(document, dict):
        raise CatalogueError(path.name, "", f"the groups {', '.join(LAYOUT_FORMS)} are expected", "add them")
    for group in document:
        if group not in LAYOUT_FORMS:
            raise CatalogueError(
                path.name, f"group {group}", "the group is not known", f"use {', '.join(LAYOUT_FORMS)}"
            )
    for group, form in LAYOUT_FORMS.items():
        if group in LATER_GROUPS and group not in document:
            document[group] = {}
            continue
        if not isinstance(document.get(group), dict) or not document[group]:
            raise CatalogueError(path.name, f"group {group}", "the group is missing or empty", "add one layout to it")
        for name, fields in document[group].items():
            _check_layout(Entry(path.name, str(name), fields if isinstance(fields, dict) else {}), form)
    return document


def _check_layout(entry: Entry, form: str) -> None:
    if entry.fields.get("form") != form:
        entry.fault("form", f"'{entry.fields.get('form')}' does not belong in this group", f"write {form}")
    for part in ("columns", *(part for part in FURTHER_COLUMNS if part in entry.fields)):
        columns = entry.fields.get(part)
        if not isinstance(columns, dict) or not columns:
            entry.fault(part, "no column is described", "add at least one heading")
        seen: dict[str, str] = {}
        for heading, column in columns.items():
            if not isinstance(column, dict) or not isinstance(column.get("field"), str):
                entry.fault(part, f"column '{heading}' names no field", "write {field: name}; empty when not read")
            for spelling in dict.fromkeys(_bare(word) for word in (heading, *column.get("synonyms", []))):
                if spelling in seen:
                    fault = f"the heading '{spelling}' stands for both '{seen[spelling]}' and '{heading}'"
                    entry.fault(part, fault, "remove it from one of them")
                seen[spelling] = heading


def _bare(heading: object) -> str:
    return "".join(letter for letter in str(heading).casefold() if letter.isalnum())


def read_foreign_mappings(
    path: Path, layouts: Mapping[str, Any], indicators: Mapping[str, Indicator]
) -> tuple[ForeignMapping, ...]:
    """Reviewed lines of foreign sheets; an empty indicator_code means known and not used, with the reason as note."""
    found: list[ForeignMapping] = []
    for row in unique(
        read_table(path, ("layout_code", "printed_text", "indicator_code", "note")), "layout_code", "printed_text"
    ):
        if row.text("layout_code") not in {**layouts["foreign"], **layouts["take_up"]}:
            row.fault("layout_code", f"'{row.fields['layout_code']}' is no foreign layout of layouts.yml", "correct it")
        code = row.optional("indicator_code")
        if code is not None and code not in indicators:
            row.fault("indicator_code", f"'{code}' does not stand in indicators.yml", "correct it or add it there")
        note = row.fields["note"] if code is not None else row.text("note")
        found.append(ForeignMapping(row.text("layout_code"), row.text("printed_text"), code, note))
    return tuple(found)


def read_criteria(path: Path) -> tuple[Mapping[str, Any], ...]:
    """The criteria in order, each with version, position and four levels from 0 to 3 in both languages."""
    document = read_document(path)
    version = document.get("version") if isinstance(document, dict) else None
    if not isinstance(version, str) or not version:
        raise CatalogueError(path.name, "", "the version is missing", 'begin the file with version: "1"')
    found: list[Mapping[str, Any]] = []
    for position, entry in enumerate(entries(path, "criteria", "criterion_code"), start=1):
        entry.expect(("criterion_code", "name_id", "name_en", "is_mandatory", "levels"))
        levels = entry.fields["levels"]
        if not isinstance(levels, list) or len(levels) != CRITERION_LEVELS:
            entry.fault("levels", f"{CRITERION_LEVELS} levels are expected", "describe levels 0, 1, 2 and 3")
        anchors = [Entry(path.name, f"{entry.code} level {level}", fields) for level, fields in enumerate(levels)]
        found.append(
            {
                "criterion_code": entry.code,
                "name_id": entry.text("name_id"),
                "name_en": entry.text("name_en"),
                "is_mandatory": entry.flag("is_mandatory", False),
                "version": version,
                "position": position,
                "levels": tuple(
                    {"level": level, "anchor_id": anchor.text("anchor_id"), "anchor_en": anchor.text("anchor_en")}
                    for level, anchor in enumerate(anchors)
                ),
            }
        )
    return tuple(found)


def read_methods(path: Path) -> tuple[Mapping[str, Any], ...]:
    """Method texts in both languages; a catalogue without the file has none."""
    if not path.exists():
        return ()
    found: list[Mapping[str, Any]] = []
    for entry in entries(path, "methods", "method_code"):
        entry.expect(METHOD_TEXTS)
        found.append({field: entry.text(field) for field in METHOD_TEXTS})
    return tuple(found)
