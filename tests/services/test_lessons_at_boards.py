"""What boards subscribe to, catch up on, acknowledge and do; who may, who reads it, and what recurs of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from lesson_world import FINAL, LATER, Lessons, add_lesson, build_lessons, publish, subscribe
from small_world import CODES, TODAY
from sqlalchemy import select

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.services import disclosure
from peerinspect.services.lessons.answering import AnswerLesson, acknowledge, answer_lesson
from peerinspect.services.lessons.subscribing import (
    ALL,
    NO_THEMES,
    SOME,
    Follow,
    catch_up_board,
    follow_themes,
    subscribe_board,
)
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import DutyRow, LessonSentRow, MessageRow


@pytest.fixture
def lessons(bare: Flask) -> Lessons:
    return build_lessons()


def sent_to(board: str) -> LessonSentRow:
    return store.db.session.scalars(select(LessonSentRow).where(LessonSentRow.board == board)).one()


def published(lessons: Lessons, day: date = TODAY) -> str:
    add_lesson(FINAL, 1, "It drifted.", "neglect")
    publish(lessons, FINAL, day)
    return sent_to(lessons.board(0)).id


def chair_of_board(lessons: Lessons, number: int, person: str) -> None:
    """Somebody is in post in the chair from now on."""
    with store.transaction():
        store.db.session.get_one(DutyRow, f"term-{number}").starts = TODAY
        load_placements([Placement(person, f"term-{number}", "live")], [])


def test_chief_executives_and_coordinators_keep_the_subscription_and_nobody_else(lessons: Lessons) -> None:
    world, board = lessons.world, lessons.board(2)
    subscribe_board(board, Follow(SOME, ("neglect", "voice")), world.chief(CODES[2]), TODAY)
    subscribe_board(board, Follow(ALL), world.uncleared, TODAY)
    assert disclosure.board_lessons(world.cleared, board, "", 1, TODAY).line.followed.which == ALL
    subscribe_board(board, Follow(NO_THEMES), world.cleared, TODAY)
    assert disclosure.board_lessons(world.cleared, board, "", 1, TODAY).line.followed.which == NO_THEMES
    for reader in (world.chief(CODES[3]), world.director(CODES[2]), world.panel, world.liaison, world.administrator):
        with pytest.raises((NotFound, NotAllowed)):
            subscribe_board(board, Follow(ALL), reader, TODAY)


@pytest.mark.parametrize(
    ("command", "field"),
    [(Follow(), "which"), (Follow(SOME), "themes"), (Follow(SOME, ("no-such",)), "themes"), (Follow("x"), "which")],
)
def test_says_what_a_subscription_lacks(lessons: Lessons, command: Follow, field: str) -> None:
    with pytest.raises(Refusal) as told:
        subscribe_board(lessons.board(2), command, lessons.world.cleared, TODAY)
    assert set(told.value.messages) == {field}


def test_a_board_that_subscribes_later_catches_up_on_a_year_once(lessons: Lessons) -> None:
    board, chief = lessons.board(2), lessons.world.chief(CODES[2])
    published(lessons, TODAY - timedelta(days=30))
    old = add_lesson(LATER, 1, "Long ago.", "neglect")
    publish(lessons, LATER, TODAY - timedelta(days=400))
    with pytest.raises(Refusal):
        catch_up_board(board, chief, TODAY)
    subscribe_board(board, Follow(SOME, ("neglect",)), chief, TODAY)
    assert disclosure.board_lessons(chief, board, "", 1, TODAY).to_catch_up == 1
    assert catch_up_board(board, chief, TODAY) == 1
    row = sent_to(board)
    assert (row.why, row.sent_on, row.lesson == old) == ("caught-up", TODAY, False)
    assert disclosure.board_lessons(chief, board, "", 1, TODAY).to_catch_up == 0
    with pytest.raises(Refusal):
        catch_up_board(board, chief, TODAY)


def test_a_user_follows_themes_for_themself_and_only_they_read_of_it(lessons: Lessons) -> None:
    world = lessons.world
    follow_themes(Follow(SOME, ("neglect",)), world.panel, TODAY)
    assert disclosure.followed_themes(world.panel).themes == ("neglect",)
    assert disclosure.followed_themes(world.liaison).which == NO_THEMES
    published(lessons)
    kinds = {(row.user, row.kind) for row in store.db.session.scalars(select(MessageRow))}
    assert ("panel", "lessons-out") in kinds
    follow_themes(Follow(NO_THEMES), world.panel, TODAY)
    assert disclosure.followed_themes(world.panel).which == NO_THEMES


def test_the_chief_executive_the_chair_and_coordinators_answer_for_a_board(lessons: Lessons) -> None:
    world, sent = lessons.world, published(lessons)
    chair_of_board(lessons, 0, f"{CODES[5]}-senior")
    answering = [world.cleared, world.uncleared, world.chief(CODES[0]), world.senior(CODES[5])]
    for reader in answering:
        assert disclosure.sent_lesson(reader, sent, TODAY).may_answer
        assert disclosure.board_lessons(reader, lessons.board(0), "", 1, TODAY).may_answer
        assert lessons.board(0) in {line.id for line in disclosure.lesson_boards(reader, TODAY)}
    # The council's own director reads, and does not answer: no director chairs their own board.
    director = world.director(CODES[0])
    assert not disclosure.board_lessons(director, lessons.board(0), "", 1, TODAY).may_answer
    for reader in (director, world.chief(CODES[1]), world.senior(CODES[6]), world.panel, world.liaison):
        for act in (
            lambda reader=reader: acknowledge(sent, reader, TODAY),
            lambda reader=reader: answer_lesson(sent, AnswerLesson("done", "We did."), reader, TODAY),
            lambda reader=reader: disclosure.sent_lesson(reader, sent, TODAY),
        ):
            with pytest.raises((NotFound, NotAllowed)):
                act()
    for reader in (world.chief(CODES[1]), world.senior(CODES[6]), world.panel, world.liaison, world.administrator):
        with pytest.raises((NotFound, NotAllowed)):
            disclosure.board_lessons(reader, lessons.board(0), "", 1, TODAY)


def test_is_read_then_planned_then_done_each_with_its_event(lessons: Lessons) -> None:
    chief, board = lessons.world.chief(CODES[0]), lessons.board(0)
    sent = published(lessons)
    acknowledge(sent, chief, TODAY)
    with pytest.raises(Refusal):
        acknowledge(sent, chief, TODAY)
    by = TODAY + timedelta(days=60)
    answer_lesson(sent, AnswerLesson("planned", "We train everybody.", by), chief, TODAY)
    planned = disclosure.sent_lesson(chief, sent, TODAY)
    assert (planned.answer, planned.act_by, planned.is_behind) == ("planned", by, False)
    assert disclosure.sent_lesson(chief, sent, by + timedelta(days=1)).is_behind
    answer_lesson(sent, AnswerLesson("done", "Everybody is trained."), chief, by)
    done = disclosure.sent_lesson(chief, sent, by + timedelta(days=1))
    assert (done.answer, done.act_by, done.is_behind, done.acknowledged_on) == ("done", None, False, TODAY)
    said = [line.sentence for line in disclosure.events_about(lessons.world.uncleared, board, by)]
    assert len(said) == 4 and any("Everybody is trained." in one for one in said)
    assert history.verify() == []


def test_who_answers_has_read_it(lessons: Lessons) -> None:
    sent = published(lessons)
    answer_lesson(sent, AnswerLesson("not-here", "We have no such service."), lessons.world.cleared, TODAY)
    seen = disclosure.sent_lesson(lessons.world.cleared, sent, TODAY)
    assert (seen.acknowledged_on, seen.acknowledged_by, seen.answer) == (TODAY, "Cleared", "not-here")


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (AnswerLesson(), "answer"),
        (AnswerLesson("done", ""), "words"),
        (AnswerLesson("not-here", " "), "words"),
        (AnswerLesson("planned", "We train."), "act_by"),
        (AnswerLesson("planned", "We train.", TODAY - timedelta(days=1)), "act_by"),
        (AnswerLesson("done", "The boy named Anon is safe."), "words"),
    ],
)
def test_says_what_an_answer_lacks(lessons: Lessons, command: AnswerLesson, field: str) -> None:
    sent = published(lessons)
    with pytest.raises(Refusal) as told:
        answer_lesson(sent, command, lessons.world.cleared, TODAY)
    assert field in told.value.messages


def test_what_is_late_shows_to_the_coordinator_the_day_after(lessons: Lessons) -> None:
    cleared, board = lessons.world.cleared, lessons.board(0)
    sent = published(lessons)
    due = disclosure.sent_lesson(cleared, sent, TODAY).acknowledge_by
    assert due == date(2026, 4, 15)  # Thirty working days after 2 March 2026, past Good Friday and Easter Monday.
    late = due + timedelta(days=1)
    assert (disclosure.lessons_overdue(cleared, due), disclosure.lessons_overdue(cleared, late)) == (0, 1)
    (waiting,) = disclosure.attention(lessons.world.uncleared, "lessons-overdue", late)
    assert (waiting.lesson_board_id, waiting.due, waiting.number) == (board, due, 1)
    assert disclosure.attention(lessons.world.uncleared, "lessons-overdue", due) == ()
    (line,) = disclosure.lesson_boards(cleared, late)
    assert (line.id, line.sent, line.waiting, line.overdue) == (board, 1, 1, 1)
    assert disclosure.board_lessons(cleared, board, "overdue", 1, late).cut.total == 1
    acknowledge(sent, cleared, late)
    assert disclosure.lessons_overdue(cleared, late) == 0
    states = {
        state: disclosure.board_lessons(cleared, board, state, 1, late).cut.total for state in ("waiting", "open")
    }
    assert states == {"waiting": 0, "open": 1}


def test_what_comes_back_is_counted_for_those_who_may_read_it(lessons: Lessons) -> None:
    subscribe(lessons.board(0), "neglect")
    add_lesson(LATER, 1, "It drifted.", "neglect")
    publish(lessons, LATER, TODAY - timedelta(days=300))
    add_lesson(FINAL, 1, "It drifted again.", "neglect")
    publish(lessons, FINAL)
    readers: list[Reader] = [lessons.world.uncleared, lessons.world.liaison, lessons.world.panel]
    for reader in readers:
        (line,) = disclosure.recurrence_report(reader, None, "", TODAY).lines
        assert (line.words, line.reviews, line.boards_sent, line.boards_again) == ("Neglect", 2, 2, 1)
        (line,) = disclosure.recurrence_report(reader, 2025, "North", TODAY).lines
        assert (line.reviews, line.boards_again) == (1, 0)
        assert disclosure.recurrence_report(reader, None, "South", TODAY).lines == ()
    for reader in (lessons.world.chief(CODES[0]), lessons.world.director(CODES[0]), lessons.world.administrator):
        with pytest.raises(NotAllowed):
            disclosure.recurrence_report(reader, None, "", TODAY)
