"""The policy in force, its earlier versions, and the changes that were proposed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select

from peerinspect.domain import Facts, Policy
from peerinspect.files import facts_from_dict, policy_digest, problem_dict
from peerinspect.store import tables as t
from peerinspect.store.base import db

_BARE: dict[str, Any] = {"format": "peerinspect/problem-1", "as_of": "2000-01-01", "people": [], "duties": []}
"""The least that a problem file holds: a policy is read and written as the entry of one, and so by the same rules."""

BUILT_IN = 0
"""The number of the policy that the rulebook comes with, in force until another version is set."""


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version of the policy. `proposal` and `decision` are None for one that was loaded or built in."""

    number: int
    policy: Policy
    made_on: date | None = None
    proposal: t.PolicyProposalRow | None = None
    decision: t.PolicyDecisionRow | None = None


def read_policy() -> Policy:
    """The latest policy, or the rulebook's own where none was ever set."""
    content = db.session.scalar(select(t.PolicyRow.content).order_by(t.PolicyRow.number.desc()).limit(1))
    return _policy_from(content) if content else Policy()


def latest_number() -> int:
    """The number of the version in force; 0 where none was ever set."""
    return db.session.scalar(select(func.max(t.PolicyRow.number))) or BUILT_IN


def write_policy(policy: Policy, today: date, proposal: str | None = None) -> int:
    """Add a version of the policy, in force at once, and return its number."""
    number = latest_number() + 1
    content = problem_dict(Facts(today, {}, {}, policy=policy)).get("policy", {})
    db.session.add(
        t.PolicyRow(number=number, made_on=today, content=json.dumps(content, sort_keys=True), proposal=proposal)
    )
    return number


def read_versions() -> tuple[PolicyVersion, ...]:
    """Every version, the latest first, the built-in one last."""
    row, proposal, decision = t.PolicyRow, t.PolicyProposalRow, t.PolicyDecisionRow
    query = (
        select(row, proposal, decision)
        .outerjoin(proposal, proposal.id == row.proposal)
        .outerjoin(decision, decision.proposal == proposal.id)
        .order_by(row.number.desc())
    )
    found = [
        PolicyVersion(version.number, _policy_from(version.content), version.made_on, asked, decided)
        for version, asked, decided in db.session.execute(query)
    ]
    return (*found, PolicyVersion(BUILT_IN, Policy()))


def version_number(digest: str) -> int | None:
    """The latest version with this digest, as rosters name it; None where no version has it."""
    rows = db.session.execute(select(t.PolicyRow.number, t.PolicyRow.content).order_by(t.PolicyRow.number.desc()))
    found = next((number for number, content in rows if _digest_of(content) == digest), None)
    return BUILT_IN if found is None and digest == policy_digest(Policy()) else found


def version_of(row: t.RosterPartRow) -> int | None:
    """The number of the policy's version that the part was made under; None where no version is like it."""
    return version_number(row.policy) if row.policy_version is None else row.policy_version


def find_proposal(proposal_id: str, to_decide: bool = False) -> t.PolicyProposalRow | None:
    """A proposed change; locked until the transaction ends where it is about to be decided."""
    return db.session.get(t.PolicyProposalRow, proposal_id, with_for_update=to_decide)


def find_decision(proposal_id: str) -> t.PolicyDecisionRow | None:
    """What became of a proposed change; None while it waits."""
    return db.session.get(t.PolicyDecisionRow, proposal_id)


def waiting_proposals(rule: str | None = None) -> Sequence[t.PolicyProposalRow]:
    """The proposed changes that nobody has decided yet, of one rule or all, the oldest first."""
    row, decision = t.PolicyProposalRow, t.PolicyDecisionRow
    query = select(row).outerjoin(decision, decision.proposal == row.id).where(decision.proposal.is_(None))
    if rule is not None:
        query = query.where(row.rule == rule)
    return db.session.scalars(query.order_by(row.proposed_on, row.id)).all()


def decided_proposals(rule: str | None = None) -> list[tuple[t.PolicyProposalRow, t.PolicyDecisionRow]]:
    """The proposed changes that were decided, the latest first."""
    row, decision = t.PolicyProposalRow, t.PolicyDecisionRow
    query = select(row, decision).join(decision, decision.proposal == row.id)
    if rule is not None:
        query = query.where(row.rule == rule)
    return [tuple(pair) for pair in db.session.execute(query.order_by(decision.decided_on.desc(), row.id))]


@lru_cache(maxsize=64)
def _policy_from(content: str) -> Policy:
    return facts_from_dict({**_BARE, "policy": json.loads(content)}).policy


@lru_cache(maxsize=64)
def _digest_of(content: str) -> str:
    return policy_digest(_policy_from(content))
