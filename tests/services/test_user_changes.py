"""What an administrator changes about a user, and that whoever is signed in notices at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pyotp
import pytest
from small_world import ADMIN, CODES, TODAY, World

from peerinspect import store
from peerinspect.services import accounts, disclosure, second_factor, sessions, user_changes
from peerinspect.services.accounts import AddUser
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.second_factor import ConfirmFactor
from peerinspect.services.signing_in import SignIn, sign_in
from peerinspect.services.user_changes import ChangeUser
from peerinspect.services.views import UserLine
from peerinspect.store import history
from peerinspect.store.tables import PostRow, UserAuthorityRow, UserRow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough password"
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def cora(world: World) -> Reader:
    """A coordinator of no council, cleared."""
    return load(
        accounts.add_user(AddUser("cora@example.org", "Cora", "coordinator", PASSWORD, cleared=True), ADMIN, TODAY)
    )


def load(user_id: str, today: date = TODAY) -> Reader:
    reader = sessions.load_reader(user_id, today)
    assert reader is not None
    return reader


def line(user_id: str, today: date = TODAY) -> UserLine:
    return disclosure.user(ADMIN, user_id, today).line


def as_it_is(reader: Reader) -> ChangeUser:
    return ChangeUser(reader.user_id, reader.role, reader.person_id, tuple(sorted(reader.authorities)), reader.cleared)


def turn_factor_on(reader: Reader) -> None:
    seed = second_factor.new_seed()
    code = pyotp.TOTP(second_factor.secret_of(seed, reader.user_id).text).at(NOW)
    second_factor.confirm_factor(ConfirmFactor(seed, code), reader, NOW)


CHANGES: dict[str, Callable[[Reader, Reader], object]] = {
    "disable-user": lambda cora, by: user_changes.disable_user(cora.user_id, by, NOW),
    "issue-set-up-code": lambda cora, by: user_changes.issue_entry_code(cora.user_id, by, NOW),
    "reset-second-factor": lambda cora, by: user_changes.reset_second_factor(cora.user_id, by),
    "change-user": lambda cora, by: user_changes.change_user(replace(as_it_is(cora), cleared=False), by),
}


@pytest.mark.parametrize("action", CHANGES)
class TestEveryChange:
    """Of whatever sort."""

    def test_ends_the_sessions_and_is_told(self, cora: Reader, action: str) -> None:
        turn_factor_on(cora)
        carried = sessions.open_session(cora)
        CHANGES[action](cora, ADMIN)
        assert sessions.load_session(carried, TODAY) is None
        told = history.events(cora.user_id)[0]
        assert (told.action, told.user) == (action, ADMIN.user_id)
        assert history.verify() == []

    def test_is_for_administrators(self, world: World, cora: Reader, action: str) -> None:
        turn_factor_on(cora)
        for reader in (world.cleared, world.liaison, world.panel, world.chief(CODES[0]), world.director(CODES[0])):
            with pytest.raises(NotAllowed):
                CHANGES[action](cora, reader)

    def test_is_about_somebody(self, world: World, action: str) -> None:
        with pytest.raises(NotFound):
            CHANGES[action](Reader("nobody", "Nobody", "coordinator"), ADMIN)

    def test_is_told_to_administrators_alone(self, world: World, cora: Reader, action: str) -> None:
        with store.transaction():
            store.db.session.get_one(UserRow, world.cleared.user_id).signed_in_before = NOW - timedelta(days=365)
        turn_factor_on(cora)
        before = disclosure.coordinator_home(world.cleared, TODAY).events
        CHANGES[action](cora, ADMIN)
        assert disclosure.coordinator_home(world.cleared, TODAY).events == before
        assert disclosure.user(ADMIN, cora.user_id, TODAY).events[0].by == "Admin"


class TestDisabling:
    """Nobody comes in who is disabled."""

    def test_shuts_out_and_lets_in_again(self, cora: Reader) -> None:
        user_changes.disable_user(cora.user_id, ADMIN, NOW)
        assert line(cora.user_id).state == "disabled"
        assert sessions.load_reader(cora.user_id, TODAY) is None
        with pytest.raises(Refusal) as refusal:
            sign_in(SignIn("cora@example.org", PASSWORD), NOW)
        assert refusal.value.messages["email"].startswith("Check the email address and the password")
        user_changes.enable_user(cora.user_id, ADMIN)
        assert sign_in(SignIn("cora@example.org", PASSWORD), NOW).reader == cora

    def test_an_old_session_does_not_come_back_with_the_account(self, cora: Reader) -> None:
        carried = sessions.open_session(cora)
        user_changes.disable_user(cora.user_id, ADMIN, NOW)
        user_changes.enable_user(cora.user_id, ADMIN)
        assert sessions.load_session(carried, TODAY) is None

    def test_is_not_done_twice(self, cora: Reader) -> None:
        with pytest.raises(Refusal):
            user_changes.enable_user(cora.user_id, ADMIN)
        user_changes.disable_user(cora.user_id, ADMIN, NOW)
        with pytest.raises(Refusal):
            user_changes.disable_user(cora.user_id, ADMIN, NOW)

    def test_nobody_shuts_themselves_out(self, world: World) -> None:
        with pytest.raises(Refusal):
            user_changes.disable_user(ADMIN.user_id, ADMIN, NOW)
        with pytest.raises(Refusal):
            user_changes.change_user(ChangeUser(ADMIN.user_id, "panel"), ADMIN)

    def test_one_administrator_is_left(self, world: World) -> None:
        operator = Reader("command-line", "Command line", "administrator")
        with pytest.raises(Refusal):
            user_changes.disable_user(ADMIN.user_id, operator, NOW)
        other = accounts.add_user(AddUser("al@example.org", "Al", "administrator", PASSWORD), ADMIN, TODAY)
        user_changes.disable_user(other, operator, NOW)
        with pytest.raises(Refusal):
            user_changes.disable_user(ADMIN.user_id, operator, NOW)
        user_changes.enable_user(other, operator)
        user_changes.disable_user(ADMIN.user_id, operator, NOW)


class TestChangingWhatTheyMayDo:
    """Role, clearance, ties."""

    def test_withdraws_a_clearance(self, cora: Reader) -> None:
        user_changes.change_user(replace(as_it_is(cora), cleared=False), ADMIN)
        assert load(cora.user_id) == replace(cora, cleared=False)
        told = history.events(cora.user_id)[0].payload
        assert told is not None
        assert told["sentence"] == "Changed Cora: clearance for sealed work withdrawn."

    def test_changes_role_and_ties(self, cora: Reader) -> None:
        user_changes.change_user(ChangeUser(cora.user_id, "chief-executive", authorities=(CODES[1], CODES[2])), ADMIN)
        changed = load(cora.user_id)
        assert (changed.role, changed.authorities, changed.cleared) == ("chief-executive", {CODES[1], CODES[2]}, False)
        user_changes.change_user(ChangeUser(cora.user_id, "panel"), ADMIN)
        assert load(cora.user_id).authorities == frozenset()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"role": "king", "cleared": False}, "role"),
            ({"role": "director", "cleared": False}, "person_id"),
            ({"role": "chief-executive", "cleared": False}, "authorities"),
            ({"role": "panel"}, "cleared"),
            ({"authorities": ("nowhere",)}, "authorities"),
            ({"person_id": "nobody"}, "person_id"),
            ({"ties_end": TODAY}, "ties_end"),
        ],
    )
    def test_refuses(self, cora: Reader, changes: dict[str, object], field: str) -> None:
        carried = sessions.open_session(cora)
        with pytest.raises(Refusal) as refusal:
            user_changes.change_user(replace(as_it_is(cora), **changes), ADMIN)
        assert list(refusal.value.messages) == [field]
        assert sessions.load_session(carried, TODAY) == cora


class TestEndOfAPost:
    """The account, and the tie, end with the post: on that day, without anybody's doing."""

    @pytest.fixture
    def dan(self, world: World) -> str:
        person = f"{CODES[0]}-director"
        return accounts.add_user(AddUser("dan@example.org", "Dan", "director", PASSWORD, person), ADMIN, TODAY)

    @pytest.fixture
    def chris(self, world: World) -> str:
        command = AddUser("chris@example.org", "Chris", "chief-executive", PASSWORD, authorities=(CODES[0],))
        return accounts.add_user(command, ADMIN, TODAY)

    def _end_posts(self, person: str, last: date) -> None:
        with store.transaction():
            store.db.session.query(PostRow).filter_by(person=person).update({"ends": last})

    def test_a_director_signs_in_on_the_last_day_and_no_more(self, dan: str) -> None:
        self._end_posts(f"{CODES[0]}-director", TODAY)
        carried = sessions.open_session(load(dan))
        assert sessions.load_session(carried, TODAY) is not None
        assert sessions.load_session(carried, TOMORROW) is None
        assert line(dan, TODAY).state == "active"
        assert line(dan, TOMORROW).state == "ended"
        assert sign_in(SignIn("dan@example.org", PASSWORD), NOW).reader.authorities == {CODES[0]}
        with pytest.raises(Refusal):
            sign_in(SignIn("dan@example.org", PASSWORD), NOW + timedelta(days=1))

    def test_a_chief_executive_too(self, chris: str) -> None:
        user_changes.change_user(ChangeUser(chris, "chief-executive", authorities=(CODES[0],), ties_end=TODAY), ADMIN)
        assert load(chris).authorities == {CODES[0]}
        assert sessions.load_reader(chris, TOMORROW) is None
        assert disclosure.user(ADMIN, chris, TOMORROW).ties[0].ends == TODAY

    def test_one_of_two_ties_ends_alone(self, chris: str) -> None:
        with store.transaction():
            store.add(UserAuthorityRow(user=chris, authority=CODES[1], ends=YESTERDAY))
        assert load(chris).authorities == {CODES[0]}

    def test_a_director_who_is_kept_on_loses_the_tie_alone(self, dan: str) -> None:
        self._end_posts(f"{CODES[0]}-director", YESTERDAY)
        assert sessions.load_reader(dan, TODAY) is None
        command = ChangeUser(dan, "director", f"{CODES[0]}-director", kept_until=TODAY)
        user_changes.change_user(command, ADMIN)
        assert load(dan).authorities == frozenset()
        assert load(dan).person_id == f"{CODES[0]}-director"
        assert sessions.load_reader(dan, TOMORROW) is None

    def test_a_coordinator_stays_without_the_council(self, cora: Reader) -> None:
        command = replace(as_it_is(cora), authorities=(CODES[3],), ties_end=YESTERDAY)
        user_changes.change_user(command, ADMIN)
        assert load(cora.user_id).authorities == frozenset()
