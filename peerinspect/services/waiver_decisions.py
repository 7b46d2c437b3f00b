"""Deciding a waiver: approved or refused by whoever may, never by who proposed it; withdrawn by who did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.independence.plain_words import rule_title
from peerinspect.independence.who_may_waive import WAIVED_BY, Approver
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.services.veil import knows_sealed_work
from peerinspect.services.waiver_rights import (
    APPROVED,
    EXPIRED,
    PROPOSED,
    REFUSED,
    WITHDRAWN,
    Approval,
    approvals_needed,
    approver_words,
    given,
    needs_letter,
    state_of,
)
from peerinspect.services.waivers import record_event
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.reading.waivers import WaiverRecord, find_waiver
from peerinspect.store.tables import WaiverDecisionRow, WaiverRow


@dataclass(frozen=True, slots=True)
class DecideWaiver:
    """A word on a proposal. `sentence` is needed for a refusal; `reference` names the partners' letter of a review."""

    waiver_id: str
    sentence: str = ""
    reference: str = ""


def approve_waiver(command: DecideWaiver, reader: Reader, today: date) -> None:
    """Approve a proposal, for all that the reader may speak for. The last approval puts the waiver in force."""
    with store.transaction():
        record, approvals = _to_decide(command, reader, today)
        if _has_said(record, reader, APPROVED):
            return
        checks = Checks()
        parts = _own_parts(approvals, record, reader)
        _may_decide(checks, record, approvals, parts, reader, today)
        check_text(checks, command.sentence, "sentence", "", "the sentence")
        asks = "Give the reference of the letter in which the partners agreed" if needs_letter(approvals) else ""
        check_text(checks, command.reference, "reference", asks, "the reference", LONGEST_REFERENCE)
        checks.done()
        _say(record, reader, today, APPROVED, command, parts)
        if given(record) | set(parts) == set(range(len(approvals))):
            store.add(_waiver(record, reader, today, command))


def refuse_waiver(command: DecideWaiver, reader: Reader, today: date) -> None:
    """Refuse a proposal, with a sentence. For whoever could approve it."""
    with store.transaction():
        record, approvals = _to_decide(command, reader, today)
        if _has_said(record, reader, REFUSED):
            return
        checks = Checks()
        _may_decide(checks, record, approvals, _own_parts(approvals, record, reader), reader, today)
        check_text(checks, command.sentence, "sentence", "Say why you refuse", "the sentence")
        checks.done()
        _say(record, reader, today, REFUSED, command, ())


def withdraw_waiver(command: DecideWaiver, reader: Reader, today: date) -> None:
    """Take a proposal back. For who proposed it, while it waits."""
    with store.transaction():
        record, _ = _to_decide(command, reader, today)
        if _has_said(record, reader, WITHDRAWN):
            return
        checks = Checks()
        if _is_waiting(checks, record, today):
            is_own = record.proposal.proposed_by == reader.user_id
            checks.need(is_own, "", "Only who proposed a waiver can withdraw it")
        check_text(checks, command.sentence, "sentence", "", "the sentence")
        checks.done()
        _say(record, reader, today, WITHDRAWN, command, ())


def may_know(reader: Reader, duties: Sequence[Duty]) -> bool:
    """Whether the reader may know of a waiver that names the duties.

    Who may not know of a sealed one among them knows nothing of it. Chief executives know of those for the chair, or
    the interim director, of a council of theirs.
    """
    if any(each.sealed for each in duties):
        return knows_sealed_work(reader)
    if reader.role == CHIEF_EXECUTIVE:
        own = [each for each in duties if WAIVED_BY[each.kind] is Approver.CHIEF_EXECUTIVE]
        return any(each.authorities & reader.authorities for each in own)
    return reader.role in (COORDINATOR, LIAISON)


def _to_decide(command: DecideWaiver, reader: Reader, today: date) -> tuple[WaiverRecord, tuple[Approval, ...]]:
    """The proposal, locked, and the approvals it needs. NotFound for one that the reader may not know of."""
    only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE)
    record, duties = known_waiver(command.waiver_id, reader, today, to_decide=True)
    return record, approvals_needed(record.proposal.rule, duties, read_policy())


