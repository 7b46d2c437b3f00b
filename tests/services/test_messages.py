"""Who sees which messages, how often mail comes, and how an address that failed is mended."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from mail_server import mail_server
from small_world import CODES, NOTICE, TODAY, World, build_world, inspection
from sqlalchemy import select

from peerinspect import store
from peerinspect.services import disclosure, notices
from peerinspect.services.notices.addressing import (
    LASTS,
    AskAddress,
    ask_address,
    confirm_address,
    send_again,
    try_address_again,
)
from peerinspect.services.notices.choosing import ChooseRhythm, choose_rhythm
from peerinspect.services.notices.outbox import claim_next, settle
from peerinspect.services.notices.post import NEVER, REFUSED, SENT, Outcome
from peerinspect.services.notices.sending import send_next
from peerinspect.services.passwords import hashed
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.veil import PUBLISH_SEALED
from peerinspect.store import history
from peerinspect.store.tables import AddressChangeRow, MessageRow, UserRow

PASSWORD = "a password of some length"


def build(with_sealed: bool) -> World:
    """The small world, with a sealed inspection or without."""
    return build_world(TODAY, [inspection("secret", CODES[0])] if with_sealed else None)


@pytest.fixture
def here(bare: Flask) -> World:
    """The small world on its day, with a sealed inspection; the director of C05 has a password."""
    bare.config["TODAY"] = TODAY
    world = build(True)
    with store.transaction():
        store.db.session.get_one(UserRow, "user-C05-director").password_hash = hashed(PASSWORD)
    return world


def tell(user: str, duty: str | None = None, action: str = "something", kind: str = "held-offer") -> None:
    """An event that a user is told of."""
    with store.transaction():
        notices.tell(kind, history.record("admin", action, "subject", duty=duty, sentence="So."), [user])


def now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=1)


def send_all(how: str = SENT) -> None:
    """Settle everything that is due in one way."""
    while (parcel := claim_next(now())) is not None:
        settle(parcel, Outcome(how, "address" if how == REFUSED else "", 550), now())


def states(user: str) -> list[str]:
    """The states of a user's messages, in their order."""
    store.db.session.rollback()
    query = select(MessageRow.state).where(MessageRow.user == user).order_by(MessageRow.event)
    return list(store.db.session.scalars(query))


def seen(world: World, **asked: str) -> list[tuple[str, str, str]]:
    """What the administrator sees."""
    wanted = {"state": "", "kind": "", "who": "", **asked}
    cut = disclosure.messages(world.administrator, **wanted, page=1, today=TODAY)
    assert cut.total == len(cut.items)
    return sorted((each.user_name, each.kind, each.state) for each in cut.items)


def test_everybody_reads_their_own_messages_and_nobody_elses(here: World) -> None:
    tell("user-C05-director", "secret")
    tell("liaison")
    own = disclosure.my_messages(here.director(CODES[5]), 1)
    assert [each.subject for each in own.items] == ["Something waits for you on peerinspect"]
    assert (own.total, own.items[0].state, own.items[0].path) == (1, "waiting", "/my/duties")
    assert disclosure.my_messages(here.director(CODES[0]), 1).total == 0
    assert disclosure.my_messages(SIGNED_OUT, 1).total == 0


def test_ones_own_messages_never_show_what_lets_somebody_in(here: World) -> None:
    with store.transaction():
        event = history.record("admin", "invite", "liaison", sentence="So.")
        notices.tell("invitation", event, ["liaison"], path="/invitations/abcdef", role="the liaison", until="May")
    assert "abcdef" not in repr(disclosure.my_messages(here.liaison, 1))


def test_a_page_that_is_not_there_is_the_last_one(here: World) -> None:
    for _ in range(51):
        tell("liaison")
    first, second, far = (disclosure.my_messages(here.liaison, page) for page in (1, 2, 99))
    assert (len(first.items), len(second.items), first.pages, first.total) == (50, 1, 2, 51)
    assert far == second
    assert first.items[0].made_at >= first.items[-1].made_at >= second.items[0].made_at


@pytest.mark.parametrize("reader", ["cleared", "uncleared", "liaison", "panel"])
def test_what_was_sent_to_whom_is_for_administrators(here: World, reader: str) -> None:
    with pytest.raises(NotAllowed):
        disclosure.messages(getattr(here, reader), "", "", "", 1, TODAY)


def test_an_administrator_sees_to_whom_and_not_what(here: World) -> None:
    with store.transaction():
        event = history.record("admin", "ask", "x", sentence="So.")
        notices.tell("consent-asked", event, ["user-C05-chief"], person="Anna Secretive", council="Hull")
    tell("liaison", kind="search-over")
    assert seen(here) == [("Chief C05", "Consent asked", "waiting"), ("Liaison", "Search over", "waiting")]
    shown = repr(disclosure.messages(here.administrator, "", "", "", 1, TODAY))
    assert "Secretive" not in shown and "Hull" not in shown
    assert seen(here, kind="search-over") == [("Liaison", "Search over", "waiting")]
    assert seen(here, who="chief c05") == [("Chief C05", "Consent asked", "waiting")]
    assert seen(here, who="%") == seen(here, state="sent") == []
    send_all()
    assert len(seen(here, state="sent")) == 2


