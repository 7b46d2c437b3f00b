"""Case reviews and what goes with them; the national panel, its members and its advice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from peerinspect.domain.kinds import REVIEW
from peerinspect.domain.lives import LIVES
from peerinspect.domain.lives.review_kinds import LOCAL, RAPID, RAPID_REVIEWS_FROM, SERIOUS
from peerinspect.domain.lives.reviews import (
    APPOINTED,
    DECIDED,
    DRAFT,
    FINAL,
    KNOWN,
    NO_REVIEW,
    NOTIFIED,
    RAPID_REVIEW,
)
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among, is_one_of


@dataclass(frozen=True, slots=True)
class ReviewsWanted:
    """Which reviews are asked for: by a reference or a council's name, kind, state, councils; told to the panel.

    `is_open` leaves out those that are over. Empty, "" and None ask for nothing in particular.
    """

    text: str = ""
    kind: str = ""
    state: str = ""
    councils: Collection[str] | None = None
    is_notified: bool = False
    is_open: bool = False


def review_ids(wanted: ReviewsWanted) -> list[str]:
    """The ids of the reviews that are asked for, the latest first."""
    duty, review = t.DutyRow, t.ReviewRow
    begun = func.coalesce(review.known_on, review.notified_on, duty.starts)
    query = select(duty.id).outerjoin(review, review.duty == duty.id).where(duty.kind == REVIEW, *_such(wanted))
    return list(db.session.scalars(query.order_by(begun.desc(), duty.id)))


def _such(wanted: ReviewsWanted) -> list[ColumnElement[bool]]:
    duty = t.DutyRow
    state = func.coalesce(duty.state, NOTIFIED)
    found: list[ColumnElement[bool]] = []
    if wanted.kind:
        found.append(_kind() == wanted.kind)
    if wanted.state:
        found.append(state == wanted.state)
    if wanted.is_notified:
        found.append(state != KNOWN)
    if wanted.is_open:
        found.append(state.not_in(sorted(LIVES[REVIEW].finished)))
    if wanted.councils is not None:
        found.append(_at(t.DutyAuthorityRow.authority.in_(sorted(wanted.councils))))
    if wanted.text:
        part = f"%{_escaped(wanted.text)}%"
        named = t.AuthorityRow.name.ilike(part, escape="\\")
        by_council = _at(t.DutyAuthorityRow.authority.in_(select(t.AuthorityRow.code).where(named)))
        found.append(or_(t.ReviewRow.case_reference.ilike(part, escape="\\"), by_council))
    return found


def _at(such: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that one of the review's councils is such a one."""
    return exists().where(and_(t.DutyAuthorityRow.duty == t.DutyRow.id, such))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _kind() -> ColumnElement[str]:
    """The kind as it is kept, or as domain.lives.review_kinds presumes it."""
    duty, review = t.DutyRow, t.ReviewRow
    begun = func.coalesce(review.known_on, review.notified_on, duty.starts)
    early = func.coalesce(duty.state, NOTIFIED).in_([KNOWN, NOTIFIED, RAPID_REVIEW, NO_REVIEW])
    presumed = case((begun < RAPID_REVIEWS_FROM, SERIOUS), (early, RAPID), else_=LOCAL)
    return func.coalesce(review.kind, presumed)


def review_rows(ids: Ids) -> dict[str, t.ReviewRow]:
    """The rows of reviews, by id."""
    row = t.ReviewRow
    return {each.duty: each for each in db.session.scalars(among(select(row), row.duty, ids))}


def delays_of(ids: Ids) -> tuple[t.ReviewDelayRow, ...]:
    """What was said of delays, the earliest first."""
    row = t.ReviewDelayRow
    return tuple(db.session.scalars(among(select(row), row.duty, ids).order_by(row.id)))


def advice_on(ids: Ids) -> tuple[t.PanelAdviceRow, ...]:
    """What the national panel advised, the earliest first."""
    row = t.PanelAdviceRow
    return tuple(db.session.scalars(among(select(row), row.duty, ids).order_by(row.given_on, row.id)))


def voices_of(advice: Collection[int]) -> dict[int, list[str]]:
    """The people who took part in each advice."""
    row = t.PanelVoiceRow
    found: dict[int, list[str]] = {}
    query: Select[tuple[t.PanelVoiceRow]] = select(row).where(is_one_of(row.advice, advice))
    for each in db.session.scalars(query.order_by(row.advice, row.person)):
        found.setdefault(each.advice, []).append(each.person)
    return found


def parts_on(ids: Ids) -> dict[str, dict[str, str]]:
    """What the people on reviews do there, by review and person."""
    row = t.ReviewPartRow
    found: dict[str, dict[str, str]] = {}
    for each in db.session.scalars(among(select(row), row.duty, ids)):
        found.setdefault(each.duty, {})[each.person] = each.part
    return found


def recusals_on(ids: Ids) -> tuple[t.PanelRecusalRow, ...]:
    """Who of the panel takes no part in which review, by their own word."""
    row = t.PanelRecusalRow
    return tuple(db.session.scalars(among(select(row), row.duty, ids).order_by(row.duty, row.person)))


def panel_terms() -> tuple[t.PanelMemberRow, ...]:
    """Every term on the national panel, past, present and to come: the chair first, then by first day."""
    row = t.PanelMemberRow
    return tuple(db.session.scalars(select(row).order_by(row.is_chair.desc(), row.starts, row.id)))


def panel_on(day: date) -> tuple[t.PanelMemberRow, ...]:
    """The members on a day."""
    return tuple(each for each in panel_terms() if each.starts <= day and (each.ends is None or day <= each.ends))


def panel_accounts() -> tuple[t.UserRow, ...]:
    """The accounts of the role panel that can sign in."""
    row = t.UserRow
    query = select(row).where(row.role == "panel", row.disabled_at.is_(None))
    return tuple(db.session.scalars(query.order_by(row.name, row.id)))


def waiting_ids() -> list[str]:
    """The reviews that the panel could be asked about: decided either way, or with a final report."""
    row = t.DutyRow
    states = (DECIDED, APPOINTED, DRAFT, FINAL, NO_REVIEW)
    return list(db.session.scalars(select(row.id).where(row.kind == REVIEW, row.state.in_(states)).order_by(row.id)))


def with_lessons() -> frozenset[str]:
    """The reviews of which findings are recorded."""
    return frozenset(db.session.scalars(select(t.LessonRow.review).distinct()))


def answered_lessons(ids: Collection[str]) -> tuple[int, int]:
    """How many findings of some reviews boards have answered, and how many they were sent."""
    lesson, sent = t.LessonRow, t.LessonSentRow
    query = select(func.count(sent.answer), func.count()).select_from(sent).join(lesson, lesson.id == sent.lesson)
    answered, total = db.session.execute(query.where(is_one_of(lesson.review, ids))).one()
    return answered, total
