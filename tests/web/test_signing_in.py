"""Setting up, signing in and signing out, as a browser does them."""

from __future__ import annotations

import re

import pytest
from factor import confirm, enrol
from flask import Flask
from flask.testing import FlaskClient
from small_world import TODAY

from peerinspect.services import accounts
from peerinspect.services.accounts import AddUser, SetUp
from peerinspect.services.reader import Reader

PASSWORD = "a long enough password"
PANEL = {"email": "pat@example.org", "password": PASSWORD}
ADMIN = {"email": "ada@example.org", "password": PASSWORD}


@pytest.fixture
def set_up(bare_pages: Flask) -> Flask:
    """The pages with one administrator."""
    with bare_pages.app_context():
        accounts.set_up(SetUp(accounts.set_up_code(), "ada@example.org", "Ada", PASSWORD), TODAY)
    return bare_pages


@pytest.fixture
def tied(set_up: Flask) -> Flask:
    """The same with somebody of the national panel, who needs no second factor."""
    with set_up.app_context():
        administrator = Reader("", "Ada", "administrator")
        accounts.add_user(AddUser(PANEL["email"], "Pat", "panel", PASSWORD), administrator, TODAY)
    return set_up


def code_of(app: Flask) -> str:
    with app.app_context():
        return accounts.set_up_code()


class TestSettingUp:
    """The page for the first administrator."""

    def test_needs_the_code_that_the_server_printed(self, bare_pages: Flask) -> None:
        form = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD, "code": "guessed"}
        answer = bare_pages.test_client().post("/set-up", data=form)
        assert answer.status_code == 400
        assert "Enter the set-up code that the server printed" in answer.get_data(as_text=True)

    def test_signs_the_administrator_in(self, bare_pages: Flask) -> None:
        client = bare_pages.test_client()
        form = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD, "code": code_of(bare_pages)}
        onward = client.post("/set-up", data=form).headers["Location"]
        assert onward == "/sign-in/set-up?next=/users"
        assert client.get("/users").headers["Location"].startswith("/sign-in"), "the second factor is still missing"
        confirm(client, onward)
        assert client.get("/users").status_code == 200

    def test_is_closed_for_good_once_there_is_a_user(self, set_up: Flask) -> None:
        client = set_up.test_client()
        assert client.get("/set-up").status_code == 404
        form = {"name": "Eve", "email": "eve@example.org", "password": PASSWORD, "code": code_of(set_up)}
        assert client.post("/set-up", data=form).status_code == 404

    def test_the_start_page_leads_to_it_only_while_it_is_open(self, bare_pages: Flask) -> None:
        assert 'href="/set-up"' in bare_pages.test_client().get("/").get_data(as_text=True)
        self.test_signs_the_administrator_in(bare_pages)
        assert 'href="/set-up"' not in bare_pages.test_client().get("/").get_data(as_text=True)


