"""no-consent: each home's chief executive has consented, on every day the post is held within the duty's first year."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, FIRST, HARD, KINDS, LAST, SOFT, consent, duty, on, other_kinds, person, post, verdict

CODE = "no-consent"


@pytest.mark.parametrize("kind", KINDS)
def test_forbids_every_kind_without_the_homes_consent(kind: str) -> None:
    assert verdict(CODE, person(consents=[]), duty(kind)) == HARD
    assert verdict(CODE, person(consents=None), duty(kind)) == HARD


@pytest.mark.parametrize("kind", KINDS)
def test_lets_through_every_kind_with_the_homes_consent(kind: str) -> None:
    assert verdict(CODE, person(), duty(kind)) == CLEAR


def test_forbids_with_the_targets_or_a_strangers_consent_only() -> None:
    assert verdict(CODE, person(consents=[consent("T"), consent("K")]), duty()) == HARD


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-10-05", "2026-10-09", CLEAR),
        ("2026-10-06", "2026-10-09", HARD),
        ("2026-10-05", "2026-10-08", HARD),
        ("2020-01-01", "2026-10-04", HARD),
        ("2026-10-10", None, HARD),
        ("2026-10-05", None, CLEAR),
    ],
)
def test_forbids_a_day_without_consent_and_lets_through_a_consent_for_every_day(
    since: str, until: str | None, expected: set[str]
) -> None:
    assert verdict(CODE, person(consents=[consent("H", since, until)]), duty()) == expected


@pytest.mark.parametrize(("resumed", "expected"), [("2026-10-07", CLEAR), ("2026-10-08", HARD)])
def test_lets_through_consents_that_touch_and_forbids_a_gap_of_a_day(resumed: str, expected: set[str]) -> None:
    parts = [consent("H", resumed), consent("H", "2026-01-01", "2026-10-06")]
    assert verdict(CODE, person(consents=parts), duty()) == expected


@pytest.mark.parametrize(("homes_that_consent", "expected"), [(["H", "K"], CLEAR), (["H"], HARD), (["K"], HARD)])
def test_forbids_unless_each_of_two_homes_consents_and_then_lets_through(
    homes_that_consent: list[str], expected: set[str]
) -> None:
    both = person("p", "H", "K", consents=[consent(home) for home in homes_that_consent])
    assert verdict(CODE, both, duty("support")) == expected


@pytest.mark.parametrize(
    ("consents", "expected"),
    [
        ([consent("H")], HARD),
        ([consent("H"), consent("K", "2026-10-07")], CLEAR),
        ([consent("H", until="2026-10-06"), consent("K", "2026-10-07")], CLEAR),
        ([consent("H", until="2026-10-06"), consent("K", "2026-10-08")], HARD),
        ([consent("K")], HARD),
    ],
)
def test_forbids_after_a_change_of_employer_in_mid_duty_and_lets_through_with_the_new_ones_consent(
    consents: list[dict[str, str]], expected: set[str]
) -> None:
    moves = person(posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")], consents=consents)
    assert verdict(CODE, moves, duty("review")) == expected


def test_forbids_a_consent_of_the_employer_left_before_the_duty() -> None:
    moved = person(posts=[post("H", until="2026-10-04"), post("K", "2026-10-05")], consents=[consent("H")])
    assert verdict(CODE, moved, duty()) == HARD


@pytest.mark.parametrize(("until", "expected"), [("2027-10-04", CLEAR), ("2027-10-03", HARD)])
def test_lets_through_a_long_term_consented_for_twelve_months_and_forbids_a_day_less(
    until: str, expected: set[str]
) -> None:
    term = duty("chair", first="2026-10-05", last="2029-10-04")
    assert verdict(CODE, person(consents=[consent("H", "2026-10-05", until)]), term) == expected


@pytest.mark.parametrize(("until", "expected"), [("2029-02-27", CLEAR), ("2029-02-26", HARD)])
def test_lets_through_twelve_months_from_a_leap_day_and_forbids_a_day_less(until: str, expected: set[str]) -> None:
    term = duty("chair", first="2028-02-29", last="2031-02-27")
    assert verdict(CODE, person(consents=[consent("H", "2028-02-29", until)]), term) == expected


def test_lets_through_a_new_employer_without_consent_after_the_first_twelve_months() -> None:
    term = duty("chair", first="2026-10-05", last="2029-10-04")
    moves = person(posts=[post("H", until="2028-03-31"), post("K", "2028-04-01")], consents=[consent("H")])
    assert verdict(CODE, moves, term) == CLEAR


def test_lets_through_a_consent_from_the_first_day_though_notice_came_before() -> None:
    assert verdict(CODE, person(consents=[consent("H", "2026-10-05")]), duty(notice="2026-09-28")) == CLEAR


@pytest.mark.parametrize("role", ["senior", "other"])
def test_lets_through_a_deputy_acting_up(role: str) -> None:
    assert verdict(CODE, person(posts=[post("T", role=role)], consents=[]), duty("interim")) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("interim"))
def test_forbids_a_deputy_at_home_in_the_other_kinds(kind: str) -> None:
    assert verdict(CODE, person(posts=[post("T", role="senior")], consents=[]), duty(kind)) == HARD


def test_lets_through_a_deputy_acting_up_who_also_works_elsewhere() -> None:
    deputy = person(posts=[post("T", role="senior"), post("H", role="senior")], consents=[])
    assert verdict(CODE, deputy, duty("interim")) == CLEAR


def test_lets_through_who_holds_no_post() -> None:
    assert verdict(CODE, person(posts=[], consents=[]), duty()) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert verdict(CODE, person(consents=[]), duty(), setting={"strength": strength}) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-10-08", "2026-12-31", CLEAR),
        ("2026-10-09", "2026-12-31", HARD),
        ("2026-10-08", "2026-10-08", HARD),
    ],
)
def test_lets_through_consents_for_the_days_of_two_posts_and_forbids_a_day_of_either_without(
    since: str, until: str, expected: set[str]
) -> None:
    returns = [post("H", until="2026-10-05"), post("H", "2026-10-08")]
    parts = [consent("H", "2026-01-01", "2026-10-05"), consent("H", since, until)]
    assert verdict(CODE, person(posts=returns, consents=parts), duty()) == expected


def test_forbids_a_day_of_one_post_that_only_the_other_posts_consent_covers() -> None:
    both = [post("H", until="2026-10-07"), post("K", "2026-10-08")]
    parts = [consent("H", "2026-10-08"), consent("K", until="2026-10-07")]
    assert verdict(CODE, person(posts=both, consents=parts), duty()) == HARD


def test_lets_through_one_long_consent_whatever_shorter_ones_lie_within_it() -> None:
    parts = [consent("H", "2026-01-01", "2026-12-31"), consent("H", "2026-02-02", "2026-10-06")]
    assert verdict(CODE, person(consents=parts), duty()) == CLEAR
    assert verdict(CODE, person(consents=parts[::-1]), duty()) == CLEAR


@pytest.mark.parametrize("earlier", [None, "2020-01-01"])
def test_lets_through_consents_that_adjoin_in_any_order_of_the_file(earlier: str | None) -> None:
    parts = [consent("H", "2026-10-07"), consent("H", earlier, "2026-10-06")]
    assert verdict(CODE, person(consents=parts), duty()) == CLEAR
    assert verdict(CODE, person(consents=parts[::-1]), duty()) == CLEAR
    assert verdict(CODE, person(consents=parts[:1]), duty()) == HARD


@pytest.mark.parametrize("targets", [["T", "U"], []])
def test_forbids_without_consent_at_several_targets_and_at_none(targets: list[str]) -> None:
    work = duty("chair", authorities=targets)
    assert verdict(CODE, person(consents=[]), work) == HARD
    assert verdict(CODE, person(), work) == CLEAR


def test_lets_through_a_deputy_acting_up_for_one_of_several_councils_and_forbids_one_who_does_not() -> None:
    cover = duty("interim", "T", "U")
    assert verdict(CODE, person(posts=[post("T", role="senior")], consents=[]), cover) == CLEAR
    assert verdict(CODE, person(posts=[post("K", role="senior")], consents=[]), cover) == HARD


def test_lets_through_a_home_left_between_notice_and_the_first_day_without_its_consent() -> None:
    left = [post("H", until="2026-10-02"), post("K", "2026-10-03")]
    work = duty(notice="2026-09-28")
    assert verdict(CODE, person(posts=left, consents=[consent("K")]), work) == CLEAR
    assert verdict(CODE, person(posts=left, consents=[consent("H")]), work) == HARD


@pytest.mark.parametrize(("until", "expected"), [(None, CLEAR), ("2026-10-09", CLEAR), ("2026-10-08", HARD)])
def test_lets_through_a_consent_since_always_and_forbids_one_that_ends_a_day_early(
    until: str | None, expected: set[str]
) -> None:
    assert verdict(CODE, person(consents=[consent("H", None, until)]), duty()) == expected


@pytest.mark.parametrize(("since", "expected"), [("2027-10-04", HARD), ("2027-10-05", CLEAR)])
def test_forbids_a_new_employer_on_the_last_day_of_twelve_months_and_lets_through_one_on_the_anniversary(
    since: str, expected: set[str]
) -> None:
    term = duty("chair", first="2026-10-05", last="2029-10-04")
    moves = person(posts=[post("H", until="2027-10-03"), post("K", since)], consents=[consent("H")])
    assert verdict(CODE, moves, term) == expected


def test_lets_through_the_one_duty_that_was_consented_to_and_forbids_every_other() -> None:
    one = person(consents=[consent("H", FIRST, LAST, to="d")])
    assert verdict(CODE, one, duty()) == CLEAR
    other = on(person("q"), duty("support", name="e"), "accepted")
    assert verdict(CODE, person(consents=[consent("H", to="e")]), duty(), also=[other]) == HARD


def test_a_consent_to_one_duty_fills_the_gap_between_others() -> None:
    parts = [
        consent("H", until="2026-10-06"),
        consent("H", "2026-10-07", "2026-10-07", to="d"),
        consent("H", "2026-10-08"),
    ]
    assert verdict(CODE, person(consents=parts), duty()) == CLEAR
    assert verdict(CODE, person(consents=[parts[0], parts[2]]), duty()) == HARD
