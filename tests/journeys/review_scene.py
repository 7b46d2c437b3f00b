"""A small England at the end of 2026, with people who offer to review cases and two accounts of the national panel."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flask import Flask
from pages_world import pages, sign_in
from playwright.sync_api import Browser
from small_world import CODES, World, council, load_world, person
from visitor import Visitor
from werkzeug.serving import make_server

from peerinspect import store
from peerinspect.domain import Facts, Interest, Offer, Period
from peerinspect.services.reader import Reader
from peerinspect.services.reviews.membership import AddMember, LinkAccount, add_member, link_account
from peerinspect.store.tables import UserRow

BUILT = date(2026, 12, 1)
TARGET = CODES[0]
TIED = f"{CODES[6]}-senior"
"""Whoever is family of somebody who leads the council."""
MEMBERS = tuple(f"Senior {code}" for code in CODES[5:9])
"""The panel; the second of them is the one who is tied."""
RECUSED = Reader("panel-2", "Petra Panel", "panel")


@dataclass
class ReviewScene:
    """The service, the day that it believes it is, and who takes part."""

    browser: Browser
    app: Flask
    address: str
    world: World
    with_scripts: bool

    def day(self, day: date) -> None:
        """Let it be another day."""
        self.app.config["TODAY"] = day

    def visitor(self, reader: Reader) -> Visitor:
        """A fresh browser, signed in."""
        visitor = Visitor(self.browser, self.address, self.with_scripts)
        cookie = sign_in(self.app, reader).get_cookie("peerinspect")
        assert cookie is not None
        visitor.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])
        return visitor


def _facts() -> Facts:
    people = [person(code, role, BUILT) for code in CODES for role in ("director", "senior")]
    offering = {one.id: replace(one, offers=(Offer("review", 20),)) for one in people}
    tie = Interest(TIED, "family", TARGET, Period(date(2020, 1, 1)))
    return Facts(BUILT, offering, {}, {code: council(code) for code in CODES}, interests=(tie,))


def _seat(world: World) -> None:
    """All but the first are on the panel already, and the one who is tied has an account."""
    for code in CODES[6:9]:
        id_ = add_member(AddMember(f"{code}-senior", date(2026, 9, 1)), world.cleared, BUILT)
        if f"{code}-senior" == TIED:
            link_account(LinkAccount(id_, RECUSED.user_id), world.cleared, BUILT)


@contextmanager
def review_scene(browser: Browser, folder: Path, with_scripts: bool) -> Iterator[ReviewScene]:
    """Serve it."""
    with pages(folder, WTF_CSRF_ENABLED=True) as app:
        with app.app_context():
            world = load_world(_facts())
            with store.transaction():
                store.add(
                    UserRow(
                        id=RECUSED.user_id,
                        email="petra@example.org",
                        name=RECUSED.name,
                        role=RECUSED.role,
                        password_hash="",
                    )
                )
            _seat(world)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield ReviewScene(browser, app, f"http://127.0.0.1:{server.server_port}", world, with_scripts)
        server.shutdown()
        thread.join(10)
        server.server_close()
