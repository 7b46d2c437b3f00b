"""Secondments to inspection teams: which there are, who is on them, what they did, and what is due of them."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from peerinspect.domain import Duty, Period, kinds
from peerinspect.domain.lives import LIVES, PLACEMENT
from peerinspect.domain.secondments import (
    RETURN_OVERDUE,
    Part,
    ends_soon,
    pattern_of,
    what_is_due,
)
from peerinspect.services.checking import only
from peerinspect.services.liaison.lasting import last_of
from peerinspect.services.liaison.seconding import AGREED
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.weeks import Teams
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.views import liaison as views
from peerinspect.services.views.duties import TeamMember
from peerinspect.services.views.seconding import InspectionDone, SecondeePage
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.liaison import evaluations_on, needs_of, secondee_inspections, secondees_on
from peerinspect.store.reading.placements import duties_of
from peerinspect.store.tables import SecondeeInspectionRow, SecondeeRow

AT_WORK = frozenset({"accepted", "live", "done"})
"""The statuses of inspections that count: the person is on the team, or was."""


def secondments(reader: Reader, today: date) -> views.Secondments:
    """Every secondment to an inspection team. For the liaison and coordinators."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    found = Seconded(sight, sight.duties_within(Period(), kinds.SECOND)).all()
    current = sorted((each for each in found if not each.is_over), key=lambda each: (each.until, each.duty.id))
    over = sorted((each for each in found if each.is_over), key=lambda each: (each.until, each.duty.id))
    return views.Secondments(tuple(current), tuple(reversed(over)))


