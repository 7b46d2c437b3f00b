"""Users and the councils that they are tied to by their own record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Line, Model, Moment, Token, Word, new_token


class UserRow(Model):
    """A user. `email` is kept in lower case. `failures` counts wrong passwords in a row.

    A session is good while it carries `session_key`; signing out changes the key, and so ends every session.
    """

    __tablename__ = "user_account"
    id: Mapped[Token]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[Line]
    role: Mapped[Word]
    password_hash: Mapped[Line]
    person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"))
    cleared: Mapped[bool] = mapped_column(default=False)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Moment())
    signed_in_at: Mapped[datetime | None] = mapped_column(Moment())
    signed_in_before: Mapped[datetime | None] = mapped_column(Moment())
    session_key: Mapped[str] = mapped_column(String(40), default=new_token)


class UserAuthorityRow(Model):
    """A council that a user works for."""

    __tablename__ = "user_authority"
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), primary_key=True)
    authority: Mapped[str] = mapped_column(String(16), ForeignKey("authority.code"), primary_key=True)
