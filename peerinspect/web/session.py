"""Who is asking: the signed-in user's reader, built again for every request."""

from __future__ import annotations

from flask import Flask, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from peerinspect.services import accounts
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.web.clock import today


class SignedIn(UserMixin):
    """What the login extension keeps of a reader in the session: their id and the key that ends with signing out."""

    def __init__(self, reader: Reader, carried: str) -> None:
        self.id = carried
        self.reader = reader


def init_app(app: Flask) -> None:
    """Ask services for the reader behind each session; a user who is gone is signed out."""
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = "strong"

    @manager.user_loader
    def load(carried: str) -> SignedIn | None:
        reader = accounts.load_session(carried, today())
        return SignedIn(reader, carried) if reader else None


def reader() -> Reader:
    """The reader of this request; SIGNED_OUT for the public."""
    if "reader" not in g:
        g.reader = current_user.reader if current_user.is_authenticated else SIGNED_OUT
    found: Reader = g.reader
    return found


def forget_if_unknown() -> None:
    """Take the reader for signed out when even asking who they are fails, so that an error page can still be shown."""
    try:
        reader()
    except Exception:
        g.reader = SIGNED_OUT


def begin(reader: Reader) -> None:
    """Sign the reader in, in a session that keeps nothing of the one before."""
    g.pop("reader", None)
    session.clear()
    login_user(SignedIn(reader, accounts.open_session(reader)))


def end() -> None:
    """Sign the reader out, here and wherever else a copy of the session may be."""
    accounts.end_sessions(reader())
    g.pop("reader", None)
    logout_user()
