"""Tokens with which programs come in, in the name of one user each."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Model, Moment, Token, UserId, Word


class ApiTokenRow(Model):
    """A token of a user. Only its keyed digest is kept.

    `scopes` are words parted by spaces; `role` and `person` those of the user when it was made, since a token ends when
    either changes. `last_used_on` is a day and no more: when exactly somebody's program asked is nobody's business.
    """

    __tablename__ = "api_token"
    __table_args__ = (CheckConstraint("made_at < expires_at", "period"),)
    id: Mapped[Token]
    user: Mapped[UserId] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[str] = mapped_column(String(200))
    role: Mapped[Word]
    person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(Moment())
    expires_at: Mapped[datetime] = mapped_column(Moment())
    last_used_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None] = mapped_column(Moment())
