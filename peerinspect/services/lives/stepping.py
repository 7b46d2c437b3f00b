"""Taking a duty one step on in its life, as the table of its kind draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Period
from peerinspect.domain.kinds import CHAIR, INSPECT, INTERIM, REVIEW, SUPPORT
from peerinspect.domain.lives import (
    BEGUN,
    DEFER,
    ENDS_BY,
    ENDS_ON,
    EXTEND_COVER,
    HAND_BACK,
    LIVES,
    NOTICE_COME,
    OF_PROGRAMMES,
    OF_REMOVAL,
    OVER,
    PLAN_AGAIN,
    STAFFED,
    Life,
    Step,
)
from peerinspect.services.checking import Checks, only
from peerinspect.services.lives.deferring import park, plan_again
from peerinspect.services.lives.effects import effects_of
from peerinspect.services.lives.team import (
    asked_people,
    is_staffed,
    people_counted,
    settled_names,
    stand_down,
    team_of,
    tell_of_change,
)
from peerinspect.services.lives.weighing import accept_or_refuse
from peerinspect.services.moving import write_days
from peerinspect.services.notices import staff_of, tell
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotAllowed, Refusal
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.services.wording import duty_title, plain_day
from peerinspect.store import history
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.directors import has_holder
from peerinspect.store.reading.support import runs_as_programme
from peerinspect.store.tables import DutyRow

RENEW, NOTIFY = "renew", "notify"
ON_THE_BOARDS_PAGE = "A removal takes grounds, a reply and an interim chair. It is done on the board's own page"
ON_THE_PROGRAMMES_PAGE = "This step says more than a state. It is taken on the page of the programme of support"
ON_THE_VACANCYS_PAGE = "A post is handed back to somebody who is named. It is done on the vacancy's own page"
LONGER = frozenset({RENEW, EXTEND_COVER})
"""The steps that put the last day off: the rules are asked first."""
ON_THE_REVIEWS_PAGE = "A review's steps say more than a state. They are taken on the review's own page"
BY_THE_LIAISON = frozenset({NOTIFY, DEFER})
"""The steps of an inspection that the Ofsted liaison may take too: to record the notice, and to put it off."""
GUARDS: Mapping[str, str] = {
    STAFFED: "Nobody has agreed to do it yet. Fill the seat first",
    NOTICE_COME: "The notice day has not come yet",
    BEGUN: "It has not begun yet. Change its first day if it begins earlier",
    OVER: "It is not over yet. Change its days if it is over earlier",
}
"""What is said where something has to be so before a step, and is not."""


@dataclass(frozen=True, slots=True)
class TakeStep:
    """Take the step `action` of a duty's life. What else it asks for is in domain.lives.

    `accepts`: although rules object to somebody who is on it.
    """

    duty_id: str
    action: str
    day: date | None = None
    reason: str = ""
    reference: str = ""
    accepts: bool = False


def take_step(command: TakeStep, reader: Reader, today: date) -> str:
    """Take it; the id of the duty to look at next. For coordinators; a sealed one for those who may know of it.

    The Ofsted liaison takes the steps BY_THE_LIAISON of inspections, and no other. Raises NotFound for a duty that is
    not there or may not be known, Refusal for a step that is not drawn.
    """
    only(reader, COORDINATOR, *((LIAISON,) if command.action in BY_THE_LIAISON else ()))
    with store.transaction():
        duty = Sight(reader, today).duty(command.duty_id)
        if reader.role == LIAISON and duty.kind != INSPECT:
            raise NotAllowed("the liaison takes steps of inspections alone")
        if duty.kind == CHAIR and command.action in OF_REMOVAL:
            raise Refusal(ON_THE_BOARDS_PAGE)
        if duty.kind == SUPPORT and command.action in OF_PROGRAMMES and runs_as_programme(duty.id):
            raise Refusal(ON_THE_PROGRAMMES_PAGE)
        if duty.kind == INTERIM and command.action == HAND_BACK:
            raise Refusal(ON_THE_VACANCYS_PAGE)
        if duty.kind == REVIEW:
            raise Refusal(ON_THE_REVIEWS_PAGE)
        return take_known_step(duty, command, reader, today)


def take_known_step(duty: Duty, command: TakeStep, reader: Reader, today: date) -> str:
    """Take a step of a duty that the reader may know of; the id of the duty to look at next.

    Call it in a transaction, for whoever may take this step: that is for the caller to check.
    """
    row = store.db.session.get_one(DutyRow, duty.id)
    life = LIVES[duty.kind]
    step = drawn_step(life, row.state or life.first, command.action)
    if step.action == PLAN_AGAIN:
        _check(step, command, duty, today)
        return plan_again(duty, command.day, reader, today)
    take_drawn(step, command, duty, reader, today)
    return duty.id


def take_drawn(step: Step, command: TakeStep, duty: Duty, reader: Reader, today: date) -> int:
    """Take a step that is drawn, once everything that it asks for is there; the number of its event.

    Call it in a transaction, like `take_known_step`.
    """
    _check(step, command, duty, today)
    row = store.db.session.get_one(DutyRow, duty.id)
    return _take(step, command, duty, row, Sight(reader, today))


def drawn_step(life: Life, state: str, action: str) -> Step:
    """The step; raises Refusal where it is not drawn from the state."""
    step = life.step(action)
    refusal = life.refusal(state, action)
    if step is None or refusal:
        raise Refusal(refusal)
    return step


def _check(step: Step, command: TakeStep, duty: Duty, today: date) -> None:
    """Everything that the step asks for is there, and what has to be so is so."""
    checks = Checks()
    if step.day:
        _check_day(checks, step, command.day, duty, today)
    if step.reason:
        check_text(checks, command.reason, "reason", "Say why, in a sentence", "the reason")
    if step.reference:
        check_text(checks, command.reference, "reference", "Enter a reference", "the reference", LONGEST_REFERENCE)
    if step.requires:
        checks.need(_is_so(step.requires, duty, today), "", GUARDS[step.requires])
    if step.releases:
        # Nobody is at work before the first day on site, although the council has been told.
        names = settled_names(replace(duty, notice=None) if step.action == DEFER else duty, today)
        checks.need(not names, "", f"{names}: at work on it, or pinned to it. Unpin them or end their part first")
    checks.done()


def _check_day(checks: Checks, step: Step, day: date | None, duty: Duty, today: date) -> None:
    """The day lies where such a step can."""
    if not checks.need(day, "day", "Enter the day") or day is None or step.action == PLAN_AGAIN:
        return
    if step.action in LONGER:
        checks.need(day > duty.last_day, "day", f"Enter a day after the present last day, {plain_day(duty.last_day)}")
        return
    if step.ends == ENDS_ON:
        lies_within = duty.first_day <= day <= duty.last_day
        span = f"{plain_day(duty.first_day)} and {plain_day(duty.last_day)}"
        checks.need(lies_within, "day", f"Enter a day between {span}, or change the dates first")
        return
    checks.need(day <= today, "day", "Enter a day that has come")


def _is_so(what: str, duty: Duty, today: date) -> bool:
    match what:
        case "staffed":
            return is_staffed(duty.id) or (duty.kind == INTERIM and has_holder(duty.id, today))
        case "notice-come":
            return duty.start <= today
        case "begun":
            return duty.first_day <= today
        case _:
            return duty.last_day <= today


def _take(step: Step, command: TakeStep, duty: Duty, row: DutyRow, sight: Sight) -> int:
    """Write the new state, what goes with it, and the event; the event's number."""
    life = LIVES[duty.kind]
    before = life.states[row.state or life.first]
    released, concerned = 0, asked_people(duty.id) if step.releases else set()
    if step.releases:
        released = _release(duty, step)
    if duty.sealed and step.to in life.called_off:
        park(duty)
    if step.ends or step.action in LONGER:
        _move_end(step, command, duty, sight)
    row.state, row.state_on = step.to, _dated(step, command, sight.today)
    sentence = f"“{before}” became “{life.states[step.to]}”{_told(step, command)}"
    sentence += f" Stood {people_counted(released)} down." if released else ""
    event = _record(sight.reader, duty, step, command, sentence)
    tell_of_change(concerned, event)
    return event


