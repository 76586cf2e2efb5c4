"""Which tables of an edition anyone who is logged in may read, and which rows of the others a scope lets through.

The one list: a table that stands in neither part is read by nobody, and a test names it. Rows of a round that has
closed are published; before that, a region's rows are seen by those whose grant covers the region.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

COUNTRY = "00"
REGION = re.compile(r"^\d{2}(\.\d{2})?(-\d{4})?$")
UNIT = re.compile(r"^[a-z0-9_.-]+$")

OPEN_TABLES = frozenset(
    """
    analysis.backtest analysis.chance_record analysis.observation_noise analysis.projection analysis.reviewer_agreement
    analysis.rule_hit_rate
    core.fetch_attempt core.late_figure core.standing_figure
    core.assignment core.baseline core.criterion core.criterion_level core.due_observation core.edition_note
    core.history_fault core.indicator core.latest_observation core.method core.national_target core.observation
    core.organisation_unit core.outcome core.owed_target core.planning_round core.previous_round core.published_error
    core.published_figure core.reference_series core.region core.region_alias core.region_code core.region_succession
    core.region_weight core.regions_baseline core.review_action core.review_state core.round_indicator
    core.round_series core.round_target_year core.round_weight core.source core.territory_division
    core.territory_weight core.verdict_reason core.weight_error mart.freshness mart.indicator_freshness
    mart.desk_progress mart.vintage_difference
    """.split()
)
# by region: the row's own region; parent: the region its parts add up to; unit: who handed in; outcome: of the
# catalogue, or by unit; desk: signed or own
GUARDED_TABLES = {
    **dict.fromkeys(
        """
        core.answered_target
        analysis.prospect analysis.suggestion core.alignment_basis core.criteria_strip core.criterion_score
        core.criterion_judgement
        core.held_target core.line_fact core.line_sequence core.line_state core.number_by_basis core.offered_target
        core.open_finding core.parent_part core.part_share core.standing_weight core.submitted_target core.target
        mart.agreement mart.alignment_part mart.alignment_part_by_basis mart.reference_sheet mart.round_change
        mart.target_gap analysis.shared_pace mart.take_up core.take_up_cell
        """.split(),
        "region",
    ),
    **dict.fromkeys(
        """
        analysis.feasibility core.parent_target mart.alignment mart.alignment_by_basis mart.alignment_total
        mart.alignment_verdict mart.take_up_total
        """.split(),
        "parent",
    ),
    **dict.fromkeys(
        """
        core.submission core.unit_submission core.take_up_file core.take_up_finding mart.round_progress
        core.proposed_indicator core.proposed_outcome mart.unit_progress mart.proposed_indicator
        """.split(),
        "unit",
    ),
    "mart.priority_outcome": "outcome",
    "core.outcome_state": "outcome",
    "core.finding": "finding",
    "core.quarantined_cell": "finding",
    "core.reception": "file",
    "core.submission_aside": "file",
    "core.criterion_assessment": "desk",
    "core.review_event": "desk",
    "core.desk_session": "desk",
    "core.session_line": "desk",
    "core.attendance": "desk",
    "core.minutes": "desk",
    "core.role_grant": "book",
    "core.desk_sheet_row": "book",
}
WITHOUT_INDICATOR = frozenset({"core.standing_weight", "mart.take_up_total"})
# the columns a macro reads are those of the tables above; macros are open


@dataclass(frozen=True, order=True)
class Reach:
    """One region and all below it; with a unit, only what that unit owes there."""

    region_id: str
    unit_code: str = ""

    def __post_init__(self) -> None:
        if not REGION.match(self.region_id) or (self.unit_code and not UNIT.match(self.unit_code)):
            raise ValueError(f"{self.region_id!r} / {self.unit_code!r} is no region and unit")

    @property
    def is_everything(self) -> bool:
        return self.region_id == COUNTRY and not self.unit_code

    def covers(self, region_id: str | None) -> bool:
        """Whether a region lies inside; one that is not named lies inside the country only."""
        if self.region_id == COUNTRY:
            return True
        return region_id is not None and (region_id == self.region_id or region_id.startswith(self.region_id + "."))


@dataclass(frozen=True)
class Scope:
    """What a viewer may see of rounds that are still open; `reads_book` also lets the auditors' tables through."""

    reaches: tuple[Reach, ...] = ()
    reads_book: bool = False
    is_operator: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether nothing needs to be held back; the book stays with those who read it."""
        return self.is_operator or (self.reads_book and any(reach.is_everything for reach in self.reaches))

    @classmethod
    def of(cls, reaches: Iterable[Reach], reads_book: bool = False) -> Scope:
        return cls(tuple(sorted(set(reaches))), reads_book)

    def covers_region(self, region_id: str) -> bool:
        """Whether what is said about a region while its round is open may be read, whichever unit owes it."""
        return self.is_operator or any(reach.covers(region_id) for reach in self.reaches)

    def covers_unit(self, unit_code: str, region_scope: str | None) -> bool:
        """Whether the files of a unit may be seen and made: the unit's own, or those of all regions it writes for."""
        if self.is_operator:
            return True
        return any(
            reach.unit_code == unit_code if reach.unit_code else reach.covers(region_scope) for reach in self.reaches
        )


