"""Who decides a waiver, and in which state it is. The rules behind it are in independence.who_may_waive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerinspect.domain import Duty, Policy
from peerinspect.independence.who_may_waive import APPROVER_WORDS, Approver, who_may_waive
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, LIAISON, Reader
from peerinspect.services.wording import joined
from peerinspect.store.reading.councils import Place
from peerinspect.store.reading.waivers import WaiverRecord

PROPOSED, APPROVED, REFUSED, WITHDRAWN, EXPIRED = "proposed", "approved", "refused", "withdrawn", "expired"
STATES = (PROPOSED, APPROVED, REFUSED, WITHDRAWN, EXPIRED)

_ROLES = {
    Approver.LIAISON: LIAISON,
    Approver.CHIEF_EXECUTIVE: CHIEF_EXECUTIVE,
    Approver.SECOND_COORDINATOR: COORDINATOR,
    Approver.SECOND_COORDINATOR_WITH_LETTER: COORDINATOR,
}


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval that a waiver needs. `councils` are those whose chief executive gives it, for others empty.

    A board of several councils has one chair: the chief executive of any of them speaks for it.
    """

    approver: Approver
    councils: frozenset[str] = frozenset()

    @property
    def role(self) -> str:
        """The role of who gives it."""
        return _ROLES[self.approver]

    def is_for(self, reader: Reader) -> bool:
        """Whether the reader's role, and their ties, let them give it."""
        if reader.role != self.role:
            return False
        return not self.councils or bool(self.councils & reader.authorities)


def approvals_needed(rule: str, duties: Sequence[Duty], policy: Policy) -> tuple[Approval, ...]:
    """The approvals that a waiver of the rule for the first duty needs; none where nobody may waive it.

    A swap of chairs needs the word of each board's chief executive: `duties` then holds both.
    """
    who = who_may_waive(rule, duties[0].kind, policy)
    if who is Approver.NOBODY:
        return ()
    if who is Approver.BOTH_CHIEF_EXECUTIVES:
        return tuple(Approval(Approver.CHIEF_EXECUTIVE, each.authorities) for each in duties)
    return (Approval(who, duties[0].authorities if who is Approver.CHIEF_EXECUTIVE else frozenset()),)


def needs_letter(approvals: Sequence[Approval]) -> bool:
    """Whether an approval rests on the partners' letter, whose reference must be given."""
    return any(each.approver is Approver.SECOND_COORDINATOR_WITH_LETTER for each in approvals)


def approver_words(approvals: Sequence[Approval], places: dict[str, Place]) -> str:
    """Who decides, in words: "the chief executive of Leeds and the chief executive of Hull"."""
    return joined(_words(each, places) for each in approvals) or APPROVER_WORDS[Approver.NOBODY]


def _words(approval: Approval, places: dict[str, Place]) -> str:
    if approval.approver is not Approver.CHIEF_EXECUTIVE:
        return APPROVER_WORDS[approval.approver]
    return f"the chief executive of {' or '.join(sorted(places[code].name for code in approval.councils))}"


def given(record: WaiverRecord) -> frozenset[int]:
    """The numbers of the approvals that have been given."""
    return frozenset(
        int(number) for each in record.decisions if each.outcome == APPROVED for number in each.parts.split()
    )


def state_of(record: WaiverRecord, today: date) -> str:
    """The state on a day. What is approved, or still waits, expires after its last day."""
    ended = next((each.outcome for each in record.decisions if each.outcome in (REFUSED, WITHDRAWN)), None)
    if ended is not None:
        return ended
    if record.proposal.until < today:
        return EXPIRED
    return PROPOSED if record.in_force is None else APPROVED
