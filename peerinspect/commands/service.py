"""`peerinspect demo`, `serve`, `db` and `user`: the service with its database."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from peerinspect.commands.refusal import Unusable

if TYPE_CHECKING:
    from peerinspect.services.accounts import AddUser

OPERATOR = "command-line"
"""Who did it, in the history: whoever may run commands on the server."""


def load(if_empty: bool) -> int:
    """Loads the demo season, and says what it did as it goes."""
    from peerinspect.services.demo import load_demo

    load_demo(if_empty, _say)
    return 0


def serve_pages(port: int) -> int:
    """Serves until it is stopped."""
    from peerinspect.web.server import serve

    serve(port)
    return 0


def upgrade_database() -> int:
    """Makes the tables, or brings them up to date."""
    with _service():
        return 0


def add_user(chosen: Namespace) -> int:
    """Adds a user; the first one is an administrator. The password comes from the terminal or standard input."""
    password = _password()
    with _service():
        from peerinspect.services import accounts
        from peerinspect.services.reader import ADMINISTRATOR, Reader
        from peerinspect.services.refusal import Refusal

        try:
            if accounts.needs_set_up():
                _first(chosen, password)
            else:
                operator = Reader(OPERATOR, "Command line", ADMINISTRATOR)
                accounts.add_user(_command(chosen, password), operator, date.today())
        except Refusal as refusal:
            raise Unusable(f"{chosen.email}: {refusal}") from None
    _say(f"Added {chosen.email} as {chosen.role}.")
    return 0


def _first(chosen: Namespace, password: str) -> None:
    from peerinspect.services import accounts
    from peerinspect.services.reader import ADMINISTRATOR

    if chosen.role != ADMINISTRATOR:
        raise Unusable(f"{chosen.email}: there is no user yet; add an {ADMINISTRATOR} first")
    command = accounts.SetUp(accounts.set_up_code(), chosen.email, chosen.name, password)
    accounts.set_up(command, date.today())


def _command(chosen: Namespace, password: str) -> AddUser:
    from peerinspect.services.accounts import AddUser

    return AddUser(
        email=chosen.email,
        name=chosen.name,
        role=chosen.role,
        password=password,
        person_id=chosen.person,
        authorities=tuple(chosen.authority),
        cleared=chosen.cleared,
    )


def _password() -> str:
    """Asked for twice on a terminal, since it is not shown; else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise Unusable("the two passwords differ; try again")
    return first


@contextmanager
def _service() -> Iterator[None]:
    """The service with its database up to date."""
    from peerinspect import store
    from peerinspect.factory import create_app

    with create_app().app_context():
        store.upgrade()
        yield


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
