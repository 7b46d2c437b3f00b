"""The rulebook, the policy's versions, and changes of it, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class StrengthView:
    """How strong a rule is for some kinds of duty (hard, soft, either, shortfall or off), and who may waive it."""

    kinds: tuple[str, ...]
    strength: str
    waived_by: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule as the policy sets it. `parameters` are sentences.

    `kept_off` says how many volunteers it kept off open duties of the last published roster: None where that was not
    counted. `is_few` marks a number above 0 that is too small to be told to the reader: `kept_off` is then the number
    below which it lies.
    """

    code: str
    title: str
    statement: str
    source: str
    strengths: tuple[StrengthView, ...]
    parameters: tuple[str, ...]
    weight: Fraction | None
    kept_off: int | None
    is_few: bool


@dataclass(frozen=True, slots=True)
class RulebookView:
    """Every rule in order. `counted_on` is the day on which the roster was published that `kept_off` is about."""

    edition: str
    version: int
    rules: tuple[RuleView, ...]
    counted_on: date | None
    waiting: int


@dataclass(frozen=True, slots=True)
class SettingView:
    """A parameter as a form asks for it: its name, its sentence with "…" for the amount, its unit, number and range."""

    name: str
    sentence: str
    unit: str
    number: int
    default: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A proposed change of a rule. `outcome` is "" while it waits, else approved, refused or withdrawn."""

    id: str
    rule: str
    title: str
    changes: tuple[str, ...]
    reason: str
    proposed_by: str
    proposed_on: date
    outcome: str
    sentence: str
    decided_by: str
    decided_on: date | None
    may_decide: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class RuleDetail:
    """One rule with what was proposed and decided about it, the latest first; empty for who may not see that.

    `settings`, `strengths_allowed` and `strength` serve the form of who may propose a change; `strength` "own" is the
    rule's own.
    """

    rule: RuleView
    settings: tuple[SettingView, ...]
    strength: str
    strengths_allowed: tuple[str, ...]
    has_weight: bool
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of the policy. Number 0 is the rulebook's own. `changes` are those from the version before.

    `from_own` says in what it differs from the rulebook's own; `change` is how it came about, None where it was loaded.
    """

    number: int
    made_on: date | None
    is_in_force: bool
    changes: tuple[str, ...]
    from_own: tuple[str, ...]
    change: ChangeView | None
