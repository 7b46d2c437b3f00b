"""Who is asking. Every use case and every query takes a reader; what comes back depends on nothing else."""

from __future__ import annotations

from dataclasses import dataclass

COORDINATOR = "coordinator"
DIRECTOR = "director"
LIAISON = "liaison"
CHIEF_EXECUTIVE = "chief-executive"
PANEL = "panel"
ADMINISTRATOR = "administrator"
PUBLIC = "public"

ROLES = (COORDINATOR, DIRECTOR, LIAISON, CHIEF_EXECUTIVE, PANEL, ADMINISTRATOR)
"""The roles a user can have. `director` serves senior managers too. Signed-out readers are PUBLIC; no user is."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A user as at a moment.

    `authorities` holds the codes of every council the reader is tied to: by a post of `person_id` or by the user's own
    record. `cleared` marks a coordinator who may see sealed inspections of councils they have no tie to. `is_demo`
    marks the demo's own users, who come in without a second factor, and from this computer only. `sealed_off` marks
    somebody who asks by a way that no sealed work goes, whatever they may see elsewhere: a token without that scope.
    """

    user_id: str
    name: str
    role: str
    person_id: str | None = None
    authorities: frozenset[str] = frozenset()
    cleared: bool = False
    is_demo: bool = False
    sealed_off: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Whether the reader is a user at all."""
        return self.role != PUBLIC


SIGNED_OUT = Reader(user_id="", name="", role=PUBLIC)
