"""Single sign-on, played with a provider on this computer: who comes in, who does not, and what each is told."""

from __future__ import annotations

import logging
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from factor import confirm
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from pages_world import Lived, pages
from small_provider import CLIENT, SECRET, SmallProvider, small_provider
from small_world import ADMIN
from werkzeug.test import TestResponse

from peerinspect import store
from peerinspect.config import settings
from peerinspect.services.sign_on import fetching
from peerinspect.services.sign_on.fetching import Unreachable, fetch
from peerinspect.services.sign_on.linking import unlink
from peerinspect.services.sign_on.provider import Provider
from peerinspect.services.user_changes import disable_user
from peerinspect.store import history
from peerinspect.store.tables import SignOnLinkRow, UserRow
from peerinspect.web import clock
from peerinspect.web.sign_on import views

DAN = "user-c05-director@example.org"
UNPROVED = "could not be proved"
UNKNOWN = "No account here belongs to what Council sign-in says of you"
STALE = "begun too long ago, in another window, or is used up"
HOME = "/my/duties"


@dataclass
class Desk:
    """A service that knows a provider."""

    app: Flask
    provider: SmallProvider

    def go(self, client: FlaskClient | None = None, **query: str) -> TestResponse:
        """Sign in with the provider, as a browser does it; what the service says in the end."""
        client = client or self.app.test_client()
        return client.get(self.brought_back(client, **query))

    def brought_back(self, client: FlaskClient, **query: str) -> str:
        """Where the provider sends the browser back to."""
        out = client.get("/sign-in/elsewhere", query_string=query)
        assert out.status_code == 302, out.get_data(as_text=True)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(out.headers["Location"]).query).items()}
        assert out.headers["Location"].startswith(f"{self.provider.issuer}/authorize?")
        assert asked["redirect_uri"] == "http://localhost/sign-in/back"
        return self.provider.authorize(asked).removeprefix("http://localhost")

    def users(self) -> int:
        """How many users there are."""
        with self.app.app_context():
            return store.db.session.query(UserRow).count()

    def change(self, user_id: str, **values: Any) -> None:
        """Change a user below the service."""
        with self.app.app_context(), store.transaction():
            for name, value in values.items():
                setattr(store.db.session.get_one(UserRow, user_id), name, value)


@pytest.fixture(scope="module")
def running() -> Iterator[SmallProvider]:
    """A provider; its keys take a while to make."""
    with small_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: SmallProvider) -> SmallProvider:
    """The same, good again, with Dan at it."""
    running.claims = {"email": DAN, "email_verified": True}
    running.signing, running.denies, running.apart = "right", False, None
    running.document, running.redirects, running.codes, running.asked = {}, {}, {}, []
    return running


@pytest.fixture
def make_desk(lived_in: tuple[Path, Lived], tmp_path: Path, provider: SmallProvider) -> Iterator[Callable[..., Desk]]:
    """A service with settings of the test's own."""
    shutil.copytree(lived_in[0], tmp_path / "desk")
    opened = []

    def make(**settings: Any) -> Desk:
        context = pages(tmp_path / "desk", **provider.settings(**settings))
        opened.append(context)
        app = context.__enter__()
        with app.app_context(), store.transaction():
            store.db.session.execute(store.db.text("UPDATE user_account SET email = lower(email)"))
        return Desk(app, provider)

    yield make
    for context in opened:
        context.__exit__(None, None, None)


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """A service that knows the provider."""
    return make_desk()


def is_in(answer: TestResponse, client: FlaskClient) -> bool:
    return answer.status_code == 303 and client.get("/account/").status_code == 200


def text(answer: TestResponse) -> str:
    assert answer.status_code == 400
    said = answer.get_data(as_text=True)
    assert "You are not signed in" in said and 'href="/sign-in"' in said
    assert answer.headers["Content-Security-Policy"]
    return said


