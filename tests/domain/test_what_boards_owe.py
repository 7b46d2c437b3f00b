"""What boards are called, what is due of them, and the swaps and rings of who chairs whom."""

from __future__ import annotations

from datetime import date
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerinspect.domain import add_months
from peerinspect.domain.safeguarding import (
    LOCAL_BOARD,
    PARTNERSHIP,
    ReportDue,
    board_title,
    chair_title,
    is_meeting_overdue,
    meeting_due,
    report_due,
    report_due_on,
    rings,
    sort_on,
    statutory_partners,
    swaps,
)


@pytest.mark.parametrize(
    ("day", "early", "sort"),
    [
        (date(2019, 9, 28), None, LOCAL_BOARD),
        (date(2019, 9, 29), None, PARTNERSHIP),
        (date(2019, 3, 31), date(2019, 4, 1), LOCAL_BOARD),
        (date(2019, 4, 1), date(2019, 4, 1), PARTNERSHIP),
        (date(2019, 9, 29), date(2021, 1, 1), PARTNERSHIP),
    ],
)
def test_the_change_of_2019_comes_at_the_latest_on_29_september(day: date, early: date | None, sort: str) -> None:
    assert sort_on(day, early) == sort


def test_words_follow_the_day_and_the_place() -> None:
    then, now = date(2016, 5, 1), date(2026, 5, 1)
    assert board_title("Leeds", then) == "Leeds Local Safeguarding Children Board"
    assert board_title("Leeds", now) == "Leeds Safeguarding Children Partnership"
    assert board_title("Leeds", now, called="Safer Children Leeds") == "Safer Children Leeds"
    assert board_title("Leeds", then, called="Safer Children Leeds") == "Leeds Local Safeguarding Children Board"
    assert chair_title(then, word="scrutineer") == "Independent chair"
    assert chair_title(now) == "Independent scrutineer"
    assert chair_title(now, word="chair") == "Independent chair"
    assert statutory_partners(then) == ("council",)
    assert statutory_partners(now) == ("council", "police", "health")


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (2026, 9, date(2026, 9, 30)),
        (2026, 12, date(2026, 12, 31)),
        (2026, 4, date(2026, 4, 30)),
        (2026, 3, date(2027, 3, 31)),
        (2027, 2, date(2028, 2, 29)),
    ],
)
def test_a_report_is_due_at_the_end_of_its_month_after_the_year(year: int, month: int, day: date) -> None:
    assert report_due_on(year, month) == day


@pytest.mark.parametrize(
    ("published", "founded", "ended", "today", "due"),
    [
        # nothing published: the last year that is over; 31 March still belongs to the year
        ((), None, None, date(2026, 3, 31), ReportDue(2025, date(2025, 9, 30), True)),
        ((), None, None, date(2026, 4, 1), ReportDue(2026, date(2026, 9, 30), False)),
        ((), None, None, date(2026, 9, 30), ReportDue(2026, date(2026, 9, 30), False)),
        ((), None, None, date(2026, 10, 1), ReportDue(2026, date(2026, 9, 30), True)),
        # the next after the last that was published, though its year goes on still
        ((2024, 2025), None, None, date(2026, 1, 1), ReportDue(2026, date(2026, 9, 30), False)),
        ((2023,), None, None, date(2026, 1, 1), ReportDue(2024, date(2024, 9, 30), True)),
        # founded on 1 April or later, the first report is on the year that goes on
        ((), date(2025, 4, 1), None, date(2025, 12, 1), ReportDue(2026, date(2026, 9, 30), False)),
        ((), date(2025, 3, 31), None, date(2025, 12, 1), ReportDue(2025, date(2025, 9, 30), True)),
        # the last report of a board that has ended is on the year in which it ended
        ((2024,), None, date(2024, 6, 1), date(2026, 1, 1), ReportDue(2025, date(2025, 9, 30), True)),
        ((2025,), None, date(2024, 6, 1), date(2026, 1, 1), None),
    ],
)
def test_which_report_is_due(
    published: tuple[int, ...], founded: date | None, ended: date | None, today: date, due: ReportDue | None
) -> None:
    assert report_due(published, 9, founded, ended, today) == due


