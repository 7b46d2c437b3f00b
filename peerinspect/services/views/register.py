"""The register of interests, dismissals and looks back, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.common import Standing
from peerinspect.services.views.people import InterestView


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A tie on the register. What is private of it is held back already."""

    person_id: str
    person_name: str
    person_title: str
    tie: InterestView


@dataclass(frozen=True, slots=True)
class DismissalView:
    """A proposal to dismiss a tie. `approved` is None while nobody has decided."""

    ground: str
    reason: str
    evidence: str
    proposed_by: str
    proposed_on: date
    approved: bool | None = None
    note: str = ""
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What was found of a tie that came in again after a dismissal. `dismissed_id` is the tie that was dismissed."""

    dismissed_id: str
    stands: bool | None = None
    reason: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class TouchedLine:
    """A placement that a change touches. `moment`: past, live or future on the day of the look.

    `effect`: objects or falls-away. `steps` say what to do next, a sentence each; `done` what was done, if anything.
    """

    person_id: str
    person_name: str
    duty_id: str
    duty_title: str
    kind: str
    sealed: bool
    period: Period
    status: str
    moment: str
    effect: str
    rule: str
    strength: str
    sentence: str
    steps: tuple[str, ...]
    rulebook: str
    policy: str
    done: str = ""
    done_by: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class LookBackLine:
    """A look back in a list: how many placements it touches, and how many lines wait for somebody."""

    id: str
    person_id: str
    person_name: str
    authority_name: str
    kind: str
    change: str
    made_on: date
    made_by: str
    touched: int
    waiting: int


@dataclass(frozen=True, slots=True)
class LookBackView:
    """One look back. `inputs` are the digests of the facts that it rests on, by part."""

    line: LookBackLine
    interest_id: str
    before: Period | None
    after: Period | None
    is_private: bool
    lines: tuple[TouchedLine, ...]
    inputs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TieDetail:
    """One tie with all that was said of it. `may_decide`: a proposal waits, and this reader may have the second say."""

    line: RegisterLine
    dismissals: tuple[DismissalView, ...]
    review: ReviewView | None
    is_own: bool
    may_decide: bool
    look_backs: tuple[LookBackLine, ...]


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A tie as a rule puts it, the kinds of duty that it stands against, and those that it needs a waiver for."""

    sentence: str
    against: tuple[str, ...]
    waivable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandView:
    """How a person stands with a council: `state` is clear, conflicted or not-declared."""

    person_id: str
    person_name: str
    authority: str
    authority_name: str
    state: str
    conflicts: tuple[ConflictView, ...]


@dataclass(frozen=True, slots=True)
class PersonStands:
    """How one person stands with every council."""

    person_id: str
    person_name: str
    declaration: Standing
    stands: tuple[StandView, ...]


@dataclass(frozen=True, slots=True)
class CouncilStands:
    """How everybody stands with one council."""

    authority: str
    authority_name: str
    stands: tuple[StandView, ...]