class TestComingIn:
    """An account that exists already."""

    def test_a_verified_address_opens_its_account_and_links_it(self, desk: Desk) -> None:
        client = desk.app.test_client()
        answer = desk.go(client)
        assert is_in(answer, client) and answer.headers["Location"] == "/"
        assert DAN.lower() in client.get("/account/").get_data(as_text=True).lower()
        with desk.app.app_context():
            (link,) = store.db.session.query(SignOnLinkRow)
            assert (link.user, link.issuer, link.subject) == ("user-C05-director", desk.provider.issuer, "subject-1")
            actions = [event.action for event in history.events("user-C05-director")]
            assert actions[:2] == ["sign-on", "link-sign-on"]

    def test_then_the_subject_alone_counts(self, desk: Desk) -> None:
        assert desk.go().status_code == 303
        desk.provider.claims = {"email": "user-c06-director@example.org", "email_verified": True}
        client = desk.app.test_client()
        assert is_in(desk.go(client), client)
        assert "user-c05-director" in client.get("/account/").get_data(as_text=True)
        desk.provider.claims = {}
        assert desk.go().status_code == 303

    def test_an_address_that_somebody_else_has_now_opens_nothing(self, desk: Desk) -> None:
        desk.go()
        desk.provider.claims |= {"sub": "subject-2"}
        assert UNKNOWN in text(desk.go())

    def test_it_leads_to_the_page_that_was_asked_for_and_to_no_other_site(self, desk: Desk) -> None:
        assert desk.go(next=HOME).headers["Location"] == HOME
        assert desk.go(next="//evil.example/").headers["Location"] == "/"

    def test_the_sign_in_page_offers_it(self, desk: Desk, lived: tuple[Flask, Lived]) -> None:
        page = desk.app.test_client().get(f"/sign-in?next={HOME}").get_data(as_text=True)
        assert "Sign in with Council sign-in" in page and 'href="/sign-in/elsewhere?next=/my/duties"' in page
        assert "elsewhere" not in lived[0].test_client().get("/sign-in").get_data(as_text=True)

    def test_the_session_is_a_new_one(self, desk: Desk) -> None:
        client = desk.app.test_client()
        path = desk.brought_back(client)
        with client.session_transaction() as session:
            session["planted"] = "by a stranger"
        client.get(path)
        with client.session_transaction() as session:
            assert "planted" not in session and "sign_on" not in session

    def test_the_address_is_compared_without_regard_to_case(self, desk: Desk) -> None:
        with desk.app.app_context(), store.transaction():
            store.db.session.get_one(UserRow, "user-C05-director").email = "dan@example.org"
        desk.provider.claims["email"] = " Dan@Example.ORG "
        assert desk.go().status_code == 303


class TestAddressApart:
    """An address that the provider tells beside the token."""

    def test_finds_the_account_where_the_token_holds_none(self, desk: Desk) -> None:
        desk.provider.claims, desk.provider.apart = {}, {"sub": "subject-1", "email": DAN, "email_verified": True}
        client = desk.app.test_client()
        assert is_in(desk.go(client), client)

    @pytest.mark.parametrize(
        ("apart", "told"),
        [
            ({"sub": "subject-2", "email": DAN, "email_verified": True}, UNPROVED),
            ({"email": DAN, "email_verified": True}, UNPROVED),
            ({"sub": "subject-1", "email": DAN}, "Nothing shows that"),
            ({"sub": "subject-1", "email": DAN, "email_verified": False}, "Nothing shows that"),
            ({"sub": "subject-1"}, "Nothing shows that"),
        ],
    )
    def test_counts_for_the_same_person_and_checked_alone(self, desk: Desk, apart: dict[str, Any], told: str) -> None:
        desk.provider.claims, desk.provider.apart = {}, apart
        assert told in text(desk.go())

    def test_is_not_asked_for_where_the_token_holds_one(self, desk: Desk) -> None:
        desk.provider.apart = {"sub": "subject-2"}
        assert desk.go().status_code == 303
        assert "/person" not in desk.provider.asked


