"""Writing findings: who may, from which state on, what is refused, and what everybody else can find of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from lesson_world import DRAFT, FINAL, LATER, LEAD, OUT, Lessons, build_lessons, publish, subscribe
from small_world import CODES, TODAY
from sqlalchemy import select

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.services import disclosure
from peerinspect.services.lessons.particulars import BORN
from peerinspect.services.lessons.writing import TOO_EARLY, WriteFinding, change_finding, remove_finding, write_finding
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.views.lessons import LessonsAsked
from peerinspect.store import history
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import LessonSentRow, ReviewPartRow

WORDS = WriteFinding("Visits were missed for weeks.", "Record each visit.", ("seen-alone", "recording"))


@pytest.fixture
def lessons(bare: Flask) -> Lessons:
    return build_lessons()


def lead(lessons: Lessons) -> Reader:
    return lessons.world.director(LEAD.partition("-")[0])


def everybody_else(lessons: Lessons) -> list[Reader]:
    """Everyone but coordinators and the lead: those of the reviewed council among them."""
    world = lessons.world
    here = [world.director(CODES[0]), world.senior(CODES[0]), world.chief(CODES[0]), world.chief(CODES[7])]
    return [world.liaison, world.panel, world.administrator, world.director(CODES[8]), world.senior(CODES[7]), *here]


def texts(reader: Reader, text: str = "") -> list[str]:
    cut = disclosure.search_lessons(reader, LessonsAsked(text), 1, TODAY).cut
    assert cut.total == len(cut.items)
    return ["".join(piece.text for piece in hit.found) for hit in cut.items]


@pytest.mark.parametrize("number", range(2))
def test_coordinators_and_who_leads_the_review_write_its_findings(lessons: Lessons, number: int) -> None:
    reader = (lessons.world.uncleared, lead(lessons))[number]
    id_ = write_finding(FINAL, WORDS, reader, TODAY)
    seen = disclosure.lesson(reader, id_, TODAY)
    assert (seen.number, seen.found, seen.themes) == (1, WORDS.found, ("seen-alone", "recording"))
    assert (seen.may_write, seen.out_on) == (True, None)
    change_finding(id_, replace(WORDS, found="Other words."), reader, TODAY)
    assert disclosure.lesson(reader, id_, TODAY).found == "Other words."
    remove_finding(id_, reader, TODAY)
    with pytest.raises(NotFound):
        disclosure.lesson(reader, id_, TODAY)
    assert history.verify() == []


def test_nobody_else_writes_changes_or_reads_one_that_is_not_out(lessons: Lessons) -> None:
    id_ = write_finding(FINAL, WORDS, lead(lessons), TODAY)
    for reader in everybody_else(lessons):
        for act in (
            lambda reader=reader: write_finding(FINAL, WORDS, reader, TODAY),
            lambda reader=reader: change_finding(id_, WORDS, reader, TODAY),
            lambda reader=reader: remove_finding(id_, reader, TODAY),
            lambda reader=reader: disclosure.lesson(reader, id_, TODAY),
            lambda reader=reader: disclosure.review_lessons(reader, FINAL, TODAY),
        ):
            with pytest.raises((NotFound, NotAllowed)):
                act()
    assert len(disclosure.review_lessons(lead(lessons), FINAL, TODAY).lessons) == 1


def test_a_finding_that_is_not_out_is_found_by_nobody_not_even_by_who_wrote_it(lessons: Lessons) -> None:
    write_finding(FINAL, WORDS, lead(lessons), TODAY)
    readers = [lessons.world.cleared, lessons.world.uncleared, lead(lessons), *everybody_else(lessons)]
    for reader in readers:
        assert [texts(reader, text) for text in ("", "visits", "recor*", '"each visit"', "seeing")] == [[]] * 5
        assert all(line.lessons == 0 for line in disclosure.theme_lines(reader, TODAY))
        assert disclosure.lesson_years(reader, TODAY) == ()
    publish(lessons, FINAL)
    for reader in readers:
        assert texts(reader, "visits") == [WORDS.found]
        assert len(disclosure.review_lessons(reader, FINAL, TODAY).lessons) == 1


def test_a_day_before_it_comes_out_nothing_is_found(lessons: Lessons) -> None:
    write_finding(FINAL, WORDS, lead(lessons), TODAY)
    publish(lessons, FINAL)
    yesterday = TODAY - timedelta(days=1)
    assert disclosure.search_lessons(lessons.world.panel, LessonsAsked(), 1, yesterday).cut.total == 0


@pytest.mark.parametrize("review", [DRAFT, "no-such-review", "term-0"])
def test_findings_are_of_reviews_that_are_final(lessons: Lessons, review: str) -> None:
    with pytest.raises((Refusal, NotFound)) as told:
        write_finding(review, WORDS, lessons.world.cleared, TODAY)
    assert review != DRAFT or TOO_EARLY in str(told.value)


def test_where_nobody_is_named_lead_one_alone_on_it_leads(lessons: Lessons) -> None:
    with store.transaction():
        store.db.session.delete(store.db.session.get_one(ReviewPartRow, (LATER, LEAD)))
    write_finding(LATER, WORDS, lead(lessons), TODAY)


def test_who_reviews_and_does_not_lead_writes_nothing(lessons: Lessons) -> None:
    with store.transaction():
        store.db.session.get_one(ReviewPartRow, (LATER, LEAD)).part = "reviewer"
        other = f"{CODES[9]}-director"
        load_placements([Placement(other, LATER, "accepted")], [])
        store.add(ReviewPartRow(duty=LATER, person=other, part="lead"))
    with pytest.raises(NotFound):
        write_finding(LATER, WORDS, lead(lessons), TODAY)
    write_finding(LATER, WORDS, lessons.world.director(CODES[9]), TODAY)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"found": ""}, "found"),
        ({"found": "x" * 2001}, "found"),
        ({"found": "The child, born on 3 May 2019, was not seen."}, "found"),
        ({"learning": " "}, "learning"),
        ({"learning": "A girl called Anon should be seen."}, "learning"),
        ({"found": "bell \x07"}, "found"),
        ({"themes": ()}, "themes"),
        ({"themes": ("no-such-theme",)}, "themes"),
        ({"themes": ("voice", "neglect", "plans", "missing", "online", "infants", "recording")}, "themes"),
    ],
)
def test_says_what_is_missing_too_long_or_not_to_be_said(
    lessons: Lessons, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Refusal) as told:
        write_finding(FINAL, replace(WORDS, **changed), lessons.world.cleared, TODAY)  # type: ignore[arg-type]
    assert set(told.value.messages) == {field}


def test_once_out_it_is_corrected_with_a_reason_and_never_taken_away(lessons: Lessons) -> None:
    id_ = write_finding(FINAL, WORDS, lead(lessons), TODAY)
    publish(lessons, FINAL)
    corrected = replace(WORDS, found="Visits were missed for days.")
    with pytest.raises(Refusal) as told:
        change_finding(id_, corrected, lessons.world.cleared, TODAY)
    assert set(told.value.messages) == {"reason"}
    with pytest.raises(Refusal):
        remove_finding(id_, lessons.world.cleared, TODAY)
    change_finding(id_, replace(corrected, reason="The partners counted again"), lessons.world.cleared, TODAY)
    assert texts(lessons.world.panel, "days") == [corrected.found]
    assert texts(lessons.world.panel, "weeks") == []
    told_of = [line.sentence for line in disclosure.events_about(lessons.world.uncleared, FINAL, TODAY)]
    (kept,) = [sentence for sentence in told_of if "Corrected" in sentence]
    assert "The partners counted again" in kept and WORDS.found in kept


def test_a_theme_that_comes_with_a_correction_reaches_those_who_subscribe_to_it(lessons: Lessons) -> None:
    subscribe(lessons.board(2), "neglect")
    id_ = write_finding(FINAL, WORDS, lead(lessons), TODAY)
    publish(lessons, FINAL)
    change_finding(id_, replace(WORDS, themes=("neglect",), reason="It was neglect"), lessons.world.cleared, TODAY)
    boards = set(store.db.session.scalars(select(LessonSentRow.board)))
    assert boards == {lessons.board(0), lessons.board(2)}


def test_a_finding_that_is_added_to_a_published_review_goes_out_at_once(lessons: Lessons) -> None:
    with pytest.raises(Refusal) as told:
        write_finding(OUT, WORDS, lessons.world.cleared, TODAY)
    assert set(told.value.messages) == {"reason"}
    write_finding(OUT, replace(WORDS, reason="It was forgotten"), lessons.world.cleared, TODAY)
    assert texts(lessons.world.panel, "visits") == [WORDS.found]
    assert set(store.db.session.scalars(select(LessonSentRow.board))) == {lessons.board(0)}


def test_a_reason_names_no_child_either(lessons: Lessons) -> None:
    with pytest.raises(Refusal) as told:
        write_finding(OUT, replace(WORDS, reason="The DOB was wrong"), lessons.world.cleared, TODAY)
    assert told.value.messages == {"reason": BORN}


def test_the_history_has_no_words_of_a_finding_that_is_not_out(lessons: Lessons) -> None:
    id_ = write_finding(FINAL, WORDS, lead(lessons), TODAY)
    change_finding(id_, replace(WORDS, found="Other words.", learning="Act."), lead(lessons), TODAY)
    remove_finding(id_, lead(lessons), TODAY)
    told = disclosure.history_of(lessons.world.liaison, "duty", FINAL, 1, TODAY)
    sentences = [line.sentence for line in told.items if "finding 1" in line.sentence]
    assert len(sentences) == 3
    assert not [each for each in sentences for words in (WORDS.found, WORDS.learning, "Other words") if words in each]
