"""What a newer file would withdraw: standing targets of its unit that it does not give again. A withdrawal is a
decision of the unit, so it is asked about and every target of it is named."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipelines.reference.model import Catalogue
from pipelines.submissions.judge import JudgedFile
from pipelines.submissions.model.finding import Finding, Words
from pipelines.submissions.standing import StandingFile, TargetKey

USABLE = ("accepted", "accepted_in_part")
SHOWN = 6  # indicators and regions that the sentence names; what was written keeps all of them


def accepted_targets(cells: Iterable[tuple[str, str | None, str | None, int | None]]) -> frozenset[TargetKey]:
    """The keys that a judged file brings: of verdict, indicator, region and year those of the accepted cells."""
    return frozenset(
        (indicator_code, region_id, year)
        for verdict, indicator_code, region_id, year in cells
        if verdict == "accepted" and indicator_code and region_id and year
    )


def with_withdrawals(
    judged: JudgedFile, submission_id: str, standing: StandingFile | None, catalogue: Catalogue
) -> JudgedFile:
    """Add the question which standing targets the file would withdraw; nothing when it is the standing file itself."""
    if standing is None or not replaces_targets(judged):
        return judged
    judgement = judged.judgement
    brought = accepted_targets(
        (cell.verdict, cell.indicator_code, cell.region_id, cell.target_year) for cell in judgement.cells
    )
    finding = withdrawal(brought, submission_id, standing, catalogue)
    findings = judgement.findings if finding is None else (finding, *judgement.findings)
    return judged._replace(judgement=judgement._replace(findings=findings))


def replaces_targets(judged: JudgedFile) -> bool:
    """Whether a file takes the place of its unit's standing one; a work plan brings no targets, so it replaces none."""
    return judged.judgement.status in USABLE and judged.reading.form != "take_up"


def withdrawal(
    brought: frozenset[TargetKey], submission_id: str, standing: StandingFile, catalogue: Catalogue
) -> Finding | None:
    """The question about standing targets that a usable file does not bring; None where it brings them all."""
    lost = standing.targets - brought
    if not lost or standing.submission_id == submission_id:
        return None
    named = _listed_targets(lost, catalogue)
    more = len(named) - SHOWN
    words = Words(*("; ".join(line[language] for line in named[:SHOWN]) for language in (0, 1)))
    if more > 0:
        words = Words(f"{words.id}; dan {more} wilayah lain", f"{words.en}; and {more} more regions")
    return Finding(
        "submission.withdraws",
        written="; ".join(line.id for line in named),
        facts={"count": len(lost), "file": Path(standing.file_name).name, "named": words},
    )


def _listed_targets(lost: frozenset[TargetKey], catalogue: Catalogue) -> list[Words]:
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
