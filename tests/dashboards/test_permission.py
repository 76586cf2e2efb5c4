"""What a viewer may have the command do: allowed or refused at the press of the button, and written down."""

from __future__ import annotations

import ast

import polars as pl
import pytest

from dashboards.services import permission, viewer
from dashboards.services.selaras_cli import Outcome
from dashboards.services.viewer import Viewer, scope_of
from pipelines.contract.decisions import Grant, Person
from pipelines.contract.guarded_tables import OPERATOR, Reach, Scope
from pipelines.contract.login_ledger import login_of
from pipelines.contract.paths import CHECKOUT

LOGIN = login_of({"iss": "https://id.example", "sub": "ani", "iat": 1})
MADE = Outcome(file_name="x.xlsx", content=b"x")
SCOPES = {"dinsos-11": "11", "dinsos-11-01": "11.01", "dinsos-12": "12", "directorate": "00"}


def grant(role: str, region_scope: str = "00", unit_code: str | None = None) -> Grant:
    return Grant(
        "g", Person("https://id.example", "ani"), role, unit_code, region_scope, "2026-01-01", None, "", "active", 1
    )


def ask(query: str, **asked: object) -> pl.DataFrame:
    """An edition in which every unit stands and one file is seen."""
    if "unit_code" in asked:
        return pl.DataFrame({"region_scope": [SCOPES[asked["unit_code"]]] if asked["unit_code"] in SCOPES else []})
    return pl.DataFrame({"seen": [1]}) if "seen" in asked.values() else pl.DataFrame({"seen": []})


@pytest.fixture
def noted(monkeypatch) -> list[tuple[str, dict]]:
    found: list[tuple[str, dict]] = []
    monkeypatch.setattr(viewer, "note", lambda action, **payload: found.append((action, payload)))
    return found


def look_as(monkeypatch, *grants: Grant, ending: str = "") -> None:
    somebody = Viewer(
        Person("https://id.example", "ani"), scope_of(list(grants)), frozenset(g.role for g in grants), LOGIN, ending
    )
    monkeypatch.setattr(viewer, "now", lambda: somebody)


def file_of(unit_code: str) -> Outcome:
    return Outcome(answer={"unit_code": unit_code, "submission_id": "s" * 64, "status": "accepted"})


@pytest.mark.parametrize(
    ("grants", "unit", "may_make", "may_hand_in"),
    [
        ([grant("proposer", "11", "dinsos-11")], "dinsos-11", True, True),
        ([grant("proposer", "11", "dinsos-11")], "dinsos-11-01", False, False),
        ([grant("proposer", "11", "dinsos-11")], "dinsos-12", False, False),
        ([grant("viewer", "11")], "dinsos-11", True, False),
        ([grant("reviewer")], "dinsos-12", True, False),
        ([grant("round_manager")], "dinsos-12", True, True),
        ([grant("administrator")], "dinsos-12", False, False),
        ([grant("auditor", "00")], "directorate", True, False),
        ([], "dinsos-11", False, False),
        ([grant("viewer", "11")], "no-such-unit", False, False),
    ],
)
def test_asvs_8_2_1_workbooks_and_handing_in_follow_the_grants(
    monkeypatch, noted, grants, unit, may_make, may_hand_in
) -> None:
    look_as(monkeypatch, *grants)
    ran = []
    assert (permission.to_make(ask, unit, lambda: MADE).content is not None) is may_make
    done = permission.to_hand_in(ask, lambda: file_of(unit), lambda: ran.append(unit) or file_of(unit))
    assert (done.answer is not None, ran != []) == (may_hand_in, may_hand_in)
    assert [action for action, _ in noted] == [
        "download" if may_make else "refused",
        "hand_in" if may_hand_in else "refused",
    ]


def test_a_file_that_names_another_unit_than_was_picked_is_judged_by_what_it_names(monkeypatch, noted) -> None:
    look_as(monkeypatch, grant("proposer", "11", "dinsos-11"))
    done = permission.to_hand_in(ask, lambda: file_of("dinsos-12"), lambda: pytest.fail("it was handed in"))
    assert done.fault == "login.refused"
    assert noted == [("refused", {"asked": "hand_in", "unit": "dinsos-12", "submission": "s" * 64})]


@pytest.mark.parametrize(("grants", "is_taken"), [([grant("chair")], True), ([], False)])
def test_a_desk_sheet_belongs_to_no_unit_and_is_taken_from_whoever_holds_a_role(
    monkeypatch, noted, grants, is_taken
) -> None:
    look_as(monkeypatch, *grants)
    sheet = Outcome(answer={"unit_code": None, "session_id": "r.meja", "submission_id": "s" * 64})
    done = permission.to_hand_in(ask, lambda: sheet, lambda: sheet)
    assert (done.answer is not None) is is_taken
    assert noted[0][0] == ("hand_in" if is_taken else "refused")


def test_asvs_8_2_3_a_copy_or_a_sheet_is_made_only_of_what_stands_in_the_viewers_edition(monkeypatch, noted) -> None:
    look_as(monkeypatch, grant("viewer", "11"))
    assert permission.to_copy(ask, "unseen", lambda: pytest.fail("made")).fault == "login.refused"
    assert permission.to_sheet(ask, "unseen", "11", lambda: pytest.fail("made")).fault == "login.refused"
    assert [action for action, _ in noted] == ["refused", "refused"]


@pytest.mark.parametrize("ending", ["idle", "absolute", "logout", "revoked", "unreadable"])
def test_asvs_16_5_3_nothing_is_done_for_a_login_that_is_over(monkeypatch, noted, ending) -> None:
    look_as(monkeypatch, grant("round_manager"), ending=ending)
    assert permission.to_make(ask, "dinsos-11", lambda: pytest.fail("made")).content is None
    assert permission.to_check(lambda: pytest.fail("checked")).answer is None
    assert permission.to_hand_in(ask, lambda: pytest.fail("checked"), lambda: pytest.fail("handed in")).answer is None


def test_without_a_login_the_operator_does_everything_and_is_not_written_about(monkeypatch) -> None:
    monkeypatch.delenv("SELARAS_LOGIN", raising=False)
    assert permission.to_make(ask, "dinsos-12", lambda: MADE) is MADE
    assert viewer.now().scope is OPERATOR


def test_grants_add_up_and_an_administrators_shows_nothing() -> None:
    both = scope_of([grant("viewer", "11"), grant("proposer", "12|13", "dinsos-12"), grant("administrator")])
    assert both == Scope((Reach("11"), Reach("12", "dinsos-12"), Reach("13", "dinsos-12")))
    assert scope_of([grant("auditor")]).reads_book
    assert not scope_of([grant("leader")]).reads_book


def test_asvs_8_3_1_no_page_asks_the_command_for_anything_without_asking_for_permission() -> None:
    unasked = []
    for file in sorted((CHECKOUT / "dashboards").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        guarded = {
            id(inner)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("permission.to_")
            for inner in ast.walk(call)
        }
        unasked += [
            f"{file.relative_to(CHECKOUT)}: {ast.unparse(call.func)}"
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            and ast.unparse(call.func).startswith("selaras_cli.")
            and id(call) not in guarded
        ]
    assert unasked == []
