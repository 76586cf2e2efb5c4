"""What a unit is asked about its targets, as rule ids: questions never refuse."""

from __future__ import annotations

from tests.submissions.rules.given import judged

ACEH = {("poverty_rate", "11"): [(2022, 11.9), (2023, 11.2), (2024, 10.6)]}


def asked(*rows: object, **known: object) -> list[str]:
    judgement = judged(*rows, **known)  # type: ignore[arg-type]
    assert judgement.counts.rejected == 0
    return [finding.rule_id for finding in judgement.findings if finding.severity == "ask"]
