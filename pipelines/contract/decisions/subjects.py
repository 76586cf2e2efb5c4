"""What a decision is about and what stands now: keys, lines, sessions, and the facts a guard may ask for.

Plain values only; how they change lives in fold.py, whether they may in guards.py, where they are kept in book.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pipelines.contract.decisions.refusal import Refusal, Refused

LINE, SESSION, OUTCOME, GRANT, AUDIT = "line", "session", "outcome", "grant", "audit"
COUNTRY = "00"


class Line(NamedTuple):
    """The grain of an agreement, as of core.target."""

    round_id: str
    indicator_code: str
    region_id: str
    target_year: int


def line_key(round_id: str, indicator_code: str, region_id: str, target_year: int) -> str:
    return f"{round_id}/{indicator_code}/{region_id}/{target_year}"


def line_of(subject_key: str) -> Line:
    """Take a line's key apart; raise Refused (decision.unknown_line) when it is not one."""
    parts = subject_key.split("/")
    if len(parts) != len(Line._fields) or not parts[3].isdigit():
        raise Refused(Refusal("decision.unknown_line", {"line": subject_key}))
    return Line(parts[0], parts[1], parts[2], int(parts[3]))


def session_key(session_id: str) -> str:
    return f"session/{session_id}"


def outcome_key(round_id: str, outcome_code: str) -> str:
    return f"outcome/{round_id}/{outcome_code}"


def grant_key(grant_id: str) -> str:
    return f"grant/{grant_id}"


def person_key(issuer: str, subject: str) -> str:
    return f"person/{issuer}|{subject}"


def kind_of(subject_key: str) -> str:
    head = subject_key.split("/", 1)[0]
    return {"session": SESSION, "outcome": OUTCOME, "grant": GRANT, "person": AUDIT}.get(head, LINE)


def covers(region_scope: str, region_id: str) -> bool:
    """True when a region lies in a scope: the country covers all, a province itself and its districts.

    A scope may name several regions, parted by `|`.
    """
    scopes = region_scope.split("|")
    return any(scope in (COUNTRY, region_id) or region_id.startswith(scope + ".") for scope in scopes)


@dataclass(frozen=True)
class Standing:
    """Where one subject stands after its last event; sequence 0 before the first."""

    subject_key: str
    subject_kind: str
    round_id: str
    state: str
    sequence: int = 0
    event_number: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def line(self) -> Line:
        return line_of(self.subject_key)

    @property
    def proposal(self) -> Mapping[str, Any] | None:
        """Low, high, printed, value, denominator, submission_id, unit_code of the file in force; None without one."""
        return self.detail.get("proposal")

    @property
    def ministry(self) -> Mapping[str, Any] | None:
        return self.detail.get("ministry")

    @property
    def decision(self) -> Mapping[str, Any] | None:
        """What stands of the last decision that was not taken back: state, agreed, reason, statements, session_id."""
        return self.detail.get("decision")

    @property
    def is_outdated(self) -> bool:
        """True when the value or its denominator changed since the recommendation was given."""
        given = self.detail.get("recommendation")
        return bool(given and self.proposal and differs(given["proposal"], self.proposal))


def differs(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """True when two proposals are not the same in what is decided on: both ends and the denominator."""
    asked = ("low", "high", "denominator")
    return [(one or {}).get(name) for name in asked] != [(other or {}).get(name) for name in asked]


@dataclass(frozen=True)
class Session:
    """One sitting of a desk over its lines, as it stands now; `addendum_to` names the signed session it amends."""

    session_id: str
    round_id: str
    state: str
    sequence: int
    detail: Mapping[str, Any]

    @classmethod
    def of(cls, standing: Standing) -> Session:
        session_id = standing.subject_key.split("/", 1)[1]
        return cls(session_id, standing.round_id, standing.state, standing.sequence, standing.detail)

    @property
    def name(self) -> str:
        return str(self.detail.get("name") or self.session_id)

    @property
    def indicator_codes(self) -> tuple[str, ...]:
        return tuple(self.detail.get("indicator_codes") or ())

    @property
    def region_scope(self) -> str:
        return str(self.detail.get("region_scope") or COUNTRY)

    @property
    def addendum_to(self) -> str | None:
        return self.detail.get("addendum_to")

    @property
    def minutes_number(self) -> str | None:
        return self.detail.get("minutes_number")

    @property
    def attendance(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self.detail.get("attendance") or ())

    @property
    def closing(self) -> Mapping[str, Any] | None:
        return self.detail.get("closing")

    @cached_property
    def people(self) -> frozenset[tuple[str, str]]:
        return frozenset((each["issuer"], each["subject"]) for each in self.attendance)

    def covers(self, line: Line) -> bool:
        return (
            line.round_id == self.round_id
            and (not self.indicator_codes or line.indicator_code in self.indicator_codes)
            and covers(self.region_scope, line.region_id)
        )


@dataclass(frozen=True)
class LineFacts:
    """What the catalogue, the findings and the round say about a line; the book does not hold it.

    `open_findings`: id -> rule_id of `ask` findings without justification; `undecided_children`: lines one level below,
    owed in the same round, that have no decision yet.
    """

    lower_bound: float | None = None
    upper_bound: float | None = None
    is_example: bool = False
    open_findings: Mapping[str, str] = field(default_factory=dict)
    undecided_children: int = 0


@dataclass(frozen=True)
class Decision:
    """What somebody asks to be done: `seen_sequence` is the line's last event that this person had on screen.

    `event_id` makes it safe to send twice; `seen_submission_id` is the file whose number was on screen.
    """

    subject_key: str
    action: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    seen_sequence: int = 0
    event_id: str | None = None
    seen_submission_id: str | None = None
