"""Logging in through a provider on loopback: who gets a cookie, for how long it counts, and what is written down."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from dashboards.i18n import wording
from dashboards.services.login_door import demand_pkce, dressed_cookie, known_address, wanted_address
from dashboards.state.routes import ADDRESSES
from pipelines.contract import decisions
from pipelines.contract.login_ledger import end_all
from pipelines.contract.login_settings import LoginSettingError, LoginSettings
from pipelines.contract.paths import Paths
from tests.dashboards.login_provider import Provider, Somebody, is_refused, office, running_provider
from tests.dashboards.viewers import serving
from tests.sentence import sentence

DEEP = "/wilayah?round=contoh-2027-1&region=11"
LOGIN_SENTENCE, NO_ROLE = wording("id")("login.title"), wording("id")("login.no_role")


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture(scope="module")
def folder(refreshed: Paths, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("office") / "data"
    shutil.copytree(refreshed.data, copy)
    return copy


@pytest.fixture(scope="module")
def dashboard(provider: Provider, folder: Path) -> Iterator[str]:
    before = dict(os.environ)
    os.environ.update(office(provider))
    try:
        with serving(folder, folder.parent / "server.log") as (address, _):
            yield address
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture
def book(dashboard: str, folder: Path) -> Iterator[decisions.Book]:
    opened = decisions.open_book(folder)
    yield opened
    opened.close()


def person(provider: Provider, subject: str) -> decisions.Person:
    return decisions.Person(provider.address, subject, subject)


def actions(book: decisions.Book, subject: str) -> list[str]:
    return [event.action for event in book.events(kind="audit") if event.actor_subject == subject]


@pytest.fixture
def logged_in(dashboard: str, provider: Provider, request: pytest.FixtureRequest) -> Somebody:
    """Somebody whose name is the test's own, logged in."""
    somebody = Somebody(dashboard)
    somebody.subject = request.node.name[:60]
    somebody.log_in(somebody.subject)
    return somebody


def test_asvs_8_3_1_no_page_shows_anything_before_the_login(dashboard) -> None:
    stranger = Somebody(dashboard)
    for address in ADDRESSES.values():
        (text,) = stranger.open(f"/{address}?round=contoh-2027-1")
        assert LOGIN_SENTENCE in text, address
        assert "download_button" not in text, address


def test_the_deep_link_survives_the_login(dashboard) -> None:
    somebody = Somebody(dashboard)
    answer = somebody.log_in("deep", wanted=DEEP)
    assert (answer.status_code, answer.headers["location"]) == (303, DEEP)
    (text,) = somebody.open(DEEP)
    assert "log_out" in text
    assert LOGIN_SENTENCE not in text


def test_the_code_is_exchanged_with_its_proof_and_state_and_nonce_are_sent(dashboard, provider) -> None:
    Somebody(dashboard).log_in("proof")
    assert provider.proofs_hold()
    asked = provider.authorized[-1]
    assert asked["code_challenge_method"] == "S256"
    assert asked["state"] and asked["nonce"]


def test_a_provider_without_pkce_is_not_served_with() -> None:
    with running_provider(methods=()) as weak, pytest.raises(LoginSettingError, match="PKCE with S256"):
        demand_pkce(LoginSettings.from_environment(office(weak)))


def test_asvs_7_2_4_a_callback_in_a_foreign_browser_gives_no_cookie_and_is_written_down(dashboard, book) -> None:
    victim, thief = Somebody(dashboard), Somebody(dashboard)
    callback = victim.confirm(victim.begin(), "victim")
    before = len([each for each in book.events(kind="audit") if each.action == "login_refused"])
    answer = thief.come_back(callback)
    assert (answer.headers["location"], thief.is_known) == ("/?masuk=refused", False)
    assert len([each for each in book.events(kind="audit") if each.action == "login_refused"]) == before + 1


def test_a_replayed_code_gives_no_cookie(dashboard) -> None:
    somebody = Somebody(dashboard)
    callback = somebody.confirm(somebody.begin(), "replayed")
    assert somebody.come_back(callback).headers["location"] == "/"
    again = Somebody(dashboard)
    again.http.cookies.update({name: text for name, text in somebody.cookies().items() if "user" not in name})
    assert again.come_back(callback).headers["location"] == "/?masuk=refused"
    assert not again.is_known


def test_the_way_back_from_the_providers_logout_is_no_refused_login(dashboard, book) -> None:
    before = book.head().event_number
    assert Somebody(dashboard).http.get("/oauth2callback").headers["location"] == "/"
    assert book.head().event_number == before


def test_asvs_7_2_4_each_login_has_a_cookie_of_its_own(dashboard) -> None:
    somebody = Somebody(dashboard)
    somebody.log_in("twice")
    first = somebody.cookies()["_streamlit_user"]
    time.sleep(1.1)
    somebody.log_in("twice")
    assert somebody.cookies()["_streamlit_user"] != first


def test_asvs_7_4_1_a_copied_cookie_is_worth_nothing_after_the_logout(dashboard, logged_in, book) -> None:
    thief = Somebody(dashboard)
    thief.http.cookies.update(logged_in.cookies())
    assert "log_out" in thief.open("/")[0]
    logged_in.open("/", press="log_out")
    (shown,) = thief.open("/")
    assert sentence("login.ended_logout").search(shown)
    assert actions(book, logged_in.subject) == ["login", "logout"]


