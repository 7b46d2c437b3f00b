"""Lessons for the demo: findings of its published reviews, boards that subscribe, and what they did about them.

What lies in the past is sent as on its day, in the order of publication.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain.kinds import REVIEW
from peerinspect.domain.lives.reviews import FINAL
from peerinspect.domain.themes import in_order, words_of
from peerinspect.services.lessons.answering import DONE, NOT_HERE, PLANNED, AnswerLesson, acknowledge, answer_lesson
from peerinspect.services.lessons.demonstration_findings import ACTIONS, FINDINGS, PLANS
from peerinspect.services.lessons.demonstration_findings import NOT_HERE as ELSEWHERE
from peerinspect.services.lessons.spreading import spread
from peerinspect.services.lessons.subscribing import ALL, SOME, Follow, follow_themes, subscribe_board
from peerinspect.services.reader import Reader
from peerinspect.services.reviews.publication import are_lessons_out
from peerinspect.services.wording import counted
from peerinspect.store import history
from peerinspect.store.reading.lessons import councils_of
from peerinspect.store.reading.safeguarding import boards_of, read_boards
from peerinspect.store.tables import DutyRow, LessonRow, LessonSentRow, LessonThemeRow, ReviewRow

MOST_REVIEWS, MOST_BOARDS, MOST_ANSWERS, LATE = 14, 12, 42, 5
"""How many reviews have findings, how many boards subscribe, how much of what was sent is answered by a step, and how
much is left overdue."""
SUBSCRIBED = (
    Follow(ALL),
    Follow(SOME, ("neglect", "voice", "information", "recording")),
    Follow(SOME, ("exploitation", "missing", "online", "thresholds")),
    Follow(SOME, ("infants", "hidden-adults", "domestic-abuse", "information")),
)


def show_lessons(coordinator: Reader, chief: Reader | None, today: date) -> None:
    """Make them, of whatever published reviews there are; without any, only the subscriptions.

    `chief` is the chief executive who signs in: the board of their council subscribes to everything.
    """
    reviews = _published(today)
    boards = _boards_to_subscribe(chief, [review for review, _ in reviews], today)
    for number, board in enumerate(boards):
        is_own = bool(chief) and number == 0
        subscribe_board(board, Follow(ALL) if is_own else SUBSCRIBED[number % len(SUBSCRIBED)], coordinator, today)
    follow_themes(Follow(SOME, ("neglect", "voice")), coordinator, today)
    for (review, day), findings in zip(reviews, _dealt(len(reviews)), strict=True):
        _publish(review, findings, day, coordinator)
    _write_for_one_to_come(coordinator, today)
    _answer(coordinator, today)


def _published(today: date) -> list[tuple[str, date]]:
    """The last published reviews with the day on which their lessons came out, in that order."""
    row, duty = ReviewRow, DutyRow
    query = select(row.duty, row.lessons_on, duty.state_on, duty.ends).join(duty, duty.id == row.duty)
    found = [
        (lessons_on is None, id_, min(lessons_on or state_on or ends, today))
        for id_, lessons_on, state_on, ends in store.db.session.execute(query)
        if are_lessons_out(id_, today)
    ]
    latest = sorted(found, key=lambda each: (each[0], -each[2].toordinal(), each[1]))[:MOST_REVIEWS]
    return sorted(((id_, day) for _, id_, day in latest), key=lambda each: (each[1], each[0]))


def _boards_to_subscribe(chief: Reader | None, reviews: Sequence[str], today: date) -> list[str]:
    """A dozen boards: the chief executive's own first, then those that were reviewed last, then others by name."""
    councils = councils_of(reviews)
    reviewed = [code for review in reversed(reviews) for code in sorted(councils.get(review, ()))]
    codes = [*sorted(chief.authorities if chief else ()), *reviewed]
    near = boards_of(codes)
    by_code = {code: id_ for id_, board in near.items() for code in board.councils_on(today)}
    first = [by_code[code] for code in codes if code in by_code]
    others = [id_ for id_, board in read_boards().items() if not board.is_over(today)]
    return list(dict.fromkeys([*first, *others]))[:MOST_BOARDS]


def _dealt(number: int) -> list[tuple[int, ...]]:
    """The places of the findings in their list, dealt out in turn: each review gets several, never more than eight."""
    most = min(len(FINDINGS), 8 * number) if number else 0
    return [tuple(range(first, most, number)) for first in range(number)]


