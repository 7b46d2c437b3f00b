"""The words of the trade as frozen data. Standard library only; no clock, no session, no chance."""

from peerinspect.domain.authority import Arrangement, Authority, Judgement
from peerinspect.domain.duty import Duty
from peerinspect.domain.facts import Facts
from peerinspect.domain.objection import Evidence, Objection, Strength
from peerinspect.domain.periods import Period, add_months, working_days
from peerinspect.domain.person import Consent, Interest, Offer, Person, Post
from peerinspect.domain.placement import Placement, SetAside, Waiver
from peerinspect.domain.policy import Policy, RuleSetting
from peerinspect.domain.roster import GoalValue, Roster, RosterPlacement, Shortfall

__all__ = [
    "Arrangement",
    "Authority",
    "Consent",
    "Duty",
    "Evidence",
    "Facts",
    "GoalValue",
    "Interest",
    "Judgement",
    "Objection",
    "Offer",
    "Period",
    "Person",
    "Placement",
    "Policy",
    "Post",
    "Roster",
    "RosterPlacement",
    "RuleSetting",
    "SetAside",
    "Shortfall",
    "Strength",
    "Waiver",
    "add_months",
    "working_days",
]
