"""What the Ofsted liaison decides: people to approve, objections to answer, people to evaluate, secondments."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import Duty, kinds
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import only
from peerinspect.services.liaison.approving import HELD, NOT_ON_IT, NOT_YET
from peerinspect.services.liaison.evaluating import is_to_be_evaluated
from peerinspect.services.liaison.objecting import still_open
from peerinspect.services.lives.stepping import BY_THE_LIAISON
from peerinspect.services.queries.lives import step_views
from peerinspect.services.queries.looks import record_look, record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.weeks import Teams
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.views import StepView
from peerinspect.services.views import liaison as views
from peerinspect.services.views.duties import TeamMember
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.liaison import (
    approvals_on,
    evaluations_on,
    open_objections,
)
from peerinspect.store.reading.people import read_names, read_people
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import CouncilObjectionRow, EvaluationRow

ENDS_SOON = timedelta(weeks=12)


def peer_to_decide(reader: Reader, duty_id: str, address: str, today: date) -> views.PeerToDecide:
    """A person on a team, for the liaison's word. NotFound for what is not there or may not be known."""
    only(reader, LIAISON)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    record_look(sight, duty)
    team = Teams(sight, {duty.id: duty}).team(duty.id)
    member = member_at(team, address)
    word = approvals_on([duty.id]).get((member.placement.person_id, duty.id))
    state = states_of([duty.id])[duty.id][0]
    is_held = state in HELD.get(duty.kind, ())
    return views.PeerToDecide(
        duty=sight.line(duty, len(team)),
        member=member,
        word=word.outcome if word else "",
        reason=word.reason if word else "",
        decided_on=word.decided_on if word else None,
        waits=member.waits,
        why_not="" if member.waits or word else (NOT_ON_IT if is_held else NOT_YET),
    )


def member_at(team: Collection[TeamMember], address: str) -> TeamMember:
    """Somebody on a team by the placement's address. NotFound where there is nobody."""
    for member in team:
        if hmac.compare_digest(member.placement.address.encode(), address.encode()):
            return member
    raise NotFound("nobody on the team")


def liaison_steps(reader: Reader, duty_id: str, today: date) -> tuple[StepView, ...]:
    """The steps that the Ofsted liaison can take with an inspection now. NotFound for what may not be known."""
    only(reader, LIAISON)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    if duty.kind != kinds.INSPECT:
        return ()
    state = states_of([duty.id])[duty.id][0]
    return tuple(each for each in step_views(sight, duty, state) if each.action in BY_THE_LIAISON)


def objections_waiting(reader: Reader, today: date) -> tuple[views.CouncilObjection, ...]:
    """What councils object to and nobody has answered, the first due first. For coordinators and the liaison."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    rows = open_objections()
    duties = sight.duties({row.duty for row in rows}) if rows else {}
    waiting = still_open(rows, duties, today) if rows else []
    if not waiting:
        return ()
    return tuple(sorted(_objections(sight, waiting, duties), key=lambda each: (each.due_on, each.person_name)))


def council_objection(reader: Reader, objection_id: str, today: date) -> views.CouncilObjection:
    """One objection. For coordinators and the liaison. NotFound for one that is not there or may not be known."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    row = store.db.session.get(CouncilObjectionRow, objection_id)
    if row is None:
        raise NotFound("no such objection")
    duty = sight.duty(row.duty)
    record_look(sight, duty)
    (found,) = _objections(sight, [row], {row.duty: duty})
    return found


def _objections(
    sight: Sight, rows: Collection[CouncilObjectionRow], duties: Mapping[str, Duty]
) -> tuple[views.CouncilObjection, ...]:
    people, users = read_people({row.person for row in rows}), user_names({row.raised_by for row in rows})
    waiting = {row.id for row in still_open(rows, duties, sight.today)}
    lines = sight.lines({row.duty: duties[row.duty] for row in rows})
    return tuple(
        views.CouncilObjection(
            id=row.id,
            duty=lines[row.duty],
            address=placement_address(row.person, row.duty),
            person_id=row.person,
            person_name=people[row.person].name,
            home_names=sight.home_names(people[row.person], duties[row.duty]),
            reason=row.reason,
            raised_by=users.get(row.raised_by, ""),
            raised_on=row.raised_on,
            due_on=row.due_on,
            outcome=row.outcome or "",
            answer=row.answer,
            answered_on=row.answered_on,
            is_open=row.id in waiting,
            is_overdue=row.id in waiting and row.due_on < sight.today,
        )
        for row in rows
    )


def peer_to_evaluate(reader: Reader, duty_id: str, address: str, today: date) -> views.PeerToEvaluate:
    """A person whose part of a duty is over. For the liaison and coordinators. NotFound for anybody else."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    record_look(sight, duty)
    view = member_at(Teams(sight, {duty.id: duty}).team(duty.id), address).placement
    row = evaluations_on([duty.id]).get((view.person_id, duty.id))
    if row is None and not is_to_be_evaluated(duty, view.person_id, today):
        raise NotFound("nobody to evaluate")
    found = _evaluations(sight, [row], {duty.id: duty})[0] if row else None
    return views.PeerToEvaluate(view.duty, view.address, view.person_name, view.home_names, found)


def evaluations_of(reader: Reader, person_id: str, today: date) -> tuple[views.EvaluationView, ...]:
    """How somebody did, the latest first. For the liaison and coordinators; nothing for anybody else."""
    if reader.role not in (COORDINATOR, LIAISON):
        return ()
    sight = Sight(reader, today)
    rows = evaluations_on(None, [person_id])
    if not rows:
        return ()
    duties = sight.duties({duty for _, duty in rows})
    record_look_at_list(sight, duties.values(), "of one person's evaluations")
    kept = [row for row in rows.values() if row.duty in duties]
    return tuple(sorted(_evaluations(sight, kept, duties), key=lambda each: each.evaluated_on, reverse=True))


def _evaluations(
    sight: Sight, rows: Collection[EvaluationRow], duties: Mapping[str, Duty]
) -> tuple[views.EvaluationView, ...]:
    names = read_names({row.person for row in rows}) if rows else {}
    lines = sight.lines({row.duty: duties[row.duty] for row in rows})
    return tuple(
        views.EvaluationView(
            duty=lines[row.duty],
            address=placement_address(row.person, row.duty),
            person_id=row.person,
            person_name=names.get(row.person, ""),
            prepared=row.prepared,
            worked=row.worked,
            judged=row.judged,
            again=row.again,
            comment=row.comment,
            evaluated_on=row.evaluated_on,
            shared_on=row.shared_on,
        )
        for row in rows
    )