def _publish(review: str, findings: Collection[int], day: date, coordinator: Reader) -> None:
    """Write the findings and send them, as on the day on which the review came out."""
    with store.transaction():
        _write(review, findings, day, coordinator, out_on=day)
        sentence = f"Read in with {counted(len(findings), 'finding')}."
        event = history.record(coordinator.user_id, "load-findings", review, duty=review, sentence=sentence)
        spread(review, coordinator, event, day)


def _write(review: str, findings: Collection[int], day: date, coordinator: Reader, out_on: date | None = None) -> None:
    for number, place in enumerate(findings, 1):
        found, learning, themes = FINDINGS[place]
        labels = ", ".join(words_of(code) for code in in_order(themes))
        row = LessonRow(
            id=store.new_token(), review=review, number=number, found=found, learning=learning, labels=labels,
            written_by=coordinator.user_id, written_on=day, changed_on=None, out_on=out_on,
        )  # fmt: skip
        store.add(row)
        store.db.session.add_all(LessonThemeRow(lesson=row.id, theme=code) for code in themes)


def _write_for_one_to_come(coordinator: Reader, today: date) -> None:
    """A review that is final has two findings already, which nobody else can read."""
    row = DutyRow
    query = select(row.id).where(row.kind == REVIEW, row.state == FINAL).order_by(row.starts, row.id).limit(1)
    review = store.db.session.scalar(query)
    if review is None:
        return
    with store.transaction():
        _write(review, (0, len(FINDINGS) - 1), today, coordinator)
        sentence = "Wrote two findings."
        history.record(coordinator.user_id, "write-finding", review, duty=review, sentence=sentence)


def _answer(coordinator: Reader, today: date) -> None:
    """What boards did: the latest by steps, in all states; what is older was settled long ago."""
    row = LessonSentRow
    sent = list(store.db.session.scalars(select(row).order_by(row.sent_on.desc(), row.board, row.lesson)))
    told = [(each.id, each.sent_on, each.acknowledge_by) for each in sent]
    late = [each for each in told if each[2] < today]
    for number, (id_, sent_on, due) in enumerate(told[:MOST_ANSWERS]):
        if due < today and (id_, sent_on, due) in late[:LATE]:
            continue
        _take(number, id_, min(sent_on + timedelta(days=10), today), coordinator, today)
    _settle([id_ for id_, _, _ in told[MOST_ANSWERS:]], coordinator)


def _take(number: int, sent: str, day: date, coordinator: Reader, today: date) -> None:
    """One of six fates in turn: waits, read, planned, planned and late, done, does not apply."""
    match number % 6:
        case 0:
            if day < today - timedelta(days=30):
                acknowledge(sent, coordinator, day)
        case 1:
            acknowledge(sent, coordinator, day)
        case 2:
            due = today + timedelta(days=30 + number)
            answer_lesson(sent, AnswerLesson(PLANNED, PLANS[number % len(PLANS)], due), coordinator, day)
        case 3:
            due = day + timedelta(days=45)
            answer_lesson(sent, AnswerLesson(PLANNED, PLANS[number % len(PLANS)], due), coordinator, day)
        case 4:
            answer_lesson(sent, AnswerLesson(DONE, ACTIONS[number % len(ACTIONS)]), coordinator, day)
        case _:
            answer_lesson(sent, AnswerLesson(NOT_HERE, ELSEWHERE), coordinator, day)


def _settle(ids: Collection[str], coordinator: Reader) -> None:
    """What is long past was read and, for the most part, acted on: written in one go, with one event a board."""
    with store.transaction():
        boards: dict[str, int] = {}
        row = LessonSentRow
        for number, each in enumerate(store.db.session.scalars(select(row).where(row.id.in_(ids)).order_by(row.id))):
            each.acknowledged_on = each.answered_on = each.sent_on + timedelta(days=14)
            each.acknowledged_by = each.answered_by = coordinator.user_id
            each.answer = NOT_HERE if number % 7 == 0 else DONE
            each.words = ELSEWHERE if number % 7 == 0 else ACTIONS[number % len(ACTIONS)]
            boards[each.board] = boards.get(each.board, 0) + 1
        for board, number in sorted(boards.items()):
            sentence = f"Read in what the board did about {counted(number, 'finding')}."
            history.record(coordinator.user_id, "load-answers", board, sentence=sentence)
