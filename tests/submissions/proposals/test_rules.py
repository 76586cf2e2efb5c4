"""Each finding on proposals: the case that brings it, its exact sentences, and the twin that does not bring it."""

from __future__ import annotations

import string
from importlib import resources
from pathlib import Path

import pytest
import yaml
from hypothesis import given as drawn
from hypothesis import strategies as st

from pipelines.submissions.model.finding import texts
from pipelines.submissions.model.reading import OfferedProposal
from pipelines.submissions.proposals.phrases import unit_of
from pipelines.submissions.rules.cells.units import WORDS, unit_words
from tests.submissions.proposals.given import INDICATOR, OUTCOME, judged, known, proposal, sound
from tests.submissions.rules.given import found, real_regions

SENTENCES = yaml.safe_load(Path(__file__).with_name("sentences.yml").read_text(encoding="utf-8"))
PROPOSING = yaml.safe_load(
    resources.files("pipelines.submissions.model.messages").joinpath("proposing.yml").read_text(encoding="utf-8")
)
BY_THE_READER = {"outcome.unreadable", "outcome.too_many"}
SECOND = {"number": 2, "statement": "Lansia telantar terpenuhi kebutuhan dasarnya di rumah"}
CASES: dict[str, tuple[list[OfferedProposal], list[OfferedProposal]]] = {
    "outcome.number": ([sound(number="satu")], [sound(number="1.")]),
    "outcome.statement_missing": ([sound(statement=None)], [sound()]),
    "outcome.conflict": (
        [sound(), proposal(7, **OUTCOME | {"statement": "Lain sekali"})], [sound(), proposal(7, **OUTCOME)],
    ),
    "outcome.activity_wording": (
        [sound(statement="Meningkatnya jumlah kegiatan pendampingan anak")],
        [sound(statement="Meningkatnya jumlah anak yang diasuh keluarga")],
    ),
    "outcome.two_in_one": (
        [sound(statement="Menurunnya kemiskinan anak dan terlindunginya lansia telantar")],
        [sound(statement="Terlindunginya anak dan lansia telantar")],
    ),
    "outcome.duplicate": (
        [sound(statement="Penduduk hidup miskin makin sedikit")],
        [sound(statement="Penyandang disabilitas memperoleh pekerjaan")],
    ),
    "outcome.level_unknown": ([sound(outcome_level="kecamatan")], [sound(outcome_level=None)]),
    "programme.unknown": ([sound(programme_decree="Permendagri 13 Tahun 2006")], [sound(programme_code=None)]),
    "programme.wrong_level": ([sound(programme_code="1.06.04.2.01")], [sound(programme_code="1.06.05")]),
    "indicator.name_missing": ([sound(name=None)], [sound(7)]),
    "indicator.without_outcome": ([sound(number="satu")], [sound()]),
    "indicator.two_quantities": (
        [sound(name="Jumlah dan persentase anak telantar yang diasuh keluarga")],
        [sound(name="Rasio jumlah pekerja sosial terhadap jumlah dan sebaran anak", unit_of_measure="rasio")],
    ),
    "indicator.unit_contradicts": (
        [sound(name="Indeks kesiapsiagaan bencana")],
        [sound(name="Indeks kesiapsiagaan bencana", unit_of_measure="angka")],
    ),
    "indicator.unit_unknown": ([sound(unit_of_measure="ekor")], [sound(unit_of_measure="%")]),
    "indicator.direction_missing": ([sound(direction="membaik")], [sound(direction="Dalam rentang")]),
    "indicator.no_denominator": (
        [sound(denominator="-")],
        [sound(name="Jumlah anak yang diasuh", unit_of_measure="orang", denominator=None, aggregation="jumlah")],
    ),
    "indicator.counts_products": (
        [sound(name="Jumlah dokumen rencana pengasuhan", unit_of_measure="orang", aggregation="jumlah")],
        [sound(name="Jumlah anak yang dokumen lahirnya lengkap", unit_of_measure="orang", aggregation="jumlah")],
    ),
    "indicator.no_source": ([sound(source=None)], [sound()]),
    "indicator.first_year": ([sound(first_year="sejak lama")], [sound(first_year=None)]),
    "indicator.aggregation_unknown": ([sound(aggregation="dirata-rata")], [sound(aggregation="Tertimbang")]),
    "indicator.cannot_add_up": ([sound(aggregation="hanya angka resmi")], [sound(aggregation="rata-rata tertimbang")]),
}  # fmt: skip


@pytest.mark.parametrize("rule_id", CASES)
def test_the_faulty_case_brings_the_finding_with_its_sentence(rule_id: str) -> None:
    findings = found(judged(*CASES[rule_id][0]), rule_id)
    assert findings
    assert {"cell": findings[0].source_cell, "id": findings[0].message_id, "en": findings[0].message_en} == SENTENCES[
        rule_id
    ]


@pytest.mark.parametrize("rule_id", CASES)
def test_the_honest_twin_does_not(rule_id: str) -> None:
    assert found(judged(*CASES[rule_id][1]), rule_id) == []


def test_every_finding_on_proposals_has_a_case() -> None:
    assert set(CASES) | BY_THE_READER == set(PROPOSING)


