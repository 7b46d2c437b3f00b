"""Rows that are only ever added: versions of policy, schedule and day rates, waivers, decisions, fates of ties."""

from __future__ import annotations

from sqlalchemy import event

from peerinspect.store.history import AppendOnly
from peerinspect.store.tables import (
    DayRateRow,
    DecisionRecordRow,
    DismissalDecisionRow,
    DismissalRow,
    LookBackClosureRow,
    LookBackLineRow,
    LookBackRow,
    PolicyDecisionRow,
    PolicyProposalRow,
    PolicyRow,
    PublicationRow,
    RedeclarationReviewRow,
    RedeclarationRow,
    ScheduleRow,
    ThanksRow,
    WaiverDecisionRow,
    WaiverProposalRow,
    WaiverRow,
)

APPEND_ONLY = (
    DayRateRow,
    ThanksRow,
    PolicyRow,
    PolicyProposalRow,
    PolicyDecisionRow,
    WaiverRow,
    WaiverProposalRow,
    WaiverDecisionRow,
    PublicationRow,
    DecisionRecordRow,
    DismissalDecisionRow,
    DismissalRow,
    LookBackClosureRow,
    LookBackLineRow,
    LookBackRow,
    RedeclarationReviewRow,
    RedeclarationRow,
    ScheduleRow,
)


def _refuse(_mapper: object, _connection: object, row: object) -> None:
    """Keep the code from changing what was decided."""
    raise AppendOnly(f"{type(row).__name__} is only ever added to")


for table in APPEND_ONLY:
    event.listen(table, "before_update", _refuse)
    event.listen(table, "before_delete", _refuse)
