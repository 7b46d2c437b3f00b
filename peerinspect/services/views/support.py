"""Support between inspections, as each of those who have to do with it may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from peerinspect.domain import Period
from peerinspect.services.views.common import Choice, Cut
from peerinspect.services.views.duties import DutyLine


@dataclass(frozen=True, slots=True)
class SupportLine:
    """A programme in a list. `need` and `themes` are empty for who does not take part; `part` is what the reader is."""

    duty: DutyLine
    state: str
    state_name: str
    need: str
    themes: tuple[str, ...]
    lead: str
    advisers: tuple[str, ...]
    part: str


@dataclass(frozen=True, slots=True)
class SupportRequestView:
    """What a council asks for. `outcome` is "" while it waits; `by` is who asked, `answered_by` who answered."""

    id: str
    authority: str
    authority_name: str
    themes: tuple[str, ...]
    theme_codes: tuple[str, ...]
    days: int
    hopes: str
    by: str
    on: date
    outcome: str
    answer: str
    answered_by: str
    answered_on: date | None
    duty_id: str
    may_answer: bool
    may_withdraw: bool
    judged: str
    judged_on: date | None


@dataclass(frozen=True, slots=True)
class OwnBalance:
    """Days of support that one council gave and got in all, and its place among those who are repaid next."""

    name: str
    given: Fraction
    received: Fraction
    state: str
    place: int | None


@dataclass(frozen=True, slots=True)
class SupportHome:
    """Where support begins for a reader: requests that wait or were answered, programmes, and what was given."""

    programmes: Cut[SupportLine]
    requests: tuple[SupportRequestView, ...]
    may_ask: tuple[Choice, ...]
    balances: tuple[OwnBalance, ...]


@dataclass(frozen=True, slots=True)
class AdviserView:
    """An adviser, or somebody who is asked to be one. `near` says how near their councils are to the one advised.

    `statement` says what the rules found. `days_given` is counted when the support is closed; `days_so_far` are those
    of the visits.
    """

    address: str
    person_id: str
    name: str
    home_names: tuple[str, ...]
    near: tuple[str, ...]
    statement: str
    status: str
    is_lead: bool
    may_lead: bool
    days_so_far: int
    days_given: int | None


@dataclass(frozen=True, slots=True)
class SupportWord:
    """A council's word on the agreement; `on` is None while it is missing."""

    party: str
    party_name: str
    brings: str
    name: str
    reference: str
    on: date | None


@dataclass(frozen=True, slots=True)
class SupportAgreement:
    """What the two councils agree to. `may_agree`: the reader's own word is missing; `letters`: whose to record."""

    aims: str
    days: int
    drawn_on: date
    settled_on: date | None
    words: tuple[SupportWord, ...]
    may_agree: bool
    letters: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SupportVisit:
    """A visit: planned, held or cancelled. `came` are names with days. Notes are for those who take part."""

    day: date
    period: Period
    state: str
    came: tuple[tuple[str, int], ...]
    days: int
    note: str
    may_record: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class SupportNote:
    """A note, with who wrote it."""

    text: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What came of support. `word` is one of support.outcomes; grades are "" and days None where there is none."""

    word: str
    grade_before: str
    before_on: date | None
    grade_after: str
    after_on: date | None


@dataclass(frozen=True, slots=True)
class SupportPage:
    """A programme. Where the reader is not inside, need, agreement, notes and review are not in it.

    `may` names what the reader can do now; see queries.support.
    """

    line: DutyLine
    state: str
    state_name: str
    since: date | None
    is_inside: bool
    part: str
    days_each: int
    skills: tuple[str, ...]
    requested_on: date | None
    need: str
    need_on: date | None
    themes: tuple[str, ...]
    theme_codes: tuple[str, ...]
    hopes: str
    days_wanted: int | None
    advisers: tuple[AdviserView, ...]
    empty_seats: int
    agreement: SupportAgreement | None
    visits: tuple[SupportVisit, ...]
    notes: tuple[SupportNote, ...]
    reviewed_on: date | None
    found: str
    outcome: OutcomeView | None
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class InvestmentLine:
    """What a council gave and received in support. `balances` are those by the end of each year of the report."""

    code: str
    name: str
    given: Fraction
    received: Fraction
    balance: Fraction
    state: str
    place: int | None
    last_helped: date | None
    given_by_year: tuple[Fraction, ...]
    received_by_year: tuple[Fraction, ...]
    balances: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Investment:
    """Every council that gave or received support. `years` are words, the earliest first; `next` is in order."""

    years: tuple[str, ...]
    lines: tuple[InvestmentLine, ...]
    next: tuple[InvestmentLine, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AlternativeLine:
    """One programme at one council, for the report on alternatives to intervention. It holds no note, and no name."""

    council: str
    region: str
    state_name: str
    need: str
    need_on: date | None
    days_planned: Fraction
    days_given: Fraction | None
    themes: tuple[str, ...]
    begun: date
    ended: date | None
    outcome: OutcomeView
