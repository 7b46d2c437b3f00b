"""The tables, one file a topic."""

from peerinspect.store.tables.authorities import (
    ArrangementMemberRow,
    ArrangementRow,
    AuthorityRow,
    BorderRow,
    GradeRow,
    JudgementRow,
    NeighbourRow,
)
from peerinspect.store.tables.declarations import (
    DismissalDecisionRow,
    DismissalRow,
    LookBackClosureRow,
    LookBackLineRow,
    LookBackRow,
    RedeclarationReviewRow,
    RedeclarationRow,
)
from peerinspect.store.tables.drafts import ReserveRow, SeatWordRow
from peerinspect.store.tables.duties import (
    BoardRow,
    DeferralRow,
    DutyAuthorityRow,
    DutyRow,
    DutySkillRow,
    InspectionRow,
    OnSiteRow,
    ReviewRow,
    SecondmentRow,
    SupportRow,
    VacancyRow,
)
from peerinspect.store.tables.history import EventRow, HistoryHeadRow, PayloadRow
from peerinspect.store.tables.imports import ImportRow
from peerinspect.store.tables.jobs import JobPartRow, JobRow
from peerinspect.store.tables.people import (
    ConsentRequestRow,
    ConsentRow,
    InterestRow,
    LeaveRow,
    OfferRow,
    PersonRow,
    PersonSkillRow,
    PostRow,
    SkillRow,
)
from peerinspect.store.tables.placements import AffinityRow, PlacementRow
from peerinspect.store.tables.policies import PolicyDecisionRow, PolicyProposalRow, PolicyRow
from peerinspect.store.tables.questions import QuestionRow
from peerinspect.store.tables.records import DecisionRecordRow, PublicationRow
from peerinspect.store.tables.reports import DayRateRow, ThanksRow
from peerinspect.store.tables.rosters import (
    RosterGoalRow,
    RosterObjectionRow,
    RosterPartRow,
    RosterPlacementRow,
    RosterRow,
    RosterRuleRow,
    RosterShortfallRow,
)
from peerinspect.store.tables.schedule import ScheduleRow
from peerinspect.store.tables.users import (
    AttemptRow,
    FormUseRow,
    RecoveryCodeRow,
    UserAuthorityRow,
    UserRow,
)
from peerinspect.store.tables.waivers import WaiverDecisionRow, WaiverProposalRow, WaiverRow

__all__ = [
    "AffinityRow",
    "ArrangementMemberRow",
    "ArrangementRow",
    "AttemptRow",
    "AuthorityRow",
    "BoardRow",
    "BorderRow",
    "ConsentRequestRow",
    "ConsentRow",
    "DayRateRow",
    "DecisionRecordRow",
    "DeferralRow",
    "DismissalDecisionRow",
    "DismissalRow",
    "DutyAuthorityRow",
    "DutyRow",
    "DutySkillRow",
    "EventRow",
    "FormUseRow",
    "GradeRow",
    "HistoryHeadRow",
    "ImportRow",
    "InspectionRow",
    "InterestRow",
    "JobPartRow",
    "JobRow",
    "JudgementRow",
    "LeaveRow",
    "LookBackClosureRow",
    "LookBackLineRow",
    "LookBackRow",
    "NeighbourRow",
    "OfferRow",
    "OnSiteRow",
    "PayloadRow",
    "PersonRow",
    "PersonSkillRow",
    "PlacementRow",
    "PolicyDecisionRow",
    "PolicyProposalRow",
    "PolicyRow",
    "PostRow",
    "PublicationRow",
    "QuestionRow",
    "RecoveryCodeRow",
    "RedeclarationReviewRow",
    "RedeclarationRow",
    "ReserveRow",
    "ReviewRow",
    "RosterGoalRow",
    "RosterObjectionRow",
    "RosterPartRow",
    "RosterPlacementRow",
    "RosterRow",
    "RosterRuleRow",
    "RosterShortfallRow",
    "ScheduleRow",
    "SeatWordRow",
    "SecondmentRow",
    "SkillRow",
    "SupportRow",
    "ThanksRow",
    "UserAuthorityRow",
    "UserRow",
    "VacancyRow",
    "WaiverDecisionRow",
    "WaiverProposalRow",
    "WaiverRow",
]
