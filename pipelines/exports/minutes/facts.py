"""What the minutes of one desk session say: considerations, resolutions and three annexes, as words and figures.

Draft (docx) and final (PDF) are drawn from the same facts, and a returned draft is compared with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.contract.number_forms import DASH, Forms
from pipelines.contract.word_files import phrase, words_of
from pipelines.errors import SelarasError
from pipelines.exports.sheets.facts import interval, told_reasons, unit_words

WORDS = Path(__file__).with_name("words.yml")
LOOK = Path(__file__).with_name("minutes.typ")  # how minutes are drawn
HASH_SHOWN = 16  # characters of the chain's head in the footer: enough to compare by eye


class MinutesError(SelarasError):
    """One sentence: which session has no minutes, and which ones have."""


@dataclass(frozen=True)
class Minutes:
    """One session as it was closed. Rows are lists of texts; their first cell of a decided line is its key's words."""

    session_id: str
    language: str
    is_signed: bool
    shown: Mapping[str, Any]


def say(language: str, key: str, **facts: object) -> str:
    return phrase(WORDS, key, language, **facts)


def read_minutes(
    connection: duckdb.DuckDBPyConnection, edition: str, session_id: str, language: str, roles: Mapping[str, str]
) -> Minutes:
    """Give the minutes of a closed session; raise MinutesError for one that is unknown or still open.

    `roles` gives the words of each role in the language; a role without words is shown by its code.
    """
    session = _session(connection, session_id)
    lines = connection.sql(LINES, params={"session_id": session_id}).pl().to_dicts()
    attendance = _attendance(connection, session_id, roles)
    states = _names(connection, "core.review_state", "state_code", language, "where subject_kind = 'line'")
    shown = {
        **_opening(language, session, lines),
        "annexes": _annexes(language, attendance, lines, states),
        "signers": [person[0] for person in attendance],
        "edition": edition,
        "footer": say(
            language,
            "footer",
            edition=edition,
            event_number=session["book_event_number"],
            event_hash=str(session["book_event_hash"])[:HASH_SHOWN],
        ),
    }
    return Minutes(session_id, language, session["minutes_number"] is not None, shown)


def _opening(language: str, session: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What stands before the annexes: title, marks, considerations, and what is agreed in how many lines."""
    forms = Forms(language)
    agreed = sum(row["counts_as"] == "agreed" for row in lines)
    facts = {
        "session": session["session_name"],
        "round": session[f"round_name_{language}"],
        "opened": forms.instant(session["opened_at"], session["time_zone"]),
        "closed": forms.instant(session["closed_at"], session["time_zone"]),
        "agreed": forms.number(agreed),
        "others": forms.number(len(lines) - agreed),
    }
    number = session["minutes_number"]
    return {
        "language": language,
        "title": say(language, "title", **facts),
        "mark": say(language, "signed", number=number) if number else say(language, "draft"),
        "example": say(language, "example") if session["is_example"] else "",
        "addendum": say(language, "addendum", session=session["addendum_to"]) if session["addendum_to"] else "",
        "considerations_heading": say(language, "considerations_heading"),
        "considerations": [text.format_map(facts) for text in words_of(WORDS)["considerations"][language]],
        "resolution": say(language, "resolution"),
        "resolutions": [text.format_map(facts) for text in words_of(WORDS)["resolutions"][language]],
        "signatures": say(language, "signatures"),
        "none": say(language, "none"),
    }


def _annexes(
    language: str,
    attendance: list[list[str]],
    lines: Sequence[Mapping[str, Any]],
    states: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Annex I attendance, II agreed, III not agreed with reasons."""
    forms = Forms(language)
    agreed = [_agreed_line(forms, row, language) for row in lines if row["counts_as"] == "agreed"]
    others = [_other_line(forms, row, language, states) for row in lines if row["counts_as"] != "agreed"]
    other_columns = ("region", "indicator", "year", "proposal", "ministry", "state", "reason")
    return [
        _annex(language, "annex_attendance", ("name", "role", "unit"), attendance),
        _annex(language, "annex_agreed", ("region", "indicator", "year", "proposal", "agreed"), agreed),
        _annex(language, "annex_others", other_columns, others),
    ]


LINES = """
    select agreement.*, region.region_name, indicator.name_id, indicator.name_en, indicator.unit_of_measure,
        indicator.decimal_places
    from mart.agreement
    inner join core.region using (region_id)
    inner join core.indicator using (indicator_code)
    where session_id = $session_id
    order by region_id, indicator_code, target_year
"""


def _session(connection: duckdb.DuckDBPyConnection, session_id: str) -> dict[str, Any]:
    rows = connection.sql(
        "select minutes.*, desk_session.opened_at, planning_round.name_id as round_name_id, "
        "planning_round.name_en as round_name_en, planning_round.time_zone, planning_round.is_example "
        "from core.minutes inner join core.desk_session using (session_id) "
        "inner join core.planning_round on minutes.round_id = planning_round.round_id "
        "where minutes.session_id = $session_id",
        params={"session_id": session_id},
    ).pl()
    if rows.is_empty():
        known = [name for (name,) in connection.execute("select session_id from core.minutes order by 1").fetchall()]
        raise MinutesError(
            f"Session {session_id} has no minutes, because it is unknown or not closed; "
            f"sessions with minutes: {', '.join(known) or 'none yet'}."
        )
    session: dict[str, Any] = rows.to_dicts()[0]
    return session


def _names(
    connection: duckdb.DuckDBPyConnection, table: str, code: str, language: str, where: str = ""
) -> dict[str, str]:
    column = "name_en" if language == "en" else "name_id"
    return dict(connection.execute(f"select {code}, {column} from {table} {where}").fetchall())


def _attendance(connection: duckdb.DuckDBPyConnection, session_id: str, roles: Mapping[str, str]) -> list[list[str]]:
    rows = connection.execute(
        "select person_name, role_code, unit_code from core.attendance where session_id = $session_id "
        "order by person_number",
        {"session_id": session_id},
    ).fetchall()
    return [[name, roles.get(role, role), unit or DASH] for name, role, unit in rows]


def _annex(language: str, heading: str, columns: tuple[str, ...], rows: list[list[str]]) -> dict[str, Any]:
    return {"heading": say(language, heading), "columns": [say(language, name) for name in columns], "rows": rows}


def _key(row: Mapping[str, Any], language: str) -> list[str]:
    unit = unit_words(language, row["unit_of_measure"])
    return [row["region_name"], f"{row[f'name_{language}']} ({unit})", str(row["target_year"])]


def _agreed_line(forms: Forms, row: Mapping[str, Any], language: str) -> list[str]:
    places = int(row["decimal_places"])
    return [
        *_key(row, language),
        interval(forms, row["proposal_low"], row["proposal_high"], places),
        interval(forms, row["agreed_low"], row["agreed_high"], places),
    ]


def _other_line(forms: Forms, row: Mapping[str, Any], language: str, states: Mapping[str, str]) -> list[str]:
    places = int(row["decimal_places"])
    return [
        *_key(row, language),
        interval(forms, row["proposal_low"], row["proposal_high"], places),
        interval(forms, row["ministry_low"], row["ministry_high"], places),
        states.get(row["state"], row["state"]),
        told_reasons(language, row),
    ]