def _happenings(world: World, with_sealed: bool) -> None:
    """The same open things, and among them, or not, sealed ones that fail in every way."""
    if with_sealed:
        tell("user-C05-director", "secret")
        tell("cleared", action=PUBLISH_SEALED, kind="roster-published")
        send_all(REFUSED)
        tell("user-C07-director", "secret")
        send_all(NEVER)
    tell("user-C06-director")
    tell("liaison", kind="search-over")
    send_all()


@pytest.mark.parametrize("look", ["messages", "troubles of the uncleared", "troubles of the administrator"])
def test_messages_about_sealed_work_and_their_failures_leave_no_trace(
    tmp_path_factory: pytest.TempPathFactory, look: str
) -> None:
    from small_service import service

    looks: dict[str, Callable[[World], object]] = {
        "messages": lambda world: seen(world),
        "troubles of the uncleared": lambda world: disclosure.mail_troubles(world.uncleared, TODAY),
        "troubles of the administrator": lambda world: disclosure.mail_troubles(world.administrator, TODAY),
    }
    found = []
    for with_sealed in (False, True):
        with service(tmp_path_factory.mktemp("veil")) as app:
            app.config["TODAY"] = TODAY
            world = build(with_sealed)
            _happenings(world, with_sealed)
            if with_sealed:
                assert {each.state for each in store.db.session.scalars(select(MessageRow))} >= {"bounced", "failed"}
                assert [each.name for each in disclosure.mail_troubles(world.cleared, TODAY)] != []
            found.append(looks[look](world))
    assert found[0] == found[1]


def test_messages_of_one_event_stand_by_name_and_not_by_chance(here: World) -> None:
    with store.transaction():
        event = history.record("admin", "something", "subject", sentence="So.")
        notices.tell("held-offer", event, [f"user-{code}-director" for code in reversed(CODES)])
    names = [each.user_name for each in disclosure.messages(here.administrator, "", "", "", 1, TODAY).items]
    assert names == [f"Director {code}" for code in CODES]


def test_administrators_see_nothing_of_an_inspection_that_was_sealed_after_its_notice_day_either(here: World) -> None:
    tell("user-C05-director", "secret")
    cut = disclosure.messages(here.administrator, "", "", "", 1, NOTICE + timedelta(days=40))
    assert (cut.items, cut.total) == ((), 0)


def test_an_address_that_fails_shows_once_an_open_message_comes_back_from_it(here: World) -> None:
    tell("user-C05-director", "secret")
    send_all(REFUSED)
    assert disclosure.mail_troubles(here.uncleared, TODAY) == ()
    with pytest.raises(NotFound):
        disclosure.address_to_mend(here.uncleared, "user-C05-director", TODAY)
    tell("user-C05-director")
    send_all(SENT)
    (trouble,) = disclosure.mail_troubles(here.uncleared, TODAY)
    assert (trouble.name, trouble.address, trouble.reply) == ("Director C05", "user-C05-director@example.org", 550)


def test_choosing_a_digest_holds_back_what_waits_and_choosing_at_once_lets_it_go(here: World) -> None:
    reader = here.director(CODES[5])
    assert disclosure.own_rhythm(reader) == "at-once"
    tell("user-C05-director")
    choose_rhythm(ChooseRhythm("daily"), reader, now())
    tell("user-C05-director")
    assert disclosure.own_rhythm(reader) == "daily" and claim_next(now()) is None
    choose_rhythm(ChooseRhythm("at-once"), reader, now())
    send_all()
    assert states("user-C05-director") == ["sent", "sent"]
    with pytest.raises(Refusal) as refused:
        choose_rhythm(ChooseRhythm("weekly"), reader, now())
    assert set(refused.value.messages) == {"rhythm"}


def bounce(world: World) -> None:
    """Mail to the director of C05 came back."""
    tell("user-C05-director")
    send_all(REFUSED)


def link(app: Flask) -> str:
    """The secret of the link in the message to a new address, as it is sent to a real server."""
    with mail_server(app) as server:
        moment = now()
        while send_next(lambda: moment) is not None:
            pass
    (mail,) = [each for each in server.taken if "Confirm" in each["Subject"]]
    assert mail["To"] == "new@example.org"
    found = re.search(r"/messages/address/(\w+)", mail.get_content())
    assert found
    return found[1]


