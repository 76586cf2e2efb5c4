"""What a unit reads about its file after a check or a hand-in: names instead of codes, and the file's number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dashboards.components.lists import with_names
from dashboards.queries.round import reception
from dashboards.state.context import Visit

SHOWN_OF_ID = 12


def lines(visit: Visit, answer: dict[str, Any], *, is_submitted: bool) -> str:
    """Who the file says it is, and the start of its number; plain text, for it repeats what was written in the file."""
    say = visit.say
    said = [
        (say("column.file"), answer["file_name"]),
        (say("pick.round"), _round_name(visit, answer["round_id"])),
        (say("column.unit"), _unit_name(visit, answer["round_id"], answer["unit_code"])),
        (say("handing.submission_id"), f"{str(answer['submission_id'])[:SHOWN_OF_ID]}…"),
    ]
    if is_submitted and answer.get("received_at"):
        said.append((say("column.received_at"), say.instant(datetime.fromisoformat(str(answer["received_at"])))))
    return "\n".join(f"{name}: {text}" for name, text in said)


def _round_name(visit: Visit, round_id: str | None) -> str:
    found = next((row for row in visit.rounds if row["round_id"] == round_id), None)
    return visit.say.name_of(found) if found else round_id or visit.say("handing.unknown")


def _unit_name(visit: Visit, round_id: str | None, unit_code: str | None) -> str:
    units = with_names(visit, reception.units(visit.ask, round_id or ""), code="unit_code")
    known: dict[str, str] = dict(units.select("unit_code", "name").iter_rows())
    return known.get(unit_code or "", unit_code or visit.say("handing.unknown"))
