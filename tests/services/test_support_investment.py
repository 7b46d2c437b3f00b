"""Days of support given and received over the years, counted by hand; who is repaid next. From docs/design.md."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from peerinspect.services.support.investment import Account, Advice, accounts_of, repaid_next

LAST_OF_2023, FIRST_OF_2024 = date(2024, 3, 31), date(2024, 4, 1)


def advice(homes: str, targets: str, days: int, day: date = FIRST_OF_2024) -> Advice:
    return Advice(frozenset(homes.split()), frozenset(targets.split()), days, day)


def figures(*given: Advice) -> dict[str, tuple[Fraction, Fraction]]:
    return {code: (each.days_given, each.days_received) for code, each in accounts_of(given).items()}


def test_days_go_from_home_to_target() -> None:
    assert figures(advice("A", "B", 10)) == {"A": (10, 0), "B": (0, 10)}


def test_two_homes_and_two_targets_share() -> None:
    found = figures(advice("A B", "C D", 8))
    assert found == {"A": (4, 0), "B": (4, 0), "C": (0, 4), "D": (0, 4)}


def test_work_at_home_is_neither_given_nor_received() -> None:
    assert figures(advice("A", "A", 10)) == {}
    assert figures(advice("A", "A B", 10)) == {"A": (5, 0), "B": (0, 5)}


def test_whoever_held_no_post_gives_for_no_council() -> None:
    assert figures(advice("", "B", 10)) == {"B": (0, 10)}


def test_a_year_begins_in_april() -> None:
    found = accounts_of([advice("A", "B", 3, LAST_OF_2023), advice("A", "B", 4, FIRST_OF_2024)])
    assert dict(found["A"].given) == {2023: 3, 2024: 4}
    assert [found["B"].balance_by(year) for year in (2022, 2023, 2024, 2025)] == [0, -3, -7, -7]


@pytest.mark.parametrize(
    ("given", "received", "state"),
    [(10, 0, "owed"), (10, 4, "partly"), (10, 10, "repaid"), (10, 12, "repaid"), (0, 4, "helped")],
)
def test_whether_who_gave_was_repaid(given: int, received: int, state: str) -> None:
    account = Account("A", {2024: Fraction(given)} if given else {}, {2024: Fraction(received)} if received else {})
    assert account.state == state
    assert account.balance == given - received


class TestTheOrder:
    def order(self, *given: Advice) -> list[str]:
        return [each.code for each in repaid_next(accounts_of(given).values())]

    def test_most_days_owed_first_and_nobody_who_is_owed_nothing(self) -> None:
        assert self.order(advice("A", "Z", 5), advice("B", "Z", 9), advice("C", "Z", 3), advice("Z", "C", 3)) == [
            "B",
            "A",
        ]

    def test_among_equals_who_was_helped_longest_ago_and_never_before_ever(self) -> None:
        helped_early = [advice("A", "Z", 9), advice("Z", "A", 2, date(2020, 5, 1))]
        helped_late = [advice("B", "Z", 9), advice("Z", "B", 2, date(2023, 5, 1))]
        never = [advice("C", "Z", 7)]
        assert self.order(*helped_late, *helped_early, *never) == ["C", "A", "B"]

    def test_then_who_gave_first(self) -> None:
        assert self.order(advice("A", "Z", 5, date(2023, 5, 2)), advice("B", "Z", 5, date(2023, 5, 1))) == ["B", "A"]
