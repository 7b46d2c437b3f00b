"""A small England in which one council is to be inspected, unannounced, and two people could be on the team."""

from __future__ import annotations

import email
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from email.message import Message
from pathlib import Path

from flask import Flask
from pages_world import pages, sign_in
from playwright.sync_api import Browser
from small_world import TODAY, World, council, load_world, person
from visitor import Visitor
from werkzeug.serving import make_server

from peerinspect import jobs, store
from peerinspect.domain import Facts, Offer
from peerinspect.services.circles import circles_of, helpers_of
from peerinspect.services.inspection_days import notice_day
from peerinspect.services.reader import Reader

CODES = tuple(f"C{number:02}" for number in range(6))
TARGET = "C00"
INSPECTED = date(2026, 9, 7)
NOTICE = notice_day(INSPECTED)
TEN_BEFORE = notice_day(NOTICE, 10)
LAST = INSPECTED + timedelta(days=4)
MAIL_WITHIN = 30.0
LINK = re.compile(r"/invitations/\S+")
ELSEWHERE = (Offer("chair", 20),)


def _council(code: str, home: str, reserve: str):  # type: ignore[no-untyped-def]
    """The inspected council lies in a region of its own; the first one's home is nearer to it than the reserve's."""
    latitude = {TARGET: 52.0, home: 52.2, reserve: 53.0}.get(code, 54.0)
    return replace(council(code), region="West" if code == TARGET else "North", latitude=latitude)


def _facts() -> tuple[Facts, str, str]:
    """The facts, and the homes of whoever may be asked: one who is invited, and one who is in reserve."""
    plain = {code: _council(code, "", "") for code in CODES}
    circles = circles_of(plain, [], [], TODAY)
    home, reserve, *_ = [code for code in CODES if circles[code] == helpers_of(circles[TARGET])]
    people = [replace(person(code, role, TODAY), offers=ELSEWHERE) for code in CODES for role in ("director", "senior")]
    known = {one.id: one for one in people}
    known[f"{home}-director"] = replace(known[f"{home}-director"], offers=(), declared_on=None, consents=())
    known[f"{reserve}-director"] = replace(known[f"{reserve}-director"], offers=(Offer("inspect", 20),))
    authorities = {code: _council(code, home, reserve) for code in CODES}
    return Facts(TODAY, known, {}, authorities), home, reserve


@dataclass
class PeerScene:
    """The service with its threads at work, the day that it believes it is, and who takes part."""

    browser: Browser
    app: Flask
    address: str
    world: World
    home: str
    reserve: str
    with_scripts: bool

    def day(self, day: date) -> None:
        """Let it be another day."""
        self.app.config["TODAY"] = day

    def visitor(self, reader: Reader | None = None) -> Visitor:
        """A fresh browser, signed in where somebody is given."""
        visitor = Visitor(self.browser, self.address, self.with_scripts)
        if reader is not None:
            cookie = sign_in(self.app, reader).get_cookie("peerinspect")
            assert cookie is not None
            visitor.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])
        return visitor

    def invitation(self) -> str:
        """Where the link in the mail leads, once it has come."""
        mailbox, until = Path(self.app.config["INSTANCE"]) / "mailbox", time.monotonic() + MAIL_WITHIN
        while time.monotonic() < until:
            for path in sorted(mailbox.glob("*")) if mailbox.is_dir() else []:
                if found := LINK.search(_text(email.message_from_bytes(path.read_bytes()))):
                    return found.group()
            time.sleep(0.2)
        raise AssertionError("no mail with a link came")

    def mails(self) -> list[str]:
        """All that was written to anybody, heads and all."""
        mailbox = Path(self.app.config["INSTANCE"]) / "mailbox"
        mails = [email.message_from_bytes(path.read_bytes()) for path in sorted(mailbox.glob("*"))]
        return [f"{mail.items()}\n{_text(mail)}" for mail in mails]


def _text(mail: Message) -> str:
    parts = [part for part in mail.walk() if part.get_content_type() == "text/plain"]
    return "".join(bytes(part.get_payload(decode=True)).decode() for part in parts)


@contextmanager
def peer_scene(browser: Browser, folder: Path, with_scripts: bool) -> Iterator[PeerScene]:
    """Serve the small England."""
    with pages(folder, WTF_CSRF_ENABLED=True) as app:
        facts, home, reserve = _facts()
        with app.app_context():
            world = load_world(facts)
            with store.transaction():
                gone = store.db.text("DELETE FROM user_account WHERE id = :id")
                store.db.session.execute(gone, {"id": world.director(home).user_id})
        jobs.start(app)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield PeerScene(browser, app, f"http://127.0.0.1:{server.server_port}", world, home, reserve, with_scripts)
        server.shutdown()
        thread.join(10)
        server.server_close()
        jobs.stop(app)
