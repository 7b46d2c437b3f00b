"""Dismissals: a tie on the register that is false, as two coordinators agree, counts for nothing from then on.

A dismissal speaks of the fact alone. No rule is waived by it, and a tie that is true but harmless is never dismissed:
for that there are waivers. The tie stays on the register, marked; so does every word that was said of it. When a tie
with the same fields comes in again, from the person or with an import, it is linked to the dismissal and counts for
nothing until a coordinator has reviewed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services import lookback
from peerinspect.services.checking import Checks, only
from peerinspect.services.lookback import TieChange, look_back
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.store import history
from peerinspect.store.pinning import pin_again
from peerinspect.store.reading.ties import TieRecord, fact_of, find_tie
from peerinspect.store.tables import DismissalDecisionRow, DismissalRow, RedeclarationReviewRow

GROUNDS = ("namesake", "wrong-council", "never-was")
"""Why a tie can be false: it is another person's of the same name, another council's, or there never was one."""


@dataclass(frozen=True, slots=True)
class ProposeDismissal:
    """A tie that is false. `ground` is one of GROUNDS; `evidence` names the paper that shows it."""

    interest_id: str
    ground: str
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class DecideDismissal:
    """A second coordinator's word on a proposal. `note` says why not, where it is turned down."""

    interest_id: str
    approves: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReviewAgain:
    """What a coordinator found of a tie that came in again after a dismissal: does the dismissal stand?"""

    interest_id: str
    stands: bool
    reason: str


def propose_dismissal(command: ProposeDismissal, reader: Reader, today: date) -> str:
    """Propose that a tie is false; the proposal's id. It counts until a second coordinator agrees. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        record = _tie(command.interest_id)
        _not_their_own(record, reader)
        checks = Checks()
        checks.need(command.ground in GROUNDS, "ground", "Choose what is wrong with the tie")
        check_text(checks, command.reason, "reason", "Say how you know that the tie is false", "the reason")
        asks = "Name the letter or record that shows it"
        check_text(checks, command.evidence, "evidence", asks, "the reference", LONGEST_REFERENCE)
        checks.need(record.state != "proposed", "", "A dismissal of this tie waits for a second coordinator already")
        checks.need(record.state not in ("dismissed", "again"), "", "This tie is dismissed already")
        checks.done()
        row = DismissalRow(
            id=store.new_token(),
            interest=record.row.id,
            ground=command.ground,
            reason=tidy(command.reason),
            evidence=tidy(command.evidence),
            proposed_by=reader.user_id,
            proposed_on=today,
        )
        store.add(row)
        _record(reader, "propose-dismissal", record, "Proposed to dismiss a tie to a council as false.")
        return row.id


def decide_dismissal(command: DecideDismissal, reader: Reader, today: date) -> None:
    """Approve a proposal, or turn it down. For a coordinator who neither proposed it nor is concerned."""
    only(reader, COORDINATOR)
    with store.transaction():
        record = _tie(command.interest_id)
        proposal = record.dismissal
        if proposal is None or record.state != "proposed":
            raise Refusal("No dismissal of this tie waits for a decision")
        _not_their_own(record, reader)
        checks = Checks()
        checks.need(proposal.proposed_by != reader.user_id, "", "A second coordinator must decide: you proposed this")
        asks = "" if command.approves else "Say why the tie should count after all"
        check_text(checks, command.note, "note", asks, "the reason")
        checks.done()
        store.add(
            DismissalDecisionRow(
                dismissal=proposal.id,
                approved=command.approves,
                note=tidy(command.note),
                decided_by=reader.user_id,
                decided_on=today,
            )
        )
        if command.approves:
            _dismiss(record, reader, today)
        else:
            _record(reader, "turn-down-dismissal", record, "Turned the dismissal of a tie down. The tie counts.")


def _dismiss(record: TieRecord, reader: Reader, today: date) -> None:
    """The tie counts no more, nor does any other with the same fields."""
    tie = fact_of(record.row)
    pin_again([tie.person])
    _record(reader, "approve-dismissal", record, "Dismissed a tie to a council as false.")
    look_back(TieChange(record.row.id, lookback.DISMISSED, tie, None), reader, today)


def review_again(command: ReviewAgain, reader: Reader, today: date) -> None:
    """Say whether the dismissal stands for a tie that came in again. If not, the tie counts. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        record = _tie(command.interest_id)
        if record.state != "again":
            raise Refusal("This tie waits for no review")
        _not_their_own(record, reader)
        checks = Checks()
        check_text(checks, command.reason, "reason", "Say what you asked and what you found", "what you found")
        checks.done()
        store.add(
            RedeclarationReviewRow(
                interest=record.row.id,
                stands=command.stands,
                reason=tidy(command.reason),
                reviewed_by=reader.user_id,
                reviewed_on=today,
            )
        )
        _record(reader, "review-tie", record, "Reviewed a tie that came in again after a dismissal.")
        if not command.stands:
            look_back(TieChange(record.row.id, lookback.RESTORED, None, fact_of(record.row)), reader, today)


def _tie(interest_id: str) -> TieRecord:
    """The tie. Raises NotFound where there is none."""
    record = find_tie(interest_id, to_change=True)
    if record is None:
        raise NotFound("no such interest")
    return record


def _not_their_own(record: TieRecord, reader: Reader) -> None:
    """Nobody has a say in whether a tie of their own is false."""
    if reader.person_id == record.row.person:
        raise Refusal("This tie is your own: other coordinators decide on it")


def _record(reader: Reader, action: str, record: TieRecord, sentence: str) -> None:
    """Beside the change. What the tie is stays on the register."""
    history.record(reader.user_id, action, record.row.person, sentence=sentence, interest=record.row.id)