@pytest.mark.parametrize("rule_id", PROPOSING)
def test_both_languages_name_the_same_facts_and_the_cell(rule_id: str) -> None:
    text = texts()[rule_id]
    fields = [
        {field for _, field, _, _ in string.Formatter().parse(message) if field}
        for message in (text.message_id, text.message_en)
    ]
    assert fields[0] == fields[1]
    assert "cell" in fields[0]


@pytest.mark.parametrize("rule_id", [key for key in CASES if texts()[key].severity == "ask"])
def test_a_question_keeps_the_proposal_and_a_reason_justifies_it(rule_id: str) -> None:
    judgement = judged(*CASES[rule_id][0])
    assert judgement.proposals.outcomes and judgement.proposals.indicators
    reasoned = [
        row._replace(
            cells={**row.cells, "justification": sound(justification="Disepakati desk 2025").cell("justification")}
        )
        for row in CASES[rule_id][0]
    ]
    assert all(finding.is_justified for finding in found(judged(*reasoned), rule_id))


@pytest.mark.parametrize(
    "rule_id", ["indicator.direction_missing", "indicator.no_denominator", "indicator.name_missing"]
)
def test_a_refused_indicator_leaves_its_outcome(rule_id: str) -> None:
    proposals = judged(*CASES[rule_id][0]).proposals
    assert len(proposals.outcomes) == 1
    assert proposals.indicators == ()


@pytest.mark.parametrize("rule_id", ["outcome.number", "outcome.statement_missing"])
def test_a_refused_outcome_takes_its_indicators_along(rule_id: str) -> None:
    judgement = judged(*CASES[rule_id][0], proposal(7, **INDICATOR))
    assert judgement.proposals == ((), ())
    assert len(found(judgement, "indicator.without_outcome")) == 2


def test_a_sound_row_is_kept_in_the_units_own_words() -> None:
    judgement = judged(sound(local_wisdom_words="=Sipakatau & <b>sipakalebbi</b>"))
    (outcome,), (indicator,) = judgement.proposals
    assert (outcome.outcome_code, indicator.proposal_code) == ("usulan.pusat.1", "usulan.pusat.1.1")
    assert outcome.local_wisdom_words == "=Sipakatau & <b>sipakalebbi</b>"
    assert (outcome.outcome_level, outcome.issue_tags) == ("province", "pengasuhan|kemiskinan")
    assert (indicator.unit_of_measure, indicator.good_direction, indicator.aggregation) == (
        "percent",
        "up",
        "ratio_of_sums",
    )
    assert {finding.rule_id for finding in judgement.findings} == {"text.formula_like", "text.markup"}
    assert judgement.status == "accepted"


def test_rows_without_a_number_belong_to_the_outcome_above() -> None:
    rows = [sound(), proposal(7, **INDICATOR), sound(8, **SECOND), proposal(9, **INDICATOR, number=1)]
    proposals = judged(*rows).proposals
    assert [each.outcome_code for each in proposals.outcomes] == ["usulan.pusat.1", "usulan.pusat.2"]
    assert [each.proposal_code for each in proposals.indicators] == [
        "usulan.pusat.1.1", "usulan.pusat.1.2", "usulan.pusat.2.1", "usulan.pusat.1.3",
    ]  # fmt: skip


def test_a_duplicate_within_the_sheet_names_the_cell_of_the_other() -> None:
    rows = [sound(), sound(7, number=2, statement="Kembali hidup dalam keluarga yang mengasuh: anak telantar")]
    (finding,) = found(judged(*rows), "outcome.duplicate")
    assert "Outcome!B6" in finding.message_id
    assert len(judged(*rows).proposals.outcomes) == 2


def test_no_outcome_or_indicator_of_the_catalogue_is_asked_about_by_its_words() -> None:
    real = real_regions()
    asked = {"outcome.activity_wording", "outcome.two_in_one", "indicator.two_quantities", "indicator.unit_contradicts"}
    for outcome in real.outcomes:
        judgement = judged(sound(statement=outcome["statement_id"]))
        assert not asked & {finding.rule_id for finding in judgement.findings}, outcome["outcome_code"]
    for each in real.indicators.values():
        judgement = judged(sound(name=each.name_id, unit_of_measure=unit_words(each.unit_of_measure).id))
        assert not asked & {finding.rule_id for finding in judgement.findings}, each.indicator_code


def test_every_unit_of_the_word_lists_is_one_that_is_read() -> None:
    units = {unit for quantity in known().outcome_words.quantities for unit in quantity.units}
    assert units <= set(WORDS)
    assert all(unit_of(WORDS[unit].id) is not None for unit in units)


@drawn(
    st.lists(
        st.dictionaries(st.sampled_from(["number", "statement", "name", "direction"]), st.text(max_size=30)), max_size=6
    )
)
def test_whatever_is_typed_every_row_is_proposed_or_answered(typed: list[dict[str, str]]) -> None:
    rows = [proposal(6 + place, **cells) for place, cells in enumerate(typed)]  # type: ignore[arg-type]
    judgement = judged(*rows)
    answered = {"".join(filter(str.isdigit, finding.source_cell)) for finding in judgement.findings}
    kept = {each.source_cell for each in (*judgement.proposals.outcomes, *judgement.proposals.indicators)}
    for row in rows:
        name = row.cell("name")
        if name.text.strip(" -–—.").strip() and name.address not in kept and len(name.text.strip()) > 3:
            assert str(row.row_number) in answered
    codes = [each.proposal_code for each in judgement.proposals.indicators]
    assert len(codes) == len(set(codes))
