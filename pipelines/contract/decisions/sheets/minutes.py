"""The minutes of a session as plain text, at any moment: a draft until they are final, the same words afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pipelines.contract.decisions.refusal import printed_number
from pipelines.contract.decisions.store.rows import Head
from pipelines.contract.decisions.subjects import LINE, Session, Standing
from pipelines.contract.decisions.workflow import Workflow

WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "draft": "RANCANGAN",
        "example": "DATA CONTOH",
        "title": "Berita acara {session}",
        "round": "Putaran: {round}",
        "state": "Sidang: {state}",
        "number": "Nomor: {number}",
        "present": "Hadir",
        "agreed": "Disepakati ({count} baris)",
        "not_agreed": "Tidak disepakati ({count} baris)",
        "deferred": "Ditangguhkan ({count} baris)",
        "not_discussed": "Tidak terbahas ({count} baris)",
        "undecided": "Belum diputuskan ({count} baris)",
        "numbers": "usulan {proposal}, K/L {ministry}, kesepakatan {agreed}",
        "region": "Pernyataan daerah: {text}",
        "ministry": "Pernyataan K/L: {text}",
        "reason": "Alasan: {text}",
        "forum": "Forum berikutnya: {text}",
        "none": "tidak ada",
        "foot": "Buku keputusan sampai peristiwa {number}, {hash}; dicetak {at}.",
    },
    "en": {
        "draft": "DRAFT",
        "example": "EXAMPLE DATA",
        "title": "Minutes of {session}",
        "round": "Round: {round}",
        "state": "Session: {state}",
        "number": "Number: {number}",
        "present": "Present",
        "agreed": "Agreed ({count} lines)",
        "not_agreed": "Not agreed ({count} lines)",
        "deferred": "Deferred ({count} lines)",
        "not_discussed": "Not discussed ({count} lines)",
        "undecided": "Not decided yet ({count} lines)",
        "numbers": "proposed {proposal}, ministry {ministry}, agreed {agreed}",
        "region": "Statement of the region: {text}",
        "ministry": "Statement of the ministry: {text}",
        "reason": "Reason: {text}",
        "forum": "Next forum: {text}",
        "none": "none",
        "foot": "Decision book up to event {number}, {hash}; printed {at}.",
    },
}
PARTS = ("agreed", "not_agreed", "deferred", "not_discussed", "undecided")
TOLD = (
    ("statement_region", "region"),
    ("statement_ministry", "ministry"),
    ("reason", "reason"),
    ("next_forum", "forum"),
)


def draft(
    workflow: Workflow,
    session: Session,
    standings: Sequence[Standing],
    names: Mapping[str, str],
    head: Head,
    language: str,
    now: datetime,
    is_example: bool = False,
) -> str:
    """The text of a session's minutes; `names` gives words for round, indicator and region codes.

    Every line of the session stands in exactly one part. "RANCANGAN" leads it until the minutes are final.
    """
    say, states = WORDS[language], workflow.subjects[LINE].states
    state = workflow.subjects["session"].states[session.state]
    lines = sorted((each for each in standings if session.covers(each.line)), key=lambda each: each.line)
    written = [
        *([say["example"]] if is_example else []),
        *([] if state.has("keeps_decisions") else [say["draft"]]),
        say["title"].format(session=session.name),
        say["round"].format(round=names.get(session.round_id, session.round_id)),
        say["state"].format(state=state.name.id if language == "id" else state.name.en),
        *([say["number"].format(number=session.minutes_number)] if session.minutes_number else []),
        "",
        say["present"],
        *([f"- {each['name']} ({each['role']})" for each in session.attendance] or [f"- {say['none']}"]),
    ]
    for part in PARTS:
        own = [each for each in lines if states[each.state].marks["counts_as"] == part]
        written += ["", say[part].format(count=len(own))]
        for number, each in enumerate(own, start=1):
            written += _line(say, names, each, number, language)
    at = now.strftime("%Y-%m-%d %H:%M UTC")
    written += ["", say["foot"].format(number=head.event_number, hash=head.event_hash[:16], at=at)]
    return "\n".join(written) + "\n"


def _line(
    say: Mapping[str, str], names: Mapping[str, str], standing: Standing, number: int, language: str
) -> list[str]:
    line, decision = standing.line, standing.decision or {}
    numbers = say["numbers"].format(
        proposal=_number(standing.proposal, language),
        ministry=_number(standing.ministry, language),
        agreed=_number(decision.get("agreed"), language),
    )
    indicator = names.get(line.indicator_code, line.indicator_code)
    region = names.get(line.region_id, line.region_id)
    told = [f"   {say[key].format(text=decision[name])}" for name, key in TOLD if decision.get(name)]
    return [f"{number}. {indicator}, {region}, {line.target_year}: {numbers}", *told]


def _number(number: Mapping[str, Any] | None, language: str) -> str:
    if not number:
        return "–"
    ends = [printed_number(end, language) for end in (number.get("low"), number.get("high")) if end is not None]
    return "–".join(dict.fromkeys(ends))
