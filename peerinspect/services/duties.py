"""Four kinds of duty: boards that need a chair, support, secondments, reviews."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.kinds import CHAIR, LEVELS, REVIEW, SECOND, SUPPORT
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.registering import NewDuty, register_duty
from peerinspect.services.reviews.beginning import begin_review, check_first_days
from peerinspect.services.reviews.references import check_reference
from peerinspect.store.founding import board_of
from peerinspect.store.reading.safeguarding import board_of_term
from peerinspect.store.tables import BoardRow, SecondmentRow, SupportRow

MOST_SEATS = 20


@dataclass(frozen=True, slots=True)
class RegisterBoard:
    """A safeguarding board, of one council or several, that needs a chair for a term. `days` are a year's."""

    authorities: tuple[str, ...]
    term_from: date | None
    term_to: date | None
    days: int = 24


@dataclass(frozen=True, slots=True)
class RegisterSupport:
    """A council that asks for the advice of a stronger one."""

    authority: str
    starts: date | None
    ends: date | None
    days: int = 10
    seats: int = 1
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterSecondment:
    """A full-time secondment to an inspection team. It has no target council."""

    starts: date | None
    ends: date | None
    seats: int = 1
    level: str = "observer"
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterReview:
    """A case review that needs independent reviewers. `case` is a reference number, never a child's details.

    `known_on` is the day on which the incident became known, `notified_on` the day on which the national panel was
    told: None where it has not been yet, or where neither day is known.
    """

    authorities: tuple[str, ...]
    starts: date | None
    ends: date | None
    case: str
    days: int = 10
    seats: int = 1
    skills: tuple[str, ...] = ()
    known_on: date | None = None
    notified_on: date | None = None


def register_board(command: RegisterBoard, reader: Reader, today: date) -> str:
    """Register a board's need for a chair; return the duty's id. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        checks = Checks()
        checks.councils(command.authorities)
        check_board(checks, command, today)
        checks.done()
        duty = NewDuty(CHAIR, command.term_from, command.term_to, command.authorities, days=command.days)
        return register_duty(duty, term_row(duty.id, command.authorities), reader)


def term_row(duty: str, councils: Iterable[str], stands_in_for: str | None = None) -> BoardRow:
    """The row of a chair's term: one of the board of its councils, or of the board whose chair it stands in for.

    Call it in a transaction: it makes the board where there is none.
    """
    codes = frozenset(councils)
    board = board_of_term(stands_in_for) if stands_in_for else board_of(codes)
    return BoardRow(duty=duty, is_joint=len(codes) > 1, stands_in_for=stands_in_for, board=board)


def check_board(checks: Checks, command: RegisterBoard, today: date) -> None:
    """Note what no term could be; that the councils are some is for the caller to check."""
    _check_work(checks, command.term_from, command.term_to, today, ("term_from", "term_to"), "the term")
    checks.number(command.days, "days", 1, 366, "Days a year")


def register_support(command: RegisterSupport, reader: Reader, today: date) -> str:
    """Register a request for support; return the duty's id. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        checks = Checks()
        check_support(checks, command, today)
        checks.done()
        return enter_support(command, today, reader)


def check_support(checks: Checks, command: RegisterSupport, today: date) -> None:
    """Note what no support could be."""
    checks.council(command.authority)
    _check_work(checks, command.starts, command.ends, today, ("starts", "ends"), "the support")
    _check_team(checks, command.seats, command.days, command.skills)


def enter_support(command: RegisterSupport, requested_on: date, reader: Reader) -> str:
    """Write what was checked; the duty's id."""
    duty = NewDuty(
        SUPPORT,
        command.starts,
        command.ends,
        (command.authority,),
        command.seats,
        days=command.days,
        skills=command.skills,
    )
    return register_duty(duty, SupportRow(duty=duty.id, requested_on=requested_on), reader)


def register_secondment(command: RegisterSecondment, reader: Reader, today: date) -> str:
    """Register a secondment; return the duty's id. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        checks = Checks()
        check_secondment(checks, command, today)
        checks.done()
        duty = NewDuty(
            SECOND,
            command.starts,
            command.ends,
            (),
            command.seats,
            level=command.level,
            skills=command.skills,
        )
        return register_duty(duty, SecondmentRow(duty=duty.id, requested_on=today), reader)


def check_secondment(checks: Checks, command: RegisterSecondment, today: date) -> None:
    """Note what no secondment could be."""
    _check_work(checks, command.starts, command.ends, today, ("starts", "ends"), "the secondment")
    _check_team(checks, command.seats, 1, command.skills)
    checks.need(command.level in LEVELS, "level", "Choose a training level from the list")


def register_review(command: RegisterReview, reader: Reader, today: date) -> str:
    """Register a review; return the duty's id. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        checks = Checks()
        checks.councils(command.authorities)
        _check_work(checks, command.starts, command.ends, today, ("starts", "ends"), "the review")
        _check_team(checks, command.seats, command.days, command.skills)
        case = command.case.strip()
        check_reference(checks, case)
        check_first_days(checks, command.known_on, command.notified_on, today)
        checks.done()
        duty = NewDuty(
            REVIEW,
            command.starts,
            command.ends,
            command.authorities,
            command.seats,
            days=command.days,
            skills=command.skills,
        )
        return begin_review(duty, case, command.known_on, command.notified_on, reader, today)


def _check_work(
    checks: Checks, starts: date | None, ends: date | None, today: date, fields: tuple[str, str], what: str
) -> None:
    """The work has a first and a last day, and is not over."""
    checks.period(starts, ends, fields, what)
    checks.need(ends is None or ends >= today, fields[1], f"The last day of {what} must be today or later")


def _check_team(checks: Checks, seats: int, days: int, skills: tuple[str, ...]) -> None:
    """How many people, for how long, with which skills."""
    checks.number(seats, "seats", 1, MOST_SEATS, "Seats")
    checks.number(days, "days", 1, 366, "Days")
    checks.skills([skill.strip() for skill in skills])
