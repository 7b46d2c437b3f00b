"""Rosters, and the work of finding them, as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from peerinspect.domain import Period
from peerinspect.services.views.common import Point


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal's value and the proven bound on the best possible (None: nothing proven yet)."""

    name: str
    value: Fraction
    bound: Fraction | None

    @property
    def is_proven(self) -> bool:
        """Whether no better value exists."""
        return self.bound is not None and self.bound == self.value


@dataclass(frozen=True, slots=True)
class CertificateView:
    """What the auditor found on the reloaded roster when it was published (or last checked).

    `threes_examined` counts sets of three placements: None on a certificate from before they were counted apart.
    """

    is_clean: bool
    checked_on: date
    rules_examined: int
    pairs_examined: int
    threes_examined: int | None
    lines: tuple[str, ...]
    rulebook: str
    policy: str


@dataclass(frozen=True, slots=True)
class PartCheck:
    """One part examined again. `version` is the policy's that it was made under, None where none is like it."""

    part: str
    certificate: CertificateView
    version: int | None


@dataclass(frozen=True, slots=True)
class RosterCheck:
    """A roster examined again, as far as the reader may see it. Some parts may wait for that, or it may have failed."""

    roster_id: str
    title: str
    parts: tuple[PartCheck, ...]
    waiting: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaiverNeeded:
    """A soft objection that a placement rests on. `recorded` says whether a waiver covers it already; `waived_by` who
    may give one, in words. `address` is the placement's, `until` its duty's last day.

    `waiver_id` and `state` are those of the latest proposal to waive it: None and "" where nobody has proposed one.
    """

    address: str
    rule: str
    person_id: str
    person_name: str
    duty_id: str
    duty_title: str
    kind: str
    waived_by: str
    recorded: bool
    sentence: str
    until: date
    state: str
    waiver_id: str | None


@dataclass(frozen=True, slots=True)
class ShortfallView:
    """What a duty still lacks."""

    duty_id: str
    duty_title: str
    kind: str
    period: Period
    seats: int
    skills: tuple[str, ...]
    part: str


@dataclass(frozen=True, slots=True)
class RosterPart:
    """One solved part. `part` is open, sealed-0, sealed-1 or sealed-2; `status` optimal, feasible or cancelled.

    `version` is the number of the policy's version that it was made under, None where none is like it.
    """

    part: str
    status: str
    goals: tuple[GoalView, ...]
    certificate: CertificateView | None
    published_on: date | None
    published_by: str
    placements: int
    seats: int
    rulebook: str
    version: int | None


@dataclass(frozen=True, slots=True)
class RosterPlacementView:
    """A placement of a roster, with the two ends of its arc on the map (None where a place is unknown).

    `objections` are the codes of the rules that need a waiver for it.
    """

    address: str
    person_id: str
    person_name: str
    home_code: str | None
    home_name: str
    duty_id: str
    duty_title: str
    kind: str
    region: str | None
    target_names: tuple[str, ...]
    period: Period
    days: int
    status: str
    objections: tuple[str, ...]
    home_point: Point | None
    target_point: Point | None
    part: str


@dataclass(frozen=True, slots=True)
class TimelineWeek:
    """A week of the roster: people at work in it by kind of duty (only kinds that have any)."""

    monday: date
    people: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LoadView:
    """Days the roster takes of a person against the days they offer; `share` in whole percent, rounded up."""

    person_id: str
    name: str
    offered: int
    used: int
    share: int


@dataclass(frozen=True, slots=True)
class ScopeView:
    """What was searched for: kinds of duty, a region, days. What is not said leaves none out."""

    kinds: tuple[str, ...] = ()
    region: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing was left out."""
        return self == ScopeView()


WHOLE = ScopeView()
"""Nothing was left out."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A roster in a list. `state` is draft, published or withdrawn; `status` that of its worst part.

    `scope` says what was searched for, "" for everything; `supposed` holds a what-if's suppositions, a sentence each.
    `superseded_by` is the roster that was published after it, the nearest first.
    """

    id: str
    title: str
    state: str
    status: str
    made_at: datetime
    made_by: str
    published_on: date | None
    seats: int
    filled: int
    scope: ScopeView = WHOLE
    supposed: tuple[str, ...] = ()
    superseded_by: tuple[str, str] | None = None

    @property
    def is_what_if(self) -> bool:
        """Whether it rests on what is only supposed."""
        return bool(self.supposed)


@dataclass(frozen=True, slots=True)
class ReserveView:
    """Somebody who could step in; `rules` are those that somebody would have to waive."""

    person_id: str
    name: str
    rank: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReservesView:
    """Somebody on a duty, and who could step in for them, the first to ask first."""

    person_id: str
    name: str
    reserves: tuple[ReserveView, ...]


@dataclass(frozen=True, slots=True)
class WithdrawalView:
    """Who withdrew a part, when and why."""

    part: str
    on: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class RosterView:
    """One roster, all its parts that the reader may see laid together. Loads are sorted, the busiest first.

    `from_id` is the roster that it was to keep, and `changed` how many placements differ from that one's; None where
    there is none. `reserves` are by the address of the placement; `reserves_state` is done, waiting, failed or "" for
    never looked for.
    """

    line: RosterLine
    parts: tuple[RosterPart, ...]
    placements: tuple[RosterPlacementView, ...]
    weeks: tuple[TimelineWeek, ...]
    loads: tuple[LoadView, ...]
    shortfalls: tuple[ShortfallView, ...]
    waivers: tuple[WaiverNeeded, ...]
    may_publish: bool
    may_withdraw: bool = False
    from_id: str | None = None
    changed: int | None = None
    withdrawals: tuple[WithdrawalView, ...] = ()
    reserves: Mapping[str, tuple[ReserveView, ...]] = field(default_factory=dict)
    reserves_state: str = ""


@dataclass(frozen=True, slots=True)
class JobPartView:
    """How far one part of a plan has come. `state` is waiting, running or done; goals in the order they are solved."""

    part: str
    state: str
    status: str
    goals: tuple[GoalView, ...]
    pieces_done: int = 0
    pieces_total: int = 0
    """Of a search in pieces, how many are over, and how many there are so far; 0 of one that is searched as a whole."""


@dataclass(frozen=True, slots=True)
class JobView:
    """A plan being made. `state`: queued, running, cancelling, done, cancelled, failed; `message` says why."""

    id: str
    state: str
    started_by: str
    queued_at: datetime
    finished_at: datetime | None
    time_limit: int
    parts: tuple[JobPartView, ...]
    roster_id: str | None
    message: str
    scope: ScopeView = WHOLE
    supposed: tuple[str, ...] = ()
    from_roster: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "cancelled", "failed")
