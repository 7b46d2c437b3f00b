"""The circles: public, even, stable, and joined where councils are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World, council, person

from peerinspect import store
from peerinspect.domain import Arrangement, Authority, Period, Post
from peerinspect.reference import load_reference
from peerinspect.services.circles import circles_of, helpers_of, home_circle, sealed_circle
from peerinspect.services.problems import current_circles
from peerinspect.store.tables import UserAuthorityRow

COUNCILS = {code: council(code) for code in CODES}
PEOPLE = [person(code, "director", TODAY) for code in CODES]


def circles(arrangements: list[Arrangement] | None = None, people: list | None = None) -> dict[str, int]:
    return circles_of(COUNCILS, arrangements or [], PEOPLE if people is None else people, TODAY)


def apart(found: dict[str, int]) -> tuple[str, str]:
    """Two councils of different circles."""
    return next((one, other) for one in CODES for other in CODES if found[one] < found[other])


def with_post(code: str, other: str, period: Period) -> list:
    first = next(one for one in PEOPLE if one.posts[0].authority == code)
    return [replace(first, posts=(*first.posts, Post(other, "director", "joint", period)))]


def test_each_region_is_spread_evenly() -> None:
    found = circles()
    for region in ("North", "South"):
        assert sorted(Counter(found[code] for code in CODES if COUNCILS[code].region == region).values()) == [2, 2, 2]


def test_england_is_spread_evenly() -> None:
    reference = load_reference()
    found = circles_of(reference.authorities, reference.arrangements, [], TODAY)
    assert len(found) == 153
    assert max(Counter(found.values()).values()) - min(Counter(found.values()).values()) <= 9


@pytest.mark.parametrize("kind", ["director", "trust", "directorate"])
def test_councils_that_are_run_together_share_a_circle(kind: str) -> None:
    one, other = apart(circles())
    found = circles([Arrangement(kind, frozenset({one, other}), Period(None, TODAY))])
    assert found[one] == found[other]


@pytest.mark.parametrize(
    ("kind", "ends"), [("police", None), ("partnership", None), ("dispute", None), ("trust", TODAY - timedelta(days=1))]
)
def test_other_or_past_arrangements_join_nobody(kind: str, ends: date | None) -> None:
    one, other = apart(circles())
    assert circles([Arrangement(kind, frozenset({one, other}), Period(None, ends))]) == circles()


def test_groups_that_touch_are_one() -> None:
    groups = [Arrangement("trust", frozenset(CODES[i : i + 2])) for i in range(5)]
    assert len({circles(groups)[code] for code in CODES[:6]}) == 1


def test_a_new_arrangement_moves_only_the_councils_it_joins() -> None:
    one, other = apart(circles())
    moved = circles([Arrangement("trust", frozenset({one, other}))])
    assert {code for code in CODES if moved[code] != circles()[code]} <= {one, other}


def test_posts_held_at_once_join_their_councils_and_posts_in_turn_do_not() -> None:
    one, other = apart(circles())
    at_once = circles(people=with_post(one, other, Period(TODAY)))
    assert at_once[one] == at_once[other]
    mover = with_post(one, other, Period(TODAY + timedelta(days=100)))[0]
    ended = replace(
        mover, posts=(replace(mover.posts[0], period=Period(None, TODAY + timedelta(days=99))), mover.posts[1])
    )
    assert circles(people=[ended]) == circles()
    assert home_circle(ended, circles(), TODAY) is None, "homes in two circles take no sealed work"


def test_the_order_of_what_is_given_changes_nothing() -> None:
    backwards: dict[str, Authority] = {code: COUNCILS[code] for code in reversed(CODES)}
    assert circles_of(backwards, [], list(reversed(PEOPLE)), TODAY) == circles()


def test_helpers_are_never_of_a_circle_that_is_inspected() -> None:
    found = {"a": 0, "b": 1, "c": 2}
    for targets in ("a", "b", "c", "ab", "bc", "ac"):
        circle = sealed_circle(targets, found)
        assert circle is not None
        assert helpers_of(circle) not in {found[code] for code in targets}
    assert sealed_circle("abc", found) is None


class TestCouncilsThatOneUserServes:
    """A user who is told the dates of one council's people must not work for the council that is inspected."""

    def serve(self, user: str, *codes: str) -> None:
        """Put councils on the user's own record."""
        with store.transaction():
            store.add(*(UserAuthorityRow(user=user, authority=code) for code in codes))

    def test_of_a_chief_executive_share_a_circle(self, world: World) -> None:
        home, other = world.council_in(0), world.council_in(1)
        assert current_circles(TODAY)[home] != current_circles(TODAY)[other]
        self.serve(f"user-{home}-chief", other)
        assert current_circles(TODAY)[home] == current_circles(TODAY)[other]

    def test_of_a_director_share_the_circle_of_their_post(self, world: World) -> None:
        home, other = world.council_in(0), world.council_in(1)
        self.serve(f"user-{home}-director", other)
        assert current_circles(TODAY)[home] == current_circles(TODAY)[other]

    def test_of_a_coordinator_who_is_told_no_dates_stay_apart(self, world: World) -> None:
        before = current_circles(TODAY)
        self.serve("uncleared", *CODES)
        assert current_circles(TODAY) == before