def test_a_new_address_counts_once_its_owner_has_confirmed_it_and_then_sending_goes_on(
    bare: Flask, here: World
) -> None:
    bounce(here)
    ask_address(AskAddress("user-C05-director", " New@example.org "), here.uncleared, TODAY, now())
    secret = link(bare)
    owner = here.director(CODES[5])
    assert disclosure.address_to_mend(owner, "user-C05-director", TODAY).waiting == "new@example.org"
    for stranger in (SIGNED_OUT, here.uncleared, here.administrator):
        assert disclosure.address_to_confirm(stranger, secret, now()).needs_sign_in
        with pytest.raises(Refusal, match="Sign in as the user"):
            confirm_address(secret, stranger, now())
    assert store.db.session.get_one(UserRow, "user-C05-director").email == "user-C05-director@example.org"
    assert not disclosure.address_to_confirm(owner, secret, now()).needs_sign_in
    confirm_address(secret, owner, now())
    assert store.db.session.get_one(UserRow, "user-C05-director").email == "new@example.org"
    assert disclosure.mail_troubles(here.uncleared, TODAY) == ()
    with mail_server(bare) as server:
        assert send_next(now) == Outcome(SENT)
        assert server.told() == [("new@example.org", "Something waits for you on peerinspect")]
    with pytest.raises(NotFound):
        confirm_address(secret, owner, now())
    assert history.events("user-C05-director")[0].action == "change-address"


def test_whoever_has_no_password_yet_confirms_by_the_link_alone(bare: Flask, here: World) -> None:
    ask_address(AskAddress("user-C06-director", "new@example.org"), here.administrator, TODAY, now())
    secret = link(bare)
    with pytest.raises(NotFound):
        confirm_address(secret, SIGNED_OUT, now() + LASTS)
    with pytest.raises(NotFound):
        confirm_address(secret + "x", SIGNED_OUT, now())
    confirm_address(secret, SIGNED_OUT, now())
    assert store.db.session.get_one(UserRow, "user-C06-director").email == "new@example.org"


def test_a_link_is_good_for_the_latest_address_alone_and_not_once_another_has_it(bare: Flask, here: World) -> None:
    ask_address(AskAddress("user-C06-director", "new@example.org"), here.administrator, TODAY, now())
    first = link(bare)
    ask_address(AskAddress("user-C06-director", "new@example.org"), here.administrator, TODAY, now())
    second = link(bare)
    with pytest.raises(NotFound):
        disclosure.address_to_confirm(SIGNED_OUT, first, now())
    with store.transaction():
        store.db.session.get_one(UserRow, "panel").email = "new@example.org"
    with pytest.raises(Refusal, match="There is a user with this email address already"):
        confirm_address(second, SIGNED_OUT, now())


def test_ones_own_address_takes_ones_own_password_and_tells_of_nobody_else(here: World) -> None:
    owner = here.director(CODES[5])
    with pytest.raises(Refusal) as refused:
        ask_address(AskAddress(owner.user_id, "panel@example.org", "wrong"), owner, TODAY, now())
    assert set(refused.value.messages) == {"password"}
    ask_address(AskAddress(owner.user_id, "panel@example.org", PASSWORD), owner, TODAY, now())
    assert store.db.session.get_one(AddressChangeRow, owner.user_id).address == "panel@example.org"
    with pytest.raises(Refusal) as refused:
        ask_address(AskAddress(owner.user_id, "no address", PASSWORD), owner, TODAY, now())
    assert set(refused.value.messages) == {"email"}


def who_may(world: World) -> dict[str, Reader]:
    return {
        "uncleared": world.uncleared, "administrator": world.administrator, "owner": world.director(CODES[5]),
        "liaison": world.liaison, "panel": world.panel, "chief": world.chief(CODES[5]),
        "other": world.director(CODES[4]),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["uncleared", "administrator", "owner", "liaison", "panel", "chief", "other"])
def test_those_may_mend_an_address_whose_business_it_is(here: World, name: str) -> None:
    bounce(here)
    reader = who_may(here)[name]
    if name in ("uncleared", "administrator", "owner"):
        try_address_again("user-C05-director", reader, TODAY, now())
        send_all()
        assert states("user-C05-director") == ["sent"]
        if name != "uncleared":
            with pytest.raises(Refusal, match="Nothing has come back"):
                try_address_again("user-C05-director", reader, TODAY, now())
        return
    for attempt in (
        lambda: try_address_again("user-C05-director", reader, TODAY, now()),
        lambda: ask_address(AskAddress("user-C05-director", "x@example.org"), reader, TODAY, now()),
        lambda: disclosure.address_to_mend(reader, "user-C05-director", TODAY),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert states("user-C05-director") == ["bounced"]


def test_a_coordinator_has_no_business_with_an_address_that_works(here: World) -> None:
    with pytest.raises(NotFound):
        ask_address(AskAddress("user-C05-director", "x@example.org"), here.uncleared, TODAY, now())


def test_a_message_on_which_all_tries_failed_is_tried_again_by_an_administrator_once(here: World) -> None:
    tell("liaison")
    tell("user-C05-director", "secret")
    send_all(NEVER)
    failed = {row.user: row.id for row in store.db.session.scalars(select(MessageRow))}
    with pytest.raises(NotAllowed):
        send_again(failed["liaison"], here.cleared, TODAY, now())
    for unknown in (failed["user-C05-director"], "nothing"):
        with pytest.raises(NotFound):
            send_again(unknown, here.administrator, TODAY, now())
    send_again(failed["liaison"], here.administrator, TODAY, now())
    with pytest.raises(Refusal):
        send_again(failed["liaison"], here.administrator, TODAY, now())
    send_all()
    assert states("liaison") == ["sent"] and states("user-C05-director") == ["failed"]
