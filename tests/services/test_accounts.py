"""Users: setting up, adding, signing in, being locked out, and the ties a reader comes with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask
from small_world import ADMIN, CODES, TODAY, World

from peerinspect import store
from peerinspect.services import accounts, disclosure
from peerinspect.services.accounts import AddUser, SetUp
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, Refusal
from peerinspect.services.sessions import load_reader
from peerinspect.services.signing_in import NOTHING, SignIn, sign_in
from peerinspect.store import history
from peerinspect.store.tables import PostRow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough password"
DIRECTOR = AddUser("dan@example.org", "Dan", "director", PASSWORD, person_id=f"{CODES[0]}-director")


def _sign_in(
    password: str = PASSWORD, email: str = "dan@example.org", now: datetime = NOW, address: str = "192.0.2.1"
) -> Reader:
    entry = sign_in(SignIn(email, password, address), now)
    assert entry.needed == NOTHING
    return entry.reader


class TestSetUp:
    """The first administrator."""

    def _command(self, **changes: str) -> SetUp:
        command = SetUp(accounts.set_up_code(), "ada@example.org", "Ada", PASSWORD)
        return replace(command, **changes)

    def test_makes_an_administrator_and_loads_the_councils(self, bare: Flask) -> None:
        assert accounts.needs_set_up()
        reader = accounts.set_up(self._command(), TODAY)
        assert reader.role == "administrator"
        assert not accounts.needs_set_up()
        assert len(disclosure.authority_choices()) == 153
        assert history.verify() == []

    def test_needs_the_code_that_the_server_printed(self, bare: Flask) -> None:
        with pytest.raises(Refusal) as refusal:
            accounts.set_up(self._command(code="guess"), TODAY)
        assert list(refusal.value.messages) == ["code"]
        assert accounts.needs_set_up()

    def test_is_done_once(self, bare: Flask) -> None:
        accounts.set_up(self._command(), TODAY)
        with pytest.raises(Refusal):
            accounts.set_up(self._command(email="eve@example.org"), TODAY)

    def test_says_all_that_is_wrong_at_once(self, bare: Flask) -> None:
        with pytest.raises(Refusal) as refusal:
            accounts.set_up(SetUp("", "nobody", " ", "short"), TODAY)
        assert set(refusal.value.messages) == {"code", "email", "name", "password"}


class TestAddUser:
    """Further users."""

    def test_is_for_administrators(self, world: World) -> None:
        with pytest.raises(NotAllowed):
            accounts.add_user(DIRECTOR, world.cleared, TODAY)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"email": "LIAISON@example.org"}, "email"),
            ({"email": "no address"}, "email"),
            ({"role": "king"}, "role"),
            ({"person_id": None}, "person_id"),
            ({"person_id": "nobody"}, "person_id"),
            ({"role": "chief-executive", "person_id": None}, "authorities"),
            ({"authorities": ("nowhere",)}, "authorities"),
            ({"cleared": True}, "cleared"),
            ({"password": "short"}, "password"),
            ({"name": ""}, "name"),
        ],
    )
    def test_refuses(self, world: World, changes: dict[str, object], field: str) -> None:
        with pytest.raises(Refusal) as refusal:
            accounts.add_user(replace(DIRECTOR, **changes), ADMIN, TODAY)
        assert list(refusal.value.messages) == [field]

    def test_shows_the_new_user_in_the_list(self, world: World) -> None:
        accounts.add_user(DIRECTOR, ADMIN, TODAY)
        added = next(line for line in disclosure.users(ADMIN, TODAY) if line.email == "dan@example.org")
        assert (added.role, added.person_name) == ("director", "Director C00")


class TestSignIn:
    """Coming in."""

    @pytest.fixture(autouse=True)
    def _dan(self, world: World) -> None:
        accounts.add_user(DIRECTOR, ADMIN, TODAY)

    def test_ties_a_director_to_the_councils_of_their_posts(self) -> None:
        reader = _sign_in(email=" DAN@example.org ")
        assert reader.person_id == f"{CODES[0]}-director"
        assert reader.authorities == {CODES[0]}
        assert load_reader(reader.user_id, TODAY) == reader

    def test_forgets_a_post_that_is_over_and_knows_one_to_come(self) -> None:
        with store.transaction():
            for starts, ends, code in (
                (None, TODAY - timedelta(days=1), CODES[1]),
                (TODAY + timedelta(days=90), None, CODES[2]),
            ):
                store.add(
                    PostRow(
                        person=f"{CODES[0]}-director",
                        authority=code,
                        role="director",
                        basis="joint",
                        starts=starts,
                        ends=ends,
                    )
                )
        assert _sign_in().authorities == {CODES[0], CODES[2]}

    def test_refuses_a_wrong_password_and_an_unknown_address_in_the_same_words(self) -> None:
        messages = []
        for email, password in (("dan@example.org", "wrong"), ("nobody@example.org", PASSWORD)):
            with pytest.raises(Refusal) as refusal:
                _sign_in(password, email)
            messages.append(refusal.value.messages)
        assert messages[0] == messages[1]

    def test_checks_a_hash_for_an_unknown_address_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        checked: list[str] = []

        def verify(hasher: PasswordHasher, known_hash: str, password: str) -> bool:
            checked.append(known_hash)
            raise VerifyMismatchError

        monkeypatch.setattr(PasswordHasher, "verify", verify)
        for email in ("dan@example.org", "nobody@example.org"):
            with pytest.raises(Refusal):
                _sign_in(email=email)
        assert [hashed.split("$")[1:4] for hashed in checked] == [checked[0].split("$")[1:4]] * 2

    def test_counts_failures_in_a_row_only(self) -> None:
        for _ in range(2):
            for _ in range(4):
                with pytest.raises(Refusal):
                    _sign_in("wrong")
            assert _sign_in().name == "Dan"

    def test_nobody_is_behind_an_unknown_id(self) -> None:
        assert load_reader("nobody", TODAY) is None
