"""What an inspected council's own people see from the notice day on, and what a person is told of how they did."""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Duty, Period, kinds
from peerinspect.domain.lives import LIVES
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import only, own_person
from peerinspect.services.liaison.objecting import inspected, is_open_to_objection
from peerinspect.services.queries.records import CERTAIN, is_told_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, DIRECTOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.views import liaison as views
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.liaison import evaluations_on, objections_on
from peerinspect.store.reading.people import read_names, read_people
from peerinspect.store.surroundings import duties_at


def my_inspections(reader: Reader, today: date) -> tuple[views.OwnInspection, ...]:
    """Inspections of the reader's own councils whose notice day has come, the latest first.

    For directors and their staff, and chief executives. An inspection to come is not here, announced or not.
    """
    only(reader, DIRECTOR, CHIEF_EXECUTIVE)
    sight = Sight(reader, today)
    duties = {
        id_: duty
        for id_, duty in sight.duties(duties_at(reader.authorities)).items()
        if duty.kind == kinds.INSPECT and is_told_of(sight, duty)
    }
    found = (_inspection(sight, duty) for duty in duties.values())
    return tuple(sorted(found, key=lambda each: (each.duty.period.start or today, each.duty.id), reverse=True))


def _inspection(sight: Sight, duty: Duty) -> views.OwnInspection:
    coming = [each for each in sight.records({duty.id: duty}) if each.status in CERTAIN]
    state = states_of([duty.id])[duty.id][0]
    return views.OwnInspection(sight.line(duty, len(coming)), LIVES[duty.kind].states[state], duty.on_site_periods)


def my_team(reader: Reader, duty_id: str, today: date) -> views.OwnTeam:
    """Who comes to inspect the reader's council, and what the council objected to. NotFound before the notice day."""
    only(reader, DIRECTOR, CHIEF_EXECUTIVE)
    sight = Sight(reader, today)
    duty = inspected(sight, duty_id)
    coming = [each for each in sight.records({duty.id: duty}) if each.status in CERTAIN]
    rows = objections_on([duty.id])
    people = read_people({each.person for each in coming})
    names = read_names({row.person for row in rows}) if rows else {}
    is_open = is_open_to_objection(duty, today)
    objected = {row.person for row in rows}
    members = [
        views.OwnTeamMember(
            address=placement_address(each.person, duty.id),
            name=people[each.person].name,
            home_names=sight.home_names(people[each.person], duty),
            may_object=is_open and each.person not in objected,
        )
        for each in coming
    ]
    return views.OwnTeam(
        inspection=_inspection(sight, duty),
        members=tuple(sorted(members, key=lambda each: (each.name, each.address))),
        objections=tuple(
            views.OwnObjection(
                names.get(row.person, ""),
                row.reason,
                row.raised_on,
                row.due_on,
                row.outcome or "",
                row.answer,
                row.answered_on,
            )
            for row in rows
        ),
        may_object=is_open,
    )


def my_team_member(
    reader: Reader, duty_id: str, address: str, today: date
) -> tuple[views.OwnTeam, views.OwnTeamMember]:
    """Somebody who comes to inspect the reader's council. NotFound for anybody else."""
    team = my_team(reader, duty_id, today)
    for each in team.members:
        if each.address == address:
            return team, each
    raise NotFound("nobody that the council is told of")


def my_evaluations(reader: Reader, today: date) -> tuple[views.OwnEvaluation, ...]:
    """What was shared with the reader of how they did, the latest first. NotFound for a user who is tied to no person.

    A duty that is sealed still has not been done by anybody, so none is named here.
    """
    own = own_person(reader)
    rows = [row for row in evaluations_on(None, [own]).values() if row.shared_on is not None]
    sight = Sight(reader, today)
    duties = sight.duties({row.duty for row in rows}) if rows else {}
    found = [
        views.OwnEvaluation(
            title=duty_title(duties[row.duty], sight.places),
            period=Period(duties[row.duty].first_day, duties[row.duty].last_day),
            prepared=row.prepared,
            worked=row.worked,
            judged=row.judged,
            shared_on=row.shared_on,
        )
        for row in rows
        if row.duty in duties and row.shared_on is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.shared_on, each.title), reverse=True))
