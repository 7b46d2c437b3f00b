"""Messages to people: what is to be sent and what became of it, how often each wants mail, addresses that failed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import Model, Moment, Token, Word


class MessageRow(Model):
    """A message to one user about one event, written in the transaction that the event is written in.

    `facts` is JSON: what the text of its `kind` is filled with. `address` is where it goes where that is not the
    user's own. `due_at` says when it may be sent. Messages that go in one mail share `mail`, which is also the mail's
    own name, so that a mail sent twice can be known as one. Whoever sends it holds it by `claim` until
    `claimed_until`. `fault` says in a word why it could not be sent.
    """

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("event", "user"), Index(None, "state", "due_at"))
    id: Mapped[Token]
    event: Mapped[int] = mapped_column(ForeignKey("event.sequence"))
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), index=True)
    kind: Mapped[Word]
    facts: Mapped[str] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(String(254))
    made_at: Mapped[datetime] = mapped_column(Moment())
    due_at: Mapped[datetime] = mapped_column(Moment())
    state: Mapped[Word]
    tries: Mapped[int] = mapped_column(default=0)
    mail: Mapped[str | None] = mapped_column(String(40), index=True)
    claim: Mapped[str | None] = mapped_column(String(40))
    claimed_until: Mapped[datetime | None] = mapped_column(Moment())
    sent_at: Mapped[datetime | None] = mapped_column(Moment())
    fault: Mapped[str | None] = mapped_column(String(40))


class MailChoiceRow(Model):
    """How often a user wants mail; whoever has chosen nothing gets each message at once."""

    __tablename__ = "mail_choice"
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), primary_key=True)
    rhythm: Mapped[Word]


class BouncedAddressRow(Model):
    """An address that a mail server refused for good. `reply` is the server's code, like 550."""

    __tablename__ = "bounced_address"
    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    bounced_at: Mapped[datetime] = mapped_column(Moment())
    reply: Mapped[int]


class AddressChangeRow(Model):
    """A new address that waits to be confirmed by whoever reads the mail sent there, until `until`.

    Only the digest of the code in that mail is kept.
    """

    __tablename__ = "address_change"
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    digest: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime] = mapped_column(Moment())
