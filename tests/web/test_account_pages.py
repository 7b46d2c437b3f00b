"""Accounts on pages: what whoever is in which state may open, and the administrator's pages about users."""

from __future__ import annotations

import html
import re
import time

import pytest
from factor import code_of, confirm, enrol, secret_on
from flask import Flask
from flask.testing import FlaskClient
from pages_world import Lived, sign_in
from small_world import CODES, TODAY

from peerinspect.services import accounts
from peerinspect.services.accounts import AddUser
from peerinspect.services.demo import ACCOUNTS
from peerinspect.services.reader import ROLES

PASSWORD = "a long enough password"
MUST = {"coordinator", "liaison", "administrator"}
INSIDE = "/account/"


class Someone:
    """A user of a role, and a browser."""

    def __init__(self, app: Flask, found: Lived, role: str, is_demo: bool = False) -> None:
        self.app, self.found = app, found
        domain = ACCOUNTS if is_demo else "example.org"
        self.form = {"email": f"robin-{role}@{domain}", "password": PASSWORD}
        person = f"{CODES[2]}-director" if role == "director" else None
        councils = (CODES[2],) if role == "chief-executive" else ()
        with app.app_context():
            command = AddUser(self.form["email"], "Robin", role, PASSWORD, person, councils)
            self.id = accounts.add_user(command, found.world.administrator, TODAY)
            if is_demo:
                accounts.mark_as_demo(self.id)
        self.client = app.test_client()

    def is_inside(self, client: FlaskClient | None = None) -> bool:
        answer = (client or self.client).get(INSIDE)
        assert answer.status_code == 200 or answer.headers["Location"].startswith("/sign-in")
        return answer.status_code == 200

    def changed_by_administrator(self, what: str, **form: str) -> str:
        client = sign_in(self.app, self.found.world.administrator)
        answer = client.post(f"/users/{self.id}/{what}", data=form)
        assert answer.status_code in (200, 303), answer.get_data(as_text=True)
        return answer.get_data(as_text=True)