def secondment(reader: Reader, duty_id: str, today: date) -> views.Secondment:
    """One secondment. For the liaison and coordinators. NotFound for any other duty."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    if duty.kind != kinds.SECOND:
        raise NotFound("no such secondment")
    (found,) = Seconded(sight, {duty.id: duty}).all()
    return found


def secondee(reader: Reader, duty_id: str, address: str, today: date) -> tuple[views.Secondment, views.Secondee]:
    """Somebody who agreed to a secondment. NotFound for anybody else."""
    found = secondment(reader, duty_id, today)
    for each in found.people:
        if each.is_agreed and hmac.compare_digest(each.address.encode(), address.encode()):
            return found, each
    raise NotFound("nobody on such a secondment")


def secondee_page(reader: Reader, duty_id: str, address: str, today: date) -> SecondeePage:
    """One secondee with the inspections of their term. A look at what is sealed is recorded. NotFound as above."""
    found, person = secondee(reader, duty_id, address, today)
    sight = Sight(reader, today)
    span = Period(found.duty.period.start, person.returned_on or found.until)
    registered = inspections_of(sight, [person.person_id]).get(person.person_id, ())
    here = [each for each in registered if each.start is not None and span.holds(each.first_day)]
    record_look_at_list(sight, here, "of somebody on a secondment")
    typed = secondee_inspections([duty_id], [person.person_id])
    return SecondeePage(found, person, listed(sight, here, typed))


def inspections_of(sight: Sight, people: Collection[str]) -> dict[str, list[Duty]]:
    """The inspections that people are or were on, by person, as far as the reader may know of them."""
    work = sight.work_among(duties_of(people)) if people else {}
    duties = {id_: duty for id_, duty in work.items() if duty.kind == kinds.INSPECT}
    found: dict[str, list[Duty]] = defaultdict(list)
    for each in sight.records(duties, people) if duties else ():
        if each.status in AT_WORK:
            found[each.person].append(duties[each.duty])
    return found


def listed(sight: Sight, duties: Iterable[Duty], typed: Iterable[SecondeeInspectionRow]) -> tuple[InspectionDone, ...]:
    """Inspections registered here and inspections typed in, by first day."""
    registered = [
        InspectionDone(
            id="",
            duty_id=duty.id,
            title=duty_title(duty, sight.places),
            period=duty.period,
            note="",
            is_coming=duty.first_day > sight.today,
            sealed=duty.sealed,
        )
        for duty in duties
    ]
    others = [
        InspectionDone(
            id=row.id,
            duty_id="",
            title=f"Inspection of {sight.places[row.authority].name}",
            period=Period(row.starts, row.ends),
            note=row.note,
            is_coming=False,
        )
        for row in typed
    ]
    return tuple(sorted([*registered, *others], key=lambda each: (each.period.start or date.min, each.title)))


class Seconded:
    """Secondments, read together. What is sealed is counted for nobody: a list is no place to look at it."""

    def __init__(self, sight: Sight, duties: Mapping[str, Duty]) -> None:
        self._sight, self._duties = sight, duties
        self._teams = Teams(sight, duties)
        self._states = states_of(duties)
        self._needs, self._kept, self._evaluated = needs_of(duties), secondees_on(duties), evaluations_on(duties)
        people = {each.placement.person_id for id_ in duties for each in self._teams.team(id_)}
        self._open = {
            person: [duty for duty in found if not duty.sealed]
            for person, found in inspections_of(sight, people).items()
        }
        self._typed: dict[tuple[str, str], list[date]] = defaultdict(list)
        for row in secondee_inspections(duties):
            self._typed[row.person, row.duty].append(row.starts)

    def all(self) -> tuple[views.Secondment, ...]:
        """Each of them."""
        return tuple(self._one(duty) for duty in self._duties.values())

    def _one(self, duty: Duty) -> views.Secondment:
        state, team = self._states[duty.id][0], self._teams.team(duty.id)
        life, need, today = LIVES[duty.kind], self._needs.get(duty.id), self._sight.today
        until, is_ended = last_of(duty, need), state in life.finished
        people = tuple(self._person(member, duty, until, is_ended) for member in team)
        is_awaited = any(RETURN_OVERDUE in each.due for each in people)
        is_over = is_ended or (until < today and not is_awaited)
        is_filled = is_over or duty.last_day < today
        return views.Secondment(
            duty=self._sight.line(duty, len(team)),
            state=state,
            state_name=life.states[state],
            level=duty.level,
            skills=tuple(sorted(duty.skills)),
            region=need.region if need else "",
            note=need.note if need else "",
            requested_on=need.requested_on if need else None,
            people=people,
            empty_seats=0 if is_filled else max(0, duty.seats - len(team)),
            ends_soon=not is_over and ends_soon(duty.first_day, until, today),
            is_over=is_over,
            pattern=pattern_of(need.pattern if need else None, duty.period),
            until=until,
            wanted=need.inspections if need else None,
        )

    def _person(self, member: TeamMember, duty: Duty, until: date, is_ended: bool) -> views.Secondee:
        view = member.placement
        kept = self._kept.get((view.person_id, duty.id))
        part = self._part(view.person_id, duty, until, kept)
        is_agreed = view.status in AGREED
        state = _state(member.state, part, duty, self._sight.today)
        return views.Secondee(
            address=view.address,
            person_id=view.person_id,
            person_name=view.person_name,
            home_names=view.home_names,
            state=state,
            state_name=PLACEMENT.states[state],
            approval=member.approval,
            waits=member.waits,
            is_agreed=is_agreed,
            training=kept.training if kept else "",
            trained_on=part.trained_on,
            returned_on=part.returned_on,
            note=kept.note if kept else "",
            is_evaluated=(view.person_id, duty.id) in self._evaluated,
            done=part.done,
            due=what_is_due(part, self._sight.today) if is_agreed and not is_ended else (),
        )

    def _part(self, person: str, duty: Duty, until: date, kept: SecondeeRow | None) -> Part:
        """What is recorded of somebody's part, with the inspections from its first day to its last."""
        returned, need = kept.returned_on if kept else None, self._needs.get(duty.id)
        span = Period(duty.first_day, max(duty.first_day, returned or until))
        days = [each.first_day for each in self._open.get(person, ()) if span.holds(each.first_day)]
        days += [day for day in self._typed[person, duty.id] if span.holds(day)]
        return Part(
            period=Period(duty.first_day, until),
            trained_on=kept.trained_on if kept else None,
            returned_on=returned,
            first_inspection=min(days, default=None),
            done=sum(day <= self._sight.today for day in days),
            wanted=need.inspections if need else None,
        )


def _state(state: str, part: Part, duty: Duty, today: date) -> str:
    """Where somebody is: in the months that follow the training they are still on the secondment."""
    is_between = duty.last_day < today and part.period.end is not None and today <= part.period.end
    return "live" if state == "done" and part.returned_on is None and is_between else state
