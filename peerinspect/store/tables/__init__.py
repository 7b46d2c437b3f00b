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
from peerinspect.store.tables.duties import (
    BoardRow,
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
from peerinspect.store.tables.jobs import JobPartRow, JobRow
from peerinspect.store.tables.people import (
    ConsentRow,
    InterestRow,
    LeaveRow,
    OfferRow,
    PersonRow,
    PersonSkillRow,
    PostRow,
    SkillRow,
)
from peerinspect.store.tables.placements import AffinityRow, PlacementRow, WaiverRow
from peerinspect.store.tables.policies import PolicyRow
from peerinspect.store.tables.rosters import (
    RosterGoalRow,
    RosterObjectionRow,
    RosterPartRow,
    RosterPlacementRow,
    RosterRow,
    RosterShortfallRow,
)
from peerinspect.store.tables.users import UserAuthorityRow, UserRow

__all__ = [
    "AffinityRow",
    "ArrangementMemberRow",
    "ArrangementRow",
    "AuthorityRow",
    "BoardRow",
    "BorderRow",
    "ConsentRow",
    "DutyAuthorityRow",
    "DutyRow",
    "DutySkillRow",
    "EventRow",
    "GradeRow",
    "HistoryHeadRow",
    "InspectionRow",
    "InterestRow",
    "JobPartRow",
    "JobRow",
    "JudgementRow",
    "LeaveRow",
    "NeighbourRow",
    "OfferRow",
    "OnSiteRow",
    "PayloadRow",
    "PersonRow",
    "PersonSkillRow",
    "PlacementRow",
    "PolicyRow",
    "PostRow",
    "ReviewRow",
    "RosterGoalRow",
    "RosterObjectionRow",
    "RosterPartRow",
    "RosterPlacementRow",
    "RosterRow",
    "RosterShortfallRow",
    "SecondmentRow",
    "SkillRow",
    "SupportRow",
    "UserAuthorityRow",
    "UserRow",
    "VacancyRow",
    "WaiverRow",
]