class TestRefusals:
    """Nobody comes in, no account is made, and the words say what to do."""

    @pytest.mark.parametrize(
        ("claims", "told"),
        [
            ({"nonce": "another"}, UNPROVED),
            ({"nonce": None}, UNPROVED),
            ({"aud": "somebody-else"}, UNPROVED),
            ({"aud": [CLIENT, "somebody-else"]}, UNPROVED),
            ({"aud": [CLIENT], "azp": "somebody-else"}, UNPROVED),
            ({"aud": None}, UNPROVED),
            ({"iss": "https://another.example"}, UNPROVED),
            ({"exp": int(time.time()) - 3600}, UNPROVED),
            ({"exp": None}, UNPROVED),
            ({"iat": int(time.time()) - 3600}, UNPROVED),
            ({"iat": int(time.time()) + 3600}, UNPROVED),
            ({"iat": None}, UNPROVED),
            ({"nbf": int(time.time()) + 3600}, UNPROVED),
            ({"sub": None}, UNPROVED),
            ({"sub": ""}, UNPROVED),
            ({"sub": 7}, UNPROVED),
            ({"sub": "x" * 256}, UNPROVED),
            ({"at_hash": "of another token"}, UNPROVED),
            ({"email": "nobody@example.org"}, UNKNOWN),
            ({"email_verified": False}, "Nothing shows that Council sign-in has checked your email address"),
            ({"email_verified": None}, "Nothing shows that Council sign-in has checked your email address"),
            ({"email_verified": "true"}, "Nothing shows that Council sign-in has checked your email address"),
            ({"email": None}, "Nothing shows that Council sign-in has checked your email address"),
            ({"email": [DAN]}, "Nothing shows that"),
        ],
    )
    def test_of_what_a_token_says(self, desk: Desk, claims: dict[str, Any], told: str) -> None:
        desk.provider.claims |= claims
        before, client = desk.users(), desk.app.test_client()
        assert told in text(desk.go(client))
        assert client.get("/account/").status_code == 303
        assert desk.users() == before
        with desk.app.app_context():
            assert store.db.session.query(SignOnLinkRow).count() == 0

    @pytest.mark.parametrize("signing", ["none", "shared secret", "another key"])
    def test_of_how_it_is_signed(self, desk: Desk, signing: str) -> None:
        desk.provider.signing = signing
        assert UNPROVED in text(desk.go())

    def test_a_state_is_good_once_even_with_a_copy_of_the_cookie(self, desk: Desk) -> None:
        client = desk.app.test_client()
        path = desk.brought_back(client)
        with client.session_transaction() as session:
            kept = dict(session)
        assert client.get(path).status_code == 303
        assert STALE in text(desk.app.test_client().get(path))
        copied = desk.app.test_client()
        with copied.session_transaction() as session:
            session.update(kept)
        assert STALE in text(copied.get(path))

    def test_an_answer_belongs_to_the_browser_that_asked(self, desk: Desk) -> None:
        path = desk.brought_back(desk.app.test_client())
        other = desk.app.test_client()
        desk.brought_back(other)
        assert STALE in text(other.get(path))
        assert "/token" not in desk.provider.asked

    def test_it_waits_ten_minutes(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        client = desk.app.test_client()
        path = desk.brought_back(client)
        later = clock.now() + timedelta(minutes=11)
        monkeypatch.setattr(views, "now", lambda: later)
        assert STALE in text(client.get(path))

    def test_whoever_stops_half_way_is_told(self, desk: Desk) -> None:
        desk.provider.denies = True
        assert "You did not finish signing in at Council sign-in" in text(desk.go())

    def test_an_answer_in_another_issuers_name(self, desk: Desk) -> None:
        client = desk.app.test_client()
        assert UNPROVED in text(client.get(desk.brought_back(client) + "&iss=https://another.example"))

    def test_a_code_that_is_not_the_providers(self, desk: Desk) -> None:
        client = desk.app.test_client()
        path = re.sub(r"code=[^&]*", "code=made-up", desk.brought_back(client))
        assert "cannot be reached, or does not answer as it should" in text(client.get(path))

    def test_an_account_that_is_disabled_or_has_ended(self, desk: Desk) -> None:
        assert desk.go().status_code == 303
        with desk.app.app_context():
            disable_user("user-C05-director", ADMIN, clock.now())
        assert UNKNOWN in text(desk.go())

    def test_a_disabled_account_is_not_linked(self, desk: Desk) -> None:
        with desk.app.app_context():
            disable_user("user-C05-director", ADMIN, clock.now())
        assert UNKNOWN in text(desk.go())
        with desk.app.app_context():
            assert store.db.session.query(SignOnLinkRow).count() == 0

    def test_the_demos_users_come_in_from_this_computer_alone(self, desk: Desk) -> None:
        desk.change("user-C05-director", is_demo=True)
        client = desk.app.test_client()
        path = desk.brought_back(client)
        assert client.get(path, headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 403
        desk.app.extensions["demo"] = {"none_at": time.monotonic()}  # Looked before the account was made.
        assert UNKNOWN in text(client.get(path, headers={"X-Forwarded-For": "192.0.2.1"}))
        assert desk.go().status_code == 303

    def test_the_log_gets_the_reason_and_nobodys_data(self, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
        desk.provider.claims |= {"nonce": "another", "sub": "subject-9"}
        with caplog.at_level(logging.INFO):
            desk.go()
        assert "single sign-on" in caplog.text
        for word in (DAN, "subject-9", SECRET, "C05"):
            assert word not in caplog.text

    def test_without_a_provider_there_is_no_such_page(self, lived: tuple[Flask, Lived]) -> None:
        for path in ("/sign-in/elsewhere", "/sign-in/back?state=x&code=y"):
            assert lived[0].test_client().get(path).status_code == 404


class TestSecondFactor:
    """Only what the settings name stands for one."""

    @pytest.mark.parametrize("user", ["cleared", "liaison", "admin"])
    def test_without_it_whoever_needs_one_goes_on_to_theirs(self, desk: Desk, user: str) -> None:
        desk.provider.claims |= {"email": f"{user}@example.org", "amr": ["mfa"], "acr": "gold"}
        client = desk.app.test_client()
        answer = desk.go(client, next="/week/")
        assert answer.headers["Location"] == "/sign-in/set-up?next=/week/"
        assert client.get("/account/").status_code == 303, "nobody is signed in yet"

    @pytest.mark.parametrize(
        ("claims", "is_enough"),
        [
            ({"amr": ["pwd", "mfa"]}, True),
            ({"acr": "urn:gold"}, True),
            ({"amr": ["pwd"]}, False),
            ({"amr": "mfa"}, False),
            ({"amr": [["mfa"]]}, False),
            ({"acr": "mfa"}, False),
            ({"acr": ["urn:gold"]}, False),
            ({}, False),
        ],
    )
    def test_with_it_the_words_that_count_are_those_of_the_settings(
        self, make_desk: Callable[..., Desk], claims: dict[str, Any], is_enough: bool
    ) -> None:
        desk = make_desk(OIDC_SECOND_FACTOR="amr:mfa acr:urn:gold")
        desk.provider.claims |= {"email": "liaison@example.org", **claims}
        client = desk.app.test_client()
        assert is_in(desk.go(client), client) is is_enough

    def test_whoever_has_one_here_is_asked_for_it(self, desk: Desk) -> None:
        desk.change("user-C05-director", factor_on=clock.now(), factor_seed="seed")
        client = desk.app.test_client()
        assert desk.go(client).headers["Location"] == "/sign-in/code"
        assert client.get("/account/").status_code == 303


class TestLeaving:
    """Signing out here is not signing out there."""

    def test_whoever_came_by_it_is_told_and_can_leave_there_too(self, desk: Desk) -> None:
        client = desk.app.test_client()
        desk.go(client)
        answer = client.post("/sign-out")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200 and "you are signed in still" in page
        assert f'href="{desk.provider.issuer}/leave?client_id={CLIENT}&amp;post_logout_redirect_uri=http' in page
        assert client.get("/account/").status_code == 303

    def test_whoever_had_to_show_more_is_told_too(self, desk: Desk) -> None:
        desk.provider.claims |= {"email": "liaison@example.org"}
        client = desk.app.test_client()
        confirm(client, desk.go(client).headers["Location"])
        assert client.get("/week/").status_code == 200
        assert "you are signed in still" in client.post("/sign-out").get_data(as_text=True)
        assert client.get("/week/").status_code == 303

    def test_a_later_password_sign_in_forgets_how_one_came_before(self, desk: Desk) -> None:
        client = desk.app.test_client()
        desk.go(client)
        client.post("/sign-out")
        with client.session_transaction() as session:
            assert "by_provider" not in session

    def test_nobody_else_is(self, desk: Desk) -> None:
        client = desk.app.test_client()
        desk.provider.document = {"end_session_endpoint": None}
        desk.go(client)
        assert client.post("/sign-out").status_code == 303

    def test_unlinking_ends_the_sessions(self, desk: Desk) -> None:
        client = desk.app.test_client()
        desk.go(client)
        with desk.app.app_context():
            unlink("user-C05-director", ADMIN)
        assert client.get("/account/").status_code == 303
        desk.provider.claims |= {"sub": "subject-2"}
        assert desk.go().status_code == 303, "their next sign-in links them again"


class TestReading:
    """What is read from the provider, and from where."""

    def test_keys_are_read_again_where_the_provider_signs_with_new_ones(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert desk.go().status_code == 303
        old = desk.provider.key
        monkeypatch.setattr(desk.provider, "key", RSAKey.generate_key(2048, {"kid": "second", "use": "sig"}))
        assert UNPROVED in text(desk.go()), "the keys were read a moment ago"
        monkeypatch.setattr("peerinspect.services.sign_on.documents.AGAIN", 0.0)
        assert desk.go().status_code == 303
        assert old.kid != desk.provider.key.kid

    @pytest.mark.parametrize(
        "document",
        [
            {"issuer": "https://another.example"},
            {"token_endpoint": "file:///etc/passwd"},
            {"token_endpoint": "http://192.0.2.1/token"},
            {"jwks_uri": None},
            {"authorization_endpoint": "javascript:alert(1)"},
        ],
    )
    def test_a_document_that_may_not_be_used(self, desk: Desk, document: dict[str, Any]) -> None:
        desk.provider.document = document
        assert "cannot be reached" in text(desk.app.test_client().get("/sign-in/elsewhere"))

    @pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
    def test_a_redirect_is_never_followed(self, desk: Desk, path: str) -> None:
        desk.provider.redirects = {path: f"{desk.provider.issuer}/inside"}
        client = desk.app.test_client()
        first = client.get("/sign-in/elsewhere")
        answer = first if first.status_code == 400 else desk.go(client)
        assert "cannot be reached" in text(answer)
        assert "/inside" not in desk.provider.asked

    def test_a_provider_that_is_not_there(self, make_desk: Callable[..., Desk]) -> None:
        desk = make_desk(OIDC_ISSUER="http://127.0.0.1:9")
        assert "cannot be reached" in text(desk.app.test_client().get("/sign-in/elsewhere"))

    @pytest.mark.parametrize(
        "address",
        ["127.0.0.1", "10.0.0.7", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "fe80::1%eth0", "0.0.0.0",
         "::ffff:10.0.0.7", "224.0.0.1", "100.64.0.1"],
    )  # fmt: skip
    def test_no_name_leads_inside(self, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
        public = ("93.184.216.34", 443)
        found = [(0, 0, 0, "", public), (0, 0, 0, "", (address, 443))]
        monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_, **__: found)
        monkeypatch.setattr(fetching.socket, "create_connection", lambda *_: pytest.fail("nothing is connected to"))
        real = Provider("https://sign-in.example", "client", "secret", "name")
        with pytest.raises(Unreachable, match="leads inside"):
            fetch(real, "https://sign-in.example/keys")

    @pytest.mark.parametrize(
        "address",
        ["http://sign-in.example/", "https://user@sign-in.example/", "ftp://sign-in.example/", "https:///x", "/x", ""],
    )
    def test_only_https_is_fetched(self, address: str) -> None:
        real = Provider("https://sign-in.example", "client", "secret", "name")
        with pytest.raises(Unreachable, match="not one to fetch from"):
            fetch(real, address)

    def test_an_answer_that_is_too_long_or_no_json(self, provider: SmallProvider) -> None:
        here = Provider(provider.issuer, CLIENT, SECRET, "name", for_tests=True)
        provider.document = {"more": "x" * fetching.LARGEST}
        with pytest.raises(Unreachable, match="too much"):
            fetch(here, f"{provider.issuer}/.well-known/openid-configuration")
        with pytest.raises(Unreachable, match="JSONDecodeError"):
            fetch(here, f"{provider.issuer}/leave")


class TestSettings:
    """What cannot be used is refused when the service starts, in words."""

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"OIDC_CLIENT_SECRET": ""}, "PEERINSPECT_OIDC_CLIENT_SECRET"),
            ({"OIDC_ISSUER": "http://sign-in.example"}, "must read like https"),
            ({"OIDC_ISSUER": "https://sign-in.example/?x=1"}, "must read like https"),
            ({"OIDC_FOR_TESTS": False}, "must read like https"),
            ({"OIDC_SECOND_FACTOR": "mfa"}, "must read like amr:mfa"),
        ],
    )
    def test_in_words(self, make_desk: Callable[..., Desk], changes: dict[str, Any], told: str) -> None:
        with pytest.raises(ValueError, match=told):
            make_desk(**changes)

    def test_no_variable_lets_it_be_without_https(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME", "SECOND_FACTOR", "FOR_TESTS"):
            monkeypatch.setenv(f"PEERINSPECT_OIDC_{name}", "x")
        found = {name for name in settings() if name.startswith("OIDC_")}
        assert found == {"OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "OIDC_SECOND_FACTOR"}
