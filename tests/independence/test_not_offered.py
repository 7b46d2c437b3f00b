"""not-offered: nobody is placed on a kind of duty they have not volunteered for."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, KINDS, SOFT, duty, offers, other_kinds, person, post, verdict

CODE = "not-offered"


@pytest.mark.parametrize("kind", KINDS)
def test_forbids_every_kind_that_was_not_offered(kind: str) -> None:
    others = offers(**dict.fromkeys(other_kinds(kind), 20))
    assert verdict(CODE, person(offers=others), duty(kind)) == HARD


@pytest.mark.parametrize("kind", KINDS)
def test_lets_through_every_kind_that_was_offered(kind: str) -> None:
    assert verdict(CODE, person(offers=offers(**{kind: 20})), duty(kind)) == CLEAR


@pytest.mark.parametrize("none", [[], None])
def test_forbids_who_has_offered_nothing(none: list[object] | None) -> None:
    assert verdict(CODE, person(offers=none), duty()) == HARD


def test_lets_through_an_offer_of_fewer_days_than_the_duty_takes() -> None:
    assert verdict(CODE, person(offers=offers(support=1)), duty("support", days=10)) == CLEAR


def test_forbids_an_aspirant_and_a_deputy_acting_up_as_anyone_else() -> None:
    assert verdict(CODE, person(offers=[], aspirant=True), duty("interim")) == HARD
    assert verdict(CODE, person(offers=[], posts=[post("T", role="senior")]), duty("interim")) == HARD


def test_forbids_whatever_the_home_or_target() -> None:
    assert verdict(CODE, person(offers=[], posts=[]), duty()) == HARD
    assert verdict(CODE, person(offers=[]), duty(authorities=[])) == HARD


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert verdict(CODE, person(offers=[]), duty(), setting={"strength": strength}) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_lets_through_an_offer_of_no_days_which_is_an_offer(kind: str) -> None:
    assert verdict(CODE, person(offers=offers(**{kind: 0})), duty(kind)) == CLEAR


def test_forbids_and_lets_through_after_a_change_of_employer_and_at_several_targets_as_before() -> None:
    moves = {"posts": [post("H", until="2026-10-06"), post("K", "2026-10-07")]}
    work = duty("support", "T", "U")
    assert verdict(CODE, person(offers=offers(review=20), **moves), work) == HARD
    assert verdict(CODE, person(offers=offers(support=20), **moves), work) == CLEAR


def test_lets_through_where_one_of_two_offers_names_the_kind() -> None:
    assert verdict(CODE, person(offers=[*offers(support=5), *offers(chair=24)]), duty("chair")) == CLEAR
