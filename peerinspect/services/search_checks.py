"""Whether what a search is to be about, and what it is to suppose, makes sense and may be known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peerinspect.domain.kinds import KINDS
from peerinspect.independence.parameters import PARAMETERS, out_of_range
from peerinspect.independence.rulebook import Rulebook
from peerinspect.services.checking import Checks
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.scopes import Scope
from peerinspect.services.supposing import Leaves, Moves, RuleSays, Supposition
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.policies import read_policy

FURTHEST = date(2198, 12, 31)
"""As far ahead as files hold, and a year to move in."""


def check_scope(checks: Checks, scope: Scope) -> None:
    """Note what is wrong with the scope."""
    checks.need(set(scope.kinds) <= set(KINDS), "kinds", "Choose kinds of duty from the list")
    regions = {place.region for place in read_places().values()}
    checks.need(not scope.region or scope.region in regions, "region", "Choose a region from the list")
    if scope.first and scope.last:
        checks.need(scope.first <= scope.last, "last", "The last day must be on or after the first")


def check_supposed(checks: Checks, supposed: Sequence[Supposition], reader: Reader, today: date) -> bool:
    """Note what is wrong with what is supposed; whether any of it is of a sealed duty, and so for the cleared alone.

    Raises NotFound alike for a duty that is not there and one that the reader may not know of.
    """
    is_sealed = False
    for each in supposed:
        match each:
            case Leaves():
                checks.need(each.person in read_people([each.person]), "person", "Choose a person from the list")
                checks.need(today <= each.day <= FURTHEST, "day", "Enter a day from today on")
            case Moves():
                is_sealed |= _check_move(checks, each, reader, today)
            case RuleSays():
                _check_parameter(checks, each)
    return is_sealed


def _check_move(checks: Checks, moves: Moves, reader: Reader, today: date) -> bool:
    duty = Sight(reader, today).duty(moves.duty)
    checks.need(duty.first_day > today, "duty", "This duty has begun, and cannot be moved")
    checks.need(today < moves.starts <= FURTHEST, "starts", "Enter a day after today")
    checks.need(moves.starts != duty.first_day, "starts", "It begins on this day already")
    return duty.sealed


def _check_parameter(checks: Checks, says: RuleSays) -> None:
    if says.name not in PARAMETERS.get(says.rule, {}):
        raise NotFound("no such parameter")
    rule = next((each for each in Rulebook.under(read_policy()).rules if each.code == says.rule), None)
    values = dict(rule.parameters) if rule else {}
    checks.need(values.get(says.name) != says.value, "value", "It is this already")
    for name, sentence in out_of_range(says.rule, values | {says.name: says.value}):
        if name == says.name:
            checks.need(False, "value", sentence)
