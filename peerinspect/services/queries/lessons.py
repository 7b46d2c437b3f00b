"""Findings of reviews: what everybody may look for, and what those who write them see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from peerinspect.domain import Duty
from peerinspect.domain.kinds import REVIEW
from peerinspect.domain.lives.review_kinds import presumed_kind
from peerinspect.domain.lives.reviews import PUBLISHED
from peerinspect.domain.themes import THEMES, in_order
from peerinspect.services.checking import only
from peerinspect.services.lessons.answering import may_answer_for, may_read_board
from peerinspect.services.lessons.asking import terms_of
from peerinspect.services.lessons.leading import leads, reviews_of
from peerinspect.services.lessons.marking import excerpt, pieces_of
from peerinspect.services.lessons.publication import may_be_written
from peerinspect.services.lessons.subscribing import followed
from peerinspect.services.lessons.writing import TOO_EARLY
from peerinspect.services.queries.lesson_boards import sent_views
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, ROLES, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.reviews.publication import are_lessons_out
from peerinspect.services.views.common import Choice, Cut
from peerinspect.services.views.lessons import (
    Followed,
    LessonHit,
    LessonsAsked,
    LessonsFound,
    LessonView,
    ReviewLessons,
    ThemeLine,
)
from peerinspect.services.wording import council_names, duty_title
from peerinspect.store.reading import lesson_search
from peerinspect.store.reading.lesson_search import Hit, Wanted
from peerinspect.store.reading.lessons import (
    find_lesson,
    followed_by,
    lessons_of,
    lessons_on_themes,
    review_facts,
    sent_of_lesson,
    themes_of,
)
from peerinspect.store.reading.safeguarding import read_boards
from peerinspect.store.tables import EVERY_THEME, LessonRow

LESSONS_A_PAGE = 20


def search_lessons(reader: Reader, asked: LessonsAsked, page: int, today: date) -> LessonsFound:
    """A page of the published findings that are looked for, the best match first; the last page where there are fewer.

    For every user. What is not published is not found by anybody, and is not counted.
    """
    only(reader, *ROLES)
    terms = terms_of(asked.text)
    if asked.text.strip() and not terms:
        return LessonsFound(Cut((), 1, 1, 0), is_wordless=True)
    wanted = Wanted(terms, asked.themes, asked.councils, asked.years, asked.kinds)
    total = lesson_search.count(wanted, today)
    pages = max(1, -(-total // LESSONS_A_PAGE))
    number = min(max(1, page), pages)
    hits = lesson_search.search(wanted, today, LESSONS_A_PAGE, number) if total else []
    return LessonsFound(Cut(_hits(Sight(reader, today), hits), number, pages, total))


def lesson_years(reader: Reader, today: date) -> tuple[int, ...]:
    """The years in which findings were published, the latest first. For every user."""
    only(reader, *ROLES)
    return tuple(lesson_search.years_out(today))


def lesson(reader: Reader, lesson_id: str, today: date) -> LessonView:
    """One finding: published ones for every user, others for those who may write them."""
    only(reader, *ROLES)
    row = find_lesson(lesson_id)
    if row is None:
        raise NotFound("no such finding")
    sight = Sight(reader, today)
    may_write = _may_write(sight, row.review)
    if not (_is_out(row, today) or may_write):
        raise NotFound("no such finding")
    view = _views(sight, row.review, [row], may_write)[0]
    return _with_boards(view, sight)


def review_lessons(reader: Reader, review: str, today: date) -> ReviewLessons:
    """The findings of a review. NotFound where they are not out, for whoever may not write them."""
    only(reader, *ROLES)
    sight = Sight(reader, today)
    duty = sight.duties([review]).get(review)
    may_write = duty is not None and duty.kind == REVIEW and _may_write(sight, review)
    rows = [row for row in lessons_of(review) if may_write or _is_out(row, today)]
    is_out = duty is not None and duty.kind == REVIEW and are_lessons_out(review, today)
    if duty is None or not (is_out or may_write):
        raise NotFound("no such review")
    why_not = "" if may_be_written(review) else TOO_EARLY
    return ReviewLessons(
        review,
        duty_title(duty, sight.places),
        _kinds({review: duty})[review],
        council_names(duty.authorities, sight.places),
        _views(sight, review, rows, may_write),
        is_out,
        may_write,
        why_not,
    )


def findings_to_write(reader: Reader, today: date) -> tuple[Choice, ...]:
    """The reviews that the reader leads and that are final: whose findings they may write. For every user."""
    only(reader, *ROLES)
    sight = Sight(reader, today)
    duties = sight.duties(reviews_of(reader.person_id)) if reader.role == DIRECTOR and reader.person_id else {}
    mine = [id_ for id_ in duties if may_be_written(id_) and leads(reader, id_)]
    return tuple(
        sorted((Choice(id_, duty_title(duties[id_], sight.places)) for id_ in mine), key=lambda one: one.label)
    )


def theme_lines(reader: Reader, today: date) -> tuple[ThemeLine, ...]:
    """Every theme, with the number of published findings on it. For every user."""
    only(reader, *ROLES)
    counts, followed = Counter(lessons_on_themes(today)), {row.theme for row in followed_by(reader.user_id)}
    lines = (
        ThemeLine(
            each.code,
            each.words,
            each.belongs,
            each.group,
            counts[each.code],
            each.code in followed or EVERY_THEME in followed,
            each.retired,
        )
        for each in THEMES
    )
    return tuple(line for line in lines if line.lessons or not line.is_retired)


def followed_themes(reader: Reader) -> Followed:
    """What the reader follows for themself."""
    only(reader, *ROLES)
    return followed({row.theme for row in followed_by(reader.user_id)})


def _is_out(row: LessonRow, today: date) -> bool:
    return row.out_on is not None and row.out_on <= today


def _may_write(sight: Sight, review: str) -> bool:
    """Whether the reader writes the review's findings."""
    reader = sight.reader
    return reader.role == COORDINATOR or (reader.role == DIRECTOR and leads(reader, review))


