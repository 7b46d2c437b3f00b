"""What use cases check before they change anything: all of it, so that a page can show every message at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import db, tables


class Checks:
    """Messages gathered by field; the first about a field stands."""

    def __init__(self) -> None:
        self.messages: dict[str, str] = {}

    def need(self, is_so: object, field: str, sentence: str) -> bool:
        """Note the sentence unless it is so; whether it is."""
        if not is_so:
            self.messages.setdefault(field, sentence)
        return bool(is_so)

    def done(self) -> None:
        """Raise Refusal if anything was noted."""
        if self.messages:
            raise Refusal(self.messages)

    def council(self, code: str, field: str = "authority") -> None:
        """The code must be that of a council."""
        self.need(code and db.session.get(tables.AuthorityRow, code), field, "Choose a council from the list")

    def councils(self, codes: Collection[str], field: str = "authorities") -> None:
        """There must be at least one, and each must be a council."""
        row = tables.AuthorityRow
        known = set(db.session.scalars(select(row.code).where(row.code.in_(sorted(codes)))))
        self.need(codes and known == set(codes), field, "Choose at least one council from the list")

    def skills(self, skills: Collection[str], field: str = "skills") -> None:
        """Each must be short enough to read."""
        self.need(all(0 < len(skill) <= 80 for skill in skills), field, "Write each skill in 1 to 80 characters")

    def period(self, starts: date | None, ends: date | None, fields: tuple[str, str], what: str) -> None:
        """Both days are needed, in order. `what` is a noun phrase, like "the term"."""
        first, last = fields
        self.need(starts, first, f"Enter the first day of {what}")
        self.need(ends, last, f"Enter the last day of {what}")
        if starts and ends:
            self.need(starts <= ends, last, f"The last day of {what} must be on or after the first")

    def number(self, value: int, field: str, least: int, most: int, what: str) -> None:
        """A whole number within bounds."""
        self.need(least <= value <= most, field, f"{what} must be between {least} and {most}")


def only(reader: Reader, *roles: str) -> None:
    """Raise NotAllowed unless the reader has one of the roles."""
    if reader.role not in roles:
        raise NotAllowed(f"not for the role {reader.role}")


def own_person(reader: Reader) -> str:
    """The reader's own person id. Raises NotFound for a user who is tied to no person."""
    if reader.person_id is None:
        raise NotFound("this user is tied to no person")
    return reader.person_id
