"""People as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.common import Cut, Point, Standing
from peerinspect.services.views.duties import PlacementView


@dataclass(frozen=True, slots=True)
class PostView:
    """A post. `role` is director, senior or other; `basis` substantive, interim, acting or joint.

    `id` is what CorrectPost, EndPost and RemovePost take.
    """

    authority: str
    authority_name: str
    role: str
    basis: str
    period: Period
    id: int = 0


@dataclass(frozen=True, slots=True)
class SaidView:
    """How somebody else came to write down what is a person's, or a chief executive's, to say.

    `source` is letter, phone or other; `by` the name of who wrote it down.
    """

    source: str
    reference: str
    by: str
    on: date | None


@dataclass(frozen=True, slots=True)
class OfferView:
    """Days a year offered to one kind of duty, and the days that placements take which are not over.

    `said` is None where they said so themselves; `is_withheld` after they declined such a duty.
    """

    kind: str
    days: int
    used: int = 0
    said: SaidView | None = None
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class ConsentView:
    """A chief executive's consent. `id` is what WithdrawConsent takes; `said` is None where they gave it themselves."""

    authority: str
    authority_name: str
    period: Period
    standing: Standing
    id: int = 0
    said: SaidView | None = None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A chief executive who is asked for consent and has not answered."""

    authority: str
    authority_name: str
    note: str
    asked_by: str
    asked_on: date


@dataclass(frozen=True, slots=True)
class AwayView:
    """A time away that somebody else wrote down. `id` is what RemoveLeaveFor takes."""

    id: str
    period: Period
    said: SaidView


@dataclass(frozen=True, slots=True)
class NewObjection:
    """What a change would bring to a placement to come. `waived_by` is "" where nobody can waive it."""

    person_id: str
    person_name: str
    duty_id: str
    duty_title: str
    sealed: bool
    period: Period
    status: str
    strength: str
    sentence: str
    waived_by: str


@dataclass(frozen=True, slots=True)
class InterestView:
    """A declared tie. `id` is what EndInterest takes; `is_current` whether it has no last day, or one still to come.

    `state`: counts, proposed (for dismissal), dismissed, or again (like a dismissed one, to be reviewed). Where it is
    held back, dates, case and note are empty. `source`: own, letter, phone, other, or "" for an import.
    """

    id: str
    authority: str | None
    authority_name: str
    kind: str
    period: Period
    is_current: bool
    case: str | None = None
    note: str = ""
    is_held_back: bool = False
    state: str = "counts"
    source: str = ""
    reference: str = ""
    recorded_by: str = ""
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list. `title` reads like "Director, Leeds"; `offers` names the kinds offered."""

    id: str
    name: str
    title: str
    authorities: tuple[str, ...]
    region: str | None
    offers: tuple[str, ...]
    level: str | None
    declaration: Standing
    vetting: Standing
    consent: Standing
    days_offered: int
    days_used: int


@dataclass(frozen=True, slots=True)
class PlaceStand:
    """A council on the map of where somebody could go. `state` is clear, conflicted or not-declared."""

    code: str
    name: str
    region: str | None
    point: Point | None
    state: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """One person. `unavailable` merges weeks away with anything else that keeps them from work: no reason shows."""

    line: PersonLine
    posts: tuple[PostView, ...]
    offers: tuple[OfferView, ...]
    unavailable: tuple[Period, ...]
    skills: tuple[str, ...]
    aspirant: bool
    interests: tuple[InterestView, ...]
    consents: tuple[ConsentView, ...]
    coming: tuple[PlacementView, ...]
    past: tuple[PlacementView, ...]
    declared_on: date | None = None
    requests: tuple[RequestView, ...] = ()
    away_for: tuple[AwayView, ...] = ()
    left_on: date | None = None
    stands: tuple[PlaceStand, ...] = ()
    expertise: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What the register says of somebody, as far as coordinators change it: all of it, since changes rest on this.

    `away_for` are times away that somebody else wrote down; those that people mark themselves are theirs.
    """

    id: str
    name: str
    posts: tuple[PostView, ...]
    offers: tuple[OfferView, ...]
    skills: tuple[str, ...]
    level: str | None
    aspirant: bool
    consents: tuple[ConsentView, ...]
    vetted_on: date | None = None
    declared_on: date | None = None
    left_on: date | None = None
    requests: tuple[RequestView, ...] = ()
    away_for: tuple[AwayView, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """What a list of people is narrowed to; "" asks nothing.

    `text` and `council` are words of names; `level` is a training level or "none"; `due` is declaration, vetting or
    consent: missing, run out, or running out soon. `is_aspirant` asks for those who aspire to be a director, `has_left`
    for those who left the pool, who are not listed otherwise.
    """

    text: str = ""
    kind: str = ""
    region: str = ""
    council: str = ""
    level: str = ""
    due: str = ""
    is_aspirant: bool = False
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of the register of people. `registered` counts everybody in the pool, whatever is asked for."""

    cut: Cut[PersonLine]
    regions: tuple[str, ...]
    registered: int
