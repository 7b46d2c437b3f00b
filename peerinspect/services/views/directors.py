"""Posts of director through time, vacancies with their holders, and why directors leave, as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.domain.directors import Term
from peerinspect.services.views.common import Cut, Standing
from peerinspect.services.views.people import ConsentView, InterestView, OfferView, RequestView, SaidView


@dataclass(frozen=True, slots=True)
class DirectorsAsked:
    """What narrows the list of directors' posts; "" asks nothing. `basis` is a basis, cover, or vacant."""

    text: str = ""
    region: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class DirectorLine:
    """A council's post of director today. `basis` is vacant where nobody holds it; `names` are whoever does."""

    code: str
    name: str
    region: str
    holder: str
    person_id: str | None
    basis: str
    since: date | None
    next_change: date | None
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DirectorsPage:
    """A page of the list, how many posts are held on each basis in all that was asked for, and the regions."""

    cut: Cut[DirectorLine]
    counts: Mapping[str, int]
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term in a council's line through time. `person_id` where the reader may open the person."""

    term: Term
    person_id: str | None
    shared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoubledLine:
    """Days on which two people held the post."""

    one: str
    other: str
    period: Period


@dataclass(frozen=True, slots=True)
class DirectorTimeline:
    """A council's post of director through time, with the days nobody held it and those two people did.

    `before` are those who were added by name and can be taken off again: the id and the words.
    """

    code: str
    name: str
    region: str
    terms: tuple[TermLine, ...]
    gaps: tuple[Period, ...]
    doubled: tuple[DoubledLine, ...]
    now: TermLine | None
    vacancies: tuple[VacancyShort, ...]
    before: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class VacancyShort:
    """A vacancy in a list: who looks after it today, and the days on which nobody does."""

    duty_id: str
    authority: str
    authority_name: str
    vacant_from: date
    planned: Period
    state: str
    state_name: str
    held_by: str
    gaps: tuple[Period, ...]
    is_bare: bool
    """Whether nobody looks after it today."""


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Somebody who looks after a vacant post, or holds it. `holding_id` where a last day can be entered."""

    name: str
    person_id: str | None
    how: str
    office: str
    period: Period
    holding_id: str | None = None


@dataclass(frozen=True, slots=True)
class HandbackView:
    """To whom a post was handed back."""

    name: str
    person_id: str | None
    ends: date
    starts: date
    note: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class VacancyView:
    """One vacancy: its days, who looked after the post on each of them, and how it was handed back.

    `without_mentor` are aspirants who cover it and have no mentor; `months` is how long the cover is planned.
    """

    short: VacancyShort
    reason: str
    months: int
    weeks: int
    holders: tuple[HolderLine, ...]
    seats_empty: int
    without_mentor: tuple[str, ...]
    handback: HandbackView | None
    is_over: bool
    may_name: bool
    may_extend: bool
    may_hand_back: bool


@dataclass(frozen=True, slots=True)
class WatchFact:
    """A plain fact about a post, with its date: interim, new, ending, fallen or vacant."""

    fact: str
    on: date | None
    sentence: str


@dataclass(frozen=True, slots=True)
class WatchLine:
    """A post with the facts that are so today."""

    code: str
    name: str
    region: str
    holder: str
    facts: tuple[WatchFact, ...]


@dataclass(frozen=True, slots=True)
class WatchPage:
    """A page of the watch list, how many posts each fact is true of in all that was asked for, and the regions."""

    cut: Cut[WatchLine]
    counts: Mapping[str, int]
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeavingYear:
    """Why the directors of a year left, as far as it may be told: None for a number that is not told.

    `said_by` is the last day on which they could say; `is_out` whether that is over. `words` are what some of them
    wrote, in no order of theirs; none where too few wrote anything, or where they are not the reader's to read.
    """

    value: str
    label: str
    said_by: date
    is_out: bool
    numbers: Mapping[str, int | None]
    total: int | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MyLeaving:
    """What the reader is asked about leaving a post of director: which post, and whether they have said why.

    What they said is not shown again, to nobody.
    """

    council_name: str
    left_on: date
    said_by: date
    has_said: bool


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
    skills: tuple[str, ...] = ()
    expertise: str = ""


@dataclass(frozen=True, slots=True)
class MyDeclarations:
    """What I have declared, the current ones first."""

    declared_on: date | None
    declaration: Standing
    interests: tuple[InterestView, ...]