def _hits(sight: Sight, hits: Collection[Hit]) -> tuple[LessonHit, ...]:
    themes, duties = themes_of([hit.lesson for hit in hits]), sight.duties({hit.review for hit in hits})
    kinds = _kinds(duties)
    return tuple(
        LessonHit(
            hit.lesson,
            hit.number,
            hit.review,
            duty_title(duties[hit.review], sight.places),
            kinds[hit.review],
            hit.out_on,
            excerpt(pieces_of(hit.found)),
            excerpt(pieces_of(hit.learning)),
            in_order(themes.get(hit.lesson, frozenset())),
        )
        for hit in hits
    )


def _kinds(duties: Mapping[str, Duty]) -> dict[str, str]:
    """The kind of each review, as said or as the law of its day has it."""
    facts = review_facts(duties)
    return {
        id_: facts[id_].kind or presumed_kind(facts[id_].began_on or duty.first_day, PUBLISHED)
        for id_, duty in duties.items()
    }


def _views(sight: Sight, review: str, rows: Iterable[LessonRow], may_write: bool) -> tuple[LessonView, ...]:
    listed, duty = list(rows), sight.duty(review)
    themes, title = themes_of([row.id for row in listed]), duty_title(duty, sight.places)
    kind, names = _kinds({review: duty})[review], council_names(duty.authorities, sight.places)
    return tuple(
        LessonView(
            row.id,
            row.number,
            review,
            title,
            kind,
            names,
            row.found,
            row.learning,
            in_order(themes.get(row.id, frozenset())),
            row.written_on,
            row.changed_on,
            row.out_on,
            may_write,
        )
        for row in listed
    )


def _with_boards(view: LessonView, sight: Sight) -> LessonView:
    """The finding with what became of it at boards: in figures for coordinators, else at the reader's own boards."""
    reader = sight.reader
    if reader.role not in (COORDINATOR, CHIEF_EXECUTIVE, DIRECTOR):
        return view
    rows = sent_of_lesson(view.id)
    if reader.role == COORDINATOR:
        return replace(
            view,
            sent=len(rows),
            acknowledged=sum(row.acknowledged_on is not None for row in rows),
            acted=sum(row.answer == "done" for row in rows),
        )
    boards = read_boards({row.board for row in rows}) if rows else {}
    own = {id_: board for id_, board in boards.items() if may_read_board(board, reader, sight.today)}
    answering = {id_ for id_, board in own.items() if may_answer_for(board, reader, sight.today)}
    return replace(view, own=sent_views(sight, [row for row in rows if row.board in own], own, answering))
