"""Messages as their readers, administrators and coordinators see them. Moments are in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """A message to the reader: `path` is the page that it leads to; `state` says whether it was sent by mail."""

    id: str
    made_at: datetime
    sent_at: datetime | None
    state: str
    subject: str
    body: str
    path: str


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message as administrators see it: to whom, of what sort, and what became of it; never what it says.

    `due_at` is when it is sent or tried next, `fault` says in a word why it was not sent.
    """

    id: str
    user_id: str
    user_name: str
    kind: str
    state: str
    made_at: datetime
    due_at: datetime
    sent_at: datetime | None
    tries: int
    fault: str


@dataclass(frozen=True, slots=True)
class MailTrouble:
    """A user whose address was refused for good, with the mail server's reply, like 550."""

    user_id: str
    name: str
    role: str
    person_id: str | None
    address: str
    since: datetime
    reply: int


@dataclass(frozen=True, slots=True)
class AddressToMend:
    """A user's address: `trouble` where it was refused, `waiting` a new address that is still to be confirmed."""

    user_id: str
    name: str
    address: str
    trouble: MailTrouble | None
    waiting: str | None
    waits_until: datetime | None


@dataclass(frozen=True, slots=True)
class AddressToConfirm:
    """A new address, as whoever opens its link sees it. `needs_sign_in` where its owner has to sign in first."""

    address: str
    until: datetime
    needs_sign_in: bool
