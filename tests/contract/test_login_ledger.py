"""A login is over when it is idle, old, or ended; a copied cookie gains nothing from a restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipelines.contract import decisions
from pipelines.contract.login_ledger import Ledger, end, end_all, login_of
from pipelines.contract.login_settings import LoginSettings
from tests.conftest import copy_data

BEGAN = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
CLAIMS = {"iss": "https://id.example", "sub": "ani", "name": "Ani", "iat": BEGAN.timestamp(), "nonce": "n1"}
SETTINGS = LoginSettings(mode="oidc")


@pytest.fixture
def book(tmp_path):
    opened = decisions.open_book(copy_data(tmp_path / "data").data)
    yield opened
    opened.close()


class Clock:
    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now


def test_asvs_7_3_1_a_login_goes_on_while_it_is_used_and_ends_when_it_is_idle(book) -> None:
    clock, login = Clock(), login_of(CLAIMS)
    ledger = Ledger(SETTINGS, clock)
    for _ in range(5):
        assert ledger.ending(book, login) == ""
        clock.now += timedelta(minutes=29)
    clock.now += timedelta(minutes=2)
    assert ledger.ending(book, login) == "idle"
    clock.now -= timedelta(minutes=20)
    assert ledger.ending(book, login) == "idle", "an ended login does not come back"


def test_asvs_7_3_2_a_login_ends_after_eight_hours_however_busy_it_is(book) -> None:
    clock, login = Clock(), login_of(CLAIMS)
    ledger = Ledger(SETTINGS, clock)
    while clock.now <= BEGAN + timedelta(hours=8):
        assert ledger.ending(book, login) == ""
        clock.now += timedelta(minutes=20)
    assert ledger.ending(book, login) == "absolute"


def test_a_cookie_that_turns_up_after_a_restart_must_be_young(book) -> None:
    clock = Clock()
    clock.now += timedelta(minutes=31)
    assert Ledger(SETTINGS, clock).ending(book, login_of(CLAIMS)) == "idle"


def test_asvs_7_6_1_a_login_that_ended_is_over_on_every_replica(book) -> None:
    clock, login = Clock(), login_of(CLAIMS)
    one, other = Ledger(SETTINGS, clock), Ledger(SETTINGS, clock)
    assert (one.ending(book, login), other.ending(book, login)) == ("", "")
    end(book, login, "logout")
    assert (one.ending(book, login), other.ending(book, login)) == ("logout", "logout")


def test_asvs_7_4_5_all_logins_until_now_end_and_the_next_one_counts(book) -> None:
    now = datetime.now(UTC)
    earlier = login_of(CLAIMS | {"iat": (now - timedelta(minutes=5)).timestamp()})
    other = login_of(CLAIMS | {"iat": (now - timedelta(minutes=5)).timestamp(), "sub": "budi"})
    end_all(book, earlier.person, "left the office")
    later = login_of(CLAIMS | {"iat": (datetime.now(UTC) + timedelta(seconds=1)).timestamp()})
    ledger = Ledger(SETTINGS)
    assert [ledger.ending(book, each) for each in (earlier, other, later)] == ["revoked", "", ""]


@pytest.mark.parametrize("change", [{"nonce": "n2"}, {"iat": BEGAN.timestamp() + 1}, {"sub": "budi"}, {"iss": "x"}])
def test_two_logins_never_share_a_key(change) -> None:
    assert login_of(CLAIMS | change).key != login_of(CLAIMS).key


@pytest.mark.parametrize("missing", ["iss", "sub", "iat"])
@pytest.mark.parametrize("value", [None, "", [], {}])
def test_asvs_16_5_3_claims_that_do_not_say_who_and_when_are_no_login(missing, value) -> None:
    assert login_of(CLAIMS | {missing: value}) is None
    assert login_of({key: text for key, text in CLAIMS.items() if key != missing}) is None


@pytest.mark.parametrize("issued", [float("inf"), float("nan"), -1e30, 1e30])
def test_an_impossible_instant_is_an_old_login(book, issued) -> None:
    assert Ledger(SETTINGS).ending(book, login_of(CLAIMS | {"iat": issued})) == "absolute"


def test_asvs_16_2_1_logins_and_endings_say_who_when_how_and_which(book) -> None:
    clock, login = Clock(), login_of(CLAIMS)
    Ledger(SETTINGS, clock).ending(book, login)
    end(book, login, "idle")
    found = [
        (e.action, e.actor_issuer, e.actor_subject, e.payload.get("reason", "")) for e in book.events(kind="audit")
    ]
    assert found == [("login", "https://id.example", "ani", ""), ("login_ended", "https://id.example", "ani", "idle")]
