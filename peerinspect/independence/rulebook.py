"""The rulebook: every rule in force, in the order of the design's table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from peerinspect.domain import Objection, Policy, Roster, Strength
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rules.applied_there import AppliedThere
from peerinspect.independence.rules.authorities_in_dispute import AuthoritiesInDispute
from peerinspect.independence.rules.away_at_once import AwayAtOnce
from peerinspect.independence.rules.boards_held import BoardsHeld
from peerinspect.independence.rules.chair_swap import ChairSwap
from peerinspect.independence.rules.chair_term import ChairTerm
from peerinspect.independence.rules.colleagues_supported import ColleaguesSupported
from peerinspect.independence.rules.crossed_duties import CrossedDuties
from peerinspect.independence.rules.days_a_year import DaysAYear
from peerinspect.independence.rules.double_booked import DoubleBooked
from peerinspect.independence.rules.experienced_lead import ExperiencedLead
from peerinspect.independence.rules.home_inspection_window import HomeInspectionWindow
from peerinspect.independence.rules.home_judgement import HomeJudgement
from peerinspect.independence.rules.inspections_a_year import InspectionsAYear
from peerinspect.independence.rules.involved_in_case import InvolvedInCase
from peerinspect.independence.rules.no_consent import NoConsent
from peerinspect.independence.rules.not_authorised import NotAuthorised
from peerinspect.independence.rules.not_offered import NotOffered
from peerinspect.independence.rules.one_live_role import OneLiveRole
from peerinspect.independence.rules.one_observer import OneObserver
from peerinspect.independence.rules.open_complaint import OpenComplaint
from peerinspect.independence.rules.other_connection import OtherConnection
from peerinspect.independence.rules.out_of_reach import OutOfReach
from peerinspect.independence.rules.own_authority import OwnAuthority
from peerinspect.independence.rules.own_inspector import OwnInspector
from peerinspect.independence.rules.paid_by import PaidBy
from peerinspect.independence.rules.personal_tie import PersonalTie
from peerinspect.independence.rules.post_basis import PostBasis
from peerinspect.independence.rules.reciprocal_inspection import ReciprocalInspection
from peerinspect.independence.rules.repeat_inspector import RepeatInspector
from peerinspect.independence.rules.ring import Ring
from peerinspect.independence.rules.same_region import SameRegion
from peerinspect.independence.rules.same_team import SameTeam
from peerinspect.independence.rules.self_review import SelfReview
from peerinspect.independence.rules.set_aside import SetAside
from peerinspect.independence.rules.shared_arrangement import SharedArrangement
from peerinspect.independence.rules.shared_partner import SharedPartner
from peerinspect.independence.rules.shares_border import SharesBorder
from peerinspect.independence.rules.short_tenure import ShortTenure
from peerinspect.independence.rules.team_skills import TeamSkills
from peerinspect.independence.rules.unavailable import Unavailable
from peerinspect.independence.rules.undeclared import Undeclared
from peerinspect.independence.rules.vetting_lapsed import VettingLapsed
from peerinspect.independence.rules.worked_there import WorkedThere
from peerinspect.independence.shapes import Bar, Clash, Cover, Limit, Rule, Triple

VERSION = "3"
"""Changes whenever a rule's meaning does; every roster names the edition it was made under."""

FIRST_EDITION = frozenset(
    {
        "own-authority",
        "shared-arrangement",
        "worked-there",
        "personal-tie",
        "undeclared",
        "shares-border",
        "same-region",
        "post-basis",
        "short-tenure",
        "home-judgement",
        "not-authorised",
        "vetting-lapsed",
        "no-consent",
        "not-offered",
        "unavailable",
        "self-review",
        "reciprocal-inspection",
        "crossed-duties",
        "chair-swap",
        "same-team",
        "double-booked",
        "inspections-a-year",
        "days-a-year",
        "boards-held",
        "away-at-once",
        "team-skills",
        "experienced-lead",
        "one-observer",
    }
)
"""The codes of the 28 rules that edition 1 had."""

