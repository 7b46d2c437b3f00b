"""The only door through which facts leave the service.

Every query takes the reader and today, and hands back frozen views (peerinspect.services.views) that hold what this
reader may see, and nothing else. A thing the reader may not know of raises NotFound, as does a thing that is not there.
"""

from __future__ import annotations

from datetime import date

from peerinspect.services import views
from peerinspect.services.reader import Reader


def authority_choices() -> tuple[views.Choice, ...]:
    """Every council by code and name, sorted by name: for forms."""
    raise NotImplementedError


def person_choices(reader: Reader) -> tuple[views.Choice, ...]:
    """Every person by id and name with council, sorted by name: for the administrator's forms."""
    raise NotImplementedError


def skill_choices() -> tuple[views.Choice, ...]:
    """The skills that people may have and duties may need."""
    raise NotImplementedError


def users(reader: Reader) -> tuple[views.UserLine, ...]:
    """Every user, by name. For administrators."""
    raise NotImplementedError


def coordinator_home(reader: Reader, today: date) -> views.CoordinatorHome:
    """The day's counts: unfilled-seats, answers-awaited, declarations-due, vetting-due, chairs-ending,
    vacancies-uncovered, solves-running."""
    raise NotImplementedError


def attention(reader: Reader, key: str, today: date) -> tuple[views.AttentionLine, ...]:
    """What stands behind one of the counts, the most urgent first. NotFound for another key."""
    raise NotImplementedError


def people(reader: Reader, today: date) -> tuple[views.PersonLine, ...]:
    """People by name: all for coordinators, the liaison; their own council's for chief executives; oneself for
    directors."""
    raise NotImplementedError


def person(reader: Reader, person_id: str, today: date) -> views.PersonDetail:
    """One person."""
    raise NotImplementedError


def authorities(reader: Reader, today: date) -> tuple[views.AuthorityLine, ...]:
    """Every council, by name."""
    raise NotImplementedError


def authority(reader: Reader, code: str, today: date) -> views.AuthorityDetail:
    """One council."""
    raise NotImplementedError


def vacancies(reader: Reader, today: date) -> tuple[views.VacancyLine, ...]:
    """Vacancies that have not ended, the earliest first."""
    raise NotImplementedError


def inspection_calendar(reader: Reader, first: date, today: date) -> tuple[views.CalendarWeek, ...]:
    """52 weeks from the week of `first`, with the inspections the reader may know of."""
    raise NotImplementedError


def duties(reader: Reader, kind: str | None, today: date) -> tuple[views.DutyLine, ...]:
    """Duties that have not ended, of one kind or all, by first day."""
    raise NotImplementedError


def duty(reader: Reader, duty_id: str, today: date) -> views.DutyDetail:
    """One duty with its team. A look at a sealed one is recorded."""
    raise NotImplementedError


def candidates(reader: Reader, duty_id: str, today: date) -> views.CandidatesView:
    """Everybody seen from the duty: chosen, eligible, blocked with every objection. For coordinators. Takes a while."""
    raise NotImplementedError


def rosters(reader: Reader, today: date) -> tuple[views.RosterLine, ...]:
    """Rosters, the latest first. For coordinators and the Ofsted liaison."""
    raise NotImplementedError


def roster(reader: Reader, roster_id: str, today: date) -> views.RosterView:
    """One roster. For coordinators and the Ofsted liaison; who is not cleared sees its open part."""
    raise NotImplementedError


def jobs(reader: Reader, today: date) -> tuple[views.JobView, ...]:
    """The last twenty plans made or being made, the latest first. For coordinators."""
    raise NotImplementedError


def job(reader: Reader, job_id: str, today: date) -> views.JobView:
    """One plan being made, with its goals so far. For coordinators."""
    raise NotImplementedError


def week(reader: Reader, monday: date, today: date) -> views.WeekView:
    """Who is on which team in the week of `monday`, as published. For the Ofsted liaison and coordinators."""
    raise NotImplementedError


def team_sheet(reader: Reader, duty_id: str, today: date) -> views.TeamSheet:
    """One duty's team as published. For the Ofsted liaison and coordinators."""
    raise NotImplementedError


def my_duties(reader: Reader, today: date) -> views.MyDuties:
    """The reader's own duties. NotFound for a user who is tied to no person."""
    raise NotImplementedError


def my_offers(reader: Reader, today: date) -> views.MyOffers:
    """What the reader offers, and their weeks away."""
    raise NotImplementedError


def my_declarations(reader: Reader, today: date) -> views.MyDeclarations:
    """What the reader has declared."""
    raise NotImplementedError


def council_people(reader: Reader, today: date) -> tuple[views.CouncilPerson, ...]:
    """The chief executive's people, with consents and held dates."""
    raise NotImplementedError


def public_appointments(today: date) -> tuple[views.PublicAppointment, ...]:
    """Published appointments of chairs that have not ended, by board. For everybody, signed in or not."""
    raise NotImplementedError


def history_of(reader: Reader, subject: str, today: date) -> tuple[views.EventLine, ...]:
    """What happened to a person, duty or roster, by its id, the latest first."""
    raise NotImplementedError