def known_waiver(
    waiver_id: str, reader: Reader, today: date, to_decide: bool = False
) -> tuple[WaiverRecord, list[Duty]]:
    """A proposal and its duties. NotFound alike, after as many questions, for none at all and for a secret one."""
    record = find_waiver(waiver_id, to_decide)
    found = read_duties(today, record.duties if record else [waiver_id])
    duties = [found[id_] for id_ in record.duties] if record else []
    if record is None or not may_know(reader, duties):
        raise NotFound("no such waiver")
    return record, duties


def duties_of(record: WaiverRecord, today: date) -> list[Duty]:
    """The duties that the proposal names, its own first."""
    found = read_duties(today, record.duties)
    return [found[id_] for id_ in record.duties]


def _has_said(record: WaiverRecord, reader: Reader, outcome: str) -> bool:
    """Whether the reader has said just this before: saying it twice changes nothing."""
    return any((each.decided_by, each.outcome) == (reader.user_id, outcome) for each in record.decisions)


def is_about(record: WaiverRecord, reader: Reader) -> bool:
    """Whether the waiver is for the reader's own placement, or for one of two placements that is theirs."""
    return reader.person_id is not None and reader.person_id in (record.proposal.person, record.proposal.other_person)


def _own_parts(approvals: Sequence[Approval], record: WaiverRecord, reader: Reader) -> tuple[int, ...]:
    """The numbers of the approvals that the reader may give and that nobody has given."""
    return tuple(number for number, each in enumerate(approvals) if each.is_for(reader) and number not in given(record))


def _is_waiting(checks: Checks, record: WaiverRecord, today: date) -> bool:
    """Note what has become of a proposal that no longer waits."""
    state = state_of(record, today)
    became = "has expired" if state == EXPIRED else f"is {state} already"
    return checks.need(state == PROPOSED, "", f"This waiver {became}: nothing is left to decide")


def _may_decide(
    checks: Checks,
    record: WaiverRecord,
    approvals: Sequence[Approval],
    parts: Sequence[int],
    reader: Reader,
    today: date,
) -> None:
    """Note why the reader may not decide: the proposer never, nor who it is about, nor whoever has no say in it."""
    if not _is_waiting(checks, record, today):
        return
    checks.need(
        reader.user_id != record.proposal.proposed_by, "", "Somebody else must decide: you proposed this waiver"
    )
    checks.need(not is_about(record, reader), "", "Somebody else must decide: this waiver is about you")
    checks.need(approvals, "", "The rulebook has changed: nobody may waive this any more")
    checks.need(
        not any(each.decided_by == reader.user_id for each in record.decisions),
        "",
        "You have decided this already",
    )
    checks.need(parts, "", f"This is decided by {approver_words(approvals, read_places())}")


def _say(
    record: WaiverRecord, reader: Reader, today: date, outcome: str, command: DecideWaiver, parts: Sequence[int]
) -> None:
    """Write down what the reader said."""
    store.add(
        WaiverDecisionRow(
            proposal=record.proposal.id,
            outcome=outcome,
            parts=" ".join(map(str, parts)),
            sentence=tidy(command.sentence),
            reference=tidy(command.reference),
            decided_by=reader.user_id,
            decided_on=today,
        )
    )
    sentence = f"{outcome.capitalize()} a waiver of {rule_title(record.proposal.rule).lower()}."
    record_event(reader, record.proposal, sentence, action=f"{outcome}-waiver")


def _waiver(record: WaiverRecord, reader: Reader, today: date, command: DecideWaiver) -> WaiverRow:
    """The waiver that everybody concerned has approved."""
    asked = record.proposal
    references = [*(each.reference for each in record.decisions), tidy(command.reference)]
    return WaiverRow(
        rule=asked.rule,
        person=asked.person,
        duty=asked.duty,
        other_person=asked.other_person,
        other_duty=asked.other_duty,
        until=asked.until,
        reason=asked.reason,
        mitigation=asked.mitigation,
        reference=next((each for each in references if each), ""),
        recorded_by=reader.user_id,
        recorded_on=today,
        proposal=asked.id,
    )