def _release(duty: Duty, step: Step) -> int:
    """Stand down whoever has not begun; how many they are."""
    team = team_of(duty.id)
    stand_down(team, DEFER if step.action == DEFER else None)
    return len(team)


def _move_end(step: Step, command: TakeStep, duty: Duty, sight: Sight) -> None:
    """Make the day given the last one. A longer term is asked of the rules first."""
    day = command.day or sight.today
    last = min(day, duty.last_day) if step.ends == ENDS_BY else day
    if last < duty.first_day:
        return
    changed = replace(duty, period=Period(duty.first_day, last))
    if last > duty.last_day:
        effects = effects_of(duty, changed, sight.reader, sight.today)
        if any(each.is_forbidden and each.duty == duty.id and not each.sealed for each in effects):
            told = " ".join(one.sentence for each in effects for one in each.objections)
            raise Refusal({"day": f"A rule that nobody can waive forbids it. {told}"})
        accept_or_refuse(effects, command.accepts, sight)
    write_days(changed)


def _dated(step: Step, command: TakeStep, today: date) -> date:
    """The day that the new state dates from: the one given, unless it is a last day."""
    return command.day if command.day and step.day and not step.ends and step.action not in LONGER else today


def _told(step: Step, command: TakeStep) -> str:
    """The day, the reason and the reference, where the step asks for them, after what became of it."""
    day = f" ({step.day.lower()}: {plain_day(command.day)})" if step.day and command.day else ""
    reason = f" {step.reason}: {tidy(command.reason)}." if step.reason else ""
    reference = f" {step.reference}: {tidy(command.reference)}." if step.reference else ""
    return f"{day}.{reason}{reference}"


def _record(reader: Reader, duty: Duty, step: Step, command: TakeStep, sentence: str) -> int:
    """The event beside the step; a council that has been given notice is told where to look."""
    event = history.record(
        reader.user_id,
        f"{step.action}-{duty.kind}",
        duty.id,
        duty=duty.id,
        sentence=sentence,
        state=step.to,
        reference=tidy(command.reference),
    )
    if step.action == NOTIFY:
        told = {user for code in duty.authorities for user in staff_of(code)}
        days = f"{plain_day(duty.first_day)} to {plain_day(duty.last_day)}"
        tell("inspection-notified", event, told, work=duty_title(duty, read_places()), days=days)
    return event
