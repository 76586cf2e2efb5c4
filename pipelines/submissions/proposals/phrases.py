"""Finds reviewed words in what a unit wrote: at the beginning, joined, or after a counting word. No rule lives here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.reference.model import OutcomeWords, Quantity
from pipelines.reference.regions import plain_text
from pipelines.submissions.rules.cells.units import WORDS as UNITS
from pipelines.submissions.rules.cells.units import is_same_unit

LONGEST_WEIGHED = 600  # characters of a statement or name that the rules look at
_WORD = re.compile(r"[\w'-]+|[;/,]")
Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """The words of a text in lower case; `;`, `/` and `,` stand as words of their own."""
    return tuple(_WORD.findall(plain_text(text)[:LONGEST_WEIGHED].casefold()))


def begins_with(words: Words, phrases: Iterable[str]) -> str:
    """The first of the phrases that a text begins with, else ""."""
    return next((phrase for phrase in phrases if _stands_at(words, 0, phrase)), "")


def joined_pair(words: Words, joiners: Iterable[str], heads: Iterable[str]) -> str:
    """The joining word between one head and a later one: `meningkatnya … dan terlindunginya …`; "" without."""
    known = tuple(heads)
    places = [place for place in range(len(words)) if any(_stands_at(words, place, head) for head in known)]
    for place in places[1:]:
        before = " ".join(words[:place])
        for joiner in (*joiners, ";", "/"):
            if before == joiner or before.endswith(f" {joiner}"):
                return joiner
    return ""


def counted_product(words: Words, lists: OutcomeWords) -> str:
    """The product or activity that a text counts: after a change word, if any, a counting word or quantity, then the
    product; "" when it counts none."""
    place = 1 if begins_with(words, lists.change_words) else 0
    counting = (*lists.counting_words, *(word for quantity in lists.quantities for word in quantity.words))
    head = next((phrase for phrase in counting if _stands_at(words, place, phrase)), "")
    if not head:
        return ""
    after = place + len(head.split())
    return next((product for product in lists.products if _stands_at(words, after, product)), "")


def quantity_of(words: Words, lists: OutcomeWords) -> tuple[str, Quantity] | None:
    """The quantity that a name begins with, and the word by which it is known; None where the words promise none."""
    for quantity in lists.quantities:
        if word := begins_with(words, quantity.words):
            return word, quantity
    return None


def unit_of(written: str) -> str | None:
    """The unit of measure that a text spells; None for an unknown one."""
    return next((unit for unit in UNITS if is_same_unit(written, unit)), None)


def _stands_at(words: Words, place: int, phrase: str) -> bool:
    parts = tuple(_WORD.findall(phrase))
    return words[place : place + len(parts)] == parts
