"""Declared ties as the register keeps them, with what was said of each; and looks back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from peerinspect.domain import Interest, Period, Policy
from peerinspect.domain.placement import Pair
from peerinspect.files import facts_from_dict, policy_digest
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among, is_one_of

_BARE: dict[str, Any] = {"format": "peerinspect/problem-1", "as_of": "2000-01-01", "people": [], "duties": []}
"""The least that a problem file holds: of a roster's own problem only the policy is read."""


@dataclass(frozen=True, slots=True)
class TieRecord:
    """A tie with the latest dismissal of it, its decision, and what links it to a dismissal of one like it."""

    row: t.InterestRow
    dismissal: t.DismissalRow | None = None
    decision: t.DismissalDecisionRow | None = None
    again: t.RedeclarationRow | None = None
    review: t.RedeclarationReviewRow | None = None
    first_dismissed: str | None = None
    """The id of the tie that was dismissed before this one came in with the same fields."""

    @property
    def said_on(self) -> date | None:
        """The day of the latest word on the tie: that its dismissal was proposed, or that it came in."""
        return self.dismissal.proposed_on if self.dismissal and self.again is None else self.row.recorded_on

    @property
    def state(self) -> str:
        """counts, proposed (for dismissal), dismissed, or again (like a dismissed one, and not reviewed yet)."""
        if self.again is not None and (self.review is None or self.review.stands):
            return "again" if self.review is None else "dismissed"
        if self.dismissal is not None and self.decision is None:
            return "proposed"
        return "dismissed" if self.decision is not None and self.decision.approved else "counts"


def tie_records(people: Ids = None, ids: Ids = None) -> tuple[TieRecord, ...]:
    """Ties of some people or all, or by their ids, by person and council."""
    row = t.InterestRow
    query = among(among(select(row), row.person, people), row.id, ids).order_by(row.person, row.authority, row.id)
    rows = db.session.scalars(query).all()
    wanted = None if people is None and ids is None else {each.id for each in rows}
    dismissals = _by_interest(wanted)
    decisions = {each.dismissal: each for each in _all(t.DismissalDecisionRow, t.DismissalDecisionRow.dismissal, None)}
    again = {each.interest: each for each in _all(t.RedeclarationRow, t.RedeclarationRow.interest, wanted)}
    reviews = {
        each.interest: each for each in _all(t.RedeclarationReviewRow, t.RedeclarationReviewRow.interest, wanted)
    }
    origins = _origins({each.dismissal for each in again.values()})
    return tuple(
        TieRecord(
            each,
            *_deciding(dismissals.get(each.id, ()), decisions),
            linked := again.get(each.id),
            reviews.get(each.id),
            origins.get(linked.dismissal) if linked else None,
        )
        for each in rows
    )


def ties_spoken_of() -> tuple[TieRecord, ...]:
    """The ties of which anything was said since they came in: all the others simply count."""
    again, said = t.RedeclarationRow.interest, t.DismissalRow.interest
    return tie_records(ids=set(db.session.scalars(select(again).union(select(said)))))


def _origins(proposals: Ids) -> dict[str, str]:
    """The tie that each proposal was about."""
    row = t.DismissalRow
    query = among(select(row.id, row.interest), row.id, proposals)
    return {proposal: interest for proposal, interest in db.session.execute(query)}


def dismissals_of(interest_id: str) -> list[tuple[t.DismissalRow, t.DismissalDecisionRow | None]]:
    """Every proposal to dismiss a tie with what became of it, the latest first."""
    row, decision = t.DismissalRow, t.DismissalDecisionRow
    query = select(row, decision).outerjoin(decision, decision.dismissal == row.id).where(row.interest == interest_id)
    ordered = query.order_by(row.proposed_on.desc(), decision.dismissal.is_not(None), row.id)
    return [(proposal, decided) for proposal, decided in db.session.execute(ordered)]


def _by_interest(ids: Ids) -> dict[str, list[t.DismissalRow]]:
    """Every proposal to dismiss, by tie."""
    found: dict[str, list[t.DismissalRow]] = defaultdict(list)
    for each in _all(t.DismissalRow, t.DismissalRow.interest, ids):
        found[each.interest].append(each)
    return found


