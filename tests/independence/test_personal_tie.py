"""personal-tie: close ties to the target's leaders forbid while they last; an acquaintance may be waived."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, KINDS, SOFT, Seat, duty, interest, on, person, post, verdict

CODE = "personal-tie"
TIES = [("family", HARD), ("friend", HARD), ("business", HARD), ("acquaintance", SOFT)]
LEFT_ALONE = ["employed", "consulted", "councillor", "commissioner", "applied", "paid", "complaint", "case", "other"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("tie", "expected"), TIES)
def test_forbids_every_kind_of_duty_while_the_tie_lasts(kind: str, tie: str, expected: set[str]) -> None:
    assert verdict(CODE, person(), duty(kind), interests=[interest(tie, "2020-01-01")]) == expected


@pytest.mark.parametrize("tie", LEFT_ALONE)
def test_lets_through_the_other_interests(tie: str) -> None:
    assert verdict(CODE, person(), duty("chair"), interests=[interest(tie, "2020-01-01")]) == CLEAR


def test_forbids_hard_and_soft_where_both_kinds_of_tie_stand() -> None:
    ties = [interest("friend"), interest("acquaintance")]
    assert verdict(CODE, person(), duty(), interests=ties) == HARD | SOFT


@pytest.mark.parametrize(("tie", "expected"), TIES)
@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        ("2020-01-01", "2026-10-04", False),
        ("2020-01-01", "2026-10-05", True),
        ("2026-10-09", None, True),
        ("2026-10-10", None, False),
        (None, None, True),
        (None, "2026-10-07", True),
    ],
)
def test_forbids_or_lets_through_by_the_days_of_the_tie(
    since: str | None, until: str | None, counts: bool, tie: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(), duty(), interests=[interest(tie, since, until)]) == (expected if counts else CLEAR)


@pytest.mark.parametrize(("kind", "expected"), [("inspect", HARD), ("chair", CLEAR)])
def test_forbids_a_tie_that_ends_after_notice_of_an_inspection_and_lets_through_other_kinds(
    kind: str, expected: set[str]
) -> None:
    ended = interest("business", "2020-01-01", "2026-09-30")
    assert verdict(CODE, person(), duty(kind, notice="2026-09-28"), interests=[ended]) == expected


def test_forbids_a_tie_to_one_of_several_targets() -> None:
    assert verdict(CODE, person(), duty("chair", "U", "T"), interests=[interest("family")]) == HARD


def test_forbids_a_deputy_with_a_tie_to_act_up() -> None:
    deputy = person(posts=[post("T", role="senior")])
    assert verdict(CODE, deputy, duty("interim"), interests=[interest("family")]) == HARD


def test_forbids_someone_without_a_post() -> None:
    assert verdict(CODE, person(posts=[]), duty("second"), interests=[interest("family")]) == HARD


def test_lets_through_ties_elsewhere_and_other_peoples_ties() -> None:
    ties = [interest("family", at="U"), interest("family", of="q")]
    other: Seat = on(person("q"), duty(name="e"))
    assert verdict(CODE, person(), duty(), interests=ties, also=[other]) == CLEAR


def test_lets_through_a_duty_without_target() -> None:
    assert verdict(CODE, person(), duty(authorities=[]), interests=[interest("family")]) == CLEAR


@pytest.mark.parametrize("tie", ["family", "friend", "business", "acquaintance"])
@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
def test_forbids_every_tie_as_strongly_as_the_policy_says_and_lets_through_when_off(
    tie: str, strength: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(), duty(), interests=[interest(tie)], setting={"strength": strength}) == expected


@pytest.mark.parametrize(("tie", "expected"), TIES)
def test_forbids_after_a_change_of_employer_in_mid_duty_as_before(tie: str, expected: set[str]) -> None:
    moves = person(posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")])
    assert verdict(CODE, moves, duty(), interests=[interest(tie)]) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"), [("2026-09-28", "2026-09-28", SOFT), (None, "2026-09-27", CLEAR)]
)
def test_forbids_softly_an_acquaintance_on_the_notice_day_and_lets_through_one_until_the_day_before(
    since: str | None, until: str, expected: set[str]
) -> None:
    known = interest("acquaintance", since, until)
    assert verdict(CODE, person(), duty(notice="2026-09-28"), interests=[known]) == expected


def test_forbids_hard_and_softly_by_ties_to_two_of_several_targets() -> None:
    ties = [interest("business", at="T"), interest("acquaintance", at="U")]
    assert verdict(CODE, person(), duty("review", "T", "U"), interests=ties) == HARD | SOFT
    assert verdict(CODE, person(), duty("review", "U", "V"), interests=ties) == SOFT
    assert verdict(CODE, person(), duty("review", "V", "W"), interests=ties) == CLEAR


@pytest.mark.parametrize(("until", "counts"), [("2028-02-28", False), ("2028-02-29", True)])
@pytest.mark.parametrize(("tie", "expected"), TIES)
def test_forbids_a_tie_to_a_leap_day_and_lets_through_one_that_ended_before_it(
    tie: str, expected: set[str], until: str, counts: bool
) -> None:
    leap = duty("support", first="2028-02-29", last="2028-03-03")
    assert verdict(CODE, person(), leap, interests=[interest(tie, None, until)]) == (expected if counts else CLEAR)
