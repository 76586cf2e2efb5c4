"""A finding, and the one catalogue of its sentences in both languages. What makes a finding lives elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from string import Formatter
from typing import Literal, NamedTuple, cast

import yaml

Severity = Literal["reject", "ask", "note"]
SEVERITIES: dict[str, Severity] = {"r": "reject", "a": "ask", "n": "note"}


class Words(NamedTuple):
    """A fact that reads differently in the two languages."""

    id: str
    en: str


NOTHING_WRITTEN = Words("(kosong)", "(empty)")
ONE_NUMBER = Words(
    "tulis satu angka seperti 12,5 atau satu rentang seperti 7,0–8,0",
    "write one number such as 12,5 or one range such as 7,0–8,0",
)
LONGEST_SHOWN = 200  # characters of one fact in a sentence; the finding itself keeps what was written whole
LONGEST_WRITTEN_OUT = 1e15  # beyond it a number is shown with its power of ten
_INDONESIAN = str.maketrans(",.", ".,")
Fact = str | int | float | Words
_NO_FACTS: Mapping[str, Fact] = {}


class FindingText(NamedTuple):
    severity: Severity
    message_id: str
    message_en: str


class Finding(NamedTuple):
    """What a rule says about one place of a file. `facts` fill the sentence; numbers take the language's own form."""

    rule_id: str
    sheet: str = ""
    source_cell: str = ""
    written: str = ""
    facts: Mapping[str, Fact] = _NO_FACTS
    indicator_code: str | None = None
    region_id: str | None = None
    target_year: int | None = None
    is_justified: bool = False  # the unit gave a reason in `alasan`
    sentences: tuple[str, str] | None = None  # Indonesian and English, once `told`

    def with_sentences(self) -> Finding:
        """The same finding with its sentences in place of the facts: less to carry to another process."""
        place = (self.rule_id, self.sheet, self.source_cell, self.written)
        about = (self.indicator_code, self.region_id, self.target_year, self.is_justified)
        return Finding(*place, {}, *about, self.in_words)

    @property
    def severity(self) -> Severity:
        return texts()[self.rule_id].severity

    @property
    def in_words(self) -> tuple[str, str]:
        """Its sentences in Indonesian and English."""
        return self.sentences or _sentences(self)

    @property
    def message_id(self) -> str:
        return self.in_words[0]

    @property
    def message_en(self) -> str:
        return self.in_words[1]


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
    words = number_words(value)
    return words.en if language == "en" else words.id


@lru_cache(maxsize=50_000)  # the same number stands in the sentences of many targets
def number_words(value: float) -> Words:
    """A number in the form of each language; equal numbers are written alike, zero without a sign."""
    if abs(value) >= LONGEST_WRITTEN_OUT:
        text = f"{value:.4g}"
    else:
        text = f"{value + 0.0:,.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,d}"
    return Words(text.translate(_INDONESIAN), text)


def _fact_words(fact: Fact) -> tuple[str, str]:
    if isinstance(fact, Words):
        return fact
    if isinstance(fact, (float, int)) and fact is not True and fact is not False:
        return number_words(fact)
    text = str(fact)
    text = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return text, text


def _sentences(finding: Finding) -> tuple[str, str]:
    """Fill both templates of a rule; only the facts that they name are put into words."""
    facts = finding.facts
    names, in_indonesian, in_english = _patterns(finding.rule_id)
    shown = [_fact_words(facts[name] if name in facts else _place_of(finding, name)) for name in names]
    words_id, words_en = zip(*shown, strict=True) if shown else ((), ())
    return in_indonesian.filled_sentence(words_id), in_english.filled_sentence(words_en)


class _Pattern(NamedTuple):
    """A template with a `%s` for each fact, and which of the rule's facts each of them is; None: all in their order."""

    text: str
    places: tuple[int, ...] | None

    def filled_sentence(self, words: tuple[str, ...]) -> str:
        return self.text % (words if self.places is None else tuple([words[place] for place in self.places]))


@cache
def _patterns(rule_id: str) -> tuple[tuple[str, ...], _Pattern, _Pattern]:
    """The facts that a rule's sentences name, and the sentence of each language."""
    templates = texts()[rule_id].message_id, texts()[rule_id].message_en
    parsed = [[(literal, name) for literal, name, _, _ in Formatter().parse(template)] for template in templates]
    names = tuple(dict.fromkeys(name for parts in parsed for _, name in parts if name))
    in_indonesian, in_english = (_pattern(parts, names) for parts in parsed)
    return names, in_indonesian, in_english


def _pattern(parts: list[tuple[str, str | None]], names: tuple[str, ...]) -> _Pattern:
    text = "".join(literal.replace("%", "%%") + ("%s" if name else "") for literal, name in parts)
    places = tuple(names.index(name) for _, name in parts if name)
    return _Pattern(text, None if places == tuple(range(len(names))) else places)


def _place_of(finding: Finding, name: str) -> Fact:
    """What every finding may say beside its facts: what was written, where, and how a target is written."""
    if name == "written":
        return finding.written or NOTHING_WRITTEN
    places: dict[str, Fact] = {"cell": finding.source_cell, "sheet": finding.sheet, "needed": ONE_NUMBER}
    return places[name]
