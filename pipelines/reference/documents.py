"""Committed YAML documents -> entries with checked, typed fields. What the fields mean lives in the callers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

import yaml

from pipelines.reference.error import CatalogueError
from pipelines.reference.tables import read_text

Choice = TypeVar("Choice", bound=str)


class _Loader(yaml.CSafeLoader):
    """CSafeLoader that refuses a key written twice, which YAML itself would silently let win."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise yaml.MarkedYAMLError(problem=f"the key {key} is no text", problem_mark=key_node.start_mark)
        if key in found:
            raise yaml.MarkedYAMLError(problem=f"'{key}' is written twice", problem_mark=key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_document(path: Path) -> Any:
    """Parsed content of one document; syntax faults name line and reason."""
    try:
        return yaml.load(read_text(path), Loader=_Loader)  # noqa: S506  (a safe loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark is not None else ""
        fault = f"the text is not YAML ({getattr(error, 'problem', None) or 'unreadable'})"
        raise CatalogueError(path.name, place, fault, "correct that line") from None


class Entry(NamedTuple):
    """One named entry of a document; every getter answers in the field's type or raises with entry and field."""

    file: str
    code: str
    fields: Mapping[str, Any]

    def fault(self, field: str, fault: str, remedy: str) -> NoReturn:
        place = f"entry {self.code}, field {field}" if field else f"entry {self.code}"
        raise CatalogueError(self.file, place, fault, remedy)

    def expect(self, required: Sequence[str], optional: Sequence[str] = ()) -> None:
        for name in required:
            if name not in self.fields:
                self.fault(name, "the field is missing", "add it")
        for name in self.fields:
            if name not in required and name not in optional:
                self.fault(name, "the field is not known", f"remove it; known are {', '.join((*required, *optional))}")

    def text(self, field: str) -> str:
        found = self.fields.get(field)
        if not isinstance(found, str) or not found.strip():
            self.fault(field, "a text is expected", "write one")
        return " ".join(found.split())

    def optional(self, field: str) -> str | None:
        return None if self.fields.get(field) is None else self.text(field)

    def choice(self, field: str, allowed: Sequence[Choice]) -> Choice:
        found = self.fields.get(field)
        for word in allowed:
            if found == word:
                return word
        return self.fault(field, f"'{found}' is not an allowed word", f"use one of {', '.join(allowed)}")

    def flag(self, field: str, default: bool) -> bool:
        found = self.fields.get(field, default)
        if not isinstance(found, bool):
            self.fault(field, f"'{found}' is neither true nor false", "write true or false")
        return found

    def number(self, field: str) -> float | None:
        found = self.fields.get(field)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, (int, float)):
            self.fault(field, f"'{found}' is not a number", "write digits with a decimal point")
        return float(found)

    def integer(self, field: str) -> int | None:
        found = self.fields.get(field)
        if found is not None and (isinstance(found, bool) or not isinstance(found, int)):
            self.fault(field, f"'{found}' is not a whole number", "write digits only")
        return found

    def texts(self, field: str) -> tuple[str, ...]:
        found = self.fields.get(field)
        if not isinstance(found, list) or not found or not all(isinstance(item, str) and item for item in found):
            self.fault(field, "a list of texts is expected", "write one text per line after '- '")
        return tuple(found)


def entries(path: Path, top: str, key: str) -> list[Entry]:
    """Entries of the list under `top`, each known by its field `key`; a key that stands twice is a fault."""
    document = read_document(path)
    listed = document.get(top) if isinstance(document, dict) else None
    if not isinstance(listed, list) or not listed:
        raise CatalogueError(
            path.name, "", f"a list '{top}' is expected", f"begin the file with '{top}:' and one entry"
        )
    found: list[Entry] = []
    for number, fields in enumerate(listed, start=1):
        code = fields.get(key) if isinstance(fields, dict) else None
        if not isinstance(code, str) or not code:
            raise CatalogueError(
                path.name, f"entry {number}", f"'{key}' is missing or no text", f"begin it with '{key}:'"
            )
        if any(entry.code == code for entry in found):
            raise CatalogueError(path.name, f"entry {code}", "the code stands twice", "keep one of the two entries")
        found.append(Entry(path.name, code, fields))
    return found
