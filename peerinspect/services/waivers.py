"""Proposing a waiver of a soft objection. Who decides it, and how, is in waiver_decisions."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.domain.placement import Pair
from peerinspect.independence.plain_words import rule_title
from peerinspect.independence.who_may_waive import APPROVER_WORDS, WAIVED_BY, WAIVED_BY_FOR, Approver
from peerinspect.services.addresses import keyed, placement_address
from peerinspect.services.checking import Checks, only
from peerinspect.services.notices import chief_executives, coordinators, liaisons, tell
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.rosters_seen import real_roster
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.veil import parts_for
from peerinspect.services.waiver_rights import (
    PROPOSED,
    approvals_needed,
    state_of,
)
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.placements import read_waivers
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.reading.rosters import parts_of, rows_of
from peerinspect.store.reading.waivers import records_about, times_proposed
from peerinspect.store.tables import (
    RosterObjectionRow,
    RosterPlacementRow,
    WaiverProposalRow,
)

OF_A_PAIR = frozenset(rule for rule, who in WAIVED_BY_FOR.items() if who is Approver.BOTH_CHIEF_EXECUTIVES)
"""The rules whose waivers hold for two placements together only."""


@dataclass(frozen=True, slots=True)
class ProposeWaiver:
    """Ask for a waiver of one rule's soft objections to a placement of a roster, by the placement's address."""

    roster_id: str
    address: str
    rule: str
    reason: str
    mitigation: str
    until: date | None


def propose_waiver(command: ProposeWaiver, reader: Reader, today: date) -> str:
    """Propose a waiver and return its id; the same again is the same proposal. For coordinators and the liaison."""
    only(reader, COORDINATOR, LIAISON)
    with store.transaction():
        real_roster(reader, command.roster_id)
        parts = [row.id for row in parts_of([command.roster_id], parts_for(reader))]
        placed = [(row.person, row.duty) for row in rows_of(RosterPlacementRow, parts)]
        pair = _placement(command.address, placed)
        rows = [row for row in rows_of(RosterObjectionRow, parts) if row.rule == command.rule and pair in _pairs(row)]
        proposal = _proposal(command, reader, today, pair, rows, placed)
        known = _waiting(proposal, today)
        if known is not None:
            return known
        store.add(proposal)
        event = record_event(reader, proposal, f"Proposed a waiver of {rule_title(proposal.rule).lower()}.")
        tell("waiver-to-decide", event, _deciders(proposal, reader, today))
        return proposal.id


def _placement(address: str, placed: Sequence[Pair]) -> Pair:
    """The placement at the address, among those that the reader may see."""
    for pair in placed:
        if hmac.compare_digest(placement_address(*pair).encode(), address.encode()):
            return pair
    raise NotFound("no such placement on this roster")


def _pairs(row: RosterObjectionRow) -> set[Pair]:
    """The people and duties of an objection, each with each."""
    return set(product(row.people.split(), row.duties.split()))


def _proposal(
    command: ProposeWaiver,
    reader: Reader,
    today: date,
    pair: Pair,
    rows: Sequence[RosterObjectionRow],
    placed: Collection[Pair],
) -> WaiverProposalRow:
    """The proposal, checked. Raises Refusal."""
    duties = read_duties(today, {pair[1], *(id_ for row in rows for id_ in row.duties.split())})
    about = [row for row in rows if duties[pair[1]].sealed or not _is_sealed(row, duties)]
    if rows and not about:
        raise Refusal({"rule": "Ask for the waiver of the sealed inspection's own placement"})
    other = _other(command.rule, pair, about, placed)
    _check(command, pair, other, about, duties, today)
    number = times_proposed(command.rule, pair)
    return WaiverProposalRow(
        id=keyed("waiver", command.rule, *pair, *(other or ()), str(number)),
        roster=command.roster_id,
        rule=command.rule,
        person=pair[0],
        duty=pair[1],
        other_person=other[0] if other else None,
        other_duty=other[1] if other else None,
        sentence=" ".join(dict.fromkeys(row.sentence for row in about)),
        reason=tidy(command.reason),
        mitigation=tidy(command.mitigation),
        until=command.until,
        proposed_by=reader.user_id,
        proposed_on=today,
        before=number,
    )


def _is_sealed(row: RosterObjectionRow, duties: dict[str, Duty]) -> bool:
    """Whether the objection's sentence would tell of a sealed inspection."""
    return any(duties[id_].sealed for id_ in row.duties.split())


