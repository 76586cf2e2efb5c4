"""What one region's reference sheet says, from `mart.reference_sheet` of an edition: rows, words, figures as text.

Numbers are written here once, so that PDF and screen agree; how a sheet looks stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.contract.number_forms import DASH, Forms
from pipelines.contract.word_files import phrase, words_of
from pipelines.errors import SelarasError

WORDS = Path(__file__).with_name("words.yml")
LOOK = Path(__file__).with_name("sheet.typ")  # how a sheet is drawn
AGREED_COLUMNS = ("indicator", "unit", "baseline", "year", "agreed", "national", "minutes")
OPEN_COLUMNS = ("indicator", "baseline", "year", "proposal", "ministry", "national", "state", "reason")


class SheetError(SelarasError):
    """One sentence: which round or region has no sheet, and which ones do."""


@dataclass(frozen=True)
class Sheet:
    """One region in one round: its lines by indicator and what stands above them. `rows` keep the edition's numbers."""

    round_id: str
    region_id: str
    region_name: str
    language: str
    edition: str
    planning_round: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    states: Mapping[str, str]

    @property
    def is_draft(self) -> bool:
        """Nothing of the round has been agreed yet, for any region."""
        return all(row["is_draft"] for row in self.rows)

    @property
    def is_example(self) -> bool:
        return bool(self.planning_round["is_example"])

    def counts(self) -> dict[str, int]:
        """Lines by what their state counts as; the kinds that occur nowhere are 0, for nothing is missing there."""
        kinds = ("agreed", "not_agreed", "deferred", "not_discussed", "undecided")
        return {kind: sum(row["counts_as"] == kind for row in self.rows) for kind in kinds} | {"all": len(self.rows)}


def say(language: str, key: str, **facts: object) -> str:
    """Give a sentence of the sheets in one language."""
    return phrase(WORDS, key, language, **facts)


def unit_words(language: str, unit_of_measure: str) -> str:
    known = words_of(WORDS)["units"].get(unit_of_measure)
    return str(known[language]) if known else unit_of_measure


def read_sheets(
    connection: duckdb.DuckDBPyConnection, edition: str, round_id: str, language: str, region_id: str | None = None
) -> list[Sheet]:
    """Give the sheets of all regions that owe or gave a target in a round, in the order of their codes."""
    rounds = connection.sql(
        "select * from core.planning_round where round_id = $round_id", params={"round_id": round_id}
    ).pl()
    if rounds.is_empty():
        known = [
            name for (name,) in connection.execute("select round_id from core.planning_round order by 1").fetchall()
        ]
        raise SheetError(f"The edition has no round {round_id}; choose one of {', '.join(known)}.")
    lines = connection.sql(
        "select reference_sheet.*, region.region_name from mart.reference_sheet "
        "inner join core.region using (region_id) where round_id = $round_id "
        "and ($region_id is null or region_id = $region_id) "
        "order by region_id, outcome_code nulls last, indicator_code, target_year",
        params={"round_id": round_id, "region_id": region_id},
    ).pl()
    if lines.is_empty():
        raise SheetError(
            f"Round {round_id} has no target of region {region_id}; `selaras export mart.reference_sheet` lists them."
        )
    states = dict(
        connection.execute(
            f"select state_code, name_{'en' if language == 'en' else 'id'} from core.review_state "
            "where subject_kind = 'line'"
        ).fetchall()
    )
    planning_round = rounds.to_dicts()[0]
    return [
        Sheet(round_id, str(key[0]), rows["region_name"][0], language, edition, planning_round, rows.to_dicts(), states)
        for key, rows in lines.partition_by("region_id", as_dict=True, maintain_order=True).items()
    ]


def interval(forms: Forms, low: float | None, high: float | None, places: int) -> str:
    """Write both ends, one number when they are equal, and an open end as ≤ or ≥; a dash when there is neither."""
    if low is None and high is None:
        return DASH
    if low is None:
        return f"≤ {forms.number(high, places)}"
    if high is None:
        return f"≥ {forms.number(low, places)}"
    ends = dict.fromkeys((forms.number(low, places), forms.number(high, places)))
    return DASH.join(ends)


