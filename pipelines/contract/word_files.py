"""Words of one document in both languages, from a YAML file beside its code; which document, is for its package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def words_of(file: Path) -> Mapping[str, Any]:
    """What the file holds, read once: key -> id, en, or further keys."""
    words: Mapping[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return words


def phrase(file: Path, key: str, language: str, **facts: object) -> str:
    """The sentence of a dotted key (`why.silent`) with its facts; numbers must come as text already."""
    found: Any = words_of(file)
    for part in key.split("."):
        found = found[part]
    return str(found[language]).format_map(facts)