def _other(rule: str, pair: Pair, rows: Sequence[RosterObjectionRow], placed: Collection[Pair]) -> Pair | None:
    """The second placement of a swap of chairs, for whose council its own chief executive speaks."""
    if rule not in OF_A_PAIR:
        return None
    facing = (one for row in rows for one in sorted(_pairs(row) & set(placed)) if one[0] != pair[0] != one[1])
    return next((one for one in facing if one[1] != pair[1]), None)


def _check(
    command: ProposeWaiver,
    pair: Pair,
    other: Pair | None,
    rows: Sequence[RosterObjectionRow],
    duties: dict[str, Duty],
    today: date,
) -> None:
    """Refuse what nobody may waive, what needs no waiver, and what is said badly."""
    checks = Checks()
    duty = duties[pair[1]]
    asked = [duty, *([duties[other[1]]] if other else [])]
    if checks.need(rows, "rule", "This rule does not object to the placement"):
        approvals = approvals_needed(command.rule, asked, read_policy())
        checks.need(approvals, "rule", "Nobody may waive this rule for this kind of duty")
        checks.need(other or command.rule not in OF_A_PAIR, "rule", "The other chair is not on this roster")
        checks.need(not _is_waived(command.rule, pair, other, duty), "", "This objection is waived already")
    check_text(checks, command.reason, "reason", "Say why the objection can be accepted", "the reason")
    check_text(checks, command.mitigation, "mitigation", "Say what makes up for it", "what makes up for it")
    last = max(each.last_day for each in asked)
    long_enough = command.until is not None and command.until >= last
    checks.need(long_enough, "until", f"The waiver must reach the duty's last day, {plain_day(last)}")
    checks.need(last >= today, "", "The duty is over: there is nothing to waive any more")
    checks.done()


def _is_waived(rule: str, pair: Pair, other: Pair | None, duty: Duty) -> bool:
    """Whether a waiver of the placement, or of the two together, is in force."""
    return any(
        (each.rule, each.person, each.duty) == (rule, *pair)
        and each.other in (None, other)
        and each.until >= duty.last_day
        for each in read_waivers()
    )


def _waiting(proposal: WaiverProposalRow, today: date) -> str | None:
    """The id of the same proposal, where it waits already. Raises Refusal where somebody else's waits."""
    for each in records_about(proposal.rule, (proposal.person, proposal.duty)):
        known = each.proposal
        if state_of(each, today) != PROPOSED or known.other_duty != proposal.other_duty:
            continue
        own = (known.proposed_by, known.reason, known.mitigation, known.until)
        if own == (proposal.proposed_by, proposal.reason, proposal.mitigation, proposal.until):
            return known.id
        raise Refusal("A waiver of this objection is proposed already. It must be decided first")
    return None


def _deciders(proposal: WaiverProposalRow, reader: Reader, today: date) -> set[str]:
    """The users who may decide it. Nobody decides on their own proposal."""
    ids = [each for each in (proposal.duty, proposal.other_duty) if each]
    duties = read_duties(today, ids)
    found: set[str] = set()
    for approval in approvals_needed(proposal.rule, [duties[id_] for id_ in ids], read_policy()):
        if approval.role == LIAISON:
            found.update(liaisons())
        elif approval.role == COORDINATOR:
            found.update(coordinators(cleared=True if duties[proposal.duty].sealed else None))
        else:
            found.update(user for code in approval.councils for user in chief_executives(code))
    return found - {reader.user_id}


def record_event(reader: Reader, proposal: WaiverProposalRow, sentence: str, action: str = "propose-waiver") -> int:
    """Write the event, in the open transaction. Whoever may not know of the duty that it names does not see it."""
    return history.record(reader.user_id, action, proposal.id, duty=proposal.duty, sentence=sentence)


def waived_by(kind: str, rule: str = "") -> str:
    """Who may waive a soft objection of the rule to a duty of the kind, in words. Source: design, section 4."""
    return APPROVER_WORDS[WAIVED_BY_FOR.get(rule, WAIVED_BY[kind])]
