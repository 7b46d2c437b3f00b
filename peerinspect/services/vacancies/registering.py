"""Registering a vacant director's post, with the interim duty that covers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.kinds import INTERIM
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.registering import NewDuty, register_duty
from peerinspect.store.tables import VacancyRow


@dataclass(frozen=True, slots=True)
class RegisterVacancy:
    """A director's post that is, or will be, empty and needs interim cover from `starts` to `ends`.

    `vacant_from` is the first day without a director, where that is before the cover begins.
    """

    authority: str
    starts: date | None
    ends: date | None
    reason: str = ""
    vacant_from: date | None = None


def register_vacancy(command: RegisterVacancy, reader: Reader, today: date) -> str:
    """Register a vacancy with the interim duty that covers it; return the duty's id. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        checks = Checks()
        checks.council(command.authority)
        check_vacancy(checks, command, today)
        checks.done()
        duty = NewDuty(INTERIM, command.starts, command.ends, (command.authority,))
        vacancy = VacancyRow(
            authority=command.authority,
            starts=command.starts,
            ends=command.ends,
            reason=command.reason.strip(),
            duty=duty.id,
            vacant_from=command.vacant_from,
        )
        return register_duty(duty, vacancy, reader)


def check_vacancy(checks: Checks, command: RegisterVacancy, today: date) -> None:
    """Note what cannot be covered; that the council is one is for the caller to check."""
    checks.period(command.starts, command.ends, ("starts", "ends"), "the cover")
    checks.need(command.ends is None or command.ends >= today, "ends", "The cover must end today or later")
    if command.vacant_from and command.starts:
        told = "The post cannot fall vacant after the cover begins"
        checks.need(command.vacant_from <= command.starts, "vacant_from", told)
    checks.need(len(command.reason) <= 300, "reason", "Keep the reason to 300 characters")
