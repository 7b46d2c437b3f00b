"""The small world with reviews that are published or are not, boards, and findings to send."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from small_world import CODES, TODAY, World, board, facts_of, load_world
from sqlalchemy import select

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement, add_months
from peerinspect.domain.kinds import REVIEW
from peerinspect.services.lessons import spread
from peerinspect.store import history
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.reading.safeguarding import boards_of
from peerinspect.store.tables import (
    DutyRow,
    LessonRow,
    LessonSentRow,
    LessonThemeRow,
    ReviewPartRow,
    ReviewRow,
    SubscriptionRow,
)

OUT, DRAFT, FINAL, LATER = "review-out", "review-draft", "review-final", "review-later"
REVIEWED = CODES[0]
"""The council whose case OUT, DRAFT and FINAL look into; LATER looks into one of CODES[1]."""
LEAD = f"{CODES[7]}-director"


@dataclass
class Lessons:
    """The world, and the boards by the code of their only council."""

    world: World
    boards: dict[str, str] = field(default_factory=dict)

    def board(self, number: int) -> str:
        """The id of a council's board."""
        return self.boards[CODES[number]]


def build_lessons(today: date = TODAY) -> Lessons:
    """Four councils with boards, chaired from elsewhere; four reviews, none of which has a finding yet."""
    chaired = [board(f"term-{number}", CODES[number], today) for number in range(4)]
    begun = add_months(today, -8)
    reviews = [
        Duty(id_, REVIEW, Period(begun, add_months(today, 1)), 1, frozenset({code}), case=f"CASE-{id_[7:].upper()}")
        for id_, code in ((OUT, REVIEWED), (DRAFT, REVIEWED), (FINAL, REVIEWED), (LATER, CODES[1]))
    ]
    world = load_world(facts_of([*chaired, *reviews], today))
    with store.transaction():
        for id_, state in ((OUT, "published"), (DRAFT, "draft"), (FINAL, "final"), (LATER, "final")):
            row = store.db.session.get_one(DutyRow, id_)
            row.state, row.state_on = state, today
            store.db.session.get_one(ReviewRow, id_).notified_on = begun
        load_placements([Placement(LEAD, id_, "accepted") for id_ in (DRAFT, FINAL, LATER)], [])
        store.add(*(ReviewPartRow(duty=id_, person=LEAD, part="lead") for id_ in (DRAFT, FINAL, LATER)))
    ids = {next(iter(one.councils)): one.id for one in boards_of(CODES[:4]).values()}
    return Lessons(world, ids)


def add_lesson(review: str, number: int, found: str, *themes: str, learning: str = "Somebody acts.") -> str:
    """A finding as rows: nobody is told."""
    row = LessonRow(
        id=store.new_token(),
        review=review,
        number=number,
        found=found,
        learning=learning,
        labels=" ".join(themes),
        written_by="cleared",
        written_on=TODAY,
    )
    with store.transaction():
        store.add(row, *(LessonThemeRow(lesson=row.id, theme=theme) for theme in themes))
        return row.id


def subscribe(board_id: str, *themes: str, since: date = TODAY) -> None:
    """A board's subscription as rows."""
    with store.transaction():
        store.add(*(SubscriptionRow(board=board_id, theme=theme, since=since, kept_by="cleared") for theme in themes))


def publish(lessons: Lessons, review: str, today: date = TODAY) -> int:
    """Publish a review as its step does: the state, its event, and its findings in one transaction."""
    with store.transaction():
        row = store.db.session.get_one(DutyRow, review)
        row.state, row.state_on = "published", today
        event = history.record("cleared", "publish-review", review, duty=review, sentence="Published.")
        return spread(review, lessons.world.cleared, event, today)


def learned(world: World, far_from: frozenset[str]) -> dict[str, str]:
    """Beside a world: a published review with a finding that was sent to a board, of none of these councils.

    What each part of an address is filled with.
    """
    boards = {id_: min(each.councils) for id_, each in boards_of(CODES).items()}
    board_id, code = next((id_, code) for id_, code in sorted(boards.items()) if code not in far_from)
    days = Period(date(2024, 9, 2), date(2025, 2, 28))
    with store.transaction():
        load_duties([Duty(OUT, REVIEW, days, 1, frozenset({code}), case="CASE-1")], {OUT: "published"})
    lesson = add_lesson(OUT, 1, "Visits were missed for weeks.", "seen-alone", learning="Record each visit.")
    publish(Lessons(world, {}), OUT)
    sent = store.db.session.scalars(select(LessonSentRow.id).where(LessonSentRow.lesson == lesson)).one()
    return {"lesson_id": lesson, "duty_id": OUT, "board_id": board_id, "sent_id": sent}
