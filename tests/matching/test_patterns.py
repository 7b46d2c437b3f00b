"""Patterns describe every load a person can really carry."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from peerinspect.matching.cliques import adjacency
from peerinspect.matching.patterns import Crowd, load_classes, patterns, reachable_days
from peerinspect.matching.program import Row

SIZE = 5
WEIGHT = st.sampled_from([("chair", 24), ("inspect", 5), ("inspect", 10), ("support", 0)])
PAIR = st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] < pair[1])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(WEIGHT, min_size=SIZE, max_size=SIZE),
    st.sets(PAIR, max_size=6),
    st.lists(st.tuples(st.sets(st.integers(0, SIZE - 1), min_size=1), st.integers(1, 3)), max_size=3),
)
def test_every_choice_that_keeps_the_rows_has_its_pattern(
    weights: list[tuple[str, int]], pairs: set[tuple[int, int]], ceilings: list[tuple[set[int], int]]
) -> None:
    rows = [Row(tuple((index, 1) for index in sorted(members)), None, most) for members, most in ceilings]
    exclusive = adjacency(pairs, [])
    crowd = Crowd(range(SIZE), rows, exclusive)
    classes = load_classes(range(SIZE), dict(enumerate(weights)), crowd)
    loads = patterns(classes, crowd)
    assert loads is not None
    known = {load.counts for load in loads}
    for choice in product((0, 1), repeat=SIZE):
        broken = any(sum(choice[index] for index, _ in row.terms) > (row.most or 0) for row in rows)
        if broken or any(choice[one] and choice[other] for one, other in pairs):
            continue
        counts = tuple(sum(choice[index] for index in load.members) for load in classes)
        assert counts in known
        assert sum(weights[index][1] for index in range(SIZE) if choice[index]) in reachable_days(classes)


def test_too_many_loads_are_left_to_the_coarse_description() -> None:
    weights = {index: ("inspect", 1 + index % 7) for index in range(70)}
    crowd = Crowd(range(70), [], {})
    assert patterns(load_classes(range(70), weights, crowd), crowd) is None
