"""Posts of director through time: who holds a vacant one, who it was handed to, who was there before, why they left."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import AuthorityCode, Line, Model, Token, UserId, Word


class HoldingRow(Model):
    """A time for which somebody is named to look after a vacant post.

    `person` where they are on the register; where they are not, `name` with their `office`. No last day: until the
    vacancy is handed back, or somebody else is named.
    """

    __tablename__ = "holding"
    __table_args__ = (
        CheckConstraint("person IS NOT NULL OR name <> ''", name="somebody"),
        CheckConstraint("ends IS NULL OR starts <= ends", name="period"),
    )
    id: Mapped[Token]
    vacancy: Mapped[str] = mapped_column(String(40), ForeignKey("vacancy.id"), index=True)
    person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"), index=True)
    name: Mapped[Line]
    office: Mapped[Line]
    starts: Mapped[date]
    ends: Mapped[date | None]
    named_by: Mapped[UserId]
    named_on: Mapped[date]


class HandbackRow(Model):
    """How a vacant post was handed to its new holder: `ends` is the last day of the cover, `starts` their first.

    `person` where they are on the register, with their post; `name` where they are not.
    """

    __tablename__ = "handback"
    __table_args__ = (CheckConstraint("person IS NOT NULL OR name <> ''", name="somebody"),)
    vacancy: Mapped[str] = mapped_column(String(40), ForeignKey("vacancy.id"), primary_key=True)
    ends: Mapped[date]
    starts: Mapped[date]
    person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"), index=True)
    name: Mapped[Line]
    note: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[UserId]
    recorded_on: Mapped[date]


class PastDirectorRow(Model):
    """Somebody who was a council's director before the register began, known by name alone. They are in no pool.

    `together` is the same for one person's posts, at councils that shared them or one after the other.
    """

    __tablename__ = "past_director"
    __table_args__ = (CheckConstraint("starts <= ends", name="period"),)
    id: Mapped[Token]
    together: Mapped[str] = mapped_column(String(40), index=True)
    authority: Mapped[AuthorityCode]
    name: Mapped[Line]
    basis: Mapped[Word]
    starts: Mapped[date]
    ends: Mapped[date]


class LeavingRow(Model):
    """Why a director left, for numbers alone. It names no council, and no page shows it beside a name.

    `person` is only there so that nobody is counted twice; a purge is to take it out a year after the numbers
    are told.
    `told` is own where the leaver said it themself, else for.
    """

    __tablename__ = "leaving"
    __table_args__ = (UniqueConstraint("person", "left_on"),)
    id: Mapped[Token]
    person: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"), index=True)
    left_on: Mapped[date] = mapped_column(index=True)
    reason: Mapped[Word]
    own_words: Mapped[str] = mapped_column(Text)
    told: Mapped[Word]
    told_on: Mapped[date]
