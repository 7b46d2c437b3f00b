"""Registering people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.reader import Reader


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """A director or senior manager, with the post they hold.

    `role` is director, senior or other; `basis` substantive, interim, acting or joint; `level` observer, assistant,
    authorised or None.
    """

    name: str
    authority: str
    role: str
    basis: str
    post_from: date | None
    post_to: date | None = None
    level: str | None = None
    vetted_on: date | None = None
    aspirant: bool = False
    skills: tuple[str, ...] = ()


def register_person(command: RegisterPerson, reader: Reader, today: date) -> str:
    """Register a person and return their id. For coordinators."""
    raise NotImplementedError
