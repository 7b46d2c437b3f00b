"""What a director, or a chief executive, sees of their own affairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.common import Standing
from peerinspect.services.views.people import ConsentView, InterestView, OfferView, RequestView, SaidView


@dataclass(frozen=True, slots=True)
class LeaveView:
    """Weeks away. `id` is what RemoveLeave takes; `said` is None where one marked them oneself."""

    id: str
    period: Period
    said: SaidView | None = None


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """A duty of one's own. `councils` is empty while they are held back: then only the dates show.

    `may_sign`: the undertaking waits to be signed; `signed_on` says when it was. `is_disclosed`: one has been told the
    council of a sealed inspection, which nobody else may know. `owes_tie`: one said no because of a tie, and has
    declared none since.
    """

    address: str
    kind: str
    title: str
    councils: tuple[str, ...]
    period: Period
    on_site: tuple[Period, ...]
    days: int
    status: str
    may_sign: bool = False
    signed_on: date | None = None
    is_disclosed: bool = False
    owes_tie: bool = False


@dataclass(frozen=True, slots=True)
class MyDuties:
    """What I am asked and when: `to_answer` first, then `coming`, then `past` (declined ones too, latest first)."""

    to_answer: tuple[OwnDuty, ...]
    coming: tuple[OwnDuty, ...]
    past: tuple[OwnDuty, ...]


@dataclass(frozen=True, slots=True)
class MyOffers:
    """What I have said I can do. `offers` has one entry for each of the six kinds, 0 days where nothing is offered."""

    offers: tuple[OfferView, ...]
    leave: tuple[LeaveView, ...]
    declaration: Standing
    consents: tuple[ConsentView, ...]
    requests: tuple[RequestView, ...] = ()
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class MyDeclarations:
    """What I have declared, the current ones first."""

    declared_on: date | None
    declaration: Standing
    interests: tuple[InterestView, ...]
