"""A few of everything that the Ofsted liaison decides, for the demo: no page of theirs is empty."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta

from peerinspect.domain import Duty, kinds
from peerinspect.services.addresses import placement_address
from peerinspect.services.answers import AcceptOffer, accept_offer
from peerinspect.services.bank_holidays import working_days_after
from peerinspect.services.liaison.approving import DecidePeer, approve_peer
from peerinspect.services.liaison.evaluating import Evaluate, evaluate
from peerinspect.services.liaison.objecting import AnswerObjection, RaiseObjection, answer_objection, raise_objection
from peerinspect.services.liaison.seconding import (
    RecordTraining,
    RequestSecondment,
    record_training,
    request_secondment,
)
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.reader import DIRECTOR, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.store.reading.duties import read_duties, states_of
from peerinspect.store.reading.liaison import NOT_UPHELD
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.people_listing import regions_of_councils
from peerinspect.store.reading.placements import PlacementRecord, read_placements

TEAMS, EVALUATIONS, TRAININGS = 4, 3, 2
SOON, UNREPORTED, LATELY = timedelta(weeks=8), timedelta(weeks=8), timedelta(weeks=26)
ANSWERS = (("yes", "yes", "yes", "yes"), ("yes", "yes", "partly", "yes"), ("partly", "yes", "no", "no"))
COMMENTS = ("Asked the questions that mattered", "Quick, and kind to staff", "Wrote up what others had seen")
REASONS = ("They were a consultant to our schools' trust last year", "They spoke on our case at a conference")

ChiefOf = Callable[[str], Reader]
"""A council's chief executive, by its code."""


def show_a_week(liaison: Reader, coordinator: Reader, spared: Collection[str], chief_of: ChiefOf, today: date) -> None:
    """Hold teams and approve people, object and answer, evaluate, ask for a secondment. `spared` people say nothing."""
    _hold_teams(liaison, coordinator, spared, today)
    _object(liaison, chief_of, today)
    _evaluate(liaison, today)
    _second(liaison, today)


def _placed(today: date, kind: str, first: date, last: date, *statuses: str) -> Iterator[tuple[Duty, PlacementRecord]]:
    """People on duties of a kind that have a day in the span, the first duty first."""
    duties = {
        id_: duty
        for id_, duty in read_duties(today).items()
        if duty.kind == kind and duty.last_day >= first and duty.first_day <= last
    }
    found = [each for each in read_placements(today, duties) if each.status in statuses]
    for each in sorted(found, key=lambda one: (duties[one.duty].first_day, one.duty, one.person)):
        yield duties[each.duty], each


def _hold_teams(liaison: Reader, coordinator: Reader, spared: Collection[str], today: date) -> None:
    """People say yes, their teams are held, and every second one is approved."""
    found = list(_placed(today, kinds.INSPECT, today + timedelta(days=1), today + SOON, "offered", "accepted"))
    teams = list(dict.fromkeys(duty.id for duty, each in found if each.person not in spared))[:TEAMS]
    names = read_names({each.person for _, each in found})
    for number, id_ in enumerate(teams):
        mine = [each for duty, each in found if duty.id == id_ and each.person not in spared]
        for each in mine:
            if each.status == "offered":
                person = Reader("", names[each.person], DIRECTOR, each.person)
                accept_offer(AcceptOffer(placement_address(*each.pair)), person, today)
        if states_of([id_])[id_][0] == "planned":
            take_step(TakeStep(id_, "hold-team"), coordinator, today)
        if number % 2 and states_of([id_])[id_][0] in ("team-held", "notified"):
            approve_peer(DecidePeer(id_, placement_address(*mine[0].pair)), liaison, today)


def _object(liaison: Reader, chief_of: ChiefOf, today: date) -> None:
    """A council that has been given notice objects to somebody; one that was inspected lately did, and was answered."""
    now = [each for each in _placed(today, kinds.INSPECT, today, today + SOON, "live") if each[0].start <= today]
    for duty, each in now[:1]:
        command = RaiseObjection(duty.id, placement_address(*each.pair), REASONS[0])
        raise_objection(command, chief_of(min(duty.authorities)), today)
    for duty, each in list(_placed(today, kinds.INSPECT, today - UNREPORTED, today, "done"))[-1:]:
        command = RaiseObjection(duty.id, placement_address(*each.pair), REASONS[1])
        said = raise_objection(command, chief_of(min(duty.authorities)), duty.start)
        answer = AnswerObjection(said, NOT_UPHELD, "That was before their time, so they stay on the team")
        answer_objection(answer, liaison, working_days_after(duty.start, 1))


def _evaluate(liaison: Reader, today: date) -> None:
    """Of those who came back lately all but the last are evaluated, and the first of them is told."""
    lately = list(_placed(today, kinds.INSPECT, today - LATELY, today, "done"))[-EVALUATIONS:][:-1]
    for number, (duty, each) in enumerate(lately):
        prepared, worked, judged, again = ANSWERS[number % len(ANSWERS)]
        address, comment = placement_address(*each.pair), COMMENTS[number % len(COMMENTS)]
        command = Evaluate(duty.id, address, prepared, worked, judged, again, comment, shares=not number)
        evaluate(command, liaison, today)


def _second(liaison: Reader, today: date) -> None:
    """One more secondment is asked for, and some who are seconded now have been trained."""
    region = next(iter(sorted(regions_of_councils())), "")
    first = today + timedelta(weeks=10)
    wanted = RequestSecondment(
        first, first + timedelta(weeks=26), region, 1, "assistant", (), "Starts with a week's training"
    )
    request_secondment(wanted, liaison, today)
    for duty, each in list(_placed(today, kinds.SECOND, today, today, "live"))[:TRAININGS]:
        command = RecordTraining(duty.id, placement_address(*each.pair), duty.first_day, "the inspection framework")
        try:
            record_training(command, liaison, today)
        except Refusal:
            return
