"""Each finding on cells: the case that brings it, its exact sentence in both languages, and the twin that does not."""

from __future__ import annotations

import string
from importlib import resources
from pathlib import Path

import pytest
import yaml

from pipelines.submissions.model.finding import Finding, texts
from tests.submissions.rules.finding_cases import CASES, DATE_CELL, plain, sheet
from tests.submissions.rules.given import found, row

SENTENCES = yaml.safe_load(Path(__file__).with_name("sentences.yml").read_text(encoding="utf-8"))
JUDGING = yaml.safe_load(
    resources.files("pipelines.submissions.model.messages").joinpath("judging.yml").read_text(encoding="utf-8")
)

# The ids that contracts fix for values, codes, plausibility and texts, with their severities.
FIXED = {
    "reject": """value.ambiguous_number value.missing_token value.year_is_date value.year value.not_finite
        value.out_of_range value.bool value.not_a_number unit.mismatch indicator.unknown indicator.not_assigned
        region.unknown
        region.not_valid_in_year region.ambiguous region.code_name_mismatch region.code_scheme auth.region_not_owned
        row.duplicate row.conflict round.closed""",
    "ask": """value.scale_suspect baseline.changed target.wrong_direction target.equals_baseline target.already_met
        target.flat target.jump target.copied_national target.beyond_precedent target.suspicious_zero
        target.fractional_count target.path coherence.sum""",
    "note": """value.text_number value.text_percent value.range unit.percent_format region.code_system text.formula_like
        text.markup""",
}


@pytest.mark.parametrize("rule_id", JUDGING)
def test_the_faulty_case_brings_the_finding_with_its_sentence(rule_id: str) -> None:
    findings = found(CASES[rule_id].fault.judged(), rule_id)
    assert findings
    assert findings[0].message_id == SENTENCES[rule_id]["id"]
    assert findings[0].message_en == SENTENCES[rule_id]["en"]


@pytest.mark.parametrize("rule_id", JUDGING)
def test_the_honest_twin_does_not(rule_id: str) -> None:
    assert found(CASES[rule_id].twin.judged(), rule_id) == []


@pytest.mark.parametrize(
    ("severity", "rule_id"), [(severity, rule_id) for severity, ids in FIXED.items() for rule_id in ids.split()]
)
def test_a_fixed_id_has_its_fixed_severity(severity: str, rule_id: str) -> None:
    assert texts()[rule_id].severity == severity


@pytest.mark.parametrize("rule_id", JUDGING)
def test_a_cell_with_a_reject_is_no_target_and_one_with_a_question_is(rule_id: str) -> None:
    judgement = CASES[rule_id].fault.judged()
    severity = texts()[rule_id].severity
    finding = found(judgement, rule_id)[0]
    at_cell = [cell for cell in judgement.cells if cell.source_cell == finding.source_cell]
    if severity == "reject" and not rule_id.startswith(("criterion.", "round.")):
        assert judgement.counts.rejected >= 1
        assert all(cell.verdict == "rejected" and cell.target_value is None for cell in at_cell)
    elif severity != "reject":
        assert judgement.counts.rejected == 0
        assert judgement.status in ("accepted", "returned")
        assert all(cell.verdict == "accepted" for cell in at_cell)


@pytest.mark.parametrize("rule_id", JUDGING)
def test_both_languages_name_the_same_facts_and_the_cell(rule_id: str) -> None:
    text = texts()[rule_id]
    fields = [
        {field for _, field, _, _ in string.Formatter().parse(message) if field}
        for message in (text.message_id, text.message_en)
    ]
    assert fields[0] == fields[1]
    assert "cell" in fields[0] or rule_id == "round.closed"


@pytest.mark.parametrize("rule_id", [key for key in JUDGING if texts()[key].severity == "ask"])
def test_a_reason_in_alasan_justifies_a_question_and_is_kept(rule_id: str) -> None:
    offer = CASES[rule_id].fault
    reasoned = [
        given._replace(justification=row(justification="Panti baru dibuka 2028", line=given.row_number).justification)
        for given in offer.rows
    ]
    assert not any(finding.is_justified for finding in found(offer.judged(), rule_id))
    judgement = offer._replace(rows=tuple(reasoned)).judged()
    assert all(finding.is_justified for finding in found(judgement, rule_id))
    assert {cell.justification for cell in judgement.cells if cell.verdict == "accepted"} == {"Panti baru dibuka 2028"}


@pytest.mark.parametrize("typed", ["-", "n/a", " ", ""])
def test_a_sign_for_nothing_in_alasan_justifies_nothing(typed: str) -> None:
    judgement = sheet(row({2027: 8.0, 2028: 8.5}, justification=typed)).judged()
    assert [finding.is_justified for finding in found(judgement, "target.path")] == [False]


@pytest.mark.parametrize(("remedy", "value"), [("12345", 12345.0), ("12,3450", 12.345)])
def test_following_the_remedy_of_an_ambiguous_number_is_accepted(remedy: str, value: float) -> None:
    sentence = found(plain("12.345", indicator="poor_population").judged(), "value.ambiguous_number")[0].message_id
    assert remedy in sentence
    assert plain(remedy, indicator="poor_population").judged().cells[0].target_value == value


def test_a_sentence_names_an_empty_cell_and_shows_the_beginning_of_a_long_text() -> None:
    empty = Finding("region.unknown", "Target", "Target!C6", "", {"suggestion": ""})
    assert "wilayah “(kosong)” tidak dikenal" in empty.message_id
    assert "“(empty)”" in empty.message_en
    long = Finding("value.missing_token", "Target", "Target!K6", "x" * 5_000)
    assert f"“{'x' * 200}…”" in long.message_id and len(long.message_en) < 500
    assert long.written == "x" * 5_000


@pytest.mark.parametrize(("typed", "rule_ids"), [(DATE_CELL, {"value.year_is_date"}), (2024, set()), (None, set())])
def test_a_baseline_year_that_became_a_date_is_told_at_its_cell(typed: object, rule_ids: set[str]) -> None:
    judgement = plain(baseline_year=typed).judged()
    told = [finding for finding in judgement.findings if finding.rule_id == "value.year_is_date"]
    assert {finding.rule_id for finding in told} == rule_ids
    assert [finding.source_cell for finding in told] == ["Target!G6"] * len(rule_ids)


def test_what_was_typed_cannot_break_a_sentence() -> None:
    for typed in ("{cell}", "{0}", "%s", "“", "\n"):
        sentence = Finding("value.missing_token", "Target", "Target!K6", typed).message_id
        assert typed in sentence
