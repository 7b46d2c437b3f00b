"""What a chief executive sees of their people's work elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.common import Choice, Standing
from peerinspect.services.views.people import ConsentView, OfferView, RequestView


@dataclass(frozen=True, slots=True)
class Releasable:
    """A duty for which somebody is asked, held or placed. `title` names no council while that may not be said.

    `address` is what GiveDutyConsent takes. `consent` is year, one or missing: what covers it. `status` is that of the
    placement, or "asked" where the chief executive alone was asked. `deputy` is who runs the service meanwhile.
    """

    address: str
    periods: tuple[Period, ...]
    days: int
    title: str
    status: str
    consent: str
    asked_on: date | None = None
    asked_by: str = ""
    deputy: str = ""
    is_consented: bool = False


@dataclass(frozen=True, slots=True)
class CouncilPerson:
    """A person of the chief executive's own council. `request` is what coordinators ask; `given` is not over yet.

    `deputies` are the names of who runs the service meanwhile, by the number of the consent. `days_given` are the days
    of work elsewhere that is not over; `others` are those of the council who could run the service.
    """

    person_id: str
    name: str
    title: str
    authority: str
    authority_name: str
    consent: Standing
    duties: tuple[Releasable, ...]
    request: RequestView | None
    given: tuple[ConsentView, ...]
    deputies: dict[int, str]
    offers: tuple[OfferView, ...]
    days_given: int
    others: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A chief executive's consent to one duty, asked or given. `state` is asked, given or withdrawn."""

    person_name: str
    council: str
    state: str
    on: date
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class DutyConsents:
    """What chief executives were asked and said about one duty; `people` are those whom they could be asked about.

    A choice of `people` is the person's id and the council's code, with a space between.
    """

    lines: tuple[ConsentLine, ...]
    people: tuple[Choice, ...]
