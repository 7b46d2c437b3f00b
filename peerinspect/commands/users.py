"""`peerinspect user`: whoever may run commands on the server looks after the users."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from peerinspect.commands.refusal import Unusable
from peerinspect.commands.service import running_service, say

if TYPE_CHECKING:
    from peerinspect.services.accounts import AddUser
    from peerinspect.services.reader import Reader

OPERATOR = "command-line"
"""Who did it, in the history."""


def add_user(chosen: Namespace) -> int:
    """Adds a user; the first one is an administrator. The password comes from the terminal or standard input."""
    password = _password()
    with running_service():
        from peerinspect.services import accounts
        from peerinspect.services.refusal import Refusal

        try:
            if accounts.needs_set_up():
                _first(chosen, password)
            else:
                accounts.add_user(_command(chosen, password), operator(), date.today())
        except Refusal as refusal:
            raise Unusable(f"{chosen.email}: {refusal}") from None
    say(f"Added {chosen.email} as {chosen.role}.")
    if not password:
        say(f"They have no password yet. Give them a set-up code: peerinspect user set-up-code {chosen.email}")
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


def list_users() -> int:
    """Prints a line a user: address, role, state and second factor, parted by tabs."""
    with running_service():
        from peerinspect.services import disclosure

        for user in disclosure.users(operator(), date.today()):
            factor = "on" if user.has_factor else "to be set up" if user.needs_factor else "off"
            say("\t".join((user.email, user.role, user.state, f"second factor {factor}")))
    return 0


def change_user(email: str, change: str) -> int:
    """Carries out one of the changes about one user."""
    with running_service():
        from peerinspect.services.refusal import Refusal

        try:
            told = _carry_out(change, id_of(email))
        except Refusal as refusal:
            raise Unusable(f"{email}: {refusal}") from None
    say(told)
    return 0


def _carry_out(change: str, user_id: str) -> str:
    """What to say once it is done."""
    from peerinspect.services import user_changes
    from peerinspect.services.sign_on import linking

    now, by = datetime.now(UTC), operator()
    if change == "set-up-code":
        return user_changes.issue_entry_code(user_id, by, now)
    if change == "disable":
        user_changes.disable_user(user_id, by, now)
        return "Disabled: they are signed out, and can sign in no more."
    if change == "enable":
        user_changes.enable_user(user_id, by)
        return "They can sign in again."
    if change == "unlink":
        linking.unlink(user_id, by)
        return "Unlinked from single sign-on, and signed out."
    user_changes.reset_second_factor(user_id, by)
    return "Reset: they set their second factor up again when they sign in."


def id_of(email: str) -> str:
    """The id of the user with an address. Raises Unusable where there is none."""
    from peerinspect.services import disclosure

    address = email.strip().lower()
    found = next((user.id for user in disclosure.users(operator(), date.today()) if user.email == address), None)
    if found is None:
        raise Unusable(f"{email}: there is no user with this email address; see peerinspect user list")
    return found


def operator() -> Reader:
    """Whoever runs commands on the server: an administrator."""
    from peerinspect.services.reader import ADMINISTRATOR, Reader

    return Reader(OPERATOR, "Command line", ADMINISTRATOR)