OPERATOR = Scope((Reach(COUNTRY),), reads_book=True, is_operator=True)


def condition(table: str, scope: Scope, edition: str = "edition") -> str:
    """The rows of a guarded table that a scope lets through, as SQL over the table's own columns.

    Regions and units come from the decision book and are checked for their form; nothing a viewer writes gets here.
    """
    published = (
        f"round_id in (select round_id from {edition}.core.planning_round "
        f"where closes_at <= (select max(built_at) from {edition}.core.edition_note))"
    )
    kind = GUARDED_TABLES[table]
    if kind == "book":
        return "true" if scope.reads_book else "false"
    if kind == "desk":
        return _desk(scope)
    if kind == "outcome":
        return f"({published} or unit_code is null or {_by_unit(scope, edition)})"
    own = {
        "region": lambda: _by_region("region_id", scope, edition, table not in WITHOUT_INDICATOR),
        "parent": lambda: _by_region("parent_region_id", scope, edition, table not in WITHOUT_INDICATOR),
        "unit": lambda: _by_unit(scope, edition),
        "finding": lambda: f"({_by_region('region_id', scope, edition, True)} or {_by_unit(scope, edition)})",
        "file": lambda: (
            f"submission_id in (select submission_id from {edition}.core.submission "
            f"where {published} or {_by_unit(scope, edition)} "
            f"union all select submission_id from {edition}.core.take_up_file "
            f"where {published} or {_by_unit(scope, edition)})"
        ),
    }[kind]()
    return own if kind == "file" else f"({published} or {own})"


def _inside(column: str, reach: Reach) -> str:
    if reach.region_id == COUNTRY:
        return "true"
    return f"({column} = '{reach.region_id}' or starts_with({column}, '{reach.region_id}.'))"


def _by_region(column: str, scope: Scope, edition: str, has_indicator: bool) -> str:
    parts = []
    for reach in scope.reaches:
        part = _inside(column, reach)
        if reach.unit_code and has_indicator:
            owed = (
                f"select round_id, indicator_code from {edition}.core.assignment where unit_code = '{reach.unit_code}'"
            )
            part = f"({part} and (round_id, indicator_code) in ({owed}))"
        parts.append(part)
    return f"({' or '.join(parts)})" if parts else "false"


def _by_unit(scope: Scope, edition: str) -> str:
    units = f"select unit_code from {edition}.core.organisation_unit"
    parts = [
        f"unit_code = '{reach.unit_code}'"
        if reach.unit_code
        else f"unit_code in ({units} where {_inside('region_scope', reach)})"
        for reach in scope.reaches
    ]
    return f"({' or '.join(parts)})" if parts else "false"


def _desk(scope: Scope) -> str:
    """Talk before signing: those who see the whole country, and the auditors; a session's own people read the book."""
    return "true" if scope.reads_book or any(reach.is_everything for reach in scope.reaches) else "false"
