"""Each condition of the workflow: the case it refuses, with its sentence, beside the same case set right."""

# ruff: noqa: E501 (cases read better as rows)
from __future__ import annotations

from typing import Any

import pytest

from pipelines.contract import decisions as desk
from pipelines.contract.decisions.guards import GUARDS
from tests.contract.decisions import given
from tests.contract.decisions.given import KEY, MEETING, REASON, agreement, decide, refusal


def ready(book: desk.Book) -> desk.Book:
    """One line recommended, and its session open."""
    given.submitted(book)
    decide(book, KEY, "recommend")
    given.opened(book)
    return book


CASES: list[tuple[str, str, str, dict[str, Any], str]] = [
    ("agree", "chair", "decision.value_missing", {**agreement(), "agreed": None}, "Angka kesepakatan belum diisi."),
    ("agree", "chair", "decision.consent_missing", agreement(consent_region=False), "Daerah setuju: belum dicatat; kesepakatan memerlukan persetujuan kedua pihak."),
    ("agree", "chair", "decision.reason_missing", agreement(85.0), "Alasan wajib diisi, sedikitnya 10 huruf."),
    ("agree", "chair", "decision.reason_missing", agreement(85.0, reason="pendek"), "Alasan wajib diisi, sedikitnya 10 huruf."),
    ("agree", "chair", "decision.value_out_of_range", agreement(120.0, reason=REASON), "Angka 120 di luar batas indikator (0 sampai 100)."),
    ("agree", "chair", "decision.value_order", {**agreement(), "agreed": given.number(90.0, 85.0)}, "Angka 90 tidak dapat dipakai: tulis satu angka, atau batas bawah lalu batas atas."),
    ("agree", "chair", "decision.value_order", {**agreement(), "agreed": {"low": float("nan"), "high": float("nan"), "printed": "nan"}}, "Angka nan tidak dapat dipakai: tulis satu angka, atau batas bawah lalu batas atas."),
    ("disagree", "chair", "decision.statement_missing", {"statement_region": REASON}, "Pernyataan K/L wajib diisi, sedikitnya 10 huruf: ketidaksepakatan mencatat pernyataan kedua pihak."),
    ("defer", "chair", "decision.reason_missing", {"next_forum": "rapat"}, "Alasan wajib diisi, sedikitnya 10 huruf."),
    ("defer", "chair", "decision.value_missing", {"reason": REASON}, "Forum berikutnya belum diisi."),
    ("pass_over", "chair", "decision.only_at_closing", {}, "Baris dinyatakan tidak terbahas hanya saat sidang ditutup."),
    ("return", "reviewer", "decision.parts_missing", {"reason": REASON}, "Sebutkan apa yang dikembalikan: angka, alasan usulan, data dukung, penyebut."),
    ("return", "reviewer", "decision.parts_missing", {"reason": REASON, "parts": ["huruf"]}, "Sebutkan apa yang dikembalikan: angka, alasan usulan, data dukung, penyebut."),
    ("comment", "viewer", "decision.reason_missing", {"text": "ok"}, "Tanggapan wajib diisi, sedikitnya 10 huruf."),
    ("assess", "reviewer", "decision.value_missing", {"criterion_code": "kapabilitas", "level": 2, "reason": REASON}, "Data dukung belum diisi."),
    ("assess", "reviewer", "decision.value_missing", {"criterion_code": "kapabilitas", "level": 4, "reason": REASON, "evidence": "laporan"}, "Tingkat belum diisi."),
]  # fmt: skip


@pytest.mark.parametrize(("action", "role", "rule_id", "payload", "sentence"), CASES)
def test_what_is_due_and_missing_is_refused_with_its_sentence(
    light_book: desk.Book, action: str, role: str, rule_id: str, payload: dict[str, Any], sentence: str
) -> None:
    said = refusal(decide, ready(light_book), KEY, action, role, payload)
    assert said and (said.rule_id, said.message_id) == (rule_id, sentence)
    assert said.message_en != said.message_id


SOUND: list[tuple[str, str, dict[str, Any], str]] = [
    ("agree", "chair", agreement(), "agreed"),
    ("agree", "chair", agreement(85.0, reason=REASON), "agreed"),
    ("agree", "chair", {**agreement(reason=REASON), "agreed": given.number(80.0, 85.0)}, "agreed"),
    ("disagree", "chair", {"statement_region": REASON, "statement_ministry": REASON}, "not_agreed"),
    ("defer", "chair", {"reason": REASON, "next_forum": "rapat"}, "deferred"),
    ("return", "reviewer", {"reason": REASON, "parts": ["value", "evidence"]}, "returned"),
    ("assess", "reviewer", {"criterion_code": "k", "level": 2, "reason": REASON, "evidence": "laporan"}, "recommended"),
]


@pytest.mark.parametrize(("action", "role", "payload", "state"), SOUND)
def test_what_is_complete_goes_through(
    light_book: desk.Book, action: str, role: str, payload: dict[str, Any], state: str
) -> None:
    assert decide(ready(light_book), KEY, action, role, payload).to_state == state


def test_a_recommendation_waits_for_every_open_question_or_a_waiver_with_a_reason(light_book: desk.Book) -> None:
    given.submitted(light_book)
    facts = desk.LineFacts(0.0, 100.0, True, {"f-1": "target.jump", "f-2": "target.flat"})
    said = refusal(decide, light_book, KEY, "recommend", payload={"waivers": {"f-1": REASON}}, facts=facts)
    assert said and said.message_en == "1 finding(s) are neither justified nor waived with a reason: target.flat."
    decide(light_book, KEY, "recommend", payload={"waivers": {"f-1": REASON, "f-2": REASON}}, facts=facts)


