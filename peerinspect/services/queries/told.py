"""What was searched for and what was supposed, of rosters and searches, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peerinspect.services.queries.sight import Sight
from peerinspect.services.scopes import scope_from_text
from peerinspect.services.supposing import Leaves, Moves, Supposition, supposed_from_text, supposed_words
from peerinspect.services.views.rosters import ScopeView
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.people import read_people
from peerinspect.store.tables import JobRow, RosterRow


def told_of(sight: Sight, found: Iterable[RosterRow | JobRow]) -> dict[str, dict[str, Any]]:
    """By id: `scope` and `supposed` as views hold them. Only of rows that the reader may see."""
    rows = list(found)
    supposed = {row.id: supposed_from_text(row.supposed) for row in rows}
    names = _names(sight, [each for group in supposed.values() for each in group])
    return {
        row.id: {
            "scope": _scope(row.scope),
            "supposed": tuple(supposed_words(each, names.get(_subject(each), "")) for each in supposed[row.id]),
        }
        for row in rows
    }


def _scope(text: str | None) -> ScopeView:
    scope = scope_from_text(text)
    return ScopeView(scope.kinds, scope.region, scope.first, scope.last)


def _subject(each: Supposition) -> tuple[str, str]:
    match each:
        case Leaves():
            return "person", each.person
        case Moves():
            return "duty", each.duty
        case _:
            return "", ""


def _names(sight: Sight, supposed: Iterable[Supposition]) -> dict[tuple[str, str], str]:
    subjects = {_subject(each) for each in supposed}
    people = {id_ for sort, id_ in subjects if sort == "person"}
    duties = {id_ for sort, id_ in subjects if sort == "duty"}
    found = {("person", id_): one.name for id_, one in (read_people(people) if people else {}).items()}
    known = sight.duties(duties) if duties else {}
    return found | {("duty", id_): duty_title(duty, sight.places) for id_, duty in known.items()}
