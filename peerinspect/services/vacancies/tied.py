"""Whose vacancy it is: coordinators keep all of them, a chief executive that of the own council."""

from __future__ import annotations

from datetime import date

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.domain.lives import LIVES
from peerinspect.services.checking import only
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.store.reading.directors import vacancy_of_duty
from peerinspect.store.tables import DutyRow, VacancyRow

OVER = "This vacancy is over"


def open_vacancy(duty_id: str, reader: Reader, today: date) -> tuple[VacancyRow, Duty]:
    """The vacancy behind a duty, for whoever keeps it. NotFound for any other, Refusal for one that is over."""
    row, duty = kept_vacancy(duty_id, reader, today)
    state = store.db.session.get_one(DutyRow, duty.id).state
    if state in LIVES[duty.kind].finished:
        raise Refusal(OVER)
    return row, duty


def kept_vacancy(duty_id: str, reader: Reader, today: date) -> tuple[VacancyRow, Duty]:
    """The vacancy behind a duty, for coordinators and the council's chief executive. NotFound for anybody else's."""
    only(reader, COORDINATOR, CHIEF_EXECUTIVE)
    row = vacancy_of_duty(duty_id)
    if row is None or (reader.role == CHIEF_EXECUTIVE and row.authority not in reader.authorities):
        raise NotFound("no such vacancy")
    return row, Sight(reader, today).duty(duty_id)
