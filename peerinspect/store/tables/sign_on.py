"""Single sign-on: which account at an organisation's own sign-in is which user."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Model


class SignOnLinkRow(Model):
    """A subject of an issuer, and the user that it is. A user has one at each issuer, and a subject one user."""

    __tablename__ = "sign_on_link"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), primary_key=True)
    issuer: Mapped[str] = mapped_column(String(300), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255))
    linked_on: Mapped[date]