def test_asvs_7_4_2_and_7_4_5_every_login_of_a_person_can_be_ended_and_is_over_at_the_next_click(
    logged_in, book, provider
) -> None:
    who = person(provider, logged_in.subject)
    before, after = logged_in.open("/", "/temuan", between=lambda: end_all(book, who, "left the office"))
    assert "log_out" in before
    assert sentence("login.ended_revoked").search(after)
    assert "logins_ended" in [event.action for event in book.events(kind="audit")]


def test_asvs_8_3_2_a_revoked_grant_acts_at_the_next_click(logged_in, book, provider) -> None:
    who = person(provider, logged_in.subject)
    event = decisions.grant(book, None, who, "viewer", region_scope="11")
    grant_id = event.subject_key.split("/", 1)[1]
    before, after = logged_in.open(
        "/", "/", between=lambda: decisions.revoke(book, None, grant_id, "moved to another post")
    )
    assert NO_ROLE not in before
    assert NO_ROLE in after


def test_asvs_8_2_2_two_viewers_see_their_own_region_of_an_open_round_on_every_page(dashboard, book, provider) -> None:
    """What the server sends to one of Aceh and one of Papua, page by page: no file of the other's province."""
    texts = {}
    for subject, region in (("aceh", "11"), ("papua", "91")):
        decisions.grant(book, None, person(provider, subject), "viewer", region_scope=region)
        somebody = Somebody(dashboard)
        somebody.log_in(subject)
        pages = [f"/{address}?round=contoh-2027-1&region={region}" for address in ADDRESSES.values()]
        texts[subject] = "".join(somebody.open(*pages))
    for subject, own, foreign in (("aceh", "11", "91"), ("papua", "91", "11")):
        assert LOGIN_SENTENCE not in texts[subject]
        assert f"contoh-2027-1/dinsos-{foreign}" not in texts[subject], own


def test_the_provider_gone_lets_those_go_on_who_are_in_and_tells_the_others(folder, monkeypatch) -> None:
    with ExitStack() as open_ones:
        going = running_provider()
        for name, value in office(going.__enter__()).items():
            monkeypatch.setenv(name, value)
        address, _ = open_ones.enter_context(serving(folder, folder.parent / "gone.log"))
        inside = Somebody(address)
        inside.log_in("inside")
        going.__exit__(None, None, None)
        assert "log_out" in inside.open("/")[0]
        answer = Somebody(address).http.get("/masuk", params={"ke": "/temuan"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/?masuk=gone")
        assert wording("id")("login.fault_gone") in Somebody(address).open("/?masuk=gone")[0]


@pytest.mark.parametrize("origin", ["http://evil.example", "https://localhost:1", "null"])
def test_a_foreign_origin_is_refused_before_any_script_runs(dashboard, origin) -> None:
    assert is_refused(Somebody(dashboard), origin=origin)


def test_a_foreign_host_is_refused_while_only_this_machine_is_served(dashboard) -> None:
    assert is_refused(Somebody(dashboard), host="evil.example", origin="http://evil.example")


@pytest.mark.parametrize(
    ("written", "led_to"),
    [
        ("/wilayah?region=11", "/wilayah?region=11"),
        ("/", "/"),
        ("", "/"),
        ("//evil.example/wilayah", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/auth/logout", "/"),
        ("javascript:alert(1)", "/"),
        ("/wilayah/../auth/logout", "/"),
        ("/wilayah?" + "x" * 5000, "/wilayah?" + "x" * (1500 - len("/wilayah?"))),
    ],
)
def test_the_way_back_leads_to_an_address_of_ours_only(written, led_to) -> None:
    assert known_address(written) == led_to


@pytest.mark.parametrize("cookies", [{}, {"selaras_wanted": "forged"}, {"selaras_wanted": "IiUyRiI.aaaaaa.bbbb"}])
def test_a_forged_way_back_leads_to_the_first_page(cookies) -> None:
    assert wanted_address(cookies, "c" * 40) == "/"


@pytest.mark.parametrize(
    ("host", "cookie", "sent"),
    [
        ("", b"a=b; Max-Age=2592000; HttpOnly", b"a=b; Max-Age=28800; HttpOnly"),
        ("selaras.example.go.id", b"a=b; Max-Age=2592000", b"a=b; Max-Age=28800; Secure"),
        ("selaras.example.go.id", b"a=b; Secure", b"a=b; Secure"),
        ("selaras.example.go.id", b"a=b; Max-Age=0", b"a=b; Max-Age=0; Secure"),
        ("localhost:8501", b"a=b", b"a=b"),
    ],
)
def test_cookies_are_secure_under_a_public_name_and_live_no_longer_than_a_login(host, cookie, sent) -> None:
    assert dressed_cookie(cookie, LoginSettings(mode="oidc", public_host=host)) == sent


def test_asvs_16_3_1_logins_and_16_3_2_refusals_stand_in_the_chain_with_who_when_and_from_where(book) -> None:
    found = book.events(kind="audit")
    assert {"login", "logout", "login_refused", "logins_ended"} <= {event.action for event in found}
    login = next(event for event in found if event.action == "login")
    assert login.actor_issuer.startswith("http://localhost:")
    assert login.actor_subject and login.at.endswith("Z") and login.door == "browser"


def test_asvs_16_4_2_what_is_written_down_is_chained_and_cannot_be_changed(book) -> None:
    assert decisions.verify(book) == []
    with pytest.raises(Exception, match="can be neither changed nor deleted"), book.engine.begin() as connection:
        connection.exec_driver_sql("delete from event")
