"""Failed attempts: how long the next one waits, whom that holds back, and that it tells nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from small_world import ADMIN, CODES, TODAY, World

from peerinspect import store
from peerinspect.services import accounts
from peerinspect.services.accounts import AddUser
from peerinspect.services.refusal import Refusal
from peerinspect.services.signing_in import SignIn, sign_in
from peerinspect.store import history
from peerinspect.store.tables import AttemptRow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough password"
HOME, AWAY = "192.0.2.1", "198.51.100.9"


@pytest.fixture(autouse=True)
def _dan(world: World) -> None:
    command = AddUser("dan@example.org", "Dan", "director", PASSWORD, person_id=f"{CODES[0]}-director")
    accounts.add_user(command, ADMIN, TODAY)


def attempt(now: datetime, password: str = "wrong", email: str = "dan@example.org", address: str = HOME) -> str:
    """What is said; "in" where the attempt succeeds."""
    try:
        sign_in(SignIn(email, password, address), now)
    except Refusal as refusal:
        assert list(refusal.messages) == ["email"]
        return refusal.messages["email"]
    return "in"


def fail(times: int, now: datetime = NOW, email: str = "dan@example.org", address: str = HOME) -> None:
    for _ in range(times):
        assert attempt(now, email=email, address=address).startswith("Check the email address and the password")


def test_each_further_failure_waits_twice_as_long_up_to_an_hour() -> None:
    fail(5)
    moment = NOW
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        almost = moment + timedelta(minutes=minutes, seconds=-1)
        assert attempt(almost, PASSWORD) == "There were too many failed attempts. Wait 1 minute, then try again"
        moment += timedelta(minutes=minutes)
        fail(1, moment)


def test_the_wait_is_told_in_minutes() -> None:
    fail(5)
    fail(1, NOW + timedelta(minutes=1))
    assert "Wait 2 minutes" in attempt(NOW + timedelta(minutes=1), PASSWORD)


def test_attempts_during_the_wait_do_not_lengthen_it() -> None:
    fail(5)
    for second in range(1, 60):
        assert "too many" in attempt(NOW + timedelta(seconds=second))
    assert attempt(NOW + timedelta(minutes=1), PASSWORD) == "in"


def test_a_success_starts_afresh() -> None:
    for _ in range(3):
        fail(4)
        assert attempt(NOW, PASSWORD) == "in"


def test_a_day_without_failures_starts_afresh() -> None:
    fail(4)
    later = NOW + timedelta(hours=24, seconds=1)
    fail(4, later)
    assert attempt(later, PASSWORD) == "in"


def test_a_stranger_holds_nobody_back_who_is_elsewhere() -> None:
    fail(5, address=AWAY)
    assert "too many" in attempt(NOW, PASSWORD, address=AWAY)
    assert attempt(NOW, PASSWORD, address=HOME) == "in"


def test_an_address_that_tries_many_accounts_is_held_back() -> None:
    for number in range(50):
        fail(1, email=f"nobody-{number}@example.org", address=AWAY)
    assert "too many" in attempt(NOW, PASSWORD, address=AWAY)
    assert attempt(NOW, PASSWORD, address=HOME) == "in"


def test_one_connection_of_version_six_is_one_address() -> None:
    for number in range(5):
        fail(1, address=f"2001:db8:1:2::{number + 1}")
    assert "too many" in attempt(NOW, PASSWORD, address="2001:db8:1:2:ffff::1")
    assert attempt(NOW, PASSWORD, address="2001:db8:1:3::1") == "in"


def test_an_account_that_does_not_exist_is_answered_in_the_same_words() -> None:
    known = [attempt(NOW, address=AWAY) for _ in range(7)]
    unknown = [attempt(NOW, email="nobody@example.org", address=HOME) for _ in range(7)]
    assert known == unknown
    assert len(set(known)) == 2


def test_what_is_kept_names_nobody_and_goes_after_a_day() -> None:
    fail(2)
    rows = store.db.session.query(AttemptRow).all()
    assert [row.failures for row in rows] == [2, 2]
    assert not any("dan" in row.key or HOME in row.key for row in rows)
    fail(1, NOW + timedelta(hours=25), email="nobody@example.org", address=AWAY)
    assert {row.last_at for row in store.db.session.query(AttemptRow)} == {NOW + timedelta(hours=25)}


def test_being_held_back_is_told_once_in_the_history() -> None:
    fail(5)
    fail(1, NOW + timedelta(minutes=1))
    assert [event.action for event in history.events(after=None) if event.action == "held-back"] == ["held-back"]
