"""Questions about a proposed outcome: is it a change for people, one change, a new one, and under which programme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from pipelines.submissions.model.finding import Words
from pipelines.submissions.proposals.case import ProposalCase
from pipelines.submissions.proposals.phrases import LONGEST_WEIGHED, begins_with, counted_product, joined_pair, words_of

ALIKE = 82  # of 100: the same words in another order score 100, two outcomes of the catalogue at most 67
_CODE = re.compile(r"\d(?:\.\d{1,4})*")
PROGRAMME_PARTS = 3
LEVEL_NAMES = {
    1: Words("urusan", "a field of government"),
    2: Words("bidang urusan", "a field of work"),
    4: Words("kegiatan", "an activity group"),
    5: Words("kegiatan", "an activity"),
    6: Words("subkegiatan", "a sub-activity"),
}


def ask_wording(case: ProposalCase) -> None:
    """Ask about an activity or product instead of a change, and about two changes in one statement."""
    lists = case.docket.catalogue.outcome_words
    word = begins_with(case.words, lists.activity_beginnings) or counted_product(case.words, lists)
    if word:
        case.say("outcome.activity_wording", case.title, word=word)
    joiner = joined_pair(case.words, lists.joining_words, lists.change_words)
    if joiner:
        case.say("outcome.two_in_one", case.title, word=joiner)


def ask_duplicate(case: ProposalCase, earlier: list[ProposalCase]) -> None:
    """Name the outcome of the catalogue, or of the same sheet, that says nearly the same; nothing is merged."""
    own = " ".join(words_of(case.title.text))
    best = max(
        (
            (fuzz.token_sort_ratio(own, " ".join(words_of(other))), other, place)
            for other, place in _others(case, earlier)
        ),
        key=lambda each: each[0],
        default=(0.0, "", Words("", "")),
    )
    if best[0] >= ALIKE:
        case.say("outcome.duplicate", case.title, other=best[1][:LONGEST_WEIGHED], place=best[2])


def _others(case: ProposalCase, earlier: list[ProposalCase]) -> Iterator[tuple[str, Words]]:
    for outcome in case.docket.catalogue.outcomes:
        code = str(outcome["outcome_code"])
        yield str(outcome["statement_id"]), Words(f"{code} dalam katalog", f"{code} of the catalogue")
    for other in earlier:
        yield other.title.text, Words(f"sel {other.title.address}", f"cell {other.title.address}")


def read_level(case: ProposalCase) -> str | None:
    """The level of government a unit wrote; None when it wrote none, or none that is known."""
    written = " ".join(case.text("outcome_level").casefold().split())
    levels = case.docket.catalogue.outcome_words.levels
    if written and written not in levels:
        case.say("outcome.level_unknown", case.cell("outcome_level"), choices="nasional, provinsi, kabupaten/kota")
    return levels.get(written)


def ask_programme(case: ProposalCase) -> None:
    """Ask about a code that is no programme's, or that the decree named beside it does not hold."""
    cell = case.cell("programme_code")
    code, decree = case.text("programme_code"), " ".join(case.text("programme_decree").split())
    if not code:
        return
    programmes = case.docket.catalogue.programmes
    parts = code.count(".") + 1
    if _CODE.fullmatch(code) and parts != PROGRAMME_PARTS:
        level = LEVEL_NAMES.get(parts, LEVEL_NAMES[6])
        case.say("programme.wrong_level", cell, level=level, example=programmes[0].programme_code if programmes else "")
    elif not any(
        each.programme_code == code and each.programme_decree.casefold() == decree.casefold() for each in programmes
    ):
        case.say(
            "programme.unknown",
            cell,
            decree=decree or Words("(tidak disebut)", "(not named)"),
            choices=", ".join(dict.fromkeys(each.programme_code for each in programmes)),
            decrees=", ".join(dict.fromkeys(each.programme_decree for each in programmes)),
        )
