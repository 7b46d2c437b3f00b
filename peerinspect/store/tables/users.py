"""Users, the councils that they are tied to by their own record, and what keeps strangers from passing for them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Line, Model, Moment, Token, Word, new_token


class UserRow(Model):
    """A user. `email` is kept in lower case; `password_hash` is "" until they chose a password.

    A session is good while it carries `session_key`: another key ends all of a user's sessions at once.
    `entry_digest` is that of the set-up code with which they may choose a password, until `entry_until`.
    `factor_seed` leads to the secret of the second factor, by way of the installation's key; `factor_on` says since
    when it is asked for, `factor_step` which of its codes was used last. `kept_until` is the last day on which
    somebody whose posts have ended may still sign in. `is_demo` marks the demo's own users, who need no second factor.
    """

    __tablename__ = "user_account"
    id: Mapped[Token]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[Line]
    role: Mapped[Word]
    password_hash: Mapped[Line]
    person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"))
    cleared: Mapped[bool] = mapped_column(default=False)
    signed_in_at: Mapped[datetime | None] = mapped_column(Moment())
    signed_in_before: Mapped[datetime | None] = mapped_column(Moment())
    session_key: Mapped[str] = mapped_column(String(40), default=new_token)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment())
    kept_until: Mapped[date | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    entry_digest: Mapped[str | None] = mapped_column(String(64))
    entry_until: Mapped[datetime | None] = mapped_column(Moment())
    factor_seed: Mapped[str | None] = mapped_column(String(40))
    factor_on: Mapped[datetime | None] = mapped_column(Moment())
    factor_step: Mapped[int | None]


class UserSessionRow(Model):
    """Where a user is signed in: gone once they sign out there. `device` is the browser in plain words."""

    __tablename__ = "user_session"
    id: Mapped[Token]
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    device: Mapped[Line]


class UserAuthorityRow(Model):
    """A council that a user works for, to the last day in `ends`, where that is known."""

    __tablename__ = "user_authority"
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), primary_key=True)
    authority: Mapped[str] = mapped_column(String(16), ForeignKey("authority.code"), primary_key=True)
    ends: Mapped[date | None]


class RecoveryCodeRow(Model):
    """A code that stands in for the second factor once. Only its digest is kept."""

    __tablename__ = "recovery_code"
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment())


class AttemptRow(Model):
    """Failed attempts in a row of one sort, and until when the next one has to wait.

    `key` is a keyed digest of who was tried and from where: it names nobody.
    """

    __tablename__ = "attempt"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    waits_until: Mapped[datetime | None] = mapped_column(Moment())


class FormUseRow(Model):
    """A form that was sent. `location` is where it led; none while it is being carried out."""

    __tablename__ = "form_use"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    location: Mapped[str | None] = mapped_column(String(2000))
