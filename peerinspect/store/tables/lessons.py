"""Findings of reviews, which boards and users follow which themes, and what was sent to whom.

What is searched stands in a table of its own, `lesson_search`, which the database keeps in step: see store.searching.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from peerinspect.store.base import DutyId, Model, Token, UserId, Word

EVERY_THEME = "every-theme"
"""Stands in place of a theme's code where all of them are meant, those that are added later too."""

_BoardId = mapped_column(String(40), ForeignKey("safeguarding_board.id"), index=True)
_LessonId = mapped_column(String(40), ForeignKey("lesson.id"), index=True)


class LessonRow(Model):
    """A finding of a review, and what should change because of it; never a child's details.

    `labels` are the words of its themes, so that a search finds them. `out_on` is the day from which everybody may
    read it; None until its review is published.
    """

    __tablename__ = "lesson"
    __table_args__ = (UniqueConstraint("review", "number"),)
    id: Mapped[Token]
    review: Mapped[DutyId]
    number: Mapped[int]
    found: Mapped[str] = mapped_column(Text)
    learning: Mapped[str] = mapped_column(Text)
    labels: Mapped[str] = mapped_column(Text, default="")
    written_by: Mapped[UserId]
    written_on: Mapped[date]
    changed_on: Mapped[date | None]
    out_on: Mapped[date | None] = mapped_column(index=True)


class LessonThemeRow(Model):
    """A theme of a finding, by its code in domain.themes."""

    __tablename__ = "lesson_theme"
    lesson: Mapped[str] = mapped_column(String(40), ForeignKey("lesson.id"), primary_key=True)
    theme: Mapped[Word] = mapped_column(primary_key=True, index=True)


class SubscriptionRow(Model):
    """A theme that a safeguarding board is sent findings about, or EVERY_THEME."""

    __tablename__ = "lesson_subscription"
    board: Mapped[str] = mapped_column(String(40), ForeignKey("safeguarding_board.id"), primary_key=True)
    theme: Mapped[Word] = mapped_column(primary_key=True)
    since: Mapped[date]
    kept_by: Mapped[UserId]


class FollowerRow(Model):
    """A theme that a user gets messages about, or EVERY_THEME."""

    __tablename__ = "lesson_follower"
    user: Mapped[str] = mapped_column(String(40), ForeignKey("user_account.id"), primary_key=True)
    theme: Mapped[Word] = mapped_column(primary_key=True)
    since: Mapped[date]


class LessonSentRow(Model):
    """A finding that was sent to a board, and what the board did about it.

    `why` is own, subscribed or caught-up. `answer` is None until the board has said what it does: planned, done or
    not-here; `words` say what, or why it does not apply; `act_by` is the day by which what is planned is due.
    """

    __tablename__ = "lesson_sent"
    __table_args__ = (UniqueConstraint("board", "lesson"),)
    id: Mapped[Token]
    board: Mapped[str] = _BoardId
    lesson: Mapped[str] = _LessonId
    why: Mapped[Word]
    sent_on: Mapped[date]
    acknowledge_by: Mapped[date] = mapped_column(index=True)
    acknowledged_by: Mapped[str | None] = mapped_column(String(40), ForeignKey("user_account.id"))
    acknowledged_on: Mapped[date | None]
    answer: Mapped[Word | None]
    words: Mapped[str] = mapped_column(Text, default="")
    act_by: Mapped[date | None]
    answered_by: Mapped[str | None] = mapped_column(String(40), ForeignKey("user_account.id"))
    answered_on: Mapped[date | None]
