"""What a return does to the secondment: whoever is back is free from the next day on.

Where everybody is back, the secondment itself ends on the day of the last return, so that no rule and no load counts
a day more. Where others stay, the days of those who are back must not be theirs: the part that is over becomes a
secondment of its own, with its own last day, and takes its seat along.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select, update

from peerinspect import store
from peerinspect.domain import Duty, Period, working_days
from peerinspect.services.lives.team import team_of
from peerinspect.services.moving import write_days
from peerinspect.services.reader import Reader
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.liaison import secondees_on
from peerinspect.store.tables import (
    ApprovalRow,
    DutyConsentRequestRow,
    DutyConsentRow,
    DutyRow,
    DutySkillRow,
    EvaluationRow,
    MentoringRow,
    PlacementRow,
    SeatWordRow,
    SecondeeInspectionRow,
    SecondeeRow,
    SecondmentNeedRow,
    SecondmentRow,
)

ENDED = "ended"
OF_A_PERSON: tuple[Any, ...] = (
    PlacementRow,
    SecondeeRow,
    SecondeeInspectionRow,
    ApprovalRow,
    EvaluationRow,
    MentoringRow,
    DutyConsentRow,
    DutyConsentRequestRow,
    SeatWordRow,
)
"""What is kept of one person on one duty, and goes along with the person's part."""


def end_part(duty: Duty, placement: PlacementRow, day: date, reader: Reader) -> None:
    """End the part of somebody whose placement is done. Call it in the transaction that records the return."""
    store.db.session.flush()
    if not team_of(duty.id):
        _end_all(duty, day, reader)
    elif day < duty.last_day:
        _set_apart(duty, placement, day, reader)


def _end_all(duty: Duty, day: date, reader: Reader) -> None:
    """Nobody is on it any more: it ends with the last return, or as planned where that was before."""
    returns = [row.returned_on for row in secondees_on([duty.id]).values() if row.returned_on]
    last = min(max([day, *returns]), duty.last_day)
    write_days(replace(duty, period=Period(duty.first_day, last)))
    row = store.db.session.get_one(DutyRow, duty.id)
    row.days = _days(row, duty.first_day, last)
    row.state, row.state_on = ENDED, last
    sentence = f"The secondment ended on {plain_day(last)}: everybody is back."
    history.record(reader.user_id, "end-second", duty.id, duty=duty.id, sentence=sentence)


def _set_apart(duty: Duty, placement: PlacementRow, day: date, reader: Reader) -> None:
    """Make a secondment of its own of the part that is over, and keep a seat fewer on the other."""
    session, person = store.db.session, placement.person
    row, new = session.get_one(DutyRow, duty.id), store.new_token()
    common = {"kind": row.kind, "starts": row.starts, "level": row.level, "priority": row.priority}
    part = DutyRow(id=new, ends=day, seats=1, days=_days(row, row.starts, day), has_on_site=False, **common)
    part.state, part.state_on = ENDED, day
    row.seats = max(1, row.seats - 1)
    store.add(part, *_copied(duty.id, new))
    session.flush()
    for table in OF_A_PERSON:
        session.execute(update(table).where(table.person == person, table.duty == duty.id).values(duty=new))
    session.expire_all()
    told = f"The part of one who is back ended on {plain_day(day)}, and is a secondment of its own; the others go on."
    history.record(reader.user_id, "set-secondment-apart", duty.id, duty=duty.id, sentence=told)
    whence = f"This was part of a secondment on which others stayed, until {plain_day(day)}."
    history.record(reader.user_id, "set-secondment-apart", new, duty=new, sentence=whence)


def _days(row: DutyRow, first: date, last: date) -> int | None:
    """Days of work that were given for the whole, never more than there are working days in what is left of it."""
    return None if row.days is None else min(row.days, working_days([Period(first, last)]))


def _copied(old: str, new: str) -> list[object]:
    """What was asked for with the secondment, for the part as for the whole."""
    session = store.db.session
    asked, need = session.get(SecondmentRow, old), session.get(SecondmentNeedRow, old)
    found: list[object] = [SecondmentRow(duty=new, requested_on=asked.requested_on if asked else None)]
    names = session.scalars(select(DutySkillRow.skill).where(DutySkillRow.duty == old)).all()
    found += [DutySkillRow(duty=new, skill=name) for name in names]
    if need is not None:
        columns = ("region", "note", "requested_by", "requested_on", "pattern", "inspections", "months")
        found.append(SecondmentNeedRow(duty=new, **{name: getattr(need, name) for name in columns}))
    return found
