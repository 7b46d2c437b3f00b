"""Findings of reviews, their themes, who follows which, and what was sent to which board."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among, is_one_of
from peerinspect.store.tables.lessons import EVERY_THEME


def find_lesson(lesson_id: str) -> t.LessonRow | None:
    """One finding by its id."""
    return db.session.get(t.LessonRow, lesson_id)


def lessons_of(review: str) -> tuple[t.LessonRow, ...]:
    """The findings of a review, by their numbers."""
    row = t.LessonRow
    return tuple(db.session.scalars(select(row).where(row.review == review).order_by(row.number)))


def read_lessons(ids: Collection[str]) -> Mapping[str, t.LessonRow]:
    """Some findings by id."""
    row = t.LessonRow
    return {each.id: each for each in db.session.scalars(select(row).where(is_one_of(row.id, ids)))}


def lessons_out(first: date | None, last: date) -> tuple[t.LessonRow, ...]:
    """The findings that came out on some days, both included, by day, review and number."""
    row = t.LessonRow
    query = select(row).where(row.out_on <= last)
    query = query if first is None else query.where(row.out_on >= first)
    return tuple(db.session.scalars(query.order_by(row.out_on, row.review, row.number)))


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A review's kind where somebody has said it, and the day on which it began: it was notified, or became known."""

    kind: str | None
    began_on: date | None


def review_facts(reviews: Collection[str]) -> Mapping[str, ReviewFacts]:
    """The kind and the first day of some reviews."""
    row, duty = t.ReviewRow, t.DutyRow
    began = func.coalesce(row.notified_on, row.known_on, duty.starts)
    query = select(row.duty, row.kind, began).join(duty, duty.id == row.duty).where(is_one_of(row.duty, reviews))
    return {id_: ReviewFacts(kind, day) for id_, kind, day in db.session.execute(query)}


def councils_of(reviews: Collection[str]) -> Mapping[str, frozenset[str]]:
    """The councils that some reviews look into."""
    row = t.DutyAuthorityRow
    found: dict[str, set[str]] = {}
    for duty, code in db.session.execute(select(row.duty, row.authority).where(is_one_of(row.duty, reviews))):
        found.setdefault(duty, set()).add(code)
    return {duty: frozenset(codes) for duty, codes in found.items()}


def lessons_on_themes(today: date) -> Mapping[str, int]:
    """How many findings that are out have each theme."""
    row, lesson = t.LessonThemeRow, t.LessonRow
    query = select(row.theme, func.count()).join(lesson, lesson.id == row.lesson).where(lesson.out_on <= today)
    return {theme: number for theme, number in db.session.execute(query.group_by(row.theme))}


def next_number(review: str) -> int:
    """The number of a review's next finding."""
    row = t.LessonRow
    return (db.session.scalar(select(func.max(row.number)).where(row.review == review)) or 0) + 1


def themes_of(lessons: Ids = None) -> Mapping[str, frozenset[str]]:
    """The codes of the themes of findings, by finding."""
    row = t.LessonThemeRow
    found: dict[str, set[str]] = {}
    for lesson, theme in db.session.execute(among(select(row.lesson, row.theme), row.lesson, lessons)):
        found.setdefault(lesson, set()).add(theme)
    return {lesson: frozenset(codes) for lesson, codes in found.items()}


def subscriptions(boards: Ids = None) -> Mapping[str, frozenset[str]]:
    """The themes that boards are sent findings about, by board; EVERY_THEME among them where that is meant."""
    row = t.SubscriptionRow
    found: dict[str, set[str]] = {}
    for board, theme in db.session.execute(among(select(row.board, row.theme), row.board, boards)):
        found.setdefault(board, set()).add(theme)
    return {board: frozenset(codes) for board, codes in found.items()}


def subscription_rows(board: str) -> tuple[t.SubscriptionRow, ...]:
    """What one board subscribes to."""
    row = t.SubscriptionRow
    return tuple(db.session.scalars(select(row).where(row.board == board).order_by(row.theme)))


def followed_by(user: str) -> tuple[t.FollowerRow, ...]:
    """What one user follows."""
    row = t.FollowerRow
    return tuple(db.session.scalars(select(row).where(row.user == user).order_by(row.theme)))


