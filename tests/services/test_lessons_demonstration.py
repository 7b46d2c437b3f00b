"""The demo of lessons copes with few reviews and with none, and leaves every sort of thing to look at."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from lesson_world import FINAL, LATER, OUT, Lessons, build_lessons
from small_world import CODES, TODAY
from sqlalchemy import select

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.lessons.demonstration import show_lessons
from peerinspect.services.lessons.demonstration_findings import ACTIONS, FINDINGS, NOT_HERE, PLANS
from peerinspect.services.lessons.particulars import particulars_in
from peerinspect.services.lessons.writing import LONGEST, MOST_THEMES
from peerinspect.services.views.lessons import LessonsAsked
from peerinspect.store import history
from peerinspect.store.tables import DutyRow, LessonRow, LessonSentRow


@pytest.fixture
def lessons(bare: Flask) -> Lessons:
    return build_lessons()


def publish_all() -> None:
    with store.transaction():
        for days, id_ in enumerate((OUT, LATER, "review-draft")):
            row = store.db.session.get_one(DutyRow, id_)
            row.state, row.state_on = "published", TODAY - timedelta(days=300 - 140 * days)


def test_shows_findings_boards_and_what_they_did(lessons: Lessons) -> None:
    publish_all()
    show_lessons(lessons.world.cleared, lessons.world.chief(CODES[0]), TODAY)
    found = disclosure.search_lessons(lessons.world.panel, LessonsAsked(), 1, TODAY).cut
    assert found.total == 24
    assert {row.review for row in store.db.session.scalars(select(LessonRow).where(LessonRow.out_on.is_(None)))} == {
        FINAL
    }
    (own,) = disclosure.lesson_boards(lessons.world.chief(CODES[0]), TODAY)
    assert own.followed.which == "all" and own.sent == 24
    answers = Counter(row.answer for row in store.db.session.scalars(select(LessonSentRow)))
    assert set(answers) == {None, "planned", "done", "not-here"}
    assert disclosure.lessons_overdue(lessons.world.cleared, TODAY) > 0
    assert history.verify() == []


def test_without_published_reviews_there_are_subscriptions_alone(lessons: Lessons) -> None:
    with store.transaction():
        store.db.session.get_one(DutyRow, OUT).state = "draft"
    show_lessons(lessons.world.cleared, None, TODAY)
    assert disclosure.search_lessons(lessons.world.panel, LessonsAsked(), 1, TODAY).cut.total == 0
    assert disclosure.lesson_boards(lessons.world.cleared, TODAY)


def test_every_text_of_the_demo_could_have_been_written_on_a_page() -> None:
    assert len(FINDINGS) >= 40
    for found, learning, themes in FINDINGS:
        assert not particulars_in(found + learning) and 1 <= len(themes) <= MOST_THEMES
        assert len(found) <= LONGEST and len(learning) <= LONGEST
    assert not any(particulars_in(text) for text in (*ACTIONS, *PLANS, NOT_HERE))