def _deciding(
    proposals: Sequence[t.DismissalRow], decisions: Mapping[str, t.DismissalDecisionRow]
) -> tuple[t.DismissalRow | None, t.DismissalDecisionRow | None]:
    """The proposal that tells how the tie stands: the approved one, else the undecided one, else the latest."""

    def weight(proposal: t.DismissalRow) -> tuple[int, date]:
        decision = decisions.get(proposal.id)
        return (1 if decision is None else 2 if decision.approved else 0), proposal.proposed_on

    found = max(proposals, key=weight, default=None)
    return found, decisions.get(found.id) if found else None


def _all(table: Any, key: Any, ids: Ids) -> Sequence[Any]:
    """The rows of a table by some keys."""
    return db.session.scalars(among(select(table), key, ids)).all()


def find_tie(interest_id: str, to_change: bool = False) -> TieRecord | None:
    """One tie; locked until the transaction ends where something is about to be said of it."""
    if to_change:
        db.session.get(t.InterestRow, interest_id, with_for_update=True)
    return next(iter(tie_records(ids=[interest_id])), None)


def fact_of(row: t.InterestRow) -> Interest:
    """The tie as the rules see it."""
    return Interest(row.person, row.kind, row.authority, Period(row.starts, row.ends), row.case_reference)


def same_ties(row: t.InterestRow) -> tuple[t.InterestRow, ...]:
    """The other ties with the same fields."""
    other = t.InterestRow
    query = select(other).where(other.person == row.person, other.kind == row.kind, other.id != row.id)
    return tuple(each for each in db.session.scalars(query) if fact_of(each) == fact_of(row))


@dataclass(frozen=True, slots=True)
class Basis:
    """What a published placement was judged by: the rulebook's edition, the policy and its digest."""

    rulebook: str
    policy: Policy
    digest: str


def bases_of(people: Collection[str]) -> dict[Pair, Basis]:
    """What the published placements of some people were judged by; the latest publication counts."""
    row, part = t.RosterPlacementRow, t.RosterPartRow
    query = (
        select(row.person, row.duty, part.id)
        .join(part, part.id == row.part)
        .join(t.RosterRow, t.RosterRow.id == part.roster)
        .where(is_one_of(row.person, people), part.published_on.is_not(None))
        .order_by(t.RosterRow.made_at)
    )
    latest = {(person, duty): part_id for person, duty, part_id in db.session.execute(query)}
    bases = {part_id: _basis(part_id) for part_id in sorted(set(latest.values()))}
    return {pair: bases[part_id] for pair, part_id in latest.items()}


def _basis(part_id: int) -> Basis:
    part = t.RosterPartRow
    query = select(part.rulebook, part.policy, part.problem_bytes).where(part.id == part_id)
    rulebook, digest, problem = db.session.execute(query).one()
    entry = {"policy": json.loads(problem).get("policy", {})}
    return Basis(rulebook, facts_from_dict({**_BARE, **entry}).policy, digest)


def basis_of(rulebook: str, policy: Policy) -> Basis:
    """What something is judged by that no roster ever published."""
    return Basis(rulebook, policy, policy_digest(policy))


def look_backs(ids: Ids = None) -> Sequence[t.LookBackRow]:
    """Looks back, the latest first."""
    row = t.LookBackRow
    return db.session.scalars(among(select(row), row.id, ids).order_by(row.made_on.desc(), row.id)).all()


def look_back_lines(ids: Ids = None) -> Sequence[tuple[t.LookBackLineRow, t.LookBackClosureRow | None]]:
    """The lines of some looks back, each with what was done about it, in the order of their days."""
    row, closure = t.LookBackLineRow, t.LookBackClosureRow
    query = select(row, closure).outerjoin(closure, closure.line == row.id)
    ordered = among(query, row.look_back, ids).order_by(row.starts, row.duty, row.person, row.rule, row.sentence)
    return [(line, done) for line, done in db.session.execute(ordered)]
