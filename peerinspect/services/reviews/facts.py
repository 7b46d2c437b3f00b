"""What is known of a review, read from its rows: kind, state, the days that its deadlines rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from peerinspect.domain import Duty
from peerinspect.domain.kinds import REVIEW
from peerinspect.domain.lives import LIVES
from peerinspect.domain.lives.review_kinds import LOCAL, NATIONAL, RAPID, SERIOUS, presumed_kind
from peerinspect.domain.lives.reviews import (
    APPOINTED,
    DECIDED,
    DRAFT,
    FINAL,
    KNOWN,
    NO_REVIEW,
    PUBLISHED,
    RAPID_REVIEW,
    WITHHELD,
)
from peerinspect.services.refusal import NotFound
from peerinspect.services.reviews.deadlines import (
    ON_DECISION,
    ON_PUBLICATION,
    Deadline,
    ReviewDays,
    deadlines_of,
)
from peerinspect.store.reading.duties import read_duties, states_of
from peerinspect.store.reading.reviews import advice_on, delays_of, review_rows
from peerinspect.store.tables import PanelAdviceRow, ReviewDelayRow, ReviewRow

LIFE = LIVES[REVIEW]
TOPICS = (ON_DECISION, ON_PUBLICATION)
"""What the national panel advises on. They are stages too, since each has a day by which it is due."""
_DECIDED = frozenset({DECIDED, APPOINTED, DRAFT, NO_REVIEW})
_UNKNOWN = ReviewRow()
Kept = TypeVar("Kept", ReviewDelayRow, PanelAdviceRow)


@dataclass(frozen=True)
class Review:
    """A review with its rows."""

    duty: Duty
    state: str
    since: date | None
    row: ReviewRow
    delays: tuple[ReviewDelayRow, ...] = ()
    advice: tuple[PanelAdviceRow, ...] = field(default=())

    @property
    def begun(self) -> date:
        """The first day that anything is known of it."""
        return self.row.known_on or self.row.notified_on or self.duty.first_day

    @property
    def kind(self) -> str:
        """What kind of review it is, see domain.lives.review_kinds."""
        return self.row.kind or presumed_kind(self.begun, self.state)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is awaited."""
        return self.state in LIFE.finished

    @property
    def is_notified(self) -> bool:
        """Whether the national panel has been told."""
        return self.state != KNOWN

    def last_advice(self, topic: str) -> PanelAdviceRow | None:
        """The advice that holds on a topic."""
        return next((each for each in reversed(self.advice) if each.topic == topic), None)

    def last_delay(self, stage: str) -> ReviewDelayRow | None:
        """The delay that holds for a stage."""
        return next((each for each in reversed(self.delays) if each.stage == stage), None)

    @cached_property
    def days(self) -> ReviewDays:
        """The days that deadlines rest on. Of what was read in as a whole the day of its state is all there is."""
        row = self.row
        is_rapid = self.state == RAPID_REVIEW and row.notified_on is None
        return ReviewDays(
            self.kind,
            row.known_on,
            self.since if is_rapid else row.notified_on,
            row.rapid_on,
            row.decided_on,
            row.final_on,
            row.closed_on,
            self.is_over and self.state != NO_REVIEW,
            {each.topic: each.given_on for each in self._advice_that_counts()},
            {each.stage: each.expected_on for each in self.delays},
        )

    def _advice_that_counts(self) -> list[PanelAdviceRow]:
        """The first advice on each topic is what was due."""
        first: dict[str, PanelAdviceRow] = {}
        for each in self.advice:
            first.setdefault(each.topic, each)
        return list(first.values())

    def deadlines(self, today: date) -> tuple[Deadline, ...]:
        """Every deadline, as it stands on a day."""
        return deadlines_of(self.days, today)

    @property
    def awaits(self) -> tuple[str, ...]:
        """What the panel has not advised on yet, of TOPICS."""
        found = []
        row = self.row
        is_decided = bool(row.rapid_on or row.decided_on) and self.state in _DECIDED
        if is_decided and self.kind in (RAPID, LOCAL) and not self.last_advice(ON_DECISION):
            found.append(ON_DECISION)
        if self.state == FINAL and not self.last_advice(ON_PUBLICATION):
            found.append(ON_PUBLICATION)
        return tuple(found)

    @property
    def may_be_advised(self) -> tuple[str, ...]:
        """What the panel can advise on now, for the first time or again."""
        before = self.awaits
        topics = [topic for topic in TOPICS if topic in before or self.last_advice(topic)]
        is_early = self.state in _DECIDED and self.kind not in (SERIOUS, NATIONAL)
        return tuple(each for each in topics if (is_early if each == ON_DECISION else self.state == FINAL))

    @property
    def are_lessons_out(self) -> bool:
        """Whether the lessons have been released, whatever the day."""
        return self.state == PUBLISHED or (self.state == WITHHELD and self.row.lessons_on is not None)


def read_reviews(ids: Collection[str], today: date) -> dict[str, Review]:
    """Reviews by id, in the order given; what is none is left out. A fixed number of queries."""
    wanted = list(dict.fromkeys(ids))
    duties = read_duties(today, wanted)
    states, rows = states_of(wanted), review_rows(wanted)
    delays, advice = _by_duty(delays_of(wanted)), _by_duty(advice_on(wanted))
    return {
        id_: Review(
            duties[id_],
            *states[id_],
            rows.get(id_, _UNKNOWN),
            tuple(delays.get(id_, ())),
            tuple(advice.get(id_, ())),
        )
        for id_ in wanted
        if id_ in duties and duties[id_].kind == REVIEW
    }


def read_review(duty_id: str, today: date) -> Review:
    """One review. Raises NotFound for anything else."""
    found = read_reviews([duty_id], today).get(duty_id)
    if found is None:
        raise NotFound("no such review")
    return found


def _by_duty(rows: Collection[Kept]) -> Mapping[str, list[Kept]]:
    found: dict[str, list[Kept]] = defaultdict(list)
    for each in rows:
        found[each.duty].append(each)
    return found
