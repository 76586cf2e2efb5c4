"""Judges sheet `Outcome`: rows of one number are one outcome with its indicators; what is refused is not proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipelines.submissions.model.proposals import JudgedOutcome, JudgedProposals, JudgedProposedIndicator
from pipelines.submissions.model.reading import Cell, OfferedProposal
from pipelines.submissions.proposals import indicator_rules, outcome_rules
from pipelines.submissions.proposals.case import ProposalCase
from pipelines.submissions.proposals.phrases import words_of
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.free_text import kept_text

PREFIX = "usulan"
LARGEST_NUMBER = 999
TAG_SEPARATOR = "|"
OUTCOME_TEXTS = (
    "statement", "statement_en", "change_for_whom", "issue_words", "sustainability_words", "community_words",
    "capability_words", "local_wisdom_words", "justification",
)  # fmt: skip
INDICATOR_TEXTS = ("name", "definition", "numerator", "denominator", "source")
INDICATOR_FIELDS = (*INDICATOR_TEXTS, "unit_of_measure", "direction", "first_year", "aggregation")
_TAG = re.compile(r"[;,|\n]")


class _Outcome(NamedTuple):
    number: int
    case: ProposalCase


def judge_proposals(offered: Sequence[OfferedProposal], docket: Docket) -> JudgedProposals:
    """Give the outcomes and indicators that may be nominated; every other one has a finding that refuses it."""
    outcomes: dict[int, _Outcome] = {}
    found: list[JudgedOutcome] = []
    indicators: list[JudgedProposedIndicator] = []
    for row, outcome in _with_outcomes(offered, docket, outcomes):
        if outcome is not None and outcome.case.offered is row:
            earlier = [each.case for each in outcomes.values() if each is not outcome]
            if judged := _outcome(outcome, earlier):
                found.append(judged)
        if any(kept_text(row.cell(name)) for name in INDICATOR_FIELDS):
            code = _code(docket, outcome.number) if outcome and not outcome.case.is_refused else ""
            place = sum(each.outcome_code == code for each in indicators) + 1
            if proposed := _indicator(row, docket, code, place):
                indicators.append(proposed)
    return JudgedProposals(tuple(found), tuple(indicators))


def _code(docket: Docket, number: int) -> str:
    return f"{PREFIX}.{docket.unit_code}.{number}"


def _with_outcomes(
    offered: Iterable[OfferedProposal], docket: Docket, outcomes: dict[int, _Outcome]
) -> Iterator[tuple[OfferedProposal, _Outcome | None]]:
    """Each row with the outcome it belongs to: by its number, or without one the outcome above it."""
    last: _Outcome | None = None
    for row in offered:
        statement, number_cell = row.cell("statement"), row.cell("number")
        if not kept_text(number_cell) and (not kept_text(statement) or _is_same(statement, last)):
            yield row, last
            continue
        case = ProposalCase.of(row, docket, "statement")
        number = _number(number_cell)
        if number is None:
            place = number_cell if number_cell.address else statement
            case.say("outcome.number", place._replace(text=number_cell.text))
            last = _Outcome(0, case)
        elif number in outcomes:
            last = outcomes[number]
            if kept_text(statement) and not _is_same(statement, last):
                case.say("outcome.conflict", statement, number=number, other=last.case.title.address)
                last = _Outcome(number, case)
        else:
            last = outcomes[number] = _Outcome(number, case)
            if not kept_text(statement):
                case.say("outcome.statement_missing", case.cell("statement"), number=number)
        yield row, last


def _is_same(statement: Cell, outcome: _Outcome | None) -> bool:
    return outcome is not None and words_of(statement.text) == words_of(outcome.case.title.text)


def _number(cell: Cell) -> int | None:
    text = kept_text(cell).removesuffix(".0").removesuffix(".")
    is_whole = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_NUMBER))
    return int(text) if is_whole and int(text) > 0 else None


def _outcome(outcome: _Outcome, earlier: list[ProposalCase]) -> JudgedOutcome | None:
    """Ask everything about an outcome; None when something refuses it."""
    case = outcome.case
    if case.is_refused:
        return None
    case.note_texts(OUTCOME_TEXTS)
    outcome_rules.ask_wording(case)
    outcome_rules.ask_duplicate(case, earlier)
    level = outcome_rules.read_level(case)
    outcome_rules.ask_programme(case)
    tags = dict.fromkeys(" ".join(tag.split()) for tag in _TAG.split(case.text("issue_tags")) if tag.strip())
    return JudgedOutcome(
        outcome_code=_code(case.docket, outcome.number),
        statement_id=case.text("statement"),
        statement_en=case.text("statement_en"),
        change_for_whom=case.text("change_for_whom"),
        outcome_level=level,
        programme_code=case.text("programme_code"),
        programme_decree=case.text("programme_decree"),
        issue_tags=TAG_SEPARATOR.join(tags),
        issue_words=case.text("issue_words"),
        sustainability_words=case.text("sustainability_words"),
        community_words=case.text("community_words"),
        capability_words=case.text("capability_words"),
        local_wisdom_words=case.text("local_wisdom_words"),
        justification=case.row.justification,
        source_cell=case.title.address,
    )


def _indicator(row: OfferedProposal, docket: Docket, outcome_code: str, place: int) -> JudgedProposedIndicator | None:
    """Ask everything about an indicator; None when something refuses it."""
    case = ProposalCase.of(row, docket, "name")
    if not kept_text(case.title):
        first = next(row.cell(name) for name in INDICATOR_FIELDS if kept_text(row.cell(name)))
        case.say("indicator.name_missing", first)
        return None
    case.note_texts(INDICATOR_TEXTS)
    if not outcome_code:
        case.say("indicator.without_outcome", case.title)
    indicator_rules.ask_quantity(case)
    unit = indicator_rules.read_unit(case)
    direction = indicator_rules.read_direction(case)
    aggregation = indicator_rules.read_aggregation(case, unit)
    indicator_rules.ask_source(case)
    first_year = indicator_rules.read_first_year(case)
    if case.is_refused:
        return None
    return JudgedProposedIndicator(
        proposal_code=f"{outcome_code}.{place}",
        outcome_code=outcome_code,
        name_id=case.text("name"),
        definition_id=case.text("definition"),
        numerator=case.text("numerator"),
        denominator=case.text("denominator"),
        unit_written=case.text("unit_of_measure"),
        unit_of_measure=unit,
        good_direction=direction,
        source=case.text("source"),
        first_year=first_year,
        aggregation=aggregation,
        justification=case.row.justification,
        source_cell=case.title.address,
    )
