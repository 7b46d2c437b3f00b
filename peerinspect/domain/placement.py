"""A person on a duty, and the waivers that let one stand despite a soft objection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

STATUSES = ("proposed", "offered", "accepted", "live", "done")
"""The statuses of problem and roster files, the least settled first."""

Pair = tuple[str, str]
"""A person's id and a duty's id."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A person on a duty, by their ids."""

    person: str
    duty: str
    status: str = "proposed"
    pinned: bool = False

    @property
    def pair(self) -> Pair:
        """The person's and the duty's id."""
        return (self.person, self.duty)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A coordinator's word that a person is not to do a duty. `reason` is for whoever plans, and no rule repeats it."""

    person: str
    duty: str
    reason: str = ""

    @property
    def pair(self) -> Pair:
        """The person's and the duty's id."""
        return (self.person, self.duty)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A recorded acceptance of one rule's soft objections to a placement; with `other`, only to that pair."""

    rule: str
    person: str
    duty: str
    until: date
    other: Pair | None = None