def followers_of(themes: Collection[str]) -> set[str]:
    """The users who follow one of the themes, or all."""
    row = t.FollowerRow
    wanted = sorted({*themes, EVERY_THEME})
    return set(db.session.scalars(select(row.user).where(row.theme.in_(wanted))))


def find_sent(sent_id: str) -> t.LessonSentRow | None:
    """One finding that was sent to one board, by the id of the sending."""
    return db.session.get(t.LessonSentRow, sent_id)


def sent_pairs(lessons: Collection[str]) -> set[tuple[str, str]]:
    """(board, finding) of what was sent of some findings."""
    row = t.LessonSentRow
    query = select(row.board, row.lesson).where(is_one_of(row.lesson, lessons))
    return {(board, lesson) for board, lesson in db.session.execute(query)}


def sent_of_lesson(lesson: str) -> tuple[t.LessonSentRow, ...]:
    """To whom one finding was sent."""
    row = t.LessonSentRow
    return tuple(db.session.scalars(select(row).where(row.lesson == lesson).order_by(row.sent_on, row.id)))


def boards_with_lessons() -> set[str]:
    """The boards that subscribe to something, or were sent anything."""
    sent, kept = t.LessonSentRow, t.SubscriptionRow
    return {*db.session.scalars(select(sent.board).distinct()), *db.session.scalars(select(kept.board).distinct())}


def page_of_sent(board: str, state: str, today: date, size: int, number: int) -> tuple[list[t.LessonSentRow], int]:
    """A page of what a board was sent, and how much there is in all: what is to be read first comes first.

    `state` narrows it: waiting, overdue, open (read, and not settled), settled; "" for everything.
    """
    row = t.LessonSentRow
    wanted = (row.board == board, *_in_state(state, today))
    total = db.session.scalar(select(func.count()).select_from(row).where(*wanted)) or 0
    order = (row.acknowledged_on.is_not(None), row.answer.is_not(None), row.sent_on.desc(), row.id)
    query = select(row).where(*wanted).order_by(*order).limit(size).offset((number - 1) * size)
    return list(db.session.scalars(query)), total


def _in_state(state: str, today: date) -> tuple[ColumnElement[bool], ...]:
    row = t.LessonSentRow
    settled = ("done", "not-here")
    match state:
        case "waiting":
            return (row.acknowledged_on.is_(None),)
        case "overdue":
            return (row.acknowledged_on.is_(None), row.acknowledge_by < today)
        case "open":
            return (row.acknowledged_on.is_not(None), or_(row.answer.is_(None), row.answer.not_in(settled)))
        case "settled":
            return (row.answer.in_(settled),)
    return ()


def counts_by_board(today: date, boards: Ids = None) -> Mapping[str, tuple[int, int, int, int]]:
    """By board: how many findings it was sent; not acknowledged; of these overdue; actions past their day."""
    row = t.LessonSentRow
    waits = row.acknowledged_on.is_(None)
    late = row.answer == "planned"
    query = select(
        row.board,
        func.count(),
        func.count().filter(waits),
        func.count().filter(waits, row.acknowledge_by < today),
        func.count().filter(late, row.act_by < today),
    ).group_by(row.board)
    found = db.session.execute(among(query, row.board, boards))
    return {board: (sent, waiting, overdue, behind) for board, sent, waiting, overdue, behind in found}


def overdue_in_all(today: date) -> int:
    """How many findings have not been acknowledged in time, over all boards."""
    row = t.LessonSentRow
    wanted = (row.acknowledged_on.is_(None), row.acknowledge_by < today)
    return db.session.scalar(select(func.count()).select_from(row).where(*wanted)) or 0


def overdue_by_board(today: date) -> Mapping[str, tuple[int, date]]:
    """By board: how many findings it has not acknowledged in time, and the day on which the first was due."""
    row = t.LessonSentRow
    query = select(row.board, func.count(), func.min(row.acknowledge_by)).group_by(row.board)
    found = db.session.execute(query.where(row.acknowledged_on.is_(None), row.acknowledge_by < today))
    return {board: (number, due) for board, number, due in found}


def all_sent() -> tuple[tuple[str, str, date, str | None], ...]:
    """Everything that was sent: finding, board, day, what the board answered."""
    row = t.LessonSentRow
    found = db.session.execute(select(row.lesson, row.board, row.sent_on, row.answer).order_by(row.sent_on, row.id))
    return tuple((lesson, board, day, answer) for lesson, board, day, answer in found)
