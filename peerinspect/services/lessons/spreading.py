"""Sending findings to the boards that should know of them, once each.

A board is sent what is found about its own councils, and what it subscribes to by theme. Nothing is sent twice, so
whoever publishes may ask again; and a board that subscribes later can catch up on what came out in a year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, add_months
from peerinspect.services.lessons.audience import users_of_boards
from peerinspect.services.lessons.deadlines import acknowledge_by
from peerinspect.services.lessons.publication import out_from
from peerinspect.services.notices import tell
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import Reader
from peerinspect.services.wording import counted, duty_title, plain_day
from peerinspect.store import history
from peerinspect.store.history import Happening
from peerinspect.store.reading.lessons import (
    followers_of,
    lessons_of,
    lessons_out,
    sent_pairs,
    subscriptions,
    themes_of,
)
from peerinspect.store.reading.safeguarding import BoardRecord, boards_of, read_boards
from peerinspect.store.tables import EVERY_THEME, LessonRow, LessonSentRow

OWN, SUBSCRIBED, CAUGHT_UP = "own", "subscribed", "caught-up"
"""Why a board was sent a finding."""
CATCH_UP_MONTHS = 12
Sendings = Mapping[str, Mapping[str, str]]
"""By board, then by finding: why it is sent."""


def spread(duty_id: str, reader: Reader, event: int, today: date) -> int:
    """Let everybody read the review's findings, and send them to the boards; how many were sent to how many in all.

    Call it in the transaction that publishes the review, with the number of its event. The findings are out from the
    day given for it. Whatever was sent before is not sent again, so a second call does nothing.
    """
    with store.transaction():
        duty = Sight(reader, today).duty(duty_id)
        lessons = lessons_of(duty_id)
        fresh = [each for each in lessons if each.out_on is None]
        day = out_from(duty_id, today)
        for each in fresh:
            each.out_on = day
        store.db.session.flush()
        themes = themes_of([each.id for each in lessons])
        wanted = _not_sent(_wanted(duty, lessons, themes, today), [each.id for each in lessons])
        _send(wanted, reader, today, _title(duty, reader, today), duty_id)
        _tell_of(duty, wanted, reader, event, today)
        _tell_followers(fresh, themes, duty, reader, event, today)
        return sum(len(each) for each in wanted.values())


def catch_up(board_id: str, reader: Reader, today: date) -> int:
    """Send a board what it subscribes to and came out in the past year; how many findings. In the caller's transaction.

    The caller has looked whether the reader may keep the board's subscription.
    """
    lessons = lessons_to_catch_up(board_id, today)
    wanted = {board_id: {each.id: CAUGHT_UP for each in lessons}} if lessons else {}
    _send(wanted, reader, today, f"since {plain_day(add_months(today, -CATCH_UP_MONTHS))}", None)
    return len(lessons)


def lessons_to_catch_up(board_id: str, today: date) -> list[LessonRow]:
    """The findings of the past year on themes that the board subscribes to, which it was not sent."""
    followed = subscriptions([board_id]).get(board_id, frozenset())
    out = lessons_out(add_months(today, -CATCH_UP_MONTHS), today) if followed else ()
    ids = [each.id for each in out]
    themes, sent = themes_of(ids), sent_pairs(ids)
    follows = [each for each in out if _is_followed(followed, themes.get(each.id, frozenset()))]
    return [each for each in follows if (board_id, each.id) not in sent]


def _wanted(duty: Duty, lessons: Collection[LessonRow], themes: Mapping[str, frozenset[str]], today: date) -> Sendings:
    """Which board is to be sent which findings, and why: its own come first."""
    own = {id_ for id_, board in boards_of(duty.authorities).items() if board.councils_on(today) & duty.authorities}
    followed = subscriptions()
    boards = read_boards(own | set(followed))
    wanted: dict[str, dict[str, str]] = {}
    for id_, board in boards.items():
        if board.is_over(today):
            continue
        for each in lessons:
            if id_ in own:
                wanted.setdefault(id_, {})[each.id] = OWN
            elif _is_followed(followed.get(id_, frozenset()), themes.get(each.id, frozenset())):
                wanted.setdefault(id_, {})[each.id] = SUBSCRIBED
    return wanted


def _is_followed(followed: frozenset[str], themes: frozenset[str]) -> bool:
    return EVERY_THEME in followed or bool(followed & themes)


def _not_sent(wanted: Sendings, lessons: Collection[str]) -> Sendings:
    """What of it was not sent before."""
    sent = sent_pairs(lessons)
    left = {
        board: {lesson: why for lesson, why in each.items() if (board, lesson) not in sent}
        for board, each in wanted.items()
    }
    return {board: each for board, each in left.items() if each}


def _send(wanted: Sendings, reader: Reader, today: date, what: str, duty_id: str | None) -> None:
    """Write what is sent, with an event for each board."""
    due = acknowledge_by(today)
    rows = [
        LessonSentRow(
            id=store.new_token(), board=board, lesson=lesson, why=why, sent_on=today, acknowledge_by=due, words=""
        )
        for board, each in sorted(wanted.items())
        for lesson, why in sorted(each.items())
    ]
    store.db.session.add_all(rows)
    happenings = [
        Happening("send-lessons", board, {"sentence": f"Was sent {counted(len(each), 'finding')}: {what}."}, duty_id)
        for board, each in sorted(wanted.items())
    ]
    if happenings:
        history.record_all(reader.user_id, happenings)
    store.db.session.flush()


def _tell_of(duty: Duty, wanted: Sendings, reader: Reader, event: int, today: date) -> None:
    """Tell those who answer for the boards."""
    boards: Iterable[BoardRecord] = read_boards(set(wanted)).values() if wanted else ()
    users = users_of_boards(boards, today)
    until = plain_day(acknowledge_by(today))
    tell("lessons-sent", event, users, work=_title(duty, reader, today), until=until)


def _tell_followers(
    fresh: Collection[LessonRow],
    themes: Mapping[str, frozenset[str]],
    duty: Duty,
    reader: Reader,
    event: int,
    today: date,
) -> None:
    """Tell those who follow a theme for themselves of what has just come out. Who was told for a board is not again."""
    if not fresh:
        return
    found = {theme for each in fresh for theme in themes.get(each.id, frozenset())}
    path = f"/lessons/reviews/{duty.id}"
    tell("lessons-out", event, followers_of(found), work=_title(duty, reader, today), path=path)


def _title(duty: Duty, reader: Reader, today: date) -> str:
    return duty_title(duty, Sight(reader, today).places)
