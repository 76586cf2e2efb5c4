"""A finding, and the one catalogue of its sentences in both languages. What makes a finding lives elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any, Literal, NamedTuple, cast

import yaml

Severity = Literal["reject", "ask", "note"]
SEVERITIES: dict[str, Severity] = {"r": "reject", "a": "ask", "n": "note"}


class Words(NamedTuple):
    """A fact that reads differently in the two languages."""

    id: str
    en: str


NOTHING_WRITTEN = Words("(kosong)", "(empty)")
LONGEST_SHOWN = 200  # characters of one fact in a sentence; the finding itself keeps what was written whole
LONGEST_WRITTEN_OUT = 1e15  # beyond it a number is shown with its power of ten
_INDONESIAN = str.maketrans(",.", ".,")
Fact = str | int | float | Words


class FindingText(NamedTuple):
    severity: Severity
    message_id: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one place of a file. `facts` fill the sentence; numbers take the language's own form."""

    rule_id: str
    sheet: str = ""
    source_cell: str = ""
    written: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    indicator_code: str | None = None
    region_id: str | None = None
    target_year: int | None = None
    is_justified: bool = False  # the unit gave a reason in `alasan`
    sentences: tuple[str, str] | None = None  # Indonesian and English, once `told`

    def __reduce__(self) -> tuple[type[Finding], tuple[Any, ...]]:
        """Travel between processes as plain fields, in a fraction of the time that a dataclass takes by itself."""
        return Finding, (
            self.rule_id,
            self.sheet,
            self.source_cell,
            self.written,
            self.facts,
            self.indicator_code,
            self.region_id,
            self.target_year,
            self.is_justified,
            self.sentences,
        )

    def told(self) -> Finding:
        """The same finding with its sentences in place of the facts: less to carry to another process."""
        said = (self.message_id, self.message_en)
        place = (self.rule_id, self.sheet, self.source_cell, self.written)
        return Finding(*place, {}, self.indicator_code, self.region_id, self.target_year, self.is_justified, said)

    @property
    def severity(self) -> Severity:
        return texts()[self.rule_id].severity

    @property
    def message_id(self) -> str:
        return self.sentences[0] if self.sentences else _sentence(texts()[self.rule_id].message_id, self, "id")

    @property
    def message_en(self) -> str:
        return self.sentences[1] if self.sentences else _sentence(texts()[self.rule_id].message_en, self, "en")


@cache
def texts() -> dict[str, FindingText]:
    """All rule ids with severity and sentence templates, from the files beside this module."""
    found: dict[str, FindingText] = {}
    for name in ("reading.yml", "judging.yml", "proposing.yml", "receiving.yml", "take_up.yml"):
        source = resources.files("pipelines.submissions.model.messages").joinpath(name).read_text(encoding="utf-8")
        entries = cast("dict[str, dict[str, str]]", yaml.load(source, Loader=yaml.CSafeLoader) or {})
        for rule_id, entry in entries.items():
            found[rule_id] = FindingText(SEVERITIES[entry["severity"]], entry["id"], entry["en"])
    return found


def show_number(value: float, language: str) -> str:
    """12.5 -> '12,5' (id) or '12.5' (en); thousands grouped; no trailing zeros."""
    if abs(value) >= LONGEST_WRITTEN_OUT:
        text = f"{value:.4g}"
    else:
        text = f"{value:,.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,d}"
    return text if language == "en" else text.translate(_INDONESIAN)


def number_words(value: float) -> Words:
    """A number in the form of each language, to be put inside other words."""
    return Words(show_number(float(value), "id"), show_number(float(value), "en"))


def _show(fact: Any, language: str) -> str:
    if isinstance(fact, Words):
        return fact.id if language == "id" else fact.en
    if isinstance(fact, (int, float)) and not isinstance(fact, bool):
        return show_number(fact, language)
    text = str(fact)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _sentence(template: str, finding: Finding, language: str) -> str:
    """Fill a template; only the facts that it names are put into words."""
    facts = finding.facts
    shown: dict[str, str] = {}
    for name in _names_in(template):
        if name in facts:
            shown[name] = _show(facts[name], language)
        else:
            shown[name] = _show(_place_of(finding, name), language)
    return template.format_map(shown)


@cache
def _names_in(template: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))


def _place_of(finding: Finding, name: str) -> Fact:
    """What every finding may say beside its facts: what was written and where."""
    if name == "written":
        return finding.written or NOTHING_WRITTEN
    return {"cell": finding.source_cell, "sheet": finding.sheet}[name]