@pytest.mark.parametrize("role", ROLES)
class TestRoleByState:
    """Each role in each state of signing in."""

    def test_the_password_alone(self, lived: tuple[Flask, Lived], role: str) -> None:
        robin = Someone(*lived, role)
        onward = robin.client.post("/sign-in", data=robin.form).headers["Location"]
        assert onward == ("/sign-in/set-up" if role in MUST else "/")
        assert robin.is_inside() == (role not in MUST)

    def test_the_demos_own(self, lived: tuple[Flask, Lived], role: str) -> None:
        robin = Someone(*lived, role, is_demo=True)
        assert robin.client.post("/sign-in", data=robin.form).headers["Location"] == "/"
        text = robin.client.get(INSIDE).get_data(as_text=True)
        assert "You signed in without a second factor" in text
        other = robin.app.test_client()
        for elsewhere in ({"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}):
            assert other.post("/sign-in", data=robin.form, environ_overrides=elsewhere).status_code == 403
            robin.app.extensions["demo"] = {"none_at": time.monotonic()}  # Looked before the account was made.
            assert other.post("/sign-in", data=robin.form, environ_overrides=elsewhere).status_code == 400
            robin.app.extensions["demo"] = {}
        assert not robin.is_inside(other)

    def test_set_up_and_asked_for_from_then_on(self, lived: tuple[Flask, Lived], role: str) -> None:
        robin = Someone(*lived, role)
        if role in MUST:
            enrolled = enrol(robin.client, robin.form)
        else:
            robin.client.post("/sign-in", data=robin.form)
            enrolled = confirm(robin.client, "/account/second-factor", password=PASSWORD)
        assert robin.is_inside()
        assert "without a second factor" not in robin.client.get(INSIDE).get_data(as_text=True)
        other = robin.app.test_client()
        assert other.post("/sign-in", data=robin.form).headers["Location"] == "/sign-in/code"
        assert not robin.is_inside(other)
        assert other.post("/sign-in/code", data={"code": enrolled.first_code}).status_code == 400, "used already"
        assert not robin.is_inside(other)
        assert other.post("/sign-in/code", data={"code": enrolled.recovery_codes[3]}).headers["Location"] == "/"
        assert robin.is_inside(other)

    def test_disabled_while_inside(self, lived: tuple[Flask, Lived], role: str) -> None:
        robin = Someone(*lived, role)
        if role in MUST:
            enrol(robin.client, robin.form)
        else:
            robin.client.post("/sign-in", data=robin.form)
        assert robin.is_inside()
        robin.changed_by_administrator("disable")
        assert not robin.is_inside()
        assert robin.client.post("/sign-in", data=robin.form).status_code == 400
        robin.changed_by_administrator("enable")
        assert not robin.is_inside(), "an old session does not come back"
        assert robin.client.post("/sign-in", data=robin.form).status_code == 303


@pytest.mark.parametrize("role", sorted(MUST))
def test_disabled_halfway(lived: tuple[Flask, Lived], role: str) -> None:
    robin = Someone(*lived, role)
    robin.client.post("/sign-in", data=robin.form)
    secret = secret_on(robin.client.get("/sign-in/set-up"))
    robin.changed_by_administrator("disable")
    answer = robin.client.post("/sign-in/set-up", data={"code": code_of(secret)})
    assert answer.headers["Location"] == "/sign-in"
    assert not robin.is_inside()


class TestHalfway:
    """Between the password and the code."""

    @pytest.mark.parametrize("address", ["/sign-in/code", "/sign-in/set-up"])
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_is_nowhere_without_the_password(self, bare_pages: Flask, address: str, method: str) -> None:
        answer = bare_pages.test_client().open(address, method=method, data={"code": "123456"})
        assert answer.headers["Location"] == "/sign-in"

    def test_lasts_ten_minutes(self, lived: tuple[Flask, Lived]) -> None:
        robin = Someone(*lived, "liaison")
        robin.client.post("/sign-in", data=robin.form)
        assert robin.client.get("/sign-in/set-up").status_code == 200
        with robin.client.session_transaction() as session:
            carried, since = session["halfway"]
            session["halfway"] = [carried, since - 601]
        assert robin.client.get("/sign-in/set-up").headers["Location"] == "/sign-in"

    def test_the_same_secret_is_shown_until_it_is_confirmed(self, lived: tuple[Flask, Lived]) -> None:
        robin = Someone(*lived, "liaison")
        robin.client.post("/sign-in", data=robin.form)
        first = secret_on(robin.client.get("/sign-in/set-up"))
        refused = robin.client.post("/sign-in/set-up", data={"code": "12"})
        assert refused.status_code == 400
        assert 'href="#code"' in refused.get_data(as_text=True)
        assert secret_on(refused) == first

    def test_the_picture_is_drawn_in_the_page_without_styles(self, lived: tuple[Flask, Lived]) -> None:
        robin = Someone(*lived, "liaison")
        robin.client.post("/sign-in", data=robin.form)
        text = robin.client.get("/sign-in/set-up").get_data(as_text=True)
        assert re.search(r'<svg[^>]*class="app-qr"[^>]*><title>[^<]+</title>', text)
        assert not re.findall(r"<[^>]*\s(?:style|on[a-z]+)=", text)

    def test_codes_are_kept_nowhere(self, lived: tuple[Flask, Lived]) -> None:
        robin = Someone(*lived, "liaison")
        robin.client.post("/sign-in", data=robin.form)
        secret = secret_on(robin.client.get("/sign-in/set-up"))
        answer = robin.client.post("/sign-in/set-up", data={"code": code_of(secret)})
        assert answer.headers["Cache-Control"] == "no-store"


class TestOwnAccount:
    """What one changes oneself."""

    @pytest.fixture
    def pat(self, lived: tuple[Flask, Lived]) -> Someone:
        robin = Someone(*lived, "panel")
        robin.client.post("/sign-in", data=robin.form)
        return robin

    def test_another_password_ends_other_sessions(self, pat: Someone) -> None:
        other = pat.app.test_client()
        other.post("/sign-in", data=pat.form)
        form = {"old": PASSWORD, "password": "quite another password"}
        assert pat.client.post("/account/password", data=form).headers["Location"] == "/account/"
        assert pat.is_inside()
        assert not pat.is_inside(other)

    def test_a_wrong_old_password_changes_nothing(self, pat: Someone) -> None:
        answer = pat.client.post("/account/password", data={"old": "wrong", "password": "quite another password"})
        assert answer.status_code == 400
        assert "This is not your password" in answer.get_data(as_text=True)
        assert pat.app.test_client().post("/sign-in", data=pat.form).status_code == 303

    def test_the_second_factor_is_turned_on_with_the_password(self, pat: Someone) -> None:
        secret = secret_on(pat.client.get("/account/second-factor"))
        answer = pat.client.post("/account/second-factor", data={"code": code_of(secret), "password": "wrong"})
        assert answer.status_code == 400
        assert 'href="#password"' in answer.get_data(as_text=True)
        assert pat.app.test_client().post("/sign-in", data=pat.form).headers["Location"] == "/"

    def test_giving_the_second_factor_up(self, pat: Someone) -> None:
        confirm(pat.client, "/account/second-factor", password=PASSWORD)
        assert pat.client.get("/account/second-factor").headers["Location"] == "/account/"
        answer = pat.client.post("/account/second-factor/off", data={"password": PASSWORD})
        assert answer.headers["Location"] == "/sign-in"
        assert not pat.is_inside()
        assert pat.client.post("/sign-in", data=pat.form).headers["Location"] == "/"

    def test_new_recovery_codes_are_shown_once(self, pat: Someone) -> None:
        enrolled = confirm(pat.client, "/account/second-factor", password=PASSWORD)
        answer = pat.client.post("/account/recovery-codes", data={"password": PASSWORD})
        text = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert not any(code in text for code in enrolled.recovery_codes)
        assert "10 codes left" in pat.client.get(INSIDE).get_data(as_text=True)


class TestTheAdministratorsPages:
    """Users, one by one."""

    def test_a_set_up_code_leads_to_a_password(self, lived: tuple[Flask, Lived]) -> None:
        robin = Someone(*lived, "panel")
        shown = re.findall(r'<p class="app-code">([^<]+)</p>', robin.changed_by_administrator("set-up-code"))
        form = {"email": robin.form["email"], "code": shown[0], "password": "quite another password"}
        assert robin.client.post("/choose-password", data=form).headers["Location"] == "/sign-in"
        assert robin.client.post("/sign-in", data=robin.form).status_code == 400
        assert robin.client.post("/sign-in", data=form).status_code == 303

    def test_a_user_can_be_added_without_a_password(self, lived: tuple[Flask, Lived]) -> None:
        client = sign_in(lived[0], lived[1].world.administrator)
        form = {"name": "Nia", "email": "nia@example.org", "role": "panel"}
        page = client.post("/users/new", data=form).headers["Location"]
        text = client.get(page).get_data(as_text=True)
        assert "No password yet" in text
        assert "Make a set-up code" in text

    def test_a_reset_second_factor_is_set_up_again(self, lived: tuple[Flask, Lived]) -> None:
        robin = Someone(*lived, "liaison")
        enrol(robin.client, robin.form)
        robin.changed_by_administrator("reset-second-factor")
        assert not robin.is_inside()
        enrol(robin.client, robin.form)
        assert robin.is_inside()

    def test_a_change_shows_what_holds_and_signs_out(self, lived: tuple[Flask, Lived]) -> None:
        robin = Someone(*lived, "chief-executive")
        robin.client.post("/sign-in", data=robin.form)
        client = sign_in(*lived[:1], lived[1].world.administrator)
        day = {"ties_end": ["31", "3", "2099"]}
        form = {"role": "chief-executive", "authorities": [CODES[2], CODES[3]], **day}
        assert client.post(f"/users/{robin.id}/change", data=form).status_code == 303
        assert not robin.is_inside()
        text = client.get(f"/users/{robin.id}/change").get_data(as_text=True)
        assert f'<option value="{CODES[2]}" selected>' in text
        assert f'<option value="{CODES[3]}" selected>' in text
        boxes = re.findall(r'<input[^>]*name="ties_end"[^>]*>', text)
        assert [int(number) for box in boxes for number in re.findall(r'value="(\d+)"', box)] == [31, 3, 2099]
        page = html.unescape(client.get(f"/users/{robin.id}").get_data(as_text=True))
        assert "to 31 March 2099" in page
        assert "Changed Robin: the councils they work for." in page

    def test_an_unknown_user_is_no_page(self, lived: tuple[Flask, Lived]) -> None:
        client = sign_in(lived[0], lived[1].world.administrator)
        assert client.get("/users/nobody").status_code == 404
        assert client.post("/users/nobody/disable").status_code == 404

    def test_what_cannot_be_done_is_said(self, lived: tuple[Flask, Lived]) -> None:
        client = sign_in(lived[0], lived[1].world.administrator)
        answer = client.post(f"/users/{lived[1].world.administrator.user_id}/disable")
        assert answer.status_code == 400
        assert "you cannot take your own access away" in answer.get_data(as_text=True)
