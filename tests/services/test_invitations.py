"""Links that invite people to sign in: good once, for two weeks, and telling strangers nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from small_world import CODES, TODAY, World

from peerinspect import store
from peerinspect.domain import Period, Person, Post
from peerinspect.services import disclosure
from peerinspect.services.exports import export_table
from peerinspect.services.imports import ConfirmFile, OfferFile, confirm_file, offer_file
from peerinspect.services.invitations import (
    EXPIRED,
    OPEN,
    REASONS,
    UNKNOWN,
    USED,
    WITHDRAWN,
    AcceptInvitation,
    InvitePerson,
    accept_invitation,
    invite_people,
    invite_person,
    invite_user,
    look_at,
    withdraw_invitation,
    withdraw_persons_invitation,
)
from peerinspect.services.pool import LeavePool, leave_pool
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.signing_in import NOTHING, SET_UP, SignIn, sign_in
from peerinspect.services.user_changes import disable_user
from peerinspect.services.views import PeopleAsked
from peerinspect.services.views.imports import FileView
from peerinspect.store import history
from peerinspect.store.loading import load_people
from peerinspect.store.tables import InvitationRow, MessageRow, PersonRow, SignOnLinkRow, UserRow

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADDRESS = "nell@council.example"
PASSWORD = "seventeen blue herons"
NEW = "new-person"


@pytest.fixture
def nell(world: World) -> str:
    """Somebody of the register without an account."""
    with store.transaction():
        load_people([Person(NEW, "Nell Madeup", posts=(Post(CODES[2], "senior", "substantive", Period(TODAY)),))], [])
    return NEW


def secret_of(user_id: str) -> str:
    """The secret in the latest message to the user."""
    query = store.db.select(MessageRow.facts).where(MessageRow.user == user_id, MessageRow.kind == "invitation")
    latest = store.db.session.scalars(query.order_by(MessageRow.event.desc())).first()
    return str(json.loads(latest or "{}")["path"]).rpartition("/")[2]


def send(nell: str, reader: Reader, now: datetime = NOW) -> tuple[str, str]:
    """Invite; the user and the secret."""
    user = invite_person(InvitePerson(nell, ADDRESS), reader, now)
    return user, secret_of(user)


class TestInviting:
    """Sending the link."""

    def test_makes_an_account_tied_to_the_person_and_tells_them(self, world: World, nell: str) -> None:
        user, secret = send(nell, world.uncleared)
        row = store.db.session.get_one(UserRow, user)
        assert (row.person, row.role, row.email, row.name) == (nell, "director", ADDRESS, "Nell Madeup")
        assert row.password_hash == ""
        assert look_at(secret, NOW).email == ADDRESS
        assert disclosure.account_of_person(world.uncleared, nell, NOW).state == "invited"

    def test_the_secret_is_kept_as_a_digest_alone(self, world: World, nell: str) -> None:
        _, secret = send(nell, world.uncleared)
        rows = store.db.session.query(InvitationRow).all()
        assert all(secret not in (row.id, row.digest) for row in rows)
        assert secret not in repr(history.events())

    def test_is_for_coordinators_and_administrators(self, world: World, nell: str) -> None:
        for reader in (world.liaison, world.panel, world.director(CODES[0]), world.chief(CODES[0])):
            with pytest.raises(NotAllowed):
                invite_person(InvitePerson(nell, ADDRESS), reader, NOW)
        assert invite_person(InvitePerson(nell, ADDRESS), world.administrator, NOW)

    @pytest.mark.parametrize("address", ["", "nell", "nell @x.example", "@", "cleared@example.org"])
    def test_refuses_an_address_that_will_not_do(self, world: World, nell: str, address: str) -> None:
        with pytest.raises(Refusal) as refusal:
            invite_person(InvitePerson(nell, address), world.uncleared, NOW)
        assert list(refusal.value.messages) == ["email"]
        assert disclosure.account_of_person(world.uncleared, nell, NOW).state == "none"

    def test_nobody_is_invited_who_has_left_or_is_not_there(self, world: World, nell: str) -> None:
        leave_pool(LeavePool(nell, "Retired"), world.uncleared, TODAY)
        with pytest.raises(Refusal):
            send(nell, world.uncleared)
        with pytest.raises(NotFound):
            invite_person(InvitePerson("nobody", ADDRESS), world.uncleared, NOW)

    def test_somebody_without_a_post_could_not_sign_in(self, world: World) -> None:
        over = Post(CODES[2], "senior", "substantive", Period(None, TODAY - timedelta(days=1)))
        with store.transaction():
            load_people([Person("gone", "Gone Madeup", posts=(over,))], [])
        with pytest.raises(Refusal, match="no post"):
            invite_person(InvitePerson("gone", ADDRESS), world.uncleared, NOW)
        assert store.db.session.query(UserRow).filter_by(person="gone").count() == 0

    def test_a_second_link_takes_the_place_of_the_first(self, world: World, nell: str) -> None:
        _, first = send(nell, world.uncleared)
        user = invite_person(InvitePerson(nell, "other@council.example"), world.uncleared, NOW + timedelta(days=1))
        assert look_at(first, NOW).state == WITHDRAWN
        assert look_at(secret_of(user), NOW).email == "other@council.example"
        assert store.db.session.query(UserRow).filter_by(person=nell).count() == 1

    def test_who_has_a_password_is_not_invited(self, world: World, nell: str) -> None:
        _, secret = send(nell, world.uncleared)
        accept_invitation(AcceptInvitation(secret, PASSWORD), NOW)
        with pytest.raises(Refusal, match="an account already"):
            send(nell, world.uncleared)

    def test_who_comes_in_by_single_sign_on_is_not_invited(self, world: World, nell: str) -> None:
        user, _ = send(nell, world.uncleared)
        with store.transaction():
            store.add(SignOnLinkRow(user=user, issuer="https://id.example", subject="nell", linked_on=TODAY))
        with pytest.raises(Refusal, match="own sign-in"):
            invite_person(InvitePerson(nell, "taker@council.example"), world.uncleared, NOW)
        with pytest.raises(Refusal, match="own sign-in"):
            invite_user(user, world.administrator, NOW)
        assert store.db.session.get_one(UserRow, user).email == ADDRESS
        assert disclosure.account_of_person(world.uncleared, nell, NOW).state == "active"

    def test_who_is_disabled_is_not_invited(self, world: World, nell: str) -> None:
        user, secret = send(nell, world.uncleared)
        disable_user(user, world.administrator, NOW)
        assert look_at(secret, NOW).state == WITHDRAWN
        with pytest.raises(Refusal, match="disabled"):
            send(nell, world.uncleared)


class TestTheLink:
    """What it opens, and when it does not."""

    def test_sets_a_password_and_lets_in(self, world: World, nell: str) -> None:
        _, secret = send(nell, world.uncleared)
        entry = accept_invitation(AcceptInvitation(secret, PASSWORD), NOW)
        assert (entry.needed, entry.reader.person_id) == (NOTHING, nell)
        assert sign_in(SignIn(ADDRESS, PASSWORD), NOW).reader.person_id == nell

    def test_works_once(self, world: World, nell: str) -> None:
        _, secret = send(nell, world.uncleared)
        accept_invitation(AcceptInvitation(secret, PASSWORD), NOW)
        with pytest.raises(Refusal) as refusal:
            accept_invitation(AcceptInvitation(secret, "another good password"), NOW)
        assert refusal.value.messages == {"": REASONS[USED]}
        assert sign_in(SignIn(ADDRESS, PASSWORD), NOW)

    @pytest.mark.parametrize(("later", "state"), [(timedelta(days=14), EXPIRED), (timedelta(days=13, hours=23), OPEN)])
    def test_is_good_for_two_weeks(self, world: World, nell: str, later: timedelta, state: str) -> None:
        _, secret = send(nell, world.uncleared)
        assert look_at(secret, NOW + later).state == state

    def test_can_be_taken_back_once(self, world: World, nell: str) -> None:
        _, secret = send(nell, world.uncleared)
        withdraw_persons_invitation(nell, world.uncleared, NOW)
        assert look_at(secret, NOW).state == WITHDRAWN
        assert disclosure.account_of_person(world.uncleared, nell, NOW).state == "withdrawn"
        with pytest.raises(Refusal):
            withdraw_persons_invitation(nell, world.uncleared, NOW)

    def test_one_that_was_made_up_tells_nothing(self, world: World, nell: str) -> None:
        send(nell, world.uncleared)
        made_up = look_at("made-up", NOW)
        assert (made_up.state, made_up.name, made_up.email) == (UNKNOWN, "", "")
        with pytest.raises(Refusal) as refusal:
            accept_invitation(AcceptInvitation("made-up", PASSWORD), NOW)
        assert refusal.value.messages == {"": REASONS[UNKNOWN]}

    def test_a_closed_link_names_nobody(self, world: World, nell: str) -> None:
        _, secret = send(nell, world.uncleared)
        accept_invitation(AcceptInvitation(secret, PASSWORD), NOW)
        assert (look_at(secret, NOW).name, look_at(secret, NOW).email) == ("", "")

    def test_a_weak_password_uses_nothing_up(self, world: World, nell: str) -> None:
        _, secret = send(nell, world.uncleared)
        for weak in ("short", "aaaaaaaaaaaaaa", "nell madeup forever"):
            with pytest.raises(Refusal) as refusal:
                accept_invitation(AcceptInvitation(secret, weak), NOW)
            assert list(refusal.value.messages) == ["password"]
        assert look_at(secret, NOW).state == OPEN


class TestUsers:
    """Chief executives, the liaison and others, by the administrator."""

    def test_who_needs_a_second_factor_sets_it_up_next(self, world: World) -> None:
        invite_user(world.liaison.user_id, world.administrator, NOW)
        entry = accept_invitation(AcceptInvitation(secret_of(world.liaison.user_id), PASSWORD), NOW)
        assert (entry.needed, entry.reader.role) == (SET_UP, "liaison")

    def test_a_chief_executive_comes_in(self, world: World) -> None:
        user = world.chief(CODES[0]).user_id
        invite_user(user, world.administrator, NOW)
        assert accept_invitation(AcceptInvitation(secret_of(user), PASSWORD), NOW).needed == NOTHING
        with pytest.raises(Refusal):
            invite_user(user, world.administrator, NOW)

    def test_is_for_administrators(self, world: World) -> None:
        for act in (invite_user, withdraw_invitation):
            with pytest.raises(NotAllowed):
                act(world.liaison.user_id, world.cleared, NOW)

    def test_is_taken_back(self, world: World) -> None:
        invite_user(world.liaison.user_id, world.administrator, NOW)
        withdraw_invitation(world.liaison.user_id, world.administrator, NOW)
        assert look_at(secret_of(world.liaison.user_id), NOW).state == WITHDRAWN


class TestMany:
    """All of some councils' people at once."""

    @pytest.fixture
    def several(self, world: World) -> list[str]:
        """Three people of one council without an account, one of them without an address."""
        post = Post(CODES[2], "senior", "substantive", Period(TODAY))
        with store.transaction():
            load_people([Person(f"p{n}", f"Pat {n} Madeup", posts=(post,)) for n in range(3)], [])
            for n in range(2):
                store.db.session.get_one(PersonRow, f"p{n}").email = f"pat{n}@council.example"
        return ["p0", "p1", "p2"]

    def _listed(self, world: World, asked: PeopleAsked) -> tuple[list[str], int]:
        found = disclosure.people_to_invite(world.uncleared, TODAY, NOW, asked)
        return [one.person_id for one in found.people], found.without_address

    def test_lists_who_can_be_invited(self, world: World, several: list[str]) -> None:
        asked = PeopleAsked(text="Pat")
        assert self._listed(world, asked) == (["p0", "p1"], 1)
        assert invite_people(["p0", "p1"], world.uncleared, NOW) == 2
        assert self._listed(world, asked) == ([], 1)
        assert self._listed(world, PeopleAsked(council=f"Council {CODES[5]}", text="Pat")) == ([], 0)

    def test_is_all_or_nothing(self, world: World, several: list[str]) -> None:
        with pytest.raises(Refusal, match="Pat 2 Madeup"):
            invite_people(several, world.uncleared, NOW)
        assert store.db.session.query(MessageRow).count() == 0

    def test_needs_somebody(self, world: World) -> None:
        with pytest.raises(Refusal):
            invite_people([], world.uncleared, NOW)

    def test_is_for_coordinators_and_administrators(self, world: World) -> None:
        call: Callable[[Reader], object] = lambda reader: disclosure.people_to_invite(  # noqa: E731
            reader, TODAY, NOW, PeopleAsked()
        )
        for reader in (world.liaison, world.director(CODES[0])):
            with pytest.raises(NotAllowed):
                call(reader)


