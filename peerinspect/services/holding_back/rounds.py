"""The daily round: the rules are asked again of everybody who is to work, and what they say is kept.

They are asked at four moments of a duty: at its offer, ten working days before its notice day, one before, and on it;
work without a notice day is counted from its first day. In between, a round keeps what it finds only where that is
something else than was found before. A hard objection proposes that somebody is stood down; a coordinator does it.
Only a sealed seat that open work or a tie came in the way of is released (see `releasing`). Source: design, section 7.

A round is made of steps, a duty each, and every step is written before the next begins. One that was stopped goes on
where it was: what was asked for a day is not asked twice for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime

from peerinspect import store
from peerinspect.domain import Duty, Objection, Strength
from peerinspect.domain.lives import LIVES
from peerinspect.services.holding_back.findings import DAILY, NOTICE, ONE_DAY, TEN_DAYS, keep_findings
from peerinspect.services.holding_back.releasing import release
from peerinspect.services.inspection_days import notice_day
from peerinspect.services.lives.effects import objections_standing
from peerinspect.services.notices import coordinators, tell
from peerinspect.services.wording import joined
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties, sealed_duties, states_of
from peerinspect.store.reading.holding_back import asked_last, findings_of, told_in_round, was_asked
from peerinspect.store.reading.people import read_names
from peerinspect.store.tables import RoundRow

Found = Mapping[str, Sequence[Objection]]
Gist = frozenset[tuple[str, str, str]]


def hold_round(today: date, is_stopping: Callable[[], bool] = lambda: False) -> bool:
    """Hold today's round, or what is left of it; whether there was anything left of it.

    What goes wrong with one duty keeps no other from being asked about; the first such fault is raised at the end, and
    the round counts as not held.
    """
    if store.db.session.get(RoundRow, today) is not None:
        return False
    sealed, faults = sealed_duties(today), list[Exception]()
    told = {duty in sealed for duty in told_in_round(today)}
    for duty, found in objections_standing(_to_come(today), today):
        if is_stopping():
            return False
        try:
            _ask_about(duty, found, sealed, told, today)
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    with store.transaction():
        store.add_unless_there(RoundRow(day=today, finished_at=datetime.now(UTC)))
    return True


def _ask_about(duty: Duty, found: Found, sealed: Collection[str], told: set[bool], today: date) -> None:
    """One step of a round. One message a round and reader, in however many runs: the page lists them all."""
    with store.transaction():
        event = _keep(duty, found, sealed, today)
        if event and duty.sealed not in told:
            tell("rules-object", event, coordinators(cleared=True) if duty.sealed else coordinators())
            told.add(duty.sealed)


def _to_come(today: date) -> list[Duty]:
    """The duties that are neither over nor called off."""
    coming = {id_: duty for id_, duty in read_duties(today).items() if duty.last_day >= today}
    states = states_of(coming)
    return [duty for id_, duty in coming.items() if states[id_][0] not in LIVES[duty.kind].finished]


def moment_due(duty: Duty, today: date) -> tuple[str, date] | None:
    """The moment at which the rules are to be asked again by now, and the day that it was due; None between them."""
    anchor = duty.notice or duty.first_day
    moments = ((TEN_DAYS, notice_day(anchor, 10)), (ONE_DAY, notice_day(anchor, 1)), (NOTICE, anchor))
    due = [each for each in moments if each[1] <= today]
    return due[-1] if due and today <= max(anchor, duty.first_day) else None


def _keep(duty: Duty, found: Found, sealed: Collection[str], today: date) -> int:
    """Release what gives way, then keep the findings about the others, where they are due or new.

    The number of the event that says what rules forbid by now; 0 where there is nothing new to say.
    """
    gone = release(duty, found, sealed, today)
    left = {person: ones for person, ones in found.items() if person not in gone}
    before = _known(duty)
    moment, due_on = moment_due(duty, today) or (DAILY, today)
    is_new = _gist(left) != before
    is_due = moment != DAILY and not was_asked(duty.id, moment, due_on)
    if is_due or is_new:
        keep_findings(duty.id, moment if is_due else DAILY, due_on if is_due else today, today, left)
    return _note(duty, left, before, today) if is_new else 0


def _known(duty: Duty) -> Gist:
    """What was found the last time."""
    asking = asked_last([duty.id]).get(duty.id)
    if asking is None:
        return frozenset()
    return frozenset((each.person, each.rule, each.strength) for each in findings_of([asking.id]))


def _gist(found: Found) -> Gist:
    return frozenset((person, one.rule, str(one.strength)) for person, ones in found.items() for one in ones)


def _note(duty: Duty, found: Found, before: Gist, today: date) -> int:
    """Write down whom rules forbid by now whom they did not forbid before; the event's number, 0 for nobody."""
    hard = [each for each in _gist(found) - before if each[2] == str(Strength.HARD)]
    if not hard:
        return 0
    names = read_names({person for person, _, _ in hard})
    sentence = f"Rules were asked again, and forbid it by now to {joined(sorted(names.values()))}."
    told = {"sentence": sentence, "round": today.isoformat()}
    return history.record("", "rules-object", duty.id, duty=duty.id, **told)
