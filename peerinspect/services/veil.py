"""Who may know of a sealed inspection.

Whoever is employed by its council, in whatever role, sees nothing of a sealed inspection before its notice day. A
reader who is tied to any council at all therefore counts as not cleared: what they might learn of one council's sealed
work could tell them something of another's, and the few who plan or approve sealed work need no such tie.
"""

from __future__ import annotations

from peerinspect.services.reader import COORDINATOR, LIAISON, Reader

OPEN = "open"
SEALED_PARTS = ("sealed-0", "sealed-1", "sealed-2")
PARTS = (OPEN, *SEALED_PARTS)
PUBLISH_SEALED = "publish-sealed"
LOOK_AT_LIST = "look-at-list"
KEEP_SEALED_RECORDS = "keep-sealed-records"
CLOSE_SEALED_PLAN = "close-sealed-plan"
SUPPOSE_SEALED = "suppose-sealed"
WITHDRAW_SEALED = "withdraw-sealed"
REPORT_LEAK = "report-leak"
CLOSE_LEAK_REPORT = "close-leak-report"
SEALED_ACTIONS = frozenset(
    {
        CLOSE_LEAK_REPORT,
        CLOSE_SEALED_PLAN,
        KEEP_SEALED_RECORDS,
        LOOK_AT_LIST,
        PUBLISH_SEALED,
        REPORT_LEAK,
        SUPPOSE_SEALED,
        WITHDRAW_SEALED,
    }
)
"""The actions whose events tell of sealed work without being about one duty."""


def knows_sealed_work(reader: Reader) -> bool:
    """Whether the reader may see sealed inspections: the Ofsted liaison and cleared coordinators, tied to nobody.

    Nobody does by a token that was made without it.
    """
    if reader.sealed_off or reader.authorities or reader.person_id is not None:
        return False
    return reader.role == LIAISON or (reader.role == COORDINATOR and reader.cleared)


def parts_for(reader: Reader) -> tuple[str, ...]:
    """The parts of a roster that the reader may see."""
    return PARTS if knows_sealed_work(reader) else (OPEN,)


def looks_are_recorded(reader: Reader) -> bool:
    """Whether each look at a sealed duty goes into the history: that of everybody who may know of it does."""
    return knows_sealed_work(reader)
