"""What takes people away from an inspection, by kind, as strips and tables of the calendar show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from peerinspect.independence.plain_words import rule_title
from peerinspect.services.forecasting import OTHER_CIRCLE

OFFER, PAPERS, BUSY, OWN_COUNCIL, TIES = "offer", "papers", "busy", "own-council", "ties"
KINDS = (OFFER, PAPERS, BUSY, OWN_COUNCIL, TIES)
"""The kinds of obstacle, in the order in which strips draw them."""

_KIND_OF_RULE: Mapping[str, str] = {
    OTHER_CIRCLE: OFFER,
    "not-offered": OFFER,
    "not-authorised": OFFER,
    "undeclared": PAPERS,
    "vetting-lapsed": PAPERS,
    "no-consent": PAPERS,
    "unavailable": BUSY,
    "double-booked": BUSY,
    "away-at-once": BUSY,
    "inspections-a-year": BUSY,
    "days-a-year": BUSY,
    "short-tenure": OWN_COUNCIL,
    "home-judgement": OWN_COUNCIL,
    "home-inspection-window": OWN_COUNCIL,
    "post-basis": OWN_COUNCIL,
}
"""Every other rule is about ties between the person, their council and the council that is inspected."""

_OTHER_TITLES = {OTHER_CIRCLE: "In no group of councils that is asked", "": "No council there"}


def kind_of(rule: str) -> str:
    """The kind of obstacle that a rule is."""
    return _KIND_OF_RULE.get(rule, TIES)


def is_rule(rule: str) -> bool:
    """Whether the obstacle is a rule of the rulebook."""
    return rule not in _OTHER_TITLES


def title_of(rule: str) -> str:
    """What an obstacle is called."""
    return _OTHER_TITLES.get(rule) or rule_title(rule)


def by_kind(first: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """People by the kind of what they meet first, every kind named."""
    found: Counter[str] = Counter()
    for rule, people in first.items():
        found[kind_of(rule)] += people
    return tuple((kind, found[kind]) for kind in KINDS)
