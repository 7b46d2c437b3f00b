"""Who is asking: the signed-in user's reader, built again for every request."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask, flash, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from peerinspect.services import own_sessions, second_factor, sessions
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.web.clock import now, today
from peerinspect.web.devices import device_of

HALFWAY_FOR = timedelta(minutes=10)
"""How long a right password waits for the second factor."""
IDLE_FOR = timedelta(hours=1)
"""After so long without anything being opened a session is over."""
LASTS = own_sessions.LASTS
"""After so long it is over in any case."""
NOTED_EVERY = timedelta(minutes=5)
"""So often a session notes that it is in use: not each time, since two answers at once would overwrite each other."""
NO_SESSION = frozenset({"static", "calendars.feed", "health.live", "health.ready", "health.metrics"})
"""Views that never ask who is there."""
_BEGAN, _SEEN = "began", "seen"
_HALFWAY, _SEED = "halfway", "seed"
BY_PROVIDER = "by_provider"
"""Marks a session that began with an organisation's own sign-in."""


class SignedIn(UserMixin):
    """What the login extension keeps of a reader in the session: their id and the key that ends with signing out."""

    def __init__(self, reader: Reader, carried: str) -> None:
        self.id = carried
        self.reader = reader


def init_app(app: Flask) -> None:
    """Ask services for the reader behind each session; a user who is gone is signed out."""
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = "strong"

    def load(carried: str) -> SignedIn | None:
        reader = sessions.load_session(carried, today())
        return SignedIn(reader, carried) if reader else None

    manager.user_loader(load)

    app.config["PERMANENT_SESSION_LIFETIME"] = LASTS
    app.before_request(_keep_time)


def _keep_time() -> None:
    """End a session that was left alone for too long, or has lasted for too long; note that the others are in use.

    A page that asks by itself how a search is getting on is no use by anybody.
    """
    if request.endpoint in NO_SESSION or not request.cookies or "_user_id" not in session:
        return
    moment = now().timestamp()
    began, seen = session.get(_BEGAN, moment), session.get(_SEEN, moment)
    if moment - seen > IDLE_FOR.total_seconds() or moment - began > LASTS.total_seconds():
        _start_afresh()
        flash("You were signed out, since some time had passed. Sign in again")
    elif _BEGAN not in session or (moment - seen > NOTED_EVERY.total_seconds() and "HX-Request" not in request.headers):
        session[_BEGAN], session[_SEEN] = began, moment


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
    """Sign the reader in, in a session that keeps nothing of the one before, but how they came halfway."""
    came_by_provider = _HALFWAY in session and session.get(BY_PROVIDER)
    _start_afresh()
    if came_by_provider:
        session[BY_PROVIDER] = True
    session[_BEGAN] = session[_SEEN] = now().timestamp()
    line = own_sessions.begin_session(reader, device_of(request.user_agent.string), now())
    login_user(SignedIn(reader, sessions.open_session(reader, line)))


def here() -> str:
    """The line of this session; "" for one without."""
    return sessions.line_of(current_user.id) if current_user.is_authenticated else ""


def end() -> None:
    """Sign the reader out here, and wherever else a copy of this session may be."""
    line = here()
    if line:
        own_sessions.sign_out(reader(), line)
    else:
        sessions.end_sessions(reader())
    leave()


def leave() -> None:
    """Sign the reader out here, where their sessions have been ended already."""
    g.pop("reader", None)
    session.pop(BY_PROVIDER, None)
    logout_user()


def begin_halfway(reader: Reader) -> None:
    """Remember for a while whose password was right: they are not signed in before the second factor."""
    _start_afresh()
    session[_HALFWAY] = [sessions.open_session(reader), now().timestamp()]


def _start_afresh() -> None:
    """Forget whatever the session holds, and the form token that went with it."""
    g.pop("reader", None)
    g.pop("csrf_token", None)
    session.clear()


def halfway() -> Reader | None:
    """Whose password was right a short while ago, in this browser, and who is not signed in yet."""
    carried, since = session.get(_HALFWAY) or ("", 0.0)
    if now() - datetime.fromtimestamp(since, now().tzinfo) > HALFWAY_FOR:
        return None
    return sessions.load_session(carried, today()) if carried else None


def seed_of_secret() -> str:
    """The seed of the secret that this browser is shown, the same until it is confirmed."""
    if _SEED not in session:
        session[_SEED] = second_factor.new_seed()
    found: str = session[_SEED]
    return found


def network_address() -> str:
    """Where the request comes from; something that is no address where the server does not know."""
    return request.remote_addr or "unknown"


def is_forwarded() -> bool:
    """Whether a proxy passed the request on, so that its address is not the asker's."""
    return any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"))
