"""Turnover of a made-up year, counted by hand: April 2024 to March 2025, six councils in two regions.

North: A, B, C. South: D, E, F.

- A: Ann (from 2020) left; nobody was named for two months; Bea came for good on 1 July 2024.  1 change
- B: Bob (from 2021); Cal, interim, from 1 May 2024; Dee, for good, from 1 November 2024.  2 changes, 1 interim
- C and D share Eve from 1 September 2024, who took over from Fay at C and from Gus at D.  1 change, 2 councils
- D: so one of the South's changes is Eve's.
- E: Hal acted from 1 June 2024, the first holder known; then the same Hal for good from 1 October.  no change
- F: Ida (from 2019); Jon, acting, from 31 March 2025; Kim from 1 April 2025, the year after.  1 change, acting

By hand: North 4 changes (Bea, Cal, Dee, Eve), 1 of them interim, in 3 councils, B more than once. South 2 changes
(Eve, Jon), 1 acting, in 2 councils. England 5 changes: Eve counts once; 2 interim or acting; 5 councils.

On 31 March 2025 the months in post are: Bea 8, Dee 4 (Cal's were others), Eve 6, Hal 9 (with his months of acting),
Jon 0. In order 0 4 6 8 9: the middle is 6.
"""

from __future__ import annotations

from datetime import date

import pytest

from peerinspect.domain import Period
from peerinspect.services.reports import years
from peerinspect.services.reports.turnover import (
    DirectorPost,
    changes_in,
    changes_of,
    middle_tenure,
    turnover,
    turnover_by_year,
)

YEAR = years.april_year(2024)
REGIONS = {"A": "North", "B": "North", "C": "North", "D": "South", "E": "South", "F": "South"}


def post(council: str, person: str, starts: date, ends: date | None, basis: str = "substantive") -> DirectorPost:
    """A director's post."""
    return DirectorPost(council, person, basis, Period(starts, ends))


POSTS = [
    post("A", "ann", date(2020, 1, 1), date(2024, 4, 30)),
    post("A", "bea", date(2024, 7, 1), None),
    post("B", "bob", date(2021, 1, 1), date(2024, 4, 30)),
    post("B", "cal", date(2024, 5, 1), date(2024, 10, 31), "interim"),
    post("B", "dee", date(2024, 11, 1), None),
    post("C", "fay", date(2022, 1, 1), date(2024, 8, 31)),
    post("C", "eve", date(2024, 9, 1), None, "joint"),
    post("D", "gus", date(2018, 1, 1), date(2024, 8, 31)),
    post("D", "eve", date(2024, 9, 1), None, "joint"),
    post("E", "hal", date(2024, 6, 1), date(2024, 9, 30), "acting"),
    post("E", "hal", date(2024, 10, 1), None),
    post("F", "ida", date(2019, 1, 1), date(2025, 3, 30)),
    post("F", "jon", date(2025, 3, 31), date(2025, 3, 31), "acting"),
    post("F", "kim", date(2025, 4, 1), None),
]


def test_the_year_as_counted_by_hand() -> None:
    north, south, england = turnover(REGIONS, POSTS, [], (YEAR.period, date(2025, 3, 31)))
    assert (north.changes, north.newcomers_temporary, north.councils_changed, north.councils_twice) == (4, 1, 3, 1)
    assert (south.changes, south.newcomers_temporary, south.councils_changed, south.councils_twice) == (2, 1, 2, 0)
    assert (england.changes, england.newcomers_temporary) == (5, 2)
    assert (england.councils, england.councils_changed, england.councils_twice) == (6, 5, 1)
    assert (england.interims, england.affected, england.tenure) == (1, 5, 6)


def test_a_change_on_the_last_day_of_march_and_one_on_the_first_of_april_lie_in_two_years() -> None:
    assert changes_in(POSTS, YEAR.period)["F"] == 1
    assert changes_in(POSTS, years.april_year(2025).period) == {"F": 1}


def test_each_year_has_its_line() -> None:
    choices = {year: list(REGIONS) for year in (years.april_year(2025), YEAR, years.april_year(2023))}
    after, in_it, before = turnover_by_year(choices, POSTS, date(2025, 6, 30))
    assert (after.changes, after.councils_changed, after.newcomers_temporary) == (1, 1, 0)
    assert (in_it.changes, in_it.newcomers_temporary, in_it.councils_changed, in_it.councils_twice) == (5, 2, 5, 1)
    assert in_it.tenure == 6
    assert (before.changes, before.councils) == (0, 6)


@pytest.mark.parametrize(
    ("posts", "count"),
    [
        ([post("A", "ann", date(2024, 5, 1), None)], 0),
        ([post("A", "ann", date(2020, 1, 1), None), post("A", "ann", date(2024, 5, 1), None, "interim")], 0),
        ([post("A", "ann", date(2020, 1, 1), None), post("A", "bea", date(2024, 4, 1), None)], 1),
        ([post("A", "ann", date(2020, 1, 1), None), post("A", "bea", date(2024, 3, 31), None)], 0),
        (
            [
                post("A", "ann", date(2020, 1, 1), None),
                post("A", "bea", date(2024, 5, 1), date(2024, 6, 30), "acting"),
                post("A", "ann", date(2024, 7, 1), None),
            ],
            2,
        ),
    ],
)
def test_what_a_change_is(posts: list[DirectorPost], count: int) -> None:
    assert sum(changes_in(posts, YEAR.period).values()) == count


def test_nobody_replaces_whoever_is_first_known_without_a_first_day() -> None:
    first = DirectorPost("A", "ann", "substantive", Period(None, date(2024, 5, 31)))
    (change,) = changes_of([post("A", "bea", date(2024, 6, 1), None), first])
    assert (change.person, change.day) == ("bea", date(2024, 6, 1))


def test_somebody_in_two_councils_counts_once_in_the_middle_with_the_longer_time() -> None:
    held = {"A": ("ann", 10), "B": ("eve", 4), "C": ("eve", 30), "D": ("bob", 20)}
    assert middle_tenure(held, ["A", "B", "C", "D"]) == 20
    assert middle_tenure(held, ["A", "B"]) == 7
    assert middle_tenure({}, ["A"]) is None
