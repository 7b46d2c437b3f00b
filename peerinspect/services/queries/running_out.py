"""Declarations and vetting of willing people that are missing, lapsed or about to lapse, for the page of the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from peerinspect.domain import Person, Policy
from peerinspect.services import views
from peerinspect.services.queries.standings import (
    DECLARATION_SOON,
    SOON,
    declaration_standing,
    made_by,
    vetting_standing,
)
from peerinspect.services.views import AttentionLine
from peerinspect.services.wording import plain_day
from peerinspect.store.reading.people import willing_people


def declarations_due(today: date, policy: Policy) -> list[AttentionLine]:
    """People who offer something and whose declaration is missing, lapsed or about to lapse."""
    limit = made_by(today + DECLARATION_SOON, policy.parameter("undeclared", "months", 12))
    found = willing_people(declared_by=limit)
    return _lines("Declaration of interests", found, lambda one: declaration_standing(one, policy, today))


def vetting_due(today: date, policy: Policy) -> list[AttentionLine]:
    """People who offer something and whose vetting is missing, lapsed or about to lapse."""
    limit = made_by(today + SOON, 12 * policy.parameter("vetting-lapsed", "years", 3))
    return _lines("Vetting", willing_people(vetted_by=limit), lambda one: vetting_standing(one, policy, today))


def _lines(what: str, people: Iterable[Person], standing_of: Callable[[Person], views.Standing]) -> list[AttentionLine]:
    standings = [(one, standing_of(one)) for one in people]
    return [
        AttentionLine(one.name, _how(what, standing), standing.until, person_id=one.id)
        for one, standing in standings
        if standing.state != "in-force"
    ]


def _how(what: str, standing: views.Standing) -> str:
    """How something that runs out stands, in words."""
    if standing.until is None:
        return f"{what} missing"
    return f"{what} {'ran' if standing.state == 'lapsed' else 'runs'} out on {plain_day(standing.until)}"
