"""Publishing a review sends its findings: to the boards of its councils, to those that subscribe, and once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from lesson_world import FINAL, OUT, Lessons, add_lesson, build_lessons, publish, subscribe
from small_world import CODES, TODAY
from sqlalchemy import func, select

from peerinspect import store
from peerinspect.store.tables import EVERY_THEME, EventRow, FollowerRow, LessonRow, LessonSentRow, MessageRow


@pytest.fixture
def lessons(bare: Flask) -> Lessons:
    return build_lessons()


def sent() -> set[tuple[str, str, str]]:
    rows = store.db.session.scalars(select(LessonSentRow))
    return {(row.board, row.lesson, row.why) for row in rows}


def told() -> set[tuple[str, str]]:
    return {(row.user, row.kind) for row in store.db.session.scalars(select(MessageRow))}


def test_the_reviewed_council_s_own_board_gets_every_finding_without_a_subscription(lessons: Lessons) -> None:
    one, two = add_lesson(FINAL, 1, "Nobody asked.", "voice"), add_lesson(FINAL, 2, "It drifted.", "neglect")
    assert publish(lessons, FINAL) == 2
    assert sent() == {(lessons.board(0), one, "own"), (lessons.board(0), two, "own")}
    assert told() == {(lessons.world.chief(CODES[0]).user_id, "lessons-sent")}


def test_boards_that_subscribe_get_what_they_subscribe_to(lessons: Lessons) -> None:
    subscribe(lessons.board(1), "neglect", "infants")
    subscribe(lessons.board(2), EVERY_THEME)
    subscribe(lessons.board(3), "missing")
    voice = add_lesson(FINAL, 1, "Nobody asked.", "voice")
    neglect = add_lesson(FINAL, 2, "It drifted.", "neglect", "plans")
    publish(lessons, FINAL)
    assert {each for each in sent() if each[0] != lessons.board(0)} == {
        (lessons.board(1), neglect, "subscribed"),
        (lessons.board(2), voice, "subscribed"),
        (lessons.board(2), neglect, "subscribed"),
    }


def test_a_second_call_sends_nothing_tells_nobody_and_writes_no_event(lessons: Lessons) -> None:
    subscribe(lessons.board(2), EVERY_THEME)
    with store.transaction():
        store.add(FollowerRow(user="panel", theme="voice", since=TODAY))
    add_lesson(FINAL, 1, "Nobody asked.", "voice")
    publish(lessons, FINAL)
    before, heard = sent(), told()
    events = store.db.session.scalar(select(func.count()).select_from(EventRow))
    assert publish(lessons, FINAL, TODAY + timedelta(days=3)) == 0
    assert (sent(), told()) == (before, heard)
    # The one more is the event of the second publication itself.
    assert store.db.session.scalar(select(func.count()).select_from(EventRow)) == (events or 0) + 1
    assert {row.out_on for row in store.db.session.scalars(select(LessonRow))} == {TODAY}


def test_whoever_follows_a_theme_is_told_once_what_came_out(lessons: Lessons) -> None:
    with store.transaction():
        store.add(
            FollowerRow(user="panel", theme="voice", since=TODAY),
            FollowerRow(user="liaison", theme="missing", since=TODAY),
            FollowerRow(user="uncleared", theme=EVERY_THEME, since=TODAY),
            FollowerRow(user=lessons.world.chief(CODES[0]).user_id, theme="voice", since=TODAY),
        )
    add_lesson(FINAL, 1, "Nobody asked.", "voice")
    publish(lessons, FINAL)
    chief = lessons.world.chief(CODES[0]).user_id
    assert told() == {("panel", "lessons-out"), ("uncleared", "lessons-out"), (chief, "lessons-sent")}


def test_a_review_without_findings_sends_nothing(lessons: Lessons) -> None:
    subscribe(lessons.board(2), EVERY_THEME)
    assert publish(lessons, OUT) == 0
    assert (sent(), told()) == (set(), set())


def test_what_fails_with_the_publication_is_not_sent(lessons: Lessons) -> None:
    add_lesson(FINAL, 1, "Nobody asked.", "voice")
    with pytest.raises(RuntimeError), store.transaction():
        publish(lessons, FINAL)
        raise RuntimeError("the publication fails")
    assert sent() == set() and told() == set()
    assert store.db.session.scalar(select(LessonRow.out_on)) is None
