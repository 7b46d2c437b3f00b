"""The rules in plain words, with the policy's own numbers where a rule speaks of numbers."""

from __future__ import annotations

from collections.abc import Mapping

from peerinspect.independence.parameters import parameter_of
from peerinspect.independence.shapes import Rule

WORDINGS: Mapping[str, str] = {
    "away-at-once": (
        "A council, or councils that share a director or a trust, lend {most} at a time for work on site."
    ),
    "boards-held": "A serving director chairs {director} at most; other people {other}.",
    "chair-term": "A chair's term is {years} at most; all terms of one person at one council are {most_years} at most.",
    "colleagues-supported": (
        "Nobody inspects a council that their own council's people have advised in the last {years}."
    ),
    "days-a-year": (
        "Nobody gives more than {most} of day work a year, {most_with_chair} with chairing, or more of a kind than "
        "offered."
    ),
    "inspections-a-year": "Nobody does more than {most} in twelve months.",
    "one-observer": "An inspection team has at most {most}.",
    "out-of-reach": "A chair or adviser comes from within {minutes} of estimated travel, where possible.",
    "own-inspector": (
        "Nobody inspects the council of a person who inspected theirs in the last {months}, or soon will."
    ),
    "reciprocal-inspection": "Two councils' people do not inspect each other within {years}.",
    "repeat-inspector": "Nobody is on two judgement inspections of one council within {years}.",
    "ring": "Three councils' people do not inspect each other's councils in a ring within {months}.",
    "short-tenure": "Nobody inspects, chairs or advises elsewhere in their first {months} in post.",
    "undeclared": "A signed declaration of interests is at most {months} old. A missing one is not clearance.",
    "vetting-lapsed": "Everybody's DBS check is at most {years} old on the first day of a duty.",
}
"""Statements that name a parameter: the rule's own statement knows only the default."""


def rule_title(code: str) -> str:
    """What the rule is called: "Shares border"."""
    return code.replace("-", " ").capitalize()


def statement_of(rule: Rule) -> str:
    """The rule in one or two sentences, as the policy sets it."""
    wording = WORDINGS.get(rule.code)
    if wording is None:
        return rule.statement
    return wording.format(
        **{name: parameter_of(rule.code, name).amount(number) for name, number in rule.parameters.items()}
    )
