"""What safeguarding boards are called, what is due of them, and who chairs whom. No day but those given."""

from peerinspect.domain.safeguarding.chairing import Ring, Way, rings, swaps
from peerinspect.domain.safeguarding.due import (
    ReportDue,
    is_meeting_overdue,
    meeting_due,
    report_due,
    report_due_on,
)
from peerinspect.domain.safeguarding.naming import (
    AGENCIES,
    CHAIR,
    LOCAL_BOARD,
    PARTNERSHIP,
    SCRUTINEER,
    board_title,
    chair_title,
    sort_on,
    statutory_partners,
)

__all__ = [
    "AGENCIES",
    "CHAIR",
    "LOCAL_BOARD",
    "PARTNERSHIP",
    "SCRUTINEER",
    "ReportDue",
    "Ring",
    "Way",
    "board_title",
    "chair_title",
    "is_meeting_overdue",
    "meeting_due",
    "report_due",
    "report_due_on",
    "rings",
    "sort_on",
    "statutory_partners",
    "swaps",
]
