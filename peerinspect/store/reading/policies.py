"""The policy in force."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import select

from peerinspect.domain import Facts, Policy
from peerinspect.files import facts_from_dict, problem_dict
from peerinspect.store import tables as t
from peerinspect.store.base import db

_BARE: dict[str, Any] = {"format": "peerinspect/problem-1", "as_of": "2000-01-01", "people": [], "duties": []}
"""The least that a problem file holds: a policy is read and written as the entry of one, and so by the same rules."""


def read_policy() -> Policy:
    """The latest policy, or the rulebook's own where none was ever set."""
    content = db.session.scalar(select(t.PolicyRow.content).order_by(t.PolicyRow.id.desc()).limit(1))
    return facts_from_dict({**_BARE, "policy": json.loads(content)}).policy if content else Policy()


def policy_of_problem(problem: dict[str, Any]) -> Policy:
    """The policy that a problem, as parsed, was solved under. The rest of the problem is not looked at."""
    return facts_from_dict({**_BARE, "policy": problem.get("policy", {})}).policy


def write_policy(policy: Policy, today: date) -> None:
    """Add a version of the policy."""
    content = problem_dict(Facts(today, {}, {}, policy=policy)).get("policy", {})
    db.session.add(t.PolicyRow(made_on=today, content=json.dumps(content, sort_keys=True)))