def told_reasons(language: str, row: Mapping[str, Any]) -> str:
    """Everything that was said about a line that was not agreed, in the speakers' own words."""
    said = [row["decision_reason"] or ""]
    for key, column in (
        ("region_says", "statement_region"),
        ("ministry_says", "statement_ministry"),
        ("next_forum", "next_forum"),
    ):
        if row[column]:
            said.append(say(language, key, text=row[column]))
    return " · ".join(part for part in said if part)


def sheet_text(sheet: Sheet) -> dict[str, Any]:
    """Give the whole sheet as words and figures in its language, ready to be drawn; nothing is left to compute."""
    language, forms = sheet.language, Forms(sheet.language)
    agreed = [row for row in sheet.rows if row["counts_as"] == "agreed"]
    others = [row for row in sheet.rows if row["counts_as"] != "agreed"]
    counts = sheet.counts()
    return {
        "language": language,
        "title": say(language, "title", region=sheet.region_name),
        "subtitle": say(
            language,
            "subtitle",
            round=sheet.planning_round[f"name_{language}"],
            plan_year=sheet.planning_round["plan_year"],
        ),
        "draft": say(language, "draft") if sheet.is_draft else "",
        "draft_reason": say(language, "draft_reason") if sheet.is_draft else "",
        "example": say(language, "example") if sheet.is_example else "",
        "summary": say(language, "summary", **counts),
        "agreed_heading": say(language, "agreed_heading"),
        "agreed_none": say(language, "agreed_none"),
        "open_heading": say(language, "open_heading_draft" if sheet.is_draft else "open_heading"),
        "open_none": say(language, "open_none"),
        "agreed_columns": [say(language, key) for key in AGREED_COLUMNS],
        "open_columns": [say(language, key) for key in OPEN_COLUMNS],
        "agreed": [_agreed_line(sheet, forms, row) for row in agreed],
        "agreed_outcomes": [_outcome(sheet, row) for row in agreed],
        "open": [_open_line(sheet, forms, row) for row in others],
        "open_outcomes": [_outcome(sheet, row) for row in others],
        "footer": say(language, "footer", edition=sheet.edition),
    }


def _outcome(sheet: Sheet, row: Mapping[str, Any]) -> str:
    """The outcome a line serves; lines of one outcome stand together, as the edition orders them."""
    return str(row.get(f"statement_{sheet.language}") or say(sheet.language, "no_outcome"))


def _baseline(forms: Forms, row: Mapping[str, Any]) -> str:
    """Where the region stood, with the year of that figure; a dash where nothing is known."""
    figure = forms.number(row["baseline_value"], int(row["decimal_places"]))
    return figure if row["baseline_year"] is None else f"{figure} ({row['baseline_year']})"


def _agreed_line(sheet: Sheet, forms: Forms, row: Mapping[str, Any]) -> list[str]:
    places, language = int(row["decimal_places"]), sheet.language
    return [
        row[f"name_{language}"],
        unit_words(language, row["unit_of_measure"]),
        _baseline(forms, row),
        str(row["target_year"]),
        interval(forms, row["agreed_low"], row["agreed_high"], places),
        interval(forms, row["national_low"], row["national_high"], places),
        row["minutes_number"] or DASH,
    ]


def _open_line(sheet: Sheet, forms: Forms, row: Mapping[str, Any]) -> list[str]:
    places, language = int(row["decimal_places"]), sheet.language
    return [
        f"{row[f'name_{language}']} ({unit_words(language, row['unit_of_measure'])})",
        _baseline(forms, row),
        str(row["target_year"]),
        interval(forms, row["proposal_low"], row["proposal_high"], places),
        interval(forms, row["ministry_low"], row["ministry_high"], places),
        interval(forms, row["national_low"], row["national_high"], places),
        sheet.states.get(row["state"], row["state"]),
        told_reasons(language, row),
    ]


def frame_of(sheet: Sheet) -> pl.DataFrame:
    """Give the rows of one sheet as they stand in the edition, codes and numbers untouched."""
    return pl.DataFrame(list(sheet.rows), infer_schema_length=None).drop("region_name")
