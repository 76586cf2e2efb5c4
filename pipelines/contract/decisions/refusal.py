"""Why something is refused or failed: one sentence in both languages, built from messages.yml; nothing decides here."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipelines.errors import SelarasError

MESSAGES = Path(__file__).with_name("messages.yml")
LANGUAGES = ("id", "en")


class BookError(SelarasError):
    """One sentence for the operator about the book itself: locked, full, unreachable, broken."""


@dataclass(frozen=True)
class Words:
    """A text in both languages, to stand inside a sentence."""

    id: str
    en: str


@dataclass(frozen=True)
class Refusal:
    """A rule that stands in the way, with what its sentence needs; the sentence is only built when it is asked for."""

    rule_id: str
    facts: dict[str, Any] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """The sentence in `id` or `en`, with numbers and words in that language."""
        told = {name: _fact_text(value, language) for name, value in self.facts.items()}
        return str(sentences()[self.rule_id][f"message_{language}"]).format_map(told)

    @property
    def message_id(self) -> str:
        return self.message("id")

    @property
    def message_en(self) -> str:
        return self.message("en")


class Refused(SelarasError):
    """A decision that was not taken; nothing has been written."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message_en)
        self.refusal = refusal


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every sentence of the desk: rule_id -> message_id, message_en, and `severity` where it is a finding of a file."""
    found: dict[str, dict[str, str]] = yaml.load(MESSAGES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


def printed_number(number: float | None, language: str) -> str:
    """A number as it is written in that language, without digits it does not have; `–` where there is none."""
    if number is None:
        return "–"
    text = f"{number:,.10f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language == "id" else text


def _fact_text(value: Any, language: str) -> str:
    if isinstance(value, Words):
        return value.id if language == "id" else value.en
    if isinstance(value, list | tuple):
        return ", ".join(_fact_text(each, language) for each in value)
    if isinstance(value, float):
        return printed_number(value, language)
    return str(value)
