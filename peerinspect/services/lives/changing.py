"""Changing one fact of a duty at a time, with the rules asked of whoever is on it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import delete, select

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.domain.kinds import CHAIR, INTERIM
from peerinspect.domain.lives import LIVES
from peerinspect.services.checking import Checks, only
from peerinspect.services.lives.effects import Effect, effects_of, hard_against
from peerinspect.services.lives.facts import CHANGES, FACTS, RENEWING, WORDS, ChangeFact
from peerinspect.services.lives.team import (
    asked_people,
    rearrange,
    settled_names,
    team_of,
    tell_of_change,
    told_of,
)
from peerinspect.services.lives.weighing import accept_or_refuse, examine_and_write
from peerinspect.services.moving import write_days
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.standing import part_now
from peerinspect.store import history
from peerinspect.store.founding import board_of
from peerinspect.store.loading import know_skills
from peerinspect.store.tables import BoardRow, DutyAuthorityRow, DutyRow, DutySkillRow, ReviewRow, VacancyRow

Examined = tuple[Duty, Duty, tuple[Effect, ...]]


def change_fact(
    command: ChangeFact, reader: Reader, today: date, beside: Callable[[], object] | None = None
) -> tuple[Effect, ...]:
    """Change it; what the rules have against anybody because of it. For coordinators.

    `beside` writes what goes with the change, in its own transaction. A sealed inspection is changed by those who may
    know of it; for others it is not there. Refused where the duty is over, and where somebody who is settled on it
    would be given other work by the change.
    """
    only(reader, COORDINATOR)

    def write(found: Examined) -> tuple[Effect, ...]:
        effects = _write(found, command.fact, reader, today)
        if beside is not None:
            beside()
        return effects

    return examine_and_write(lambda: _examined(command, reader, today), write)


def _examined(command: ChangeFact, reader: Reader, today: date) -> Examined:
    """The duty as it is and as it is to be, and what the rules say."""
    sight = Sight(reader, today)
    duty = sight.duty(command.duty_id)
    changed = _changed(duty, command, today)
    effects = effects_of(duty, changed, reader, today)
    _refuse_against_settled(duty, effects, today)
    accept_or_refuse(effects, command.accepts, sight)
    return duty, changed, effects


def _refuse_against_settled(duty: Duty, effects: Collection[Effect], today: date) -> None:
    """Whoever is at work or pinned stays: a change that a rule forbids them is no change."""
    forbidden = hard_against(effects, duty.id)
    names = settled_names(duty, today, forbidden) if forbidden else ""
    if names:
        raise Refusal(f"{names}: settled on this work, and a rule forbids it with this change. Stand them down first")


def _changed(duty: Duty, command: ChangeFact, today: date) -> Duty:
    """The duty as it is to be, once everything about the change holds."""
    if command.fact not in FACTS[duty.kind]:
        raise NotFound("no such fact of this duty")
    checks = Checks()
    row = store.db.session.get_one(DutyRow, duty.id)
    is_over = row.state in LIVES[duty.kind].finished or duty.last_day < today
    checks.need(not is_over, "", "This is over, so nothing about it is changed any more")
    if command.fact in RENEWING:
        names = settled_names(duty, today)
        checks.need(not names, "", f"{names}: settled on this work. Unpin them or stand them down first")
    changed = CHANGES[command.fact](checks, duty, command, today)
    checks.done()
    return changed


def _write(found: Examined, fact: str, reader: Reader, today: date) -> tuple[Effect, ...]:
    """Keep the changed fact, see to the people, and write the event."""
    duty, changed, effects = found
    kept_off = _kept_off(duty, changed, effects, today)
    concerned = asked_people(duty.id)
    _keep(duty, changed)
    asked, gone = rearrange(duty.id, kept_off, today, fact in RENEWING)
    sentence = f"Changed {WORDS[fact]}.{told_of(asked, gone)}"
    event = history.record(reader.user_id, f"change-{fact}", duty.id, duty=duty.id, sentence=sentence)
    tell_of_change(concerned if fact in RENEWING else concerned & set(kept_off), event)
    return effects


def _kept_off(duty: Duty, changed: Duty, effects: Collection[Effect], today: date) -> Collection[str]:
    """Whom a rule forbids now. A sealed inspection that other people must fill from now on keeps nobody."""
    if duty.sealed and part_now(duty, today) != part_now(changed, today):
        return {row.person for row in team_of(duty.id)}
    return hard_against(effects, duty.id)


def _keep(duty: Duty, changed: Duty) -> None:
    """Write what is different."""
    row = store.db.session.get_one(DutyRow, duty.id)
    row.seats, row.days, row.level, row.priority = changed.seats, changed.days, changed.level, changed.priority
    if changed.case != duty.case:
        store.db.session.get_one(ReviewRow, duty.id).case_reference = changed.case
    if (changed.period, changed.on_site, changed.notice) != (duty.period, duty.on_site, duty.notice):
        write_days(changed)
    if changed.skills != duty.skills:
        _keep_skills(changed)
    if changed.authorities != duty.authorities:
        _keep_councils(changed)


def _keep_skills(changed: Duty) -> None:
    know_skills(changed.skills)
    store.db.session.execute(delete(DutySkillRow).where(DutySkillRow.duty == changed.id))
    store.add(*(DutySkillRow(duty=changed.id, skill=skill) for skill in sorted(changed.skills)))


def _keep_councils(changed: Duty) -> None:
    """Write the councils, and what other rows say of them."""
    session = store.db.session
    session.execute(delete(DutyAuthorityRow).where(DutyAuthorityRow.duty == changed.id))
    store.add(*(DutyAuthorityRow(duty=changed.id, authority=code) for code in sorted(changed.authorities)))
    if changed.kind == CHAIR:
        term = session.get_one(BoardRow, changed.id)
        term.is_joint, term.board = len(changed.authorities) > 1, board_of(changed.authorities)
    if changed.kind == INTERIM:
        for vacancy in session.scalars(select(VacancyRow).where(VacancyRow.duty == changed.id)):
            vacancy.authority = min(changed.authorities)
