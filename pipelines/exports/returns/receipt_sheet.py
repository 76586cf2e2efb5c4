"""A receipt as a document: a stored file as it stands now, or, before an edition contains it, as it was handed in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.contract.number_forms import Forms
from pipelines.contract.word_files import phrase
from pipelines.errors import SelarasError
from pipelines.exports.returns.findings_shown import SEVERITY_ORDER, SEVERITY_WORDS, RecordedFinding
from pipelines.exports.returns.receipt import STATUS_WORDS
from pipelines.exports.typeset import compile_pdf

LOOK = Path(__file__).with_name("receipt.typ")
WORDS = Path(__file__).with_name("receipt_words.yml")
COUNTS = ("offered", "accepted", "rejected", "blank")
MOST_FINDINGS = 60
DEFAULT_ZONE = "Asia/Jakarta"
STORED = """
select
    submission.*,
    unit.name_id as unit_id,
    unit.name_en as unit_en,
    planning_round.name_id as round_name_id,
    planning_round.name_en as round_name_en,
    planning_round.time_zone,
    coalesce(planning_round.is_example, false) as is_example,
    (select count(*) from core.target where target.submission_id = submission.submission_id) as in_force,
    (
        select later.file_name || ' (' || left(later.submission_id, 12) || ')'
        from core.submission as later
        where
            submission.status = 'superseded' and later.round_id = submission.round_id
            and later.unit_code = submission.unit_code and later.status in ('accepted', 'accepted_in_part')
        order by later.received_at desc
        limit 1
    ) as replaced_by
from core.submission as submission
left join core.organisation_unit as unit on submission.unit_code = unit.unit_code
left join core.planning_round as planning_round on submission.round_id = planning_round.round_id
where starts_with(submission.submission_id, $begin)
"""
FINDINGS = """
select rule_id, severity, sheet, source_cell, written, message_id, message_en, is_justified
from core.finding
where submission_id = $id
order by finding_number
"""


class ReceiptError(SelarasError):
    """One sentence: which file has no receipt, and what to give instead."""


@dataclass(frozen=True)
class StoredFile:
    """What a receipt says of one file. `facts` are the columns of STORED, those of the later ones null where only the
    hand-in is known; `edition` empty then."""

    facts: Mapping[str, Any]
    findings: Sequence[RecordedFinding]
    finding_counts: Mapping[str, int]
    edition: str


def of_edition(connection: duckdb.DuckDBPyConnection, edition: str, beginning: str) -> StoredFile | None:
    """The file whose number begins so, as it stands in an edition; None when it is not there, ReceiptError for
    several."""
    rows = connection.sql(STORED, params={"begin": beginning}).pl().to_dicts()
    if len(rows) > 1:
        raise ReceiptError(f"{len(rows)} submissions begin with {beginning!r}; give more of the number.")
    if not rows:
        return None
    said = connection.execute(FINDINGS, {"id": rows[0]["submission_id"]}).fetchall()
    findings = sorted((RecordedFinding(*row) for row in said), key=lambda each: SEVERITY_ORDER[each.severity])
    counts = {kind: sum(each.severity == kind for each in findings) for kind in SEVERITY_WORDS}
    return StoredFile(rows[0], findings, counts, edition)


def of_hand_in(returns: Path, beginning: str) -> StoredFile:
    """The file as its receipt was written when it was handed in; ReceiptError when there is none."""
    places = sorted(returns.glob("*.json")) if returns.is_dir() else []
    found = [place for place in places if place.stem.startswith(beginning)]
    if len(found) != 1:
        raise ReceiptError(
            f"{len(found)} submissions begin with {beginning!r}; give the number as the receipt or the page shows it."
        )
    said = json.loads(found[0].read_text(encoding="utf-8"))
    counts = {f"{name}_count": said["counts"].get(name, 0) for name in COUNTS}
    facts = {**said, **counts, "received_at": datetime.fromisoformat(said["received_at"])}
    return StoredFile(facts, (), said["finding_counts"], "")


def as_pdf(stored: StoredFile, language: str) -> bytes:
    """Draw the receipt; the same file in the same edition gives the same bytes."""
    return compile_pdf(receipt_text(stored, language), LOOK, int(stored.facts["received_at"].timestamp()))


def receipt_text(stored: StoredFile, language: str) -> dict[str, Any]:
    """What the document says, as text."""
    facts, forms, place = stored.facts, Forms(language), 0 if language == "id" else 1
    zone = facts.get("time_zone") or DEFAULT_ZONE

    def words(key: str, **more: object) -> str:
        return phrase(WORDS, key, language, **more)

    message = "message_id" if language == "id" else "message_en"
    rows = [
        [each.source_cell or "–", SEVERITY_WORDS[each.severity][place], getattr(each, message)]
        for each in stored.findings[:MOST_FINDINGS]
    ]
    left = sum(stored.finding_counts.values()) - len(rows)
    return {
        "language": language,
        "title": words("title"),
        "subtitle": f"{words('number')}: {facts['submission_id']}",
        "example": words("example") if facts.get("is_example") else "",
        "facts": _facts(stored, forms, zone, words),
        "counts_heading": words("counts"),
        "counts_columns": [words(name) for name in COUNTS],
        "counts": [forms.number(facts[f"{name}_count"]) for name in COUNTS],
        "findings_heading": words("findings", **{k: forms.number(n) for k, n in stored.finding_counts.items()}),
        "findings_columns": [words("cell"), words("kind"), words("sentence")],
        "findings": rows,
        "none": words("none") if not left else "",
        "more": words("more", count=forms.number(left)) if left else "",
        "footer": words("footer", edition=stored.edition) if stored.edition else words("footer_new"),
    }


def _facts(stored: StoredFile, forms: Forms, zone: str, words: Any) -> list[list[str]]:
    facts, language = stored.facts, forms.language
    unit = facts.get(f"unit_{language}") or facts.get("unit_id") or facts.get("unit_code") or words("unknown")
    planning_round = facts.get(f"round_name_{language}") or facts.get("round_id") or words("unknown")
    found = [
        (words("unit"), unit),
        (words("round"), planning_round),
        (words("file"), facts["file_name"]),
        (words("received"), forms.instant(facts["received_at"], zone)),
        (words("status"), STATUS_WORDS[facts["status"]][0 if language == "id" else 1]),
    ]
    if facts.get("revision_number") and facts["revision_number"] > 1:
        found.append((words("revision"), forms.number(facts["revision_number"])))
    if facts.get("in_force") is not None:
        found.append((words("in_force"), forms.number(facts["in_force"])))
    if facts.get("replaced_by"):
        found.append((words("replaced"), facts["replaced_by"]))
    for kind, by, reason in (
        ("unlocked", "unlocked_by", "unlock_reason"),
        ("withdrawn", "withdrawn_by", "withdrawal_reason"),
    ):
        if facts.get(f"{kind}_at"):
            at = forms.instant(facts[f"{kind}_at"], zone)
            found.append((words(kind), words("withdrawn_by", at=at, by=facts[by], reason=facts[reason])))
    return [[str(name), str(text)] for name, text in found]
