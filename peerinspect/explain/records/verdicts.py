"""Every rule's word on a placement, also that of rules which have nothing to say about its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import product
from typing import Any

from peerinspect.domain import Objection, Strength
from peerinspect.explain.records.inputs import Inputs
from peerinspect.explain.records.relied_on import day
from peerinspect.independence import goals, wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.plain_words import rule_title, statement_of
from peerinspect.independence.rulebook import EDITIONS, RULES, Rulebook
from peerinspect.independence.shapes import Cover, Rule
from peerinspect.independence.who_may_waive import strength_for

OBJECTS, SILENT, LACKS, MEETS = "objects", "does-not-object", "lacks", "meets"
NOT_ITS_KIND, OFF, NOT_IN_EDITION = "does-not-apply", "switched-off", "not-in-edition"

OUTCOMES: Mapping[str, str] = {
    "personal-tie": "{name} has declared a personal tie at the council.",
    "vetting-lapsed": "{name}'s vetting is not in force on the first day.",
}
"""Rules of which a record says the outcome alone."""


def verdicts(
    inputs: Inputs, one: Engagement, team: Sequence[Engagement], found: Collection[Objection]
) -> list[dict[str, Any]]:
    """One entry a rule, in the order of the rulebook. `found` are the objections to the placement."""
    by_rule: dict[str, list[Objection]] = defaultdict(list)
    for each in found:
        by_rule[each.rule].append(each)
    edition = EDITIONS[inputs.answer.rulebook]
    return [_verdict(inputs, one, team, rule, by_rule[rule.code], rule.code in edition) for rule in RULES]


def _verdict(
    inputs: Inputs,
    one: Engagement,
    team: Sequence[Engagement],
    kind_of_rule: type[Rule],
    found: Sequence[Objection],
    in_edition: bool,
) -> dict[str, Any]:
    rule = kind_of_rule.under(inputs.facts.policy)
    missing = _missing(rule, one, team)
    return {
        "rule": rule.code,
        "title": rule_title(rule.code),
        "statement": statement_of(rule),
        "source": rule.source,
        "parameters": dict(sorted(rule.parameters.items())),
        "result": _result(rule, one, found, missing, in_edition),
        "objections": [_objection(inputs, one, each) for each in found],
        "missing": missing if in_edition and not rule.is_off else [],
    }


def _result(rule: Rule, one: Engagement, found: Sequence[Objection], missing: Sequence[str], in_edition: bool) -> str:
    if found:
        return OBJECTS
    if not in_edition:
        return NOT_IN_EDITION
    if rule.is_off:
        return OFF
    if strength_for(rule.code, one.duty.kind) is None:
        return NOT_ITS_KIND
    if isinstance(rule, Cover):
        return LACKS if missing else MEETS
    return SILENT


def _missing(rule: Rule, one: Engagement, team: Sequence[Engagement]) -> list[str]:
    """What the whole team on the duty lacks."""
    return goals.missing_needs(one.facts, one.duty, team, rule) if isinstance(rule, Cover) else []


def _objection(inputs: Inputs, one: Engagement, each: Objection) -> dict[str, Any]:
    told = OUTCOMES.get(each.rule)
    evidence = [
        {"fact": "declared" if told else fact.fact, "from": day(fact.start), "to": day(fact.end)}
        for fact in each.evidence
    ]
    pairs = set(product(each.people, each.duties))
    return {
        "strength": str(each.strength),
        "sentence": told.format(name=wording.full_name(one.person)) if told else each.sentence,
        "evidence": evidence,
        "people": list(each.people),
        "duties": list(each.duties),
        "reveals": sorted(each.reveals),
        "waived": each.strength is Strength.SOFT and inputs.is_waived(each.rule, one.duty, pairs),
    }


def rules_examined(inputs: Inputs) -> int:
    """How many rules were in force."""
    return len(Rulebook.named_by(inputs.answer, inputs.facts.policy).rules)
