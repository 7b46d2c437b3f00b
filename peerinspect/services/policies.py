"""The policy: a coordinator proposes a change of one rule, another one approves or refuses it. Versions are only added.

A rule that is ever hard can be neither switched off nor softened, here or in any other way that the service offers; nor
can its parameters be set so that it would no longer say anything (see independence.who_may_waive and parameters).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from peerinspect import store
from peerinspect.domain import Policy, RuleSetting
from peerinspect.independence.parameters import LEAST_WEIGHT, MOST_WEIGHT, out_of_range
from peerinspect.independence.plain_words import rule_title
from peerinspect.independence.policy_words import changes_of_rule
from peerinspect.independence.rulebook import RULES
from peerinspect.independence.shapes import Rule
from peerinspect.independence.who_may_waive import has_weight, is_ever_hard, strengths_allowed
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.policies import (
    find_decision,
    find_proposal,
    latest_number,
    read_policy,
    waiting_proposals,
    write_policy,
)
from peerinspect.store.tables import PolicyDecisionRow, PolicyProposalRow

APPROVED, REFUSED, WITHDRAWN = "approved", "refused", "withdrawn"
OWN_STRENGTH = "own"
"""What a form says for a rule as strong as it is by itself."""


@dataclass(frozen=True, slots=True)
class ProposeChange:
    """A change of one rule. `strength` is own, hard or off; `parameters` and `weight` keep what they leave out."""

    rule: str
    reason: str
    strength: str = OWN_STRENGTH
    weight: int | None = None
    parameters: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DecideChange:
    """A word on a proposed change. A refusal needs a sentence."""

    proposal_id: str
    sentence: str = ""


def rule_class(code: str) -> type[Rule]:
    """The rule with this code. Raises NotFound."""
    found = next((rule for rule in RULES if rule.code == code), None)
    if found is None:
        raise NotFound("no such rule")
    return found


def propose_change(command: ProposeChange, reader: Reader, today: date) -> str:
    """Propose a change and return its id; the same again is the same proposal. For coordinators."""
    only(reader, COORDINATOR)
    rule = rule_class(command.rule)
    with store.transaction():
        before = read_policy().setting(rule.code)
        wanted = _wanted(command, rule, before)
        checks = Checks()
        _check_setting(checks, rule, wanted)
        check_text(checks, command.reason, "reason", "Say why the rule should change", "the reason")
        checks.done()
        proposal = _proposal(command, wanted, reader, today)
        known = _waiting(proposal)
        if known is not None:
            return known
        changes = list(changes_of_rule(rule, before, wanted))
        if not changes:
            raise Refusal("This changes nothing: the rule says so already")
        store.add(proposal)
        history.record(reader.user_id, "propose-policy", proposal.id, sentence=f"Proposed: {' '.join(changes)}")
        return proposal.id


def _wanted(command: ProposeChange, rule: type[Rule], before: RuleSetting) -> RuleSetting:
    """All that the policy shall say of the rule: what the command leaves out stays as it is."""
    values = {name: before.parameters.get(name, default) for name, default in rule.defaults.items()}
    given = {name: number for name, number in command.parameters.items() if number is not None and name in values}
    weight = before.weight if command.weight is None else Fraction(command.weight)
    return RuleSetting(None if command.strength == OWN_STRENGTH else command.strength, values | given, weight)


def _check_setting(checks: Checks, rule: type[Rule], wanted: RuleSetting) -> None:
    """Note what would switch a hard rule off, soften it or empty it, and what means nothing."""
    if wanted.strength not in strengths_allowed(rule.code):
        checks.need(False, "strength", _why_not(rule.code, wanted.strength))
    for name, sentence in out_of_range(rule.code, wanted.parameters):
        checks.need(False, name, sentence)
    in_bounds = LEAST_WEIGHT <= wanted.weight <= MOST_WEIGHT or not has_weight(rule.code)
    checks.need(in_bounds, "weight", f"The weight must be between {LEAST_WEIGHT} and {MOST_WEIGHT}")
    checks.need(has_weight(rule.code) or wanted.weight == 1, "weight", "This rule has no soft objections to weigh")


def _why_not(code: str, strength: str | None) -> str:
    """Why the rule cannot have this strength."""
    if not is_ever_hard(code):
        return "Choose one of the strengths on the list"
    if strength == "off":
        return "This rule protects independence and cannot be switched off"
    if strength == "soft":
        return "This rule protects independence and cannot be made one that may be waived"
    return "This rule protects independence: it can be as strong as it is by itself, or stronger"


def _proposal(command: ProposeChange, wanted: RuleSetting, reader: Reader, today: date) -> PolicyProposalRow:
    """The row of a proposal."""
    return PolicyProposalRow(
        id=store.new_token(),
        rule=command.rule,
        strength=wanted.strength,
        weight=wanted.weight,
        parameters=json.dumps(dict(wanted.parameters), sort_keys=True),
        reason=tidy(command.reason),
        base=latest_number(),
        proposed_by=reader.user_id,
        proposed_on=today,
    )


def _waiting(proposal: PolicyProposalRow) -> str | None:
    """The id of the same proposal, where it waits already. Raises Refusal where another change of the rule waits."""
    for known in waiting_proposals(proposal.rule):
        if _content(known) == _content(proposal):
            return known.id
        raise Refusal("A change of this rule is proposed already. It must be decided first")
    return None


def _content(row: PolicyProposalRow) -> tuple[object, ...]:
    return row.proposed_by, row.strength, row.weight, row.parameters, row.reason


def setting_of(row: PolicyProposalRow) -> RuleSetting:
    """What the policy would say of the rule."""
    return RuleSetting(row.strength, json.loads(row.parameters), row.weight)


def approve_change(command: DecideChange, reader: Reader, today: date) -> None:
    """Approve a change: a new version of the policy is in force at once. For another coordinator than proposed it."""
    with store.transaction():
        row = _to_decide(command, reader, APPROVED)
        if row is None:
            return
        checks = Checks()
        checks.need(row.proposed_by != reader.user_id, "", "Somebody else must decide: you proposed this change")
        _check_setting(checks, rule_class(row.rule), setting_of(row))
        check_text(checks, command.sentence, "sentence", "", "the sentence")
        checks.done()
        _say(row, APPROVED, command, reader, today)
        number = write_policy(_with(read_policy(), row), today, row.id)
        sentence = f"Approved a change of {rule_title(row.rule).lower()}: the policy is now version {number}."
        history.record(reader.user_id, "approve-policy", row.id, sentence=sentence)


def refuse_change(command: DecideChange, reader: Reader, today: date) -> None:
    """Refuse a change, with a sentence. For another coordinator than proposed it."""
    with store.transaction():
        row = _to_decide(command, reader, REFUSED)
        if row is None:
            return
        checks = Checks()
        checks.need(row.proposed_by != reader.user_id, "", "Somebody else must decide: you proposed this change")
        check_text(checks, command.sentence, "sentence", "Say why you refuse", "the sentence")
        checks.done()
        _say(row, REFUSED, command, reader, today)
        sentence = f"Refused a change of {rule_title(row.rule).lower()}."
        history.record(reader.user_id, "refuse-policy", row.id, sentence=sentence)


def withdraw_change(command: DecideChange, reader: Reader, today: date) -> None:
    """Take a proposal back. For who proposed it."""
    with store.transaction():
        row = _to_decide(command, reader, WITHDRAWN)
        if row is None:
            return
        checks = Checks()
        checks.need(row.proposed_by == reader.user_id, "", "Only who proposed a change can withdraw it")
        check_text(checks, command.sentence, "sentence", "", "the sentence")
        checks.done()
        _say(row, WITHDRAWN, command, reader, today)
        sentence = f"Withdrew a change of {rule_title(row.rule).lower()}."
        history.record(reader.user_id, "withdraw-policy", row.id, sentence=sentence)


def _to_decide(command: DecideChange, reader: Reader, outcome: str) -> PolicyProposalRow | None:
    """The proposal, locked; None where the reader has said just this already. Raises Refusal once it is decided."""
    only(reader, COORDINATOR)
    row = find_proposal(command.proposal_id, to_decide=True)
    if row is None:
        raise NotFound("no such proposal")
    known = find_decision(row.id)
    if known is None:
        return row
    if (known.decided_by, known.outcome) == (reader.user_id, outcome):
        return None
    raise Refusal(f"This change is {known.outcome} already: nothing is left to decide")


def _say(row: PolicyProposalRow, outcome: str, command: DecideChange, reader: Reader, today: date) -> None:
    store.add(
        PolicyDecisionRow(
            proposal=row.id,
            outcome=outcome,
            sentence=tidy(command.sentence),
            decided_by=reader.user_id,
            decided_on=today,
        )
    )


def _with(policy: Policy, row: PolicyProposalRow) -> Policy:
    """The policy with the change; what equals the rulebook's own is not written down."""
    defaults, wanted = rule_class(row.rule).defaults, setting_of(row)
    own = {name: number for name, number in wanted.parameters.items() if number != defaults[name]}
    return replace(policy, rules={**policy.rules, row.rule: replace(wanted, parameters=own)})
