"""The other four kinds of duty: boards that need a chair, support, secondments, reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.reader import Reader


@dataclass(frozen=True, slots=True)
class RegisterBoard:
    """A safeguarding board, of one council or several, that needs a chair for a term."""

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
    """A case review that needs independent reviewers. `case` is a reference number, never a child's details."""

    authorities: tuple[str, ...]
    starts: date | None
    ends: date | None
    case: str
    days: int = 10
    seats: int = 1
    skills: tuple[str, ...] = ()


def register_board(command: RegisterBoard, reader: Reader, today: date) -> str:
    """Register a board's need for a chair; return the duty's id. For coordinators."""
    raise NotImplementedError


def register_support(command: RegisterSupport, reader: Reader, today: date) -> str:
    """Register a request for support; return the duty's id. For coordinators."""
    raise NotImplementedError


def register_secondment(command: RegisterSecondment, reader: Reader, today: date) -> str:
    """Register a secondment; return the duty's id. For coordinators."""
    raise NotImplementedError


def register_review(command: RegisterReview, reader: Reader, today: date) -> str:
    """Register a review; return the duty's id. For coordinators."""
    raise NotImplementedError
