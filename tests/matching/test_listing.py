"""Listing finds every set that the rows allow, once, and nothing else."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from peerinspect.matching.listing import Portion, listed
from peerinspect.matching.program import Row

MEMBERS = (3, 4, 7, 8, 11, 12, 20)


@st.composite
def own_rows(draw: st.DrawFn) -> list[Row]:
    rows = []
    for _ in range(draw(st.integers(0, 5))):
        inside = draw(st.lists(st.sampled_from(MEMBERS), min_size=1, unique=True))
        terms = tuple((member, draw(st.integers(1, 9))) for member in sorted(inside))
        rows.append(Row(terms, None, draw(st.integers(0, 14))))
    return rows


@settings(max_examples=300, deadline=None)
@given(own_rows())
def test_every_set_that_keeps_the_rows_is_listed_once(rows: list[Row]) -> None:
    expected = {
        some
        for size in range(len(MEMBERS) + 1)
        for some in combinations(MEMBERS, size)
        if all(sum(amount for member, amount in row.terms if member in some) <= (row.most or 0) for row in rows)
    }
    table = listed(MEMBERS, rows, 1000)
    assert table is not None
    found = [tuple(MEMBERS[place] for place in row if place < len(MEMBERS)) for row in table.tolist()]
    assert len(found) == len(expected)
    assert set(found) == expected
    assert found[0] == ()


def test_a_member_too_large_for_its_row_is_in_no_set() -> None:
    table = listed((5, 6), [Row(((5, 3),), None, 2)], 10)
    assert table is not None
    assert table.tolist() == [[2], [1]]


def test_more_sets_than_wanted_are_not_listed() -> None:
    assert listed(MEMBERS, [], 127) is None
    assert listed(MEMBERS, [], 128) is not None


def test_amounts_too_large_to_be_added_up_are_left_to_the_rows() -> None:
    huge = 2**40
    row = Row(tuple((member, huge) for member in MEMBERS), None, 3 * huge)
    assert listed(MEMBERS, [row], 1000) is None


@settings(max_examples=200, deadline=None)
@given(own_rows(), st.integers(2, 5))
def test_portions_together_are_the_whole(rows: list[Row], of: int) -> None:
    whole = listed(MEMBERS, rows, 1000)
    portions = [listed(MEMBERS, rows, 1000, portion=Portion(number, of)) for number in range(of)]
    assert whole is not None
    told: list[tuple[int, ...]] = []
    for portion in portions:
        assert portion is not None
        told += [tuple(place for place in row if place < len(MEMBERS)) for row in portion.tolist()]
    assert len(told) == len(whole)
    assert set(told) == {tuple(place for place in row if place < len(MEMBERS)) for row in whole.tolist()}
    smallest = [one for one in told if len(one) < 2]
    assert told[: len(smallest)] == smallest, "nothing and whoever stands alone come first"


def test_nobody_has_one_choice_in_the_first_portion_alone() -> None:
    first, second = (listed((), [], 10, portion=Portion(number, 2)) for number in range(2))
    assert first is not None and second is not None
    assert (len(first), len(second)) == (1, 0)
