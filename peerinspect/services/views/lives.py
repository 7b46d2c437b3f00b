"""Duties on their way through life, as lists and pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from peerinspect.domain import Period
from peerinspect.services.views.duties import DutyLine


@dataclass(frozen=True, slots=True)
class WorkAsked:
    """Which duties of a kind a list is to hold; "" asks nothing.

    `when` is "" for what goes on or is to come, "soon" for what begins within twelve weeks, "over" or "all".
    """

    kind: str
    text: str = ""
    state: str = ""
    council: str = ""
    region: str = ""
    when: str = ""
    is_unfilled: bool = False


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A duty in a list, with the words for its state. `people` are the names of those on it."""

    duty: DutyLine
    state: str
    state_name: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step that can be taken: see domain.lives.Step. `is_grave`: it calls the work off or takes people off it."""

    action: str
    name: str
    about: str
    day: str
    reason: str
    reference: str
    is_grave: bool


@dataclass(frozen=True, slots=True)
class PlacementLife:
    """A person on a duty: where the placement is in its life, and what a coordinator can do about it.

    `approval` is the Ofsted liaison's word on them: approved, refused or "".
    """

    address: str
    person_id: str
    person_name: str
    state: str
    state_name: str
    is_pinned: bool
    may_be_replaced: bool
    steps: tuple[StepView, ...]
    approval: str = ""


@dataclass(frozen=True, slots=True)
class DutyLife:
    """A duty's life: its state and since when, what is due next, and what can be done. `facts` can be changed.

    `new_week` is the sealed inspection that a deferred one was given, for those who may know of it.
    """

    duty: DutyLine
    state: str
    state_name: str
    since: date | None
    is_over: bool
    due: str
    warning: str
    steps: tuple[StepView, ...]
    facts: tuple[str, ...]
    priority: Fraction | None
    may_be_moved: bool
    may_offer: bool
    placements: tuple[PlacementLife, ...]
    new_week: DutyLine | None


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """The facts of a duty as its forms begin with them, and its state, since steps rest on it too."""

    duty: DutyLine
    starts: date
    ends: date
    on_site: tuple[Period, ...]
    notice: date | None
    authorities: tuple[str, ...]
    seats: int
    days: int
    skills: tuple[str, ...]
    level: str
    priority: Fraction | None
    case: str
    changeable: tuple[str, ...]
    state: str = ""
