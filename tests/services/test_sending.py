"""Sending what waits, to a real server on loopback: each message once, none lost, refusals and failures kept apart."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from mail_server import MailServer, free_port, mail_server, send_to
from small_world import TODAY, World
from sqlalchemy import select

from peerinspect import store
from peerinspect.config import mail_settings
from peerinspect.services import notices
from peerinspect.services.notices import post
from peerinspect.services.notices.outbox import LEASE, MOST_TRIES, claim_next, settle, wait_after
from peerinspect.services.notices.post import NEVER, OUTAGE, REFUSED, SENT, Outcome
from peerinspect.services.notices.sending import send_next
from peerinspect.store import history
from peerinspect.store.tables import BouncedAddressRow, MailChoiceRow, MessageRow, UserRow

WAITS = "Something waits for you on peerinspect"


@pytest.fixture
def server(bare: Flask, world: World) -> Iterator[MailServer]:
    """A mail server that the small world's service sends to."""
    bare.config["TODAY"] = TODAY
    with mail_server(bare) as found:
        yield found


def tell(*users: str, kind: str = "held-offer", **facts: str) -> None:
    """An event that users are told of."""
    with store.transaction():
        number = history.record("admin", "something", "subject", sentence="Something happened.")
        notices.tell(kind, number, users, **facts)


def send_all(later: timedelta = timedelta(seconds=1)) -> list[str]:
    """Send what is due a while from now; how each mail went."""
    moment = datetime.now(UTC) + later
    went = list[str]()
    while (outcome := send_next(lambda: moment)) is not None and len(went) < 50:
        went.append(outcome.how)
    return went


def rows() -> list[MessageRow]:
    """The outbox, in the order of the events."""
    store.db.session.rollback()
    return list(store.db.session.scalars(select(MessageRow).order_by(MessageRow.event, MessageRow.user)))


def test_each_reader_gets_one_mail_with_what_the_template_says(server: MailServer) -> None:
    tell("liaison", "cleared")
    tell("user-C01-director", kind="consent-asked", person="Zoë", council="Hull")
    assert send_all() == [SENT] * 3
    assert send_all() == []
    assert server.told() == [
        ("cleared@example.org", WAITS),
        ("liaison@example.org", WAITS),
        ("user-C01-director@example.org", "Your consent is asked for Zoë"),
    ]
    mail = next(each for each in server.taken if "consent" in each["Subject"])
    body = mail.get_content()
    assert body.startswith("Dear Director C01,")
    assert "Zoë of Hull could work" in body and "http://127.0.0.1:8000/my-council/people" in body
    assert mail["Auto-Submitted"] == "auto-generated" and mail["From"] == "peerinspect <peerinspect@localhost>"
    assert {row.state for row in rows()} == {"sent"} and all(row.sent_at for row in rows())


def test_a_mail_that_was_taken_before_the_line_broke_goes_again_under_the_same_name(server: MailServer) -> None:
    tell("liaison")
    server.hangs_up = 1
    assert send_all() == ["again"]
    assert (rows()[0].state, rows()[0].fault, rows()[0].tries) == ("waiting", "lost-connection", 1)
    assert send_all() == []
    assert send_all(timedelta(minutes=2)) == [SENT]
    first, second = server.taken
    assert first["Message-ID"] == second["Message-ID"]


def test_waits_double_and_tries_end(server: MailServer) -> None:
    tell("liaison")
    server.to_content = ["451 4.3.0 later"] * 100
    later, waited = timedelta(seconds=1), list[timedelta]()
    while rows()[0].state == "waiting":
        before = rows()[0].due_at
        assert send_all(later) == ["again"]
        waited.append(rows()[0].due_at - before)
        later = rows()[0].due_at - datetime.now(UTC) + timedelta(seconds=1)
    assert (rows()[0].state, rows()[0].tries) == ("failed", MOST_TRIES)
    assert wait_after(1) == timedelta(minutes=1) and wait_after(2) == timedelta(minutes=2)
    assert wait_after(MOST_TRIES) == timedelta(hours=4)
    expected = [wait_after(tries) for tries in range(1, MOST_TRIES)]
    assert all(abs(one - other) < timedelta(seconds=30) for one, other in zip(waited, expected, strict=False))
    assert len(waited) == MOST_TRIES
    assert send_all(timedelta(days=30)) == []


