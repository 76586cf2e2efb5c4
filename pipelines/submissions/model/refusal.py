"""The one way in which reading stops: a file that cannot be trusted or understood, with the finding that says why."""

from __future__ import annotations

from pipelines.submissions.model.finding import Fact, Finding


class Refusal(Exception):
    """A file refused whole. Everything under the door may raise it; the door turns it into a refused Reading."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.rule_id)
        self.finding = finding


def refuse(rule_id: str, sheet: str = "", cell: str = "", written: str = "", **facts: Fact) -> Refusal:
    return Refusal(Finding(rule_id, sheet, cell, written, facts))
