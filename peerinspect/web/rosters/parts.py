"""What the pages of a roster share: the links from one to the other, and what was searched for in words."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for

from peerinspect.services.views import Choice, RosterLine, RosterView
from peerinspect.services.views.rosters import ScopeView
from peerinspect.web.presenters import day, kinds_named, moment

GOOD, PEOPLE, EMPTY, WAIVERS = "How good it is", "Who goes where", "What stays empty", "Waivers needed"
MAP, WEEKS, DAYS, BY_HAND = "Map", "Week by week", "Days used", "Changed by hand"
_PAGES = (
    (GOOD, "rosters.page"),
    (PEOPLE, "rosters.placements"),
    (EMPTY, "rosters.empty"),
    (WAIVERS, "rosters.waivers_needed"),
    (MAP, "rosters.map_of_it"),
    (WEEKS, "rosters.weeks"),
    (DAYS, "rosters.days"),
    (BY_HAND, "rosters.by_hand"),
)


def parts_of_roster(roster: RosterView) -> list[tuple[str, str]]:
    """The pages of a roster, each with its address."""
    return [(text, url_for(endpoint, roster_id=roster.line.id)) for text, endpoint in _PAGES]


def searched_words(scope: ScopeView) -> str:
    """What was searched for: "Inspections and board chairs, in London, from 1 May 2026"."""
    kinds = kinds_named(scope.kinds) if scope.kinds else "All kinds of duty"
    said = [
        kinds,
        f"in {scope.region}" if scope.region else "",
        f"from {day(scope.first)}" if scope.first else "",
        f"until {day(scope.last)}" if scope.last else "",
    ]
    return ", ".join(part for part in said if part)


def roster_choices(rosters: Iterable[RosterLine], with_what_ifs: bool = True) -> list[Choice]:
    """Rosters to choose from, the latest first."""
    return [
        Choice(one.id, f"{one.title}, {one.state}, {moment(one.made_at)}")
        for one in rosters
        if with_what_ifs or not one.is_what_if
    ]