def test_a_server_that_cannot_be_reached_is_no_messages_fault(bare: Flask, world: World) -> None:
    send_to(bare, free_port())
    tell("liaison")
    assert send_next(lambda: datetime.now(UTC)) == Outcome(OUTAGE, "connection")
    assert (rows()[0].state, rows()[0].tries, rows()[0].fault) == ("waiting", 0, "connection")
    with mail_server(bare) as server:
        assert send_all() == [SENT]
        assert len(server.taken) == 1


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "550 unknown", "551 5.1.6 moved", "553 5.1.3 bad"])
def test_an_address_that_is_refused_for_good_gets_nothing_more_until_somebody_looks(
    server: MailServer, answer: str
) -> None:
    server.to_address["liaison@example.org"] = answer
    tell("liaison")
    tell("liaison", "cleared")
    assert sorted(send_all()) == ["refused", "sent"]
    assert [row.state for row in rows()] == ["bounced", "sent", "bounced"]
    found = store.db.session.scalars(select(BouncedAddressRow)).one()
    assert (found.address, found.reply) == ("liaison@example.org", int(answer[:3]))
    server.to_address.clear()
    tell("liaison")
    assert send_all(timedelta(days=9)) == [] and rows()[-1].state == "bounced"


@pytest.mark.parametrize("answer", ["450 4.2.1 later", "550 5.7.1 not from you", "552 5.2.2 full", "554 5.3.2 closed"])
def test_a_refusal_that_is_not_about_the_address_is_tried_again(server: MailServer, answer: str) -> None:
    server.to_address["liaison@example.org"] = answer
    tell("liaison")
    assert send_all() == ["again"]
    server.to_address.clear()
    assert send_all(timedelta(minutes=2)) == [SENT]
    assert store.db.session.scalars(select(BouncedAddressRow)).all() == []


def test_a_mail_that_the_server_will_never_take_is_not_pressed_on_it(server: MailServer) -> None:
    server.to_content = ["554 5.6.0 no"]
    tell("liaison")
    assert send_all() == [NEVER]
    assert rows()[0].state == "failed" and send_all(timedelta(days=9)) == []


def test_an_address_that_is_none_bounces_before_it_reaches_a_server(server: MailServer) -> None:
    with store.transaction():
        store.db.session.get_one(UserRow, "liaison").email = "a@b,c@example.org"
    tell("liaison")
    assert send_all() == [REFUSED] and server.taken == []


@pytest.mark.parametrize("sender", ["", "peerinspect", "a@b, c@d", "A\nB <a@b>"])
def test_a_sender_that_is_none_stops_the_service_and_no_reader_is_blamed(bare: Flask, sender: str) -> None:
    bare.config["MAIL_DEFAULT_SENDER"] = sender
    with pytest.raises(ValueError, match="PEERINSPECT_MAIL_FROM"):
        post.init_app(bare)


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://host:port"])
def test_a_mail_server_that_is_none_is_refused_without_repeating_the_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError) as refused:
        mail_settings(url.replace("//", "//user:secret@"), tmp_path)
    assert "secret" not in str(refused.value)


def test_settings_of_a_mail_server(tmp_path: Path) -> None:
    found = mail_settings("smtp://us%40er:p%2Fw@mail.example.org", tmp_path)
    assert (found["MAIL_SERVER"], found["MAIL_PORT"]) == ("mail.example.org", 587)
    assert (found["MAIL_USERNAME"], found["MAIL_PASSWORD"]) == ("us@er", "p/w")
    assert (found["MAIL_USE_TLS"], found["MAIL_USE_SSL"]) == (True, False)
    assert (
        mail_settings("smtps://h", tmp_path)["MAIL_USE_SSL"]
        and mail_settings("smtps://h", tmp_path)["MAIL_PORT"] == 465
    )
    plain = mail_settings("smtp+plain://127.0.0.1:2525", tmp_path)
    assert (plain["MAIL_PORT"], plain["MAIL_USE_TLS"], plain["MAIL_USE_SSL"]) == (2525, False, False)


def test_a_server_that_offers_no_secret_line_is_not_spoken_to(bare: Flask, world: World) -> None:
    with mail_server(bare) as server:
        bare.config["MAIL_USE_TLS"] = True
        post.init_app(bare)
        tell("liaison")
        assert send_next(lambda: datetime.now(UTC) + timedelta(seconds=1)) == Outcome(OUTAGE, "connection")
        assert server.taken == [] and rows()[0].tries == 0


def test_a_name_cannot_begin_a_header_or_a_line(server: MailServer) -> None:
    with store.transaction():
        store.db.session.get_one(UserRow, "liaison").name = "Lee\r\nBcc: all@example.org"
    tell("liaison", kind="consent-asked", person="A\r\nBcc: all@example.org\r\n\r\nHello", council="C\nX-Spam: no")
    assert send_all() == [SENT]
    (mail,) = server.taken
    assert mail["Bcc"] is None and mail["X-Spam"] is None
    assert mail["Subject"] == "Your consent is asked for A Bcc: all@example.org Hello"
    assert mail.get_content().startswith("Dear Lee Bcc: all@example.org,")


