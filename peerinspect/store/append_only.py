"""Rows that are only ever added: versions of policy, schedule and day rates, waivers, decisions, fates of ties,
undertakings, disclosures, what the rules said when they were asked again, leaks."""

from __future__ import annotations

from sqlalchemy import event

from peerinspect.store.history import AppendOnly
from peerinspect.store.tables import (
    ApprovalRow,
    AskingRow,
    DayRateRow,
    DecisionRecordRow,
    DisclosureRow,
    DismissalDecisionRow,
    DismissalRow,
    FindingRow,
    LeakReportClosureRow,
    LeakReportRow,
    LeakRow,
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
    UndertakingRow,
    WaiverDecisionRow,
    WaiverProposalRow,
    WaiverRow,
)

APPEND_ONLY = (
    ApprovalRow,
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
    AskingRow,
    FindingRow,
    UndertakingRow,
    DisclosureRow,
    LeakRow,
    LeakReportRow,
    LeakReportClosureRow,
)


def _refuse(_mapper: object, _connection: object, row: object) -> None:
    """Keep the code from changing what was decided."""
    raise AppendOnly(f"{type(row).__name__} is only ever added to")


for table in APPEND_ONLY:
    event.listen(table, "before_update", _refuse)
    event.listen(table, "before_delete", _refuse)
