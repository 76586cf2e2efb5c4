"""A level is kept for a line that somebody proposed; what is not known is one sentence. The guide runs the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.commands.forum.assess import AssessError, Level, assess
from pipelines.contract import decisions
from pipelines.contract.paths import CHECKOUT, Paths
from tests.contract.decisions import given

SAID = Level(given.ROUND, given.INDICATOR, "11", "kapabilitas", 1, given.REASON, target_year=2027)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    (tmp_path / "reference").symlink_to(CHECKOUT / "data" / "reference")
    book = decisions.open_book(tmp_path)
    given.submitted(book)
    book.close()
    return Paths(tmp_path)


def test_two_reviewers_and_the_chair_settle_a_level(paths: Paths) -> None:
    assert "shown once the second reviewer's is in" in assess(paths, SAID._replace(person="satu"))
    second = assess(paths, SAID._replace(person="dua", level=2, evidence="laporan"))
    assert "level 2 kept" in second and "shown once" not in second
    assert "level 1 kept" in assess(paths, SAID._replace(role="chair"), is_together=True)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"round_id": "nirwana"}, "Round nirwana is not known; choose one of"),
        ({"criterion_code": "nirwana"}, "Criterion nirwana is not known; choose one of keberlanjutan"),
        ({"region_id": "12"}, "No target of contoh-2026-2/spm_children_inside/12/2027 is proposed"),
        ({"target_year": None}, "No target of contoh-2026-2/spm_children_inside/11/2030 is proposed"),
    ],
)
def test_what_is_not_known_is_one_sentence(paths: Paths, changed: dict[str, str], sentence: str) -> None:
    with pytest.raises(AssessError, match=sentence):
        assess(paths, SAID._replace(**changed))


def test_a_level_without_its_evidence_is_refused(paths: Paths) -> None:
    with pytest.raises(decisions.Refused) as refused:
        assess(paths, SAID._replace(level=2))
    assert refused.value.refusal.rule_id == "decision.value_missing"
