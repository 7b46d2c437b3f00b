"""Passwords: chosen with a set-up code, changed, and hard enough to guess."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from small_world import ADMIN, TODAY, World

from peerinspect.services import accounts, disclosure, sessions, user_changes
from peerinspect.services.accounts import AddUser
from peerinspect.services.own_password import ChangePassword, ChoosePassword, change_password, choose_password
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.signing_in import SignIn, sign_in

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD, OTHER = "a long enough password", "quite another password"


@pytest.fixture
def cora(world: World) -> Reader:
    """A coordinator of no council."""
    return load(accounts.add_user(AddUser("cora@example.org", "Cora", "coordinator", PASSWORD), ADMIN, TODAY))


def load(user_id: str) -> Reader:
    reader = sessions.load_reader(user_id, TODAY)
    assert reader is not None
    return reader


class TestSetUpCodes:
    """A password chosen by whoever has the code."""

    def _choose(self, code: str, password: str = OTHER, now: datetime = NOW, email: str = "new@example.org") -> str:
        try:
            choose_password(ChoosePassword(email, code, password, "192.0.2.1"), now)
        except Refusal as refusal:
            return ", ".join(f"{field}: {told}" for field, told in refusal.messages.items())
        return "done"

    @pytest.fixture
    def new(self, world: World) -> str:
        return accounts.add_user(AddUser("new@example.org", "Newcomer", "panel", ""), ADMIN, TODAY)

    def test_nobody_signs_in_before_a_password_is_chosen(self, new: str) -> None:
        assert disclosure.user(ADMIN, new, TODAY).line.state == "awaited"
        for password in ("", "anything at all", "nobody has this password"):
            with pytest.raises(Refusal):
                sign_in(SignIn("new@example.org", password), NOW)

    def test_a_code_is_good_once(self, new: str) -> None:
        code = user_changes.issue_entry_code(new, ADMIN, NOW)
        assert self._choose(code.upper()) == "done"
        assert sign_in(SignIn("new@example.org", OTHER), NOW).reader.user_id == new
        assert self._choose(code).startswith("email: Check")

    def test_a_code_that_was_refused_for_the_password_is_still_good(self, new: str) -> None:
        code = user_changes.issue_entry_code(new, ADMIN, NOW)
        assert self._choose(code, "short").startswith("password: ")
        assert self._choose(code) == "done"

    def test_a_code_is_good_for_seven_days(self, new: str) -> None:
        code = user_changes.issue_entry_code(new, ADMIN, NOW)
        assert self._choose(code, now=NOW + timedelta(days=7)).startswith("email: Check")
        assert self._choose(code, now=NOW + timedelta(days=7, seconds=-1)) == "done"

    def test_a_new_code_replaces_the_old(self, new: str) -> None:
        old, code = (user_changes.issue_entry_code(new, ADMIN, NOW) for _ in range(2))
        assert self._choose(old).startswith("email: Check")
        assert self._choose(code) == "done"

    def test_wrong_ones_wait_and_tell_nothing(self, new: str) -> None:
        user_changes.issue_entry_code(new, ADMIN, NOW)
        known = [self._choose("wrong") for _ in range(6)]
        unknown = [self._choose("wrong", email="nobody@example.org") for _ in range(6)]
        assert known == unknown
        assert "too many" in known[5]

    def test_no_code_for_somebody_disabled(self, new: str) -> None:
        code = user_changes.issue_entry_code(new, ADMIN, NOW)
        user_changes.disable_user(new, ADMIN, NOW)
        assert self._choose(code).startswith("email: Check")
        with pytest.raises(Refusal):
            user_changes.issue_entry_code(new, ADMIN, NOW)


class TestOwnPassword:
    """Changing it."""

    def test_asks_for_the_old_one_and_ends_the_sessions(self, cora: Reader) -> None:
        carried = sessions.open_session(cora)
        with pytest.raises(Refusal) as refusal:
            change_password(ChangePassword("wrong", OTHER), cora, NOW)
        assert list(refusal.value.messages) == ["old"]
        assert sessions.load_session(carried, TODAY) == cora
        change_password(ChangePassword(PASSWORD, OTHER), cora, NOW)
        assert sessions.load_session(carried, TODAY) is None
        assert sign_in(SignIn("cora@example.org", OTHER), NOW).reader == cora
        with pytest.raises(Refusal):
            sign_in(SignIn("cora@example.org", PASSWORD), NOW)

    def test_the_old_one_cannot_be_guessed_at_leisure(self, cora: Reader) -> None:
        for _ in range(5):
            with pytest.raises(Refusal):
                change_password(ChangePassword("wrong", OTHER), cora, NOW)
        with pytest.raises(Refusal, match="too many"):
            change_password(ChangePassword(PASSWORD, OTHER), cora, NOW)
        change_password(ChangePassword(PASSWORD, OTHER), cora, NOW + timedelta(minutes=1))

    @pytest.mark.parametrize(
        "password",
        [
            PASSWORD,
            "elevensigns",
            "my name is Cora Longname",
            "LONGNAME is my name",
            "cora-longer@example.org",
            "aaaaaaaaaaaa",
            "abababababab",
            "abc123abc123",
            "abcdefghijkl",
            "123456789012",
            "x" * 1001,
        ],
    )
    def test_refuses_what_is_easy_to_guess(self, world: World, password: str) -> None:
        command = AddUser("cora-longer@example.org", "Cora Longname", "coordinator", PASSWORD)
        reader = load(accounts.add_user(command, ADMIN, TODAY))
        with pytest.raises(Refusal) as refusal:
            change_password(ChangePassword(PASSWORD, password), reader, NOW)
        assert list(refusal.value.messages) == ["password"]

    @pytest.mark.parametrize("password", ["correct horse battery", "twelve signs", "Ünïcödé is fine", "7391 2846 1500"])
    def test_takes_what_is_not(self, cora: Reader, password: str) -> None:
        change_password(ChangePassword(PASSWORD, password), cora, NOW)
        assert sign_in(SignIn("cora@example.org", password), NOW).reader == cora
