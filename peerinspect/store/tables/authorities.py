"""Councils, what lies beside them, what Ofsted said of them, what they share."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import AuthorityCode, Line, Model, Word


class AuthorityRow(Model):
    """An upper-tier council, by GSS code; coordinates in WGS84 degrees.

    `ended_on` is the last day of one that was merged into another: it stays for what happened there.
    """

    __tablename__ = "authority"
    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[Line]
    region: Mapped[str | None] = mapped_column(String(80))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    ended_on: Mapped[date | None]


class BorderRow(Model):
    """Two councils that share a land border. `one` sorts before `other`."""

    __tablename__ = "border"
    one: Mapped[str] = mapped_column(String(16), ForeignKey("authority.code"), primary_key=True)
    other: Mapped[str] = mapped_column(String(16), ForeignKey("authority.code"), primary_key=True)


class NeighbourRow(Model):
    """A council's statistical neighbour; rank 1 is the closest."""

    __tablename__ = "neighbour"
    authority: Mapped[str] = mapped_column(String(16), ForeignKey("authority.code"), primary_key=True)
    neighbour: Mapped[str] = mapped_column(String(16), ForeignKey("authority.code"), primary_key=True)
    rank: Mapped[int]


class JudgementRow(Model):
    """A published judgement."""

    __tablename__ = "judgement"
    id: Mapped[int] = mapped_column(primary_key=True)
    authority: Mapped[AuthorityCode]
    framework: Mapped[str | None] = mapped_column(String(80))
    inspected: Mapped[date | None]
    published: Mapped[date | None]


class GradeRow(Model):
    """One area's grade in a judgement."""

    __tablename__ = "grade"
    judgement: Mapped[int] = mapped_column(ForeignKey("judgement.id"), primary_key=True)
    area: Mapped[str] = mapped_column(String(60), primary_key=True)
    grade: Mapped[Word]


class ArrangementRow(Model):
    """Something that two or more councils share, or are at odds about, for a while."""

    __tablename__ = "arrangement"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Word]
    starts: Mapped[date | None]
    ends: Mapped[date | None]


class ArrangementMemberRow(Model):
    """A council in an arrangement."""

    __tablename__ = "arrangement_member"
    arrangement: Mapped[int] = mapped_column(ForeignKey("arrangement.id"), primary_key=True)
    authority: Mapped[str] = mapped_column(String(16), ForeignKey("authority.code"), primary_key=True)