def test_a_digest_gathers_what_waits_and_goes_at_seven(server: MailServer) -> None:
    with store.transaction():
        store.add(MailChoiceRow(user="liaison", rhythm="daily"))
    tell("liaison", "cleared")
    tell("liaison", kind="consent-asked", person="Ann", council="Hull")
    tell("liaison", kind="invitation", path="/choose-password?code=abc", role="liaison", until="1 May 2026")
    assert send_all() == [SENT, SENT]
    assert server.told() == [
        ("cleared@example.org", WAITS),
        ("liaison@example.org", "You are invited to peerinspect"),
    ]
    due = {row.due_at for row in rows() if row.state == "waiting"}
    assert len(due) == 1
    assert send_all(due.pop() - datetime.now(UTC) + timedelta(seconds=1)) == [SENT]
    mail = server.taken[-1]
    assert mail["Subject"] == "Your messages from peerinspect"
    body = mail.get_content()
    assert body.count(WAITS) == 1 and body.count("Your consent is asked for Ann") == 1
    assert {row.state for row in rows()} == {"sent"}


def test_a_digest_that_is_tried_again_holds_what_it_held_and_what_came_since_goes_in_another(
    server: MailServer,
) -> None:
    with store.transaction():
        store.add(MailChoiceRow(user="liaison", rhythm="daily"))
    tell("liaison", kind="consent-asked", person="Ann", council="Hull")
    tell("liaison", kind="consent-asked", person="Bob", council="Hull")
    server.to_content = ["451 later"]
    tomorrow = rows()[0].due_at - datetime.now(UTC) + timedelta(seconds=1)
    assert send_all(tomorrow) == ["again"]
    tell("liaison", kind="consent-asked", person="Cem", council="Hull")
    tell("liaison", kind="consent-asked", person="Dee", council="Hull")
    with store.transaction():
        for row in store.db.session.scalars(select(MessageRow).where(MessageRow.mail.is_(None))):
            row.due_at = datetime.now(UTC)
    assert send_all(tomorrow + timedelta(minutes=5)) == [SENT, SENT]
    named = [re.findall(r"is asked for (\w+)", mail.get_content()) for mail in server.taken]
    assert sorted(sorted(each) for each in named) == [["Ann", "Bob"], ["Cem", "Dee"]]


def test_what_lets_somebody_in_is_forgotten_once_it_is_sent(server: MailServer) -> None:
    tell("liaison", kind="invitation", path="/choose-password?code=abc", role="liaison", until="1 May 2026")
    assert "code=abc" in rows()[0].facts
    assert send_all() == [SENT]
    assert "http://127.0.0.1:8000/choose-password?code=abc" in server.taken[0].get_content()
    assert "code" not in rows()[0].facts


def test_an_account_that_has_ended_gets_no_mail(server: MailServer) -> None:
    tell("liaison", "cleared")
    with store.transaction():
        store.db.session.get_one(UserRow, "liaison").disabled_at = datetime.now(UTC)
    assert send_all() == [SENT]
    assert server.told() == [("cleared@example.org", WAITS)]
    assert [row.state for row in rows()] == ["sent", "ended"]


def test_a_killed_sender_loses_nothing_and_what_it_notes_too_late_counts_no_more(server: MailServer) -> None:
    tell("liaison")
    now = datetime.now(UTC) + timedelta(seconds=1)
    killed = claim_next(now)
    assert killed is not None
    assert claim_next(now + LEASE - timedelta(seconds=1)) is None
    taken_over = claim_next(now + LEASE)
    assert taken_over is not None and taken_over.mail == killed.mail
    settle(killed, Outcome(SENT), now + LEASE)
    assert rows()[0].state == "sending"
    settle(taken_over, Outcome(SENT), now + LEASE)
    assert rows()[0].state == "sent" and claim_next(now + timedelta(days=9)) is None


def test_two_workers_never_send_the_same_message(bare: Flask, server: MailServer) -> None:
    with store.transaction():
        store.add(MailChoiceRow(user="cleared", rhythm="daily"))
    for _ in range(8):
        tell("liaison", "cleared", "panel", "uncleared")
    moment = datetime.now(UTC) + timedelta(days=2)

    def work() -> None:
        with bare.app_context():
            while send_next(lambda: moment) is not None:
                pass

    workers = [threading.Thread(target=work) for _ in range(3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)
    assert len(server.taken) == 8 * 3 + 1
    assert len({each["Message-ID"] for each in server.taken}) == len(server.taken)
    assert {row.state for row in rows()} == {"sent"}


def test_without_a_server_mails_are_files_in_the_instance_folder(bare: Flask, world: World) -> None:
    tell("liaison")
    assert send_all() == [SENT]
    (file,) = (Path(bare.config["INSTANCE"]) / "mailbox").iterdir()
    assert f"Subject: {WAITS}" in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0
