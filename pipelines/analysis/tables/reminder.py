"""Who has to be asked for what in a round: one reminder for each unit that still owes target lines, with a text to
send. The page and the command start here; nothing is sent or written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from pipelines.contract.number_forms import Forms
from pipelines.contract.word_files import phrase

WORDS = Path(__file__).with_name("reminder_words.yml")
DUE_DAYS = 14  # from here on everybody who owes is asked; before that only those whose file came back
PAST_DAYS = 30  # so long after the closing nobody is asked any more
KINDS = ("returned", "silent", "late", "partial")
KIND_OF_STATUS = {"waiting": "silent", "returned": "returned", "rejected": "returned", "late": "late"}
OWING = """
    select
        progress.*,
        unit.name_id,
        unit.name_en,
        unit.unit_kind,
    from mart.unit_progress as progress
    inner join core.organisation_unit as unit on progress.unit_code = unit.unit_code
    where progress.round_id = $round_id and progress.accepted < progress.expected
    order by progress.unit_code
"""
LINES = """
    select
        progress.unit_code,
        indicator.name_id,
        indicator.name_en,
        cast(sum(progress.expected - progress.accepted) as bigint) as missing,
    from mart.round_progress as progress
    inner join core.indicator as indicator on progress.indicator_code = indicator.indicator_code
    where progress.round_id = $round_id and progress.accepted < progress.expected
    group by progress.unit_code, progress.indicator_code, indicator.name_id, indicator.name_en
    order by progress.unit_code, missing desc, progress.indicator_code
"""
COLUMNS = {
    "unit_code": pl.String,
    "unit": pl.String,
    "why": pl.String,
    "is_due": pl.Boolean,
    "days_left": pl.Int64,
    "expected": pl.Int64,
    "missing": pl.Int64,
    "rejected": pl.Int64,
    "what": pl.String,
    "text": pl.String,
}
Ask = Callable[..., pl.DataFrame]


@dataclass(frozen=True)
class Reminder:
    """One unit that owes lines. `days_left` are calendar days in the round's zone, below 0 after the closing;
    `missing` lines are not accepted yet: blank, rejected or held. `lines` name indicators with what is missing."""

    planning_round: dict[str, Any]
    unit: dict[str, Any]
    kind: str
    days_left: int
    lines: tuple[dict[str, Any], ...]

    @property
    def missing(self) -> int:
        return int(self.unit["expected"] - self.unit["accepted"])

    @property
    def is_due(self) -> bool:
        """Whether the unit is to be asked today."""
        return self.days_left >= -PAST_DAYS and (self.kind == "returned" or self.days_left <= DUE_DAYS)

    def name(self, language: str) -> str:
        return _name(self.unit, language)

    def kind_words(self, language: str) -> str:
        return say(f"kind.{self.kind}", language)

    def what(self, language: str) -> list[str]:
        """What is missing, indicator by indicator, most first."""
        return [f"{_name(line, language)}: {Forms(language).number(line['missing'])}" for line in self.lines]

    def subject(self, language: str) -> str:
        missing = Forms(language).number(self.missing)
        return say("subject", language, round=_name(self.planning_round, language), missing=missing)

    def text(self, language: str, address: str = "") -> str:
        """Give the whole message; `address` is where the unit hands in, left out when it is not known."""
        forms, zone = Forms(language), self.planning_round["time_zone"] or "Asia/Jakarta"
        number, received = forms.number, forms.instant(self.unit["received_at"], zone)
        rejected, blank = self.unit["rejected"], self.unit["expected"] - self.unit["received"]
        facts = {
            "round": _name(self.planning_round, language),
            "deadline": forms.instant(self.planning_round["closes_at"], zone),
            "days": days_words(self.days_left, language),
        }
        lines = [
            say("greeting", language, unit=self.name(language)),
            "",
            say("closed" if self.days_left < 0 else "deadline", language, **facts),
            say(f"why.{self.kind}", language, received=received, rejected=number(rejected), blank=number(blank)),
            say("missing", language, missing=number(self.missing), expected=number(self.unit["expected"])),
            *(
                say("line", language, indicator=_name(line, language), missing=number(line["missing"]))
                for line in self.lines
            ),
            "",
            *([say("where", language, address=address), ""] if address else []),
            say("thanks", language),
        ]
        return "\n".join(lines)


def reminders(ask: Ask, planning_round: dict[str, Any], now: datetime) -> list[Reminder]:
    """Give a reminder for each unit that owes lines: files that came back first, then nothing, late, incomplete; in
    each the unit that owes most. Empty before the round opens."""
    if now < planning_round["opens_at"]:
        return []
    key = {"round_id": planning_round["round_id"]}
    zone = ZoneInfo(planning_round["time_zone"] or "Asia/Jakarta")
    closing = planning_round["closes_at"].astimezone(zone).date()
    days_left = (closing - now.astimezone(zone).date()).days
    lines = ask(LINES, **key).partition_by("unit_code", as_dict=True)
    found = [
        Reminder(
            planning_round,
            unit,
            KIND_OF_STATUS.get(unit["status"], "partial"),
            days_left,
            tuple(lines[unit["unit_code"],].to_dicts()) if (unit["unit_code"],) in lines else (),
        )
        for unit in ask(OWING, **key).to_dicts()
    ]
    return sorted(found, key=lambda each: (KINDS.index(each.kind), -each.missing, each.unit["unit_code"]))


def headline(found: Sequence[Reminder], planning_round: dict[str, Any], now: datetime, language: str) -> str:
    """Say how many units are to be asked today, of how many that owe something."""
    if now < planning_round["opens_at"]:
        return say("headline.early", language)
    due, number = sum(each.is_due for each in found), Forms(language).number
    state = "complete" if not found else "due" if due else "past" if found[0].days_left < 0 else "none_due"
    days = PAST_DAYS if state == "past" else DUE_DAYS
    return say(f"headline.{state}", language, count=number(due), all=number(len(found)), from_days=days)


def as_frame(found: Sequence[Reminder], language: str, address: Callable[[str], str] = lambda _: "") -> pl.DataFrame:
    """Give the list as a table to send round: one row a unit, with its text."""
    rows = [
        {
            "unit_code": each.unit["unit_code"],
            "unit": each.name(language),
            "why": each.kind_words(language),
            "is_due": each.is_due,
            "days_left": each.days_left,
            "expected": each.unit["expected"],
            "missing": each.missing,
            "rejected": each.unit["rejected"],
            "what": "; ".join(each.what(language)),
            "text": each.text(language, address(each.unit["unit_code"])),
        }
        for each in found
    ]
    names = {key: say(f"column.{key}", language) for key in COLUMNS}
    return pl.DataFrame(rows, COLUMNS).rename(names)


def days_words(days_left: int, language: str) -> str:
    near = {-1: "yesterday", 0: "last", 1: "one"}
    state = near.get(days_left, "over" if days_left < 0 else "left")
    return say(f"days.{state}", language, days=Forms(language).number(abs(days_left)))


def say(key: str, language: str, **facts: object) -> str:
    """Give the sentence of a dotted key; numbers must come as text already."""
    return phrase(WORDS, key, language, **facts)


def _name(row: dict[str, Any], language: str) -> str:
    return str(row.get(f"name_{language}") or row.get("name_id") or row.get("unit_code") or row.get("round_id"))
