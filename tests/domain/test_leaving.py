"""What of the reasons for leaving may be told: no small number, and nothing from which one could be worked out."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from peerinspect.domain.leaving import LEAST, REASONS, Told, last_day_to_say, told_numbers

counted = st.dictionaries(st.sampled_from(sorted(REASONS)), st.integers(0, 12), min_size=1)


@given(counted)
def test_no_number_under_five_is_told_and_every_other_is(counts: dict[str, int]) -> None:
    told = told_numbers(counts)
    assert told.cells == {reason: count if count >= 5 else None for reason, count in counts.items()}
    assert told.total in (None, sum(counts.values()))


@given(counted)
def test_no_subtraction_of_what_is_told_gives_a_number_away(counts: dict[str, int]) -> None:
    """What is left of the total, once all that is told is taken off, could be parted in several ways for each cell."""
    told = told_numbers(counts)
    hidden = [reason for reason, count in told.cells.items() if count is None]
    if told.total is None:
        return
    left = told.total - sum(count for count in told.cells.values() if count is not None)
    for _ in hidden:
        others = (len(hidden) - 1) * (LEAST - 1)
        least, most = max(0, left - others), min(LEAST - 1, left)
        assert least < most


def test_whoever_knows_the_rule_still_finds_two_values_for_each_small_number() -> None:
    """All tables of three reasons with numbers up to six: those that look alike, and what each cell could be."""
    alike: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
    for numbers in product(range(7), repeat=3):
        told = told_numbers(dict(zip("abc", numbers, strict=True)))
        alike[(*told.cells.values(), told.total)].append(numbers)
    for shown, tables in alike.items():
        for place, cell in enumerate(shown[:3]):
            if cell is None:
                assert len({table[place] for table in tables}) > 1, (shown, tables)


def test_a_total_is_told_wherever_it_gives_nothing_away() -> None:
    assert told_numbers({"a": 7, "b": 9}) == Told({"a": 7, "b": 9}, 16)
    assert told_numbers({"a": 7, "b": 3, "c": 1}) == Told({"a": 7, "b": None, "c": None}, 11)
    assert told_numbers({"a": 7, "b": 3}).total is None, "11 less 7 would be the 3"
    assert told_numbers({"a": 7, "b": 0, "c": 0}).total is None, "nothing left says that both are nought"
    assert told_numbers({"a": 7, "b": 4, "c": 4}).total is None, "only four and four make eight"


def test_leavers_of_a_year_can_say_why_until_the_end_of_june() -> None:
    assert last_day_to_say(date(2026, 3, 31)) == date(2026, 6, 30)
