"""Words, numbers and dates of the two screen languages. Sentences stand in `id.po` and `en.po`; names of data come
from the edition."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from pipelines.contract.number_forms import HARD_SPACE, Forms

LANGUAGES = ("id", "en")
FOLDER = Path(__file__).parent


class UnknownWords(KeyError):
    """A key that a page asks for and a catalogue lacks."""


class Wording(Forms):
    """Sentences by key, with numbers and dates in the language's own form."""

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return the sentence of a key with its facts filled in."""
        try:
            sentence = catalogue(self.language)[key]
        except KeyError:
            raise UnknownWords(f"'{key}' has no words in {self.language}.po; add it to both catalogues") from None
        return sentence.format(**facts) if facts else sentence

    def knows(self, key: str) -> bool:
        return key in catalogue(self.language)

    def unit(self, indicator: dict[str, object]) -> str:
        """How the unit of an indicator is written after a figure: persen, jiwa, indeks."""
        key = f"unit.{indicator.get('unit_of_measure', '')}"
        return self(key) if self.knows(key) else str(indicator.get("unit_of_measure", ""))

    def step_unit(self, indicator: dict[str, object]) -> str:
        """The unit of a difference: a difference of percentages is percentage points."""
        return self("unit.points") if indicator.get("unit_of_measure") == "percent" else self.unit(indicator)

    def name_of(self, row: dict[str, object], stem: str = "name") -> str:
        """The name of a catalogue row in this language, the Indonesian one where the other is missing."""
        return str(row.get(f"{stem}_{self.language}") or row.get(f"{stem}_id") or "")


@cache
def catalogue(language: str) -> dict[str, str]:
    """All keys and sentences of one language."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    return {
        str(message.id): _bound_percent_signs(str(message.string))
        for message in messages
        if message.id and message.string
    }


@cache
def framework_words(language: str) -> list[tuple[str, str]]:
    """What the framework says in English and what a page of this language says instead."""
    theirs, ours = catalogue("en"), catalogue(language)
    return [(theirs[key], ours[key]) for key in sorted(theirs) if key.startswith("framework.")]


def _bound_percent_signs(sentence: str) -> str:
    """The sentence with its per cent signs bound to their figures, so that no line ends between them."""
    return sentence.replace(" %", f"{HARD_SPACE}%")


@cache
def wording(language: str) -> Wording:
    return Wording(language)
