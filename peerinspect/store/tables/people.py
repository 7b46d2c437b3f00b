"""People: posts, skills, what they offer and declare, when they are away, who consents."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import AuthorityCode, Line, Model, PersonId, Token, UserId, Word


class PersonRow(Model):
    """A director or senior manager. `level` is the training level for inspection work.

    `left_on` is the day on which they left the pool: they stay on the register for what they did, and offer nothing.
    `email` is where they can be invited to sign in, where that is known.
    """

    __tablename__ = "person"
    id: Mapped[Token]
    name: Mapped[str] = mapped_column(String(300), index=True)
    level: Mapped[str | None] = mapped_column(String(20))
    aspirant: Mapped[bool] = mapped_column(default=False)
    vetted_on: Mapped[date | None]
    declared_on: Mapped[date | None]
    left_on: Mapped[date | None]
    email: Mapped[str | None] = mapped_column(String(254))


class Told:
    """How something came in that is somebody's own to say.

    `source`: own, letter, phone or other, None for an import; where it is not their own, `reference` names the letter
    or the call, `recorded_by` and `recorded_on` say who wrote it down, and when.
    """

    source: Mapped[str | None] = mapped_column(String(40))
    reference: Mapped[str | None] = mapped_column(String(300))
    recorded_by: Mapped[str | None] = mapped_column(String(40), ForeignKey("user_account.id"))
    recorded_on: Mapped[date | None]


class PostRow(Model):
    """A post at a council."""

    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[PersonId]
    authority: Mapped[AuthorityCode]
    role: Mapped[Word]
    basis: Mapped[Word]
    starts: Mapped[date | None]
    ends: Mapped[date | None]


class SkillRow(Model):
    """A skill that people may have and duties may need."""

    __tablename__ = "skill"
    name: Mapped[str] = mapped_column(String(80), primary_key=True)


class PersonSkillRow(Model):
    """A person's skill."""

    __tablename__ = "person_skill"
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    skill: Mapped[str] = mapped_column(String(80), ForeignKey("skill.name"), primary_key=True)


class OfferRow(Told, Model):
    """Days a year that a person offers to one kind of duty."""

    __tablename__ = "offer"
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    days: Mapped[int]
    withheld: Mapped[bool] = mapped_column(default=False)
    """Set when the person declines such a duty: no more of it until they say again what they offer."""


class LeaveRow(Told, Model):
    """A time away. No reason is kept."""

    __tablename__ = "leave"
    id: Mapped[Token]
    person: Mapped[PersonId]
    starts: Mapped[date | None]
    ends: Mapped[date | None]


class ConsentRow(Told, Model):
    """A home chief executive's consent.

    `deputy` is who runs the home service meanwhile, where they are on the register; `deputy_name` where they are not.
    """

    __tablename__ = "consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[PersonId]
    authority: Mapped[AuthorityCode]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    deputy: Mapped[str | None] = mapped_column(String(40), ForeignKey("person.id"))
    deputy_name: Mapped[str | None] = mapped_column(String(300))


class ConsentRequestRow(Model):
    """A council's chief executive is asked for consent, and has not answered yet."""

    __tablename__ = "consent_request"
    person: Mapped[str] = mapped_column(String(40), ForeignKey("person.id"), primary_key=True)
    authority: Mapped[str] = mapped_column(String(16), ForeignKey("authority.code"), primary_key=True, index=True)
    note: Mapped[Line]
    asked_by: Mapped[UserId]
    asked_on: Mapped[date]


class InterestRow(Model):
    """A declared tie. It is never removed, since it counts for years after it ended.

    `source` says how it came in: own, letter, phone or other, None for an import; `reference` names the letter or the
    call. `note` is the declarer's own words on it.
    """

    __tablename__ = "interest"
    id: Mapped[Token]
    person: Mapped[PersonId]
    authority: Mapped[str | None] = mapped_column(String(16), ForeignKey("authority.code"))
    kind: Mapped[Word]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    case_reference: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(String(300))
    source: Mapped[str | None] = mapped_column(String(40))
    reference: Mapped[str | None] = mapped_column(String(300))
    recorded_by: Mapped[str | None] = mapped_column(String(40), ForeignKey("user_account.id"))
    recorded_on: Mapped[date | None]
