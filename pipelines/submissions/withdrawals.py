"""What a newer file would withdraw: standing targets of its unit that it does not give again. A withdrawal is a
decision of the unit, so it is asked about and every target of it is named."""

from __future__ import annotations

from pathlib import Path

from pipelines.reference.model import Catalogue
from pipelines.submissions.judge import Judged
from pipelines.submissions.model.finding import Finding, Words
from pipelines.submissions.standing import StandingFile, TargetKey

USABLE = ("accepted", "accepted_in_part")
SHOWN = 6  # indicators and regions that the sentence names; what was written keeps all of them


def accepted_targets(judged: Judged) -> frozenset[TargetKey]:
    """The keys that a judged file brings."""
    return frozenset(
        (cell.indicator_code, cell.region_id, cell.target_year)
        for cell in judged.judgement.cells
        if cell.verdict == "accepted" and cell.indicator_code and cell.region_id and cell.target_year
    )


def with_withdrawals(judged: Judged, submission_id: str, standing: StandingFile | None, catalogue: Catalogue) -> Judged:
    """Add the question which standing targets the file would withdraw; nothing when it is the standing file itself."""
    if standing is None or standing.submission_id == submission_id or judged.judgement.status not in USABLE:
        return judged
    if judged.reading.form == "take_up":  # it brings no targets, so it replaces none
        return judged
    lost = standing.targets - accepted_targets(judged)
    if not lost:
        return judged
    named = _named(lost, catalogue)
    more = len(named) - SHOWN
    words = Words(*("; ".join(line[language] for line in named[:SHOWN]) for language in (0, 1)))
    if more > 0:
        words = Words(f"{words.id}; dan {more} wilayah lain", f"{words.en}; and {more} more regions")
    finding = Finding(
        "submission.withdraws",
        written="; ".join(line.id for line in named),
        facts={"count": len(lost), "file": Path(standing.file_name).name, "named": words},
    )
    findings = (finding, *judged.judgement.findings)
    return judged._replace(judgement=judged.judgement._replace(findings=findings))


def _named(lost: frozenset[TargetKey], catalogue: Catalogue) -> list[Words]:
    """Each indicator and region with its years, in order."""
    years: dict[tuple[str, str], list[int]] = {}
    for indicator_code, region_id, year in sorted(lost):
        years.setdefault((indicator_code, region_id), []).append(year)
    named: list[Words] = []
    for (indicator_code, region_id), of in years.items():
        indicator, region = catalogue.indicators.get(indicator_code), catalogue.regions.get(region_id)
        place = region.region_name if region else region_id
        told = f"{place} ({', '.join(map(str, of))})"
        name = (indicator.name_id, indicator.name_en) if indicator else (indicator_code, indicator_code)
        named.append(Words(f"{name[0]}, {told}", f"{name[1]}, {told}"))
    return named