class TestSigningIn:
    """The sign-in page."""

    def test_lets_in_and_out_again(self, set_up: Flask) -> None:
        client = set_up.test_client()
        enrol(client, ADMIN)
        assert client.get("/users").status_code == 200
        assert client.post("/sign-out").headers["Location"] == "/"
        assert client.get("/users").headers["Location"] == "/sign-in?next=/users"

    @pytest.mark.parametrize(
        "form",
        [
            {"email": "ada@example.org", "password": "wrong"},
            {"email": "nobody@example.org", "password": PASSWORD},
            {"email": "", "password": ""},
            {},
        ],
    )
    def test_refuses_everything_else_in_the_same_words(self, set_up: Flask, form: dict[str, str]) -> None:
        answer = set_up.test_client().post("/sign-in", data=form)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 400
        assert "<title>Error: Sign in - peerinspect</title>" in text
        assert 'href="#email"' in text
        assert "Check the email address and the password." in text

    def test_does_not_send_the_password_back(self, set_up: Flask) -> None:
        form = {"email": "ada@example.org", "password": "wrong-but-secret"}
        assert "wrong-but-secret" not in set_up.test_client().post("/sign-in", data=form).get_data(as_text=True)

    @pytest.mark.parametrize("address", ["/users", "/people/?q=x&page=2"])
    def test_goes_on_to_the_page_that_was_asked_for(self, tied: Flask, address: str) -> None:
        answer = tied.test_client().post("/sign-in", query_string={"next": address}, data=PANEL)
        assert answer.headers["Location"] == address

    def test_goes_on_there_after_the_second_factor_too(self, set_up: Flask) -> None:
        client = set_up.test_client()
        enrolled = enrol(client, ADMIN)
        client.post("/sign-out")
        answer = client.post("/sign-in", query_string={"next": "/users/new"}, data=ADMIN)
        assert answer.headers["Location"] == "/sign-in/code?next=/users/new"
        form = {"code": enrolled.recovery_codes[0]}
        assert client.post(answer.headers["Location"], data=form).headers["Location"] == "/users/new"

    @pytest.mark.parametrize(
        "address",
        [
            "https://elsewhere.example/",
            "//elsewhere.example/",
            "/\\elsewhere.example/",
            "\\\\elsewhere.example",
            "javascript:alert(1)",
            "/users\r\nSet-Cookie: a=b",
            "/\tusers",
            "//[",
            "https://[",
            "",
            "users",
        ],
    )
    def test_never_goes_elsewhere(self, tied: Flask, address: str) -> None:
        answer = tied.test_client().post("/sign-in", query_string={"next": address}, data=PANEL)
        assert answer.headers["Location"] == "/"

    def test_a_session_that_was_signed_out_cannot_be_used_again(self, set_up: Flask) -> None:
        client = set_up.test_client()
        enrol(client, ADMIN)
        name = set_up.config["SESSION_COOKIE_NAME"]
        copied = client.get_cookie(name)
        assert copied is not None
        client.post("/sign-out")
        assert client.post("/users/new", data={"name": "Eve"}).headers["Location"] == "/sign-in"
        client.set_cookie(name, copied.value)
        assert client.get("/users").headers["Location"].startswith("/sign-in")

    def test_a_new_session_keeps_nothing_of_the_one_before(self, set_up: Flask) -> None:
        client = set_up.test_client()
        with client.session_transaction() as before:
            before["left"] = "by somebody else"
        client.post("/sign-in", data=ADMIN)
        with client.session_transaction() as halfway:
            assert "left" not in halfway
            halfway["left"] = "by somebody else"
        confirm(client, "/sign-in/set-up")
        with client.session_transaction() as after:
            assert "left" not in after
            assert "seed" not in after


class TestAddingUsers:
    """The administrator's form."""

    @pytest.fixture
    def administrator(self, set_up: Flask) -> FlaskClient:
        client = set_up.test_client()
        enrol(client, ADMIN)
        return client

    def test_adds_a_user_who_can_then_sign_in(self, set_up: Flask, administrator: FlaskClient) -> None:
        form = {"name": "Cora", "email": "cora@example.org", "role": "coordinator", "password": PASSWORD}
        assert administrator.post("/users/new", data=form).status_code == 303
        assert "Cora can now sign in." in administrator.get("/users").get_data(as_text=True)
        client = set_up.test_client()
        enrol(client, {"email": "cora@example.org", "password": PASSWORD})
        assert client.get("/").headers["Location"] == "/today"

    def test_says_everything_that_is_missing_at_once(self, administrator: FlaskClient) -> None:
        text = administrator.post("/users/new", data={"email": "no address"}).get_data(as_text=True)
        summary = text[text.index("error-summary") : text.index("<h1")]
        assert re.findall(r'href="#([\w-]+)"', summary) == ["name", "email", "role"]

    def test_a_chief_executive_needs_a_council(self, administrator: FlaskClient) -> None:
        form = {"name": "Chris", "email": "chris@example.org", "role": "chief-executive", "password": PASSWORD}
        answer = administrator.post("/users/new", data=form)
        assert "Choose at least one council from the list" in answer.get_data(as_text=True)
        form["authorities"] = "E08000035"
        assert administrator.post("/users/new", data=form).status_code == 303
        assert "Leeds" in administrator.get("/users").get_data(as_text=True)
