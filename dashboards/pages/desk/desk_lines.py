"""The lines before a desk as one picture: the edition's figures, and what stands in the book at this moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl

from dashboards.queries import desk
from dashboards.services import actor
from dashboards.state.context import Visit
from pipelines.contract import decisions
from pipelines.contract.decisions.facts import children_waiting, facts_of_lines
from pipelines.contract.decisions.fold import opening
from pipelines.contract.decisions.subjects import covers

BASES = ("proposed", "ministry", "agreed")


@dataclass
class DeskLine:
    """One line: its row of the edition, what stands in the book, and what its guards must know."""

    key: str
    row: Mapping[str, Any]
    standing: decisions.Standing
    facts: decisions.LineFacts

    @property
    def year(self) -> int:
        return int(self.row["target_year"])

    def number(self, basis: str) -> Mapping[str, Any] | None:
        """Low, high and printed of one basis; None where there is none."""
        if basis == "agreed":
            return (self.standing.decision or {}).get("agreed")
        if basis == "ministry":
            return self.standing.ministry
        told = self.standing.proposal
        if told is not None:
            return told
        if self.row["target_low"] is None and self.row["target_high"] is None:
            return None
        return {"low": self.row["target_low"], "high": self.row["target_high"], "printed": self.row["written"]}


@dataclass
class Group:
    """The years of one indicator and region, decided together unless opened."""

    indicator_code: str
    region_id: str
    lines: list[DeskLine] = field(default_factory=list)

    @property
    def code(self) -> str:
        return f"{self.indicator_code}:{self.region_id}"

    @property
    def region_name(self) -> str:
        return str(self.lines[0].row["region_name"])

    @property
    def last_event(self) -> int:
        return max(line.standing.event_number for line in self.lines)

    def of_year(self, year: int) -> DeskLine:
        return next((line for line in self.lines if line.year == year), self.lines[0])


@dataclass
class Desk:
    """What one viewer has before them: the book's sessions, the chosen session, and its lines."""

    visit: Visit
    book: decisions.Book
    sessions: list[decisions.Session]
    session: decisions.Session | None
    indicator_codes: Sequence[str]

    @cached_property
    def workflow(self) -> decisions.Workflow:
        return self.book.workflow

    @cached_property
    def standings(self) -> dict[str, decisions.Standing]:
        return self.book.standings("line", self.visit.picked.round_id, self.indicator_codes)

    @cached_property
    def frame(self) -> pl.DataFrame:
        return desk.lines(self.visit.ask, self.visit.picked.round_id, self.indicator_codes)

    @cached_property
    def findings(self) -> pl.DataFrame:
        round_id = self.visit.picked.round_id
        return pl.concat([desk.open_findings(self.visit.ask, round_id, code) for code in self.indicator_codes])

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Lines by indicator and region, worst first; those of the chosen session only, when there is one."""
        rows = self.frame.to_dicts()
        waiting = children_waiting(self.workflow, self.standings)
        scopes = actor.region_scopes(self.book)
        facts = facts_of_lines(rows, self.findings.iter_rows(named=True), waiting)
        found: dict[str, Group] = {}
        for row in rows:
            line = decisions.Line(row["round_id"], row["indicator_code"], row["region_id"], row["target_year"])
            if self.session is not None and not self.session.covers(line):
                continue
            if scopes is not None and not any(covers(scope, line.region_id) for scope in scopes):
                continue
            key = decisions.line_key(*line)
            standing = self.standings.get(key) or opening(self.workflow, key, "line", line.round_id)
            group = found.setdefault(
                f"{line.indicator_code}:{line.region_id}", Group(line.indicator_code, line.region_id)
            )
            group.lines.append(DeskLine(key, row, standing, facts[key]))
        for group in found.values():
            group.lines.sort(key=lambda each: each.year)
        return found

    @property
    def lines(self) -> list[DeskLine]:
        return [line for group in self.groups.values() for line in group.lines]

    def facts_of(self, key: str) -> decisions.LineFacts:
        return next((line.facts for line in self.lines if line.key == key), decisions.LineFacts())

    def state_name(self, state_code: str) -> str:
        return self.word(self.workflow.state_name("line", state_code))

    def word(self, words: decisions.Words) -> str:
        return words.en if self.visit.say.language == "en" else words.id

    def numbers(self, indicator_code: str, year: int) -> list[dict[str, Any]]:
        """The numbers of one indicator and year on the three bases, of every line of the round, as they stand now."""
        rows = self.frame.filter(
            (pl.col("indicator_code") == indicator_code) & (pl.col("target_year") == year)
        ).to_dicts()
        found = []
        for row in rows:
            key = decisions.line_key(row["round_id"], indicator_code, row["region_id"], year)
            standing = self.standings.get(key) or opening(self.workflow, key, "line", row["round_id"])
            line = DeskLine(key, row, standing, decisions.LineFacts())
            proposed = (
                line.number("proposed") if row["target_low"] is not None or row["target_high"] is not None else None
            )
            for basis in BASES:
                own = line.number(basis) if basis != "proposed" else proposed
                number = own or (proposed if basis == "ministry" else None)
                if number:
                    found.append(
                        {
                            "region_id": row["region_id"],
                            "basis": basis,
                            "low": number["low"],
                            "high": number["high"],
                            "is_own": own is not None,
                        }
                    )
        return found


def figure_text(visit: Visit, number: Mapping[str, Any] | None, places: int) -> str:
    """A number in the language's form: one figure, or a range; `–` where there is none."""
    if not number:
        return "–"
    ends = [visit.say.number(end, places) for end in (number.get("low"), number.get("high")) if end is not None]
    return "–".join(dict.fromkeys(ends))