class TestAddressesFromATable:
    """The table of people brings addresses in, and takes them out again."""

    HEADS = b"Name,Email address,Council,Post,How the post is held,First day in post\n"
    ROW = b"Ann Inventa,%s,C04,director,interim,2024-05-01\n"

    def _bring_in(self, world: World, address: bytes) -> FileView:
        content = self.HEADS + self.ROW % address
        id_ = offer_file(OfferFile("people", "people.csv", content), world.cleared, TODAY, NOW)
        file = disclosure.imported_file(world.cleared, id_, "", NOW)
        if not any(row.wrongs for row in file.rows):
            confirm_file(ConfirmFile(file.line.id, file.digest), world.cleared, TODAY, NOW)
        return file

    def _addresses(self, world: World) -> list[str]:
        found = disclosure.people_to_invite(world.uncleared, TODAY, NOW, PeopleAsked(text="Ann"))
        return [one.address for one in found.people]

    def test_comes_in_with_a_new_person_and_changes_later(self, world: World) -> None:
        self._bring_in(world, b"Ann@Council.Example")
        assert self._addresses(world) == ["ann@council.example"]
        self._bring_in(world, b"ann@elsewhere.example")
        assert self._addresses(world) == ["ann@elsewhere.example"]
        assert b"ann@elsewhere.example" in export_table("people", "csv", world.cleared, TODAY)
        assert store.db.session.query(MessageRow).count() == 0, "reading a table writes to nobody"

    def test_has_to_look_like_one(self, world: World) -> None:
        wrongs = [each.sentence for row in self._bring_in(world, b"ann").rows for each in row.wrongs]
        assert wrongs == ["Enter an email address, like name@example.org"]
