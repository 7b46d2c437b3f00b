"""Waivers as they were proposed, decided and recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from peerinspect.domain.placement import Pair
from peerinspect.store import tables as t
from peerinspect.store.base import db


@dataclass(frozen=True, slots=True)
class WaiverRecord:
    """A proposal with what was said to it. `in_force` is the waiver that it became, None while it is none."""

    proposal: t.WaiverProposalRow
    decisions: tuple[t.WaiverDecisionRow, ...]
    in_force: t.WaiverRow | None

    @property
    def pair(self) -> Pair:
        """The placement that it is about."""
        return (self.proposal.person, self.proposal.duty)

    @property
    def other(self) -> Pair | None:
        """The second placement, where it holds for the two together only."""
        person, duty = self.proposal.other_person, self.proposal.other_duty
        return (person, duty) if person and duty else None

    @property
    def duties(self) -> tuple[str, ...]:
        """The ids of the duties that it names."""
        return (self.proposal.duty, *((self.proposal.other_duty,) if self.proposal.other_duty else ()))


def find_waiver(waiver_id: str, to_decide: bool = False) -> WaiverRecord | None:
    """One proposal; locked until the transaction ends where it is about to be decided.

    As many questions are asked about one that is not there: how long the answer takes tells nothing.
    """
    proposal = db.session.get(t.WaiverProposalRow, waiver_id, with_for_update=to_decide)
    return next(iter(_records([proposal] if proposal else [])), None)


def waiver_records() -> tuple[WaiverRecord, ...]:
    """Every proposal, the latest first."""
    row = t.WaiverProposalRow
    query = select(row).order_by(row.proposed_on.desc(), row.before.desc(), row.id)
    return tuple(_records(db.session.scalars(query).all()))


def records_about(rule: str, pair: Pair) -> tuple[WaiverRecord, ...]:
    """The proposals to waive a rule for a placement."""
    row = t.WaiverProposalRow
    query = select(row).where(row.rule == rule, row.person == pair[0], row.duty == pair[1])
    return tuple(_records(db.session.scalars(query).all()))


def _records(proposals: Sequence[t.WaiverProposalRow]) -> list[WaiverRecord]:
    """The proposals with what was said to them, in the order given."""
    ids = [each.id for each in proposals]
    decisions: dict[str, list[t.WaiverDecisionRow]] = defaultdict(list)
    decision = t.WaiverDecisionRow
    for each in db.session.scalars(select(decision).where(decision.proposal.in_(ids)).order_by(decision.id)):
        decisions[each.proposal].append(each)
    waivers = db.session.scalars(select(t.WaiverRow).where(t.WaiverRow.proposal.in_(ids)))
    in_force = {each.proposal: each for each in waivers}
    return [WaiverRecord(each, tuple(decisions[each.id]), in_force.get(each.id)) for each in proposals]


def loaded_waivers() -> tuple[t.WaiverRow, ...]:
    """The waivers that came with other facts, and so have no proposal."""
    row = t.WaiverRow
    return tuple(db.session.scalars(select(row).where(row.proposal.is_(None)).order_by(row.until.desc(), row.id)))


def times_proposed(rule: str, pair: Pair) -> int:
    """How often a waiver of the rule for the placement was proposed."""
    row = t.WaiverProposalRow
    query = select(func.count()).where(row.rule == rule, row.person == pair[0], row.duty == pair[1])
    return db.session.scalar(query) or 0
