"""Tight rows cover every clause and forbid nothing else."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from peerinspect.matching.cliques import adjacency, at_most_one_rows

PAIRS = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), max_size=20)


@given(PAIRS)
def test_every_pair_lies_in_a_row_and_every_row_excludes_only_pairs(pairs: set[tuple[int, int]]) -> None:
    rows = at_most_one_rows(pairs, adjacency(pairs, []))
    covered = {pair for row in rows for pair in combinations(row, 2)}
    assert covered == pairs


def test_two_one_seat_duties_fold_into_one_row() -> None:
    # People 0-2 could take one seat, 3-5 the other; each of the first excludes each of the second.
    pairs = {(one, other) for one in (0, 1, 2) for other in (3, 4, 5)}
    assert at_most_one_rows(pairs, adjacency(pairs, [[0, 1, 2], [3, 4, 5]])) == [(0, 1, 2, 3, 4, 5)]


def test_no_pairs_make_no_rows() -> None:
    assert at_most_one_rows(set(), adjacency(set(), [[0, 1]])) == []
