"""A programme of support in the small world: C00 is judged to require improvement, people of C05 and C08 advise it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from small_world import CODES, GOOD, TODAY, World, facts_of, load_world

from peerinspect import store
from peerinspect.domain import Judgement, Placement
from peerinspect.services.addresses import placement_address
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.reader import Reader
from peerinspect.services.support.agreeing import agree_to_support, draw_up_agreement
from peerinspect.services.support.closing import close_support, review_support
from peerinspect.services.support.commands import (
    JUDGEMENT,
    AgreeToSupport,
    CloseSupport,
    DrawUpAgreement,
    NameLead,
    PlanVisit,
    RecordNeed,
    RecordVisit,
    RegisterProgramme,
    ReviewSupport,
)
from peerinspect.services.support.leading import name_lead
from peerinspect.services.support.registering import record_need, register_programme
from peerinspect.services.support.visiting import plan_visit, record_visit
from peerinspect.store.loading import load_placements
from peerinspect.store.tables import DutyRow

T, H, H2, ELSEWHERE = CODES[0], CODES[5], CODES[8], CODES[3]
JUDGED = date(2025, 11, 3)
WEAK = Judgement("ILACS", date(2025, 9, 8), JUDGED, {"overall": "requires-improvement", "leadership": "good"})
LEAD, SECOND = f"{H}-director", f"{H2}-senior"
FIRST, LAST = TODAY - timedelta(weeks=2), TODAY + timedelta(weeks=20)
VISIT = TODAY - timedelta(days=5)
NEXT = TODAY + timedelta(weeks=4)
DAY = timedelta(days=1)
WANTED = RegisterProgramme(T, JUDGEMENT, JUDGED, ("thresholds", "neglect"), "A steady front door", FIRST, LAST, 8, 2)
STATES = ("requested", "scoped", "agreed", "live", "reviewed", "closed")


def weak_world() -> World:
    """The small world in which C00 requires improvement."""
    facts = facts_of([])
    weak = replace(facts.authorities[T], judgements=(GOOD, WEAK))
    return load_world(replace(facts, authorities={**facts.authorities, T: weak}))


@dataclass(frozen=True)
class Programme:
    """A programme, and who takes part."""

    world: World
    id: str

    @property
    def planner(self) -> Reader:
        """A coordinator, who is not cleared for sealed work."""
        return self.world.uncleared

    @property
    def lead(self) -> Reader:
        """The lead adviser."""
        return self.world.director(H)

    def address(self, person: str = LEAD) -> str:
        """Of the placement of an adviser."""
        return placement_address(person, self.id)

    def state(self) -> str | None:
        """Where it is in its life."""
        store.db.session.rollback()
        return store.db.session.get_one(DutyRow, self.id).state

    def staff(self, status: str = "accepted") -> None:
        """Two advisers, who were asked."""
        with store.transaction():
            load_placements([Placement(LEAD, self.id, status), Placement(SECOND, self.id, status)], [])

    def scope(self) -> None:
        """What it rests on."""
        record_need(RecordNeed(self.id, JUDGEMENT, JUDGED, WANTED.themes, WANTED.hopes), self.planner, TODAY)

    def name_lead(self, person: str = LEAD) -> None:
        """Who leads."""
        name_lead(NameLead(self.id, self.address(person)), self.planner, TODAY)

    def draw_up(self) -> None:
        """What is to be agreed."""
        draw_up_agreement(DrawUpAgreement(self.id, "Fewer drifting plans", 16), self.planner, TODAY)

    def agree(self) -> None:
        """Both chief executives say yes."""
        for code, brings in ((T, "A room and a worker"), (H, "Two days a month")):
            agree_to_support(AgreeToSupport(self.id, brings), self.world.chief(code), TODAY)

    def begin(self) -> None:
        """The work goes on."""
        take_step(TakeStep(self.id, "begin"), self.planner, TODAY)

    def plan(self, day: date = VISIT, length: int = 2) -> None:
        """A visit."""
        plan_visit(PlanVisit(self.id, day, day + (length - 1) * DAY), self.planner, TODAY)

    def hold(self, day: date = VISIT, reader: Reader | None = None, note: str = "Read ten plans") -> None:
        """The visit was held, by both, for two days and one."""
        days = {self.address(LEAD): 2, self.address(SECOND): 1}
        record_visit(RecordVisit(self.id, day, days, note), reader or self.planner, TODAY)

    def review(self) -> None:
        """Both councils looked back."""
        review_support(ReviewSupport(self.id, TODAY, "Plans are shorter now"), self.planner, TODAY)

    def close(self, day: date = TODAY) -> None:
        """The end, with the days that were given."""
        days = {self.address(LEAD): 7, self.address(SECOND): 3}
        close_support(CloseSupport(self.id, day, days), self.planner, TODAY)


def programme(state: str = "requested") -> Programme:
    """A programme that was brought into a state by its own steps, with a visit held once it is live."""
    world = weak_world()
    found = Programme(world, register_programme(WANTED, world.uncleared, TODAY))
    steps = (_scoped, _agreed, _live, Programme.review, Programme.close)
    for step in steps[: STATES.index(state)]:
        step(found)
    return found


def _scoped(found: Programme) -> None:
    found.scope()


def _agreed(found: Programme) -> None:
    found.staff()
    found.name_lead()
    found.draw_up()
    found.agree()


def _live(found: Programme) -> None:
    found.begin()
    found.plan()
    found.hold()
    found.plan(NEXT)