RULES: tuple[type[Rule], ...] = (
    OwnAuthority,
    SharedArrangement,
    SharedPartner,
    WorkedThere,
    AppliedThere,
    PersonalTie,
    PaidBy,
    OpenComplaint,
    AuthoritiesInDispute,
    InvolvedInCase,
    Undeclared,
    OtherConnection,
    SharesBorder,
    SameRegion,
    OutOfReach,
    PostBasis,
    ShortTenure,
    HomeJudgement,
    HomeInspectionWindow,
    NotAuthorised,
    VettingLapsed,
    NoConsent,
    NotOffered,
    Unavailable,
    SetAside,
    SelfReview,
    ColleaguesSupported,
    ReciprocalInspection,
    CrossedDuties,
    ChairSwap,
    Ring,
    OwnInspector,
    SameTeam,
    RepeatInspector,
    OneLiveRole,
    DoubleBooked,
    InspectionsAYear,
    DaysAYear,
    BoardsHeld,
    ChairTerm,
    AwayAtOnce,
    TeamSkills,
    ExperiencedLead,
    OneObserver,
)

ADDED_LAST = frozenset({SetAside.code})
"""What edition 3 has beyond edition 2."""

_CODES = frozenset(rule.code for rule in RULES)
EDITIONS: Mapping[str, frozenset[str]] = {"1": FIRST_EDITION, "2": _CODES - ADDED_LAST, VERSION: _CODES}
"""Every edition's rules, by their codes. A roster is judged by the edition that it names."""


def named_editions() -> str:
    """The editions that there are, in words."""
    *others, last = EDITIONS
    return f"{', '.join(others)} and {last}"


@dataclass(frozen=True)
class Rulebook:
    """The rules in force for one problem, each with the policy's strength and parameters."""

    rules: tuple[Rule, ...]
    version: str = VERSION

    @classmethod
    def under(cls, policy: Policy, without: frozenset[str] = frozenset(), edition: str = VERSION) -> Rulebook:
        """Every rule of the edition that the policy does not switch off.

        `without` leaves further rules out by code: a seam for tests, which prove that the auditor misses them.
        Raises ValueError for an edition that there never was.
        """
        if edition not in EDITIONS:
            raise ValueError(f"there is no rulebook {edition!r}; known are {named_editions()}")
        wanted = EDITIONS[edition] - without
        rules = (rule.under(policy) for rule in RULES if rule.code in wanted)
        return cls(tuple(rule for rule in rules if not rule.is_off), edition)

    @classmethod
    def named_by(cls, roster: Roster, policy: Policy) -> Rulebook:
        """The rulebook of the edition that the roster names. Raises ValueError for one that there never was."""
        return cls.under(policy, edition=roster.rulebook)

    def rule(self, code: str) -> Rule:
        """The rule with this code. Raises KeyError when it is off or unknown."""
        return {rule.code: rule for rule in self.rules}[code]

    @cached_property
    def that_can_cost(self) -> Rulebook:
        """The rules that the goal `waivers` may have to count: a limit that is hard is so in all its cases."""
        idle = [one for one in self.limits if one.as_set(one.own_strength) is Strength.HARD]
        return replace(self, rules=tuple(rule for rule in self.rules if rule not in idle))

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """The rules about one placement."""
        return tuple(rule for rule in self.rules if isinstance(rule, Bar))

    @cached_property
    def clashes(self) -> tuple[Clash, ...]:
        """The rules about two placements together."""
        return tuple(rule for rule in self.rules if isinstance(rule, Clash))

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """The rules about three placements together."""
        return tuple(rule for rule in self.rules if isinstance(rule, Triple))

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """The rules about what fills up."""
        return tuple(rule for rule in self.rules if isinstance(rule, Limit))

    @cached_property
    def covers(self) -> tuple[Cover, ...]:
        """The rules about what a team must contain."""
        return tuple(rule for rule in self.rules if isinstance(rule, Cover))

    def objections_alone(self, engagement: Engagement) -> list[Objection]:
        """Every objection to the placement that needs no second placement."""
        found = [objection for rule in self.bars for objection in rule.objections(engagement)]
        return found + [objection for rule in self.clashes for objection in rule.bars(engagement)]

    def objections_between(self, one: Engagement, other: Engagement) -> list[Objection]:
        """Every objection to the two placements together."""
        return [objection for rule in self.clashes for objection in rule.objections(one, other)]