def test_nobody_acts_for_both_sides_of_a_line(light_book: desk.Book) -> None:
    given.submitted(light_book)
    both = desk.Actor("local", "one-person", "Satu orang", "proposer", "dinsos-11", is_local=True)
    decide(light_book, KEY, "comment", payload={"text": REASON}, actor=both)
    turned = desk.Actor("local", "one-person", "Satu orang", "reviewer", is_local=True)
    said = refusal(decide, light_book, KEY, "recommend", actor=turned)
    assert said and said.rule_id == "decision.both_sides"


def test_the_chair_of_the_proposing_unit_does_not_decide(light_book: desk.Book) -> None:
    ready(light_book)
    own = desk.Actor("local", "local-chair", "Ketua", "chair", "dinsos-11", is_local=True)
    said = refusal(decide, light_book, KEY, "agree", payload=agreement(), actor=own)
    assert said and said.message_id.startswith("Usulan ini berasal dari unit kerja ketua sendiri (dinsos-11)")


def test_a_chair_who_does_not_attend_does_not_decide(light_book: desk.Book) -> None:
    ready(light_book)
    away = desk.Actor("local", "another-chair", "Ketua lain", "chair", is_local=True)
    said = refusal(decide, light_book, KEY, "agree", payload=agreement(), actor=away)
    assert said and said.message_en.startswith("You are not on the attendance list of Meja 1")


def test_without_login_a_real_round_is_only_read(light_book: desk.Book) -> None:
    given.submitted(light_book)
    said = refusal(decide, light_book, KEY, "recommend", facts=desk.LineFacts(is_example=False))
    assert said and said.message_en.endswith("round contoh-2026-2 can only be read.")


def test_a_parent_waits_for_its_children_of_the_same_round(light_book: desk.Book) -> None:
    ready(light_book)
    facts = desk.LineFacts(0.0, 100.0, True, undecided_children=3)
    said = refusal(decide, light_book, KEY, "agree", "chair", agreement(), facts=facts)
    assert said and said.message_id == "Masih ada 3 baris wilayah di bawahnya yang belum diputuskan dalam putaran ini."


def test_a_dissent_needs_the_number_of_the_ministry(light_book: desk.Book) -> None:
    given.submitted(light_book)
    given.opened(light_book)
    statements = {"statement_region": REASON, "statement_ministry": REASON}
    said = refusal(decide, light_book, KEY, "disagree", "chair", statements)
    assert said and said.message_id == "Angka K/L belum diisi."
    event = decide(light_book, KEY, "disagree", "chair", statements | {"ministry": given.number(95.0)})
    assert event.to_state == "not_agreed"


def test_a_decision_on_a_file_that_is_no_longer_in_force_is_refused(light_book: desk.Book) -> None:
    given.submitted(light_book)
    said = refusal(decide, light_book, KEY, "recommend", seen_submission_id="b" * 64)
    assert said and said.rule_id == "decision.stale_file"
    decide(light_book, KEY, "recommend", seen_submission_id="a" * 64)


def test_reopening_takes_two_different_people_and_any_change_forgets_the_consent(light_book: desk.Book) -> None:
    meeting = MEETING
    ready(light_book)
    decide(light_book, KEY, "agree", "chair", agreement())
    decide(light_book, meeting, "close", "chair", {"passed_over": []})
    consent = {"text": REASON, "consents_to": "reopen"}
    decide(light_book, KEY, "comment", "round_manager", consent)
    said = refusal(decide, light_book, KEY, "reopen", "round_manager", {"reason": REASON})
    assert said and said.rule_id == "decision.second_person"
    decide(light_book, KEY, "comment", "leader", consent)
    assert decide(light_book, KEY, "reopen", "round_manager", {"reason": REASON}).to_state == "recommended"
    again = light_book.standing(KEY)
    assert again and "consents" not in again.detail and again.decision is None


def test_two_desks_do_not_sit_over_the_same_lines_and_a_side_must_be_there(light_book: desk.Book) -> None:
    ready(light_book)
    other = desk.session_key("contoh-2026-2.meja-2")
    planned = {"round_id": given.ROUND, "name": "Meja 2", "indicator_codes": [given.INDICATOR], "region_scope": "11"}
    decide(light_book, other, "plan", "secretary", planned)
    alone = [each for each in given.ATTENDANCE if each["side"] != "region"]
    decide(light_book, other, "attend", "secretary", {"present": alone})
    said = refusal(decide, light_book, other, "open", "chair")
    assert said and said.rule_id == "decision.side_absent"
    decide(light_book, other, "attend", "secretary", {"present": given.ATTENDANCE})
    said = refusal(decide, light_book, other, "open", "chair")
    assert said and said.message_id.startswith("Sebagian baris sedang dibahas di Meja 1")


def test_a_session_closes_only_over_the_lines_the_chair_has_listed(light_book: desk.Book) -> None:
    ready(light_book)
    said = refusal(decide, light_book, MEETING, "close", "chair", {"passed_over": []})
    assert said and said.message_id.startswith("1 baris belum diputuskan")
    closed = decide(light_book, MEETING, "close", "chair", {"passed_over": [KEY]})
    assert closed.payload["closing"]["counts"] == {"not_discussed": 1}
    said = refusal(decide, light_book, KEY, "undo", "chair")
    assert said and said.rule_id == "decision.not_allowed"


def test_every_guard_of_the_workflow_is_known_and_used() -> None:
    used = {
        guard
        for subject in given.WORKFLOW.subjects.values()
        for action in subject.actions.values()
        for guard in action.guards
    }
    assert used == set(GUARDS)