def test_the_next_meeting_is_due_within_a_year_of_the_one_before_the_last_few() -> None:
    held = [date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1), date(2025, 12, 15)]
    assert meeting_due(held, 4, None) == date(2026, 2, 28)
    assert not is_meeting_overdue(held, 4, None, date(2026, 2, 28))
    assert is_meeting_overdue(held, 4, None, date(2026, 3, 1))
    assert meeting_due([*held, date(2026, 1, 10)], 4, None) == date(2026, 5, 31)
    assert meeting_due([date(2024, 2, 29)], 1, None) == date(2025, 2, 27)


def test_a_new_board_has_a_year_and_an_unknown_one_is_left_alone() -> None:
    assert not is_meeting_overdue([], 4, date(2025, 1, 1), date(2025, 12, 31))
    assert is_meeting_overdue([], 4, date(2025, 1, 1), date(2026, 1, 1))
    assert not is_meeting_overdue([], 4, None, date(2026, 1, 1))
    assert not is_meeting_overdue([date(2025, 6, 1)], 4, None, date(2026, 1, 1))
    assert is_meeting_overdue([date(2025, 6, 1)], 4, None, date(2026, 6, 1))


@given(
    st.lists(st.dates(date(2023, 1, 1), date(2026, 1, 1)), max_size=12, unique=True),
    st.integers(1, 6),
    st.dates(date(2023, 1, 1), date(2027, 1, 1)),
)
def test_overdue_means_fewer_than_promised_in_the_twelve_months_up_to_today(
    held: list[date], a_year: int, today: date
) -> None:
    founded = date(2022, 1, 1)
    counted = sum(day <= today < add_months(day, 12) for day in held)
    assert is_meeting_overdue(held, a_year, founded, today) == (counted < a_year)


def test_swaps_are_told_once() -> None:
    assert swaps([("b", "a"), ("a", "b"), ("a", "c"), ("c", "c")]) == (("a", "b"),)


def test_rings_begin_with_three() -> None:
    ways = [("b", "c"), ("c", "a"), ("a", "b"), ("c", "b"), ("c", "d"), ("d", "a"), ("x", "x")]
    assert rings(ways) == (("a", "b", "c"), ("a", "b", "c", "d"))


NODES = "abcdef"


def _by_hand(ways: set[tuple[str, str]]) -> set[tuple[str, ...]]:
    """Every order of every few councils, tried."""
    found = set()
    for size in range(3, len(NODES) + 1):
        for some in permutations(NODES, size):
            if some[0] == min(some) and all((one, some[(at + 1) % size]) in ways for at, one in enumerate(some)):
                found.add(some)
    return found


@given(st.sets(st.sampled_from(list(product(NODES, NODES))), max_size=24))
def test_rings_are_those_that_trying_every_order_finds(ways: set[tuple[str, str]]) -> None:
    found = rings(ways, most=10_000)
    assert len(set(found)) == len(found)
    assert set(found) == _by_hand(ways)
    assert [len(one) for one in found] == sorted(len(one) for one in found)


@given(st.sets(st.sampled_from(list(product(NODES, NODES)))))
def test_swaps_are_those_that_trying_every_pair_finds(ways: set[tuple[str, str]]) -> None:
    pairs = {(a, b) for a in NODES for b in NODES if a < b and (a, b) in ways and (b, a) in ways}
    assert set(swaps(ways)) == pairs


def test_no_more_rings_are_sought_than_can_be_shown() -> None:
    everybody = [(a, b) for a, b in product(range(40), repeat=2) if a != b]
    names = [(f"{a:02}", f"{b:02}") for a, b in everybody]
    assert len(rings(names, most=50)) == 50


def test_a_long_chain_that_never_closes_is_no_ring() -> None:
    chain = [(f"{n:03}", f"{n + 1:03}") for n in range(900)]
    assert rings(chain) == ()
