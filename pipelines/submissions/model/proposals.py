"""What a unit proposes beside targets, as judged: outcomes, and indicators that would measure them."""

from __future__ import annotations

from typing import NamedTuple


class JudgedOutcome(NamedTuple):
    """An outcome that may be nominated; texts in the unit's own words, "" where it wrote none."""

    outcome_code: str
    statement_id: str
    statement_en: str
    change_for_whom: str
    outcome_level: str | None  # country, province or district
    programme_code: str
    programme_decree: str
    issue_tags: str  # joined by a bar
    issue_words: str
    sustainability_words: str
    community_words: str
    capability_words: str
    local_wisdom_words: str
    justification: str
    source_cell: str


class JudgedProposedIndicator(NamedTuple):
    """An indicator that may be nominated with its outcome."""

    proposal_code: str
    outcome_code: str
    name_id: str
    definition_id: str
    numerator: str
    denominator: str
    unit_written: str
    unit_of_measure: str | None  # the word of the code, where it was recognised
    good_direction: str
    source: str
    first_year: int | None
    aggregation: str | None
    justification: str
    source_cell: str


class JudgedProposals(NamedTuple):
    """Everything of sheet `Outcome` that the rules let through."""

    outcomes: tuple[JudgedOutcome, ...] = ()
    indicators: tuple[JudgedProposedIndicator, ...] = ()
