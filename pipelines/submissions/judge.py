"""Joins reading and rules for one file: what was known when it was received, then every cell judged.

Runs inside the capped children, so everything here can be sent to another process.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipelines.reference.model import Catalogue
from pipelines.submissions.model.finding import Finding
from pipelines.submissions.model.judgement import Judgement
from pipelines.submissions.model.reading import Reading
from pipelines.submissions.readers.read_file import read_file

if TYPE_CHECKING:
    import duckdb  # the children never need it

    from pipelines.submissions.rules.case.context import JudgingContext, Series, SeriesKey

JUDGES_WITH = (
    __name__,
    "pipelines.submissions.rules.ruleset",
    "pipelines.submissions.rules.take_up",
)  # what a child loads at once and the parent never needs: the rules and numpy

# Susenas of March is printed in mid-July, Sakernas of August in November, Susenas of September in mid-January:
# a monthly figure counts as known four months after its month where its own publication date is not.
PUBLICATION_LAG_MONTHS = 4
HELD_BESIDE = frozenset(("poor_population", "poverty_rate"))  # a count and its rate imply a population: rules/sums.py
YEAR_ONLY_MONTH = 12


class Point(NamedTuple):
    """One reference figure of a series with the date of its vintage."""

    indicator_code: str
    region_id: str
    year: int
    month: int | None
    value: float
    vintage: str  # ISO date
    is_break: bool = False  # the first figure of a territory that changed


class EarlierTarget(NamedTuple):
    round_id: str
    indicator_code: str
    region_id: str
    target_year: int
    value: float
    denominator: float | None = None


@dataclass(frozen=True)
class Facts:
    """Everything beside the file that a judgement may use, as of no particular moment."""

    catalogue: Catalogue
    points: tuple[Point, ...] = ()
    earlier_targets: tuple[EarlierTarget, ...] = ()

    @cached_property
    def vintages(self) -> list[str]:
        return sorted({point.vintage for point in self.points})

    def moment(self, at: datetime) -> tuple[int, int]:
        """What of an instant decides which figures are known: its month, and how many vintages had come out by then."""
        return at.year * 12 + at.month, bisect_right(self.vintages, at.date().isoformat())


class JudgedFile(NamedTuple):
    """A file read and judged."""

    reading: Reading
    judgement: Judgement


@dataclass(frozen=True)
class Reception:
    """What the door knows about a file besides its bytes."""

    received_at: datetime
    round_id: str | None = None
    unit_code: str | None = None
    folders: tuple[str, ...] = ()
    file_name: str = ""
    kind: str | None = None


@dataclass(frozen=True)
class Task:
    """What is sent once to each child: the facts, and how each path was received."""

    facts: Facts
    receptions: Mapping[Path, Reception] = field(default_factory=dict)


def judging_facts(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> Facts:
    """Collect from a warehouse or an edition the reference figures of what somebody owes a target for; the others, two
    thirds of all, would only travel to the children."""
    wanted = {assignment.indicator_code for assignment in catalogue.assignments} | HELD_BESIDE
    points = connection.execute(
        "select indicator_code, region_id, observation_year, try_cast(split_part(period, '-', 2) as integer), "
        "observed_value, vintage::varchar, coalesce(mark = 'boundary_break', false) from core.observation "
        "where is_reference_month and observed_value is not null and mark is distinct from 'suspicious_zero' "
        "and indicator_code in (select unnest($wanted)) "
        "order by vintage, indicator_code, region_id, observation_year, period, observed_value",
        {"wanted": sorted(wanted)},
    ).fetchall()
    return Facts(catalogue, tuple(Point(*row) for row in points))


def is_known(point: Point, at: datetime) -> bool:
    """Whether a figure was published by then: by its vintage, or by the usual lag when only a later copy is dated."""
    if point.vintage <= at.date().isoformat():
        return True
    month = point.month or YEAR_ONLY_MONTH
    return point.year * 12 + month + PUBLICATION_LAG_MONTHS <= at.year * 12 + at.month


def known_series(points: tuple[Point, ...], at: datetime) -> dict[SeriesKey, Series]:
    """Series as they could be read at a moment: of several vintages the last one by then, else the first there is.

    `points` come in the order of their vintages.
    """
    chosen: dict[tuple[str, str, int], Point] = {}
    today = at.date().isoformat()
    for point in points:
        key = (point.indicator_code, point.region_id, point.year)
        if is_known(point, at) and (key not in chosen or point.vintage <= today):
            chosen[key] = point
    series: dict[SeriesKey, Series] = {}
    for (indicator_code, region_id, year), point in sorted(chosen.items()):
        series.setdefault((indicator_code, region_id), []).append((year, point.value))
    return series


def known_breaks(points: tuple[Point, ...]) -> dict[SeriesKey, int]:
    """The first year of every territory that changed; what lies before it is another territory's."""
    found: dict[SeriesKey, int] = {}
    for point in points:
        if point.is_break:
            key = (point.indicator_code, point.region_id)
            found[key] = max(point.year, found.get(key, 0))
    return found


def context_for(facts: Facts, round_id: str | None, at: datetime) -> JudgingContext:
    """The context of one round at one moment."""
    from pipelines.submissions.rules.case.context import JudgingContext

    before = facts.catalogue.previous_round(round_id) if round_id else None
    previous = {
        (target.indicator_code, target.region_id, target.target_year): target.value
        for target in facts.earlier_targets
        if before and target.round_id == before.round_id
    }
    denominators = {
        (target.indicator_code, target.region_id): target.denominator
        for target in facts.earlier_targets
        if before and target.round_id == before.round_id and target.denominator
    }
    series, breaks = known_series(facts.points, at), known_breaks(facts.points)
    return JudgingContext(facts.catalogue, series, previous, breaks, denominators)


_contexts: dict[tuple[int, str | None, int, int], JudgingContext] = {}


def judge_file(path: Path, task: Task) -> JudgedFile:
    """Read and judge one file as of its reception. The same file, facts and instant give the same judgement."""
    judged = judge_untold(path, task)
    told = tuple(finding.with_sentences() for finding in judged.judgement.findings)
    return judged._replace(judgement=judged.judgement._replace(findings=told))


def judge_untold(path: Path, task: Task) -> JudgedFile:
    """Read and judge one file; its findings are not put into words yet, which is the dearer part of them."""
    from pipelines.submissions.rules.ruleset import judge
    from pipelines.submissions.rules.take_up import judge_take_up

    reception = task.receptions[path]
    reading = read_file(
        path,
        task.facts.catalogue,
        folders=reception.folders,
        file_name=reception.file_name,
        round_id=reception.round_id,
        unit_code=reception.unit_code,
        kind=reception.kind,
    )
    key = (id(task.facts), reading.round_id, *task.facts.moment(reception.received_at))
    if key not in _contexts:
        _contexts[key] = context_for(task.facts, reading.round_id, reception.received_at)
    if reading.form == "take_up":
        return JudgedFile(reading._replace(rows=()), judge_take_up(reading, _contexts[key]))
    judgement = judge(reading, _contexts[key], reception.received_at)
    who = reading._replace(rows=(), criteria=(), proposals=(), findings=(), refused_cells=frozenset())
    return JudgedFile(who, _with_reason(judgement))  # what was read stays in the child: nobody needs it again


def _with_reason(judgement: Judgement) -> Judgement:
    """Tell why a file without any target, a blank template for one, is returned."""
    counts = judgement.counts
    if judgement.status != "returned" or counts.accepted or counts.rejected:
        return judgement
    return judgement._replace(findings=(Finding("file.no_targets", facts={"blank": counts.blank}), *judgement.findings))
