"""worked-there: whoever worked for the target stays away for years after: inspect and review 5, chair 3, support 2."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Seat, duty, interest, on, person, post, verdict

CODE = "worked-there"
COVERED = ["employed", "consulted", "councillor"]
LEFT_ALONE = ["commissioner", "applied", "family", "friend", "business", "acquaintance", "paid", "complaint", "other"]
BY_KIND = [
    ("inspect", "2021-10-05", "2021-10-06", HARD),
    ("review", "2021-10-05", "2021-10-06", HARD),
    ("chair", "2023-10-05", "2023-10-06", HARD),
    ("support", "2024-10-05", "2024-10-06", SOFT),
]
"""The kind, the last end that is clear, the first that is not, and how strongly it objects."""


def interim_at(*targets: str, first: str = "2024-01-08", last: str = "2024-06-28", who: str = "p") -> Seat:
    return on(person(who), duty("interim", *targets, name="cover", first=first, last=last), "done")


@pytest.mark.parametrize("tie", COVERED)
@pytest.mark.parametrize(("kind", "clear", "barred", "expected"), BY_KIND)
def test_forbids_the_day_before_the_anniversary(
    kind: str, clear: str, barred: str, expected: set[str], tie: str
) -> None:
    assert verdict(CODE, person(), duty(kind), interests=[interest(tie, "2010-01-01", barred)]) == expected


@pytest.mark.parametrize("tie", COVERED)
@pytest.mark.parametrize(("kind", "clear", "barred", "expected"), BY_KIND)
def test_lets_through_on_the_anniversary(kind: str, clear: str, barred: str, expected: set[str], tie: str) -> None:
    assert verdict(CODE, person(), duty(kind), interests=[interest(tie, "2010-01-01", clear)]) == CLEAR


@pytest.mark.parametrize("kind", ["second", "interim"])
def test_lets_through_secondments_and_interim_cover(kind: str) -> None:
    assert verdict(CODE, person(), duty(kind), interests=[interest("employed", "2010-01-01", "2026-09-01")]) == CLEAR


@pytest.mark.parametrize("tie", LEFT_ALONE)
def test_lets_through_the_other_interests(tie: str) -> None:
    assert verdict(CODE, person(), duty(), interests=[interest(tie, "2010-01-01")]) == CLEAR


def test_lets_through_work_elsewhere_and_other_peoples_work() -> None:
    elsewhere, anothers = interest("employed", at="U"), interest("employed", of="q")
    seat = on(person("q"), duty(name="e", authorities=["U"]))
    assert verdict(CODE, person(), duty(), interests=[elsewhere, anothers], also=[seat]) == CLEAR


@pytest.mark.parametrize(("kind", "clear", "barred", "expected"), BY_KIND)
def test_forbids_a_former_post_there_until_the_anniversary(
    kind: str, clear: str, barred: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(posts=[post("T", until=barred), post("H", barred)]), duty(kind)) == expected


@pytest.mark.parametrize(("kind", "clear", "barred", "expected"), BY_KIND)
def test_lets_through_a_former_post_there_from_the_anniversary(
    kind: str, clear: str, barred: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(posts=[post("T", until=clear), post("H", barred)]), duty(kind)) == CLEAR


@pytest.mark.parametrize("role", ["director", "senior", "other"])
def test_forbids_a_former_post_of_any_role_even_to_who_holds_none_now(role: str) -> None:
    assert verdict(CODE, person(posts=[post("T", until="2026-06-30", role=role)]), duty()) == HARD


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-10-09", "2026-12-31", HARD),
        ("2026-10-10", None, CLEAR),
        ("2010-01-01", None, HARD),
        (None, None, HARD),
        (None, "2021-10-05", CLEAR),
        (None, "2021-10-06", HARD),
    ],
)
def test_forbids_an_overlap_or_an_open_end_and_lets_through_what_begins_after(
    since: str | None, until: str | None, expected: set[str]
) -> None:
    assert verdict(CODE, person(), duty(), interests=[interest("employed", since, until)]) == expected


def test_lets_through_a_post_there_that_begins_after_the_duty() -> None:
    going = person(posts=[post("H", until="2026-10-09"), post("T", "2026-10-10")])
    assert verdict(CODE, going, duty()) == CLEAR


@pytest.mark.parametrize(("kind", "expected"), [("inspect", HARD), ("review", CLEAR)])
def test_forbids_by_the_notice_day_of_an_inspection_and_lets_through_by_the_first_day_of_others(
    kind: str, expected: set[str]
) -> None:
    ended = interest("employed", "2010-01-01", "2021-10-01")
    assert verdict(CODE, person(), duty(kind, notice="2026-09-28"), interests=[ended]) == expected


@pytest.mark.parametrize(("first", "expected"), [("2027-02-27", HARD), ("2027-02-28", CLEAR)])
def test_forbids_before_and_lets_through_on_28_february_after_a_leap_day(first: str, expected: set[str]) -> None:
    ended = interest("employed", "2010-01-01", "2024-02-29")
    assert verdict(CODE, person(), duty("chair", first=first, last="2029-12-31"), interests=[ended]) == expected


def test_forbids_work_for_one_of_several_targets() -> None:
    assert verdict(CODE, person(), duty("chair", "T", "U"), interests=[interest("employed", at="U")]) == HARD


def test_lets_through_a_duty_without_target() -> None:
    assert verdict(CODE, person(), duty(authorities=[]), interests=[interest("employed")]) == CLEAR


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("inspect", HARD), ("review", HARD), ("chair", HARD), ("support", CLEAR), ("second", CLEAR), ("interim", CLEAR)],
)
def test_forbids_after_a_past_interim_duty_there_and_lets_through_after_its_time(kind: str, expected: set[str]) -> None:
    assert verdict(CODE, person(), duty(kind), also=[interim_at("T")]) == expected


@pytest.mark.parametrize(("last", "expected"), [("2021-10-05", CLEAR), ("2021-10-06", HARD)])
def test_forbids_before_and_lets_through_on_the_anniversary_of_an_interim_duty(last: str, expected: set[str]) -> None:
    assert verdict(CODE, person(), duty(), also=[interim_at("T", first="2021-01-04", last=last)]) == expected


def test_forbids_after_an_interim_duty_at_several_authorities() -> None:
    assert verdict(CODE, person(), duty("inspect", "T"), also=[interim_at("U", "T")]) == HARD


def test_lets_through_interim_duties_elsewhere_of_others_and_of_other_kinds() -> None:
    support = on(person(), duty("support", name="help", first="2024-01-08", last="2024-01-12"), "done")
    for seat in (interim_at("U"), interim_at("T", who="q"), support):
        assert verdict(CODE, person(), duty(), also=[seat]) == CLEAR


@pytest.mark.parametrize(
    ("status", "pinned", "expected"),
    [
        ("done", False, HARD),
        ("live", False, HARD),
        ("proposed", True, HARD),
        ("proposed", False, CLEAR),
        ("offered", False, CLEAR),
        ("accepted", False, CLEAR),
    ],
)
@pytest.mark.parametrize(("first", "last"), [("2025-01-06", "2025-06-27"), ("2026-03-02", "2026-09-25")])
def test_forbids_by_past_and_fixed_interim_duties_and_lets_through_by_mere_proposals(
    first: str, last: str, status: str, pinned: bool, expected: set[str]
) -> None:
    cover = duty("interim", name="cover", first=first, last=last)
    assert verdict(CODE, person(), duty(), also=[on(person(), cover, status, pinned=pinned)]) == expected


def test_lets_through_a_fixed_interim_duty_that_begins_after_the_inspection() -> None:
    later = duty("interim", name="cover", first="2026-10-12", last="2027-03-26")
    assert verdict(CODE, person(), duty(), also=[on(person(), later, "live")]) == CLEAR


@pytest.mark.parametrize(
    ("kind", "parameter"),
    [
        ("inspect", "inspect_years"),
        ("review", "review_years"),
        ("chair", "chair_years"),
        ("support", "support_years"),
    ],
)
def test_forbids_and_lets_through_by_the_policys_years(kind: str, parameter: str) -> None:
    def asked(end: str) -> set[str]:
        ended = interest("employed", "2010-01-01", end)
        return verdict(CODE, person(), duty(kind), interests=[ended], setting={parameter: 1})

    assert asked("2025-10-06") == (SOFT if kind == "support" else HARD)
    assert asked("2025-10-05") == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
@pytest.mark.parametrize("kind", ["inspect", "review", "chair", "support"])
def test_forbids_every_kind_as_strongly_as_the_policy_says_and_lets_through_when_off(
    kind: str, strength: str, expected: set[str]
) -> None:
    tie = [interest("employed", "2010-01-01", "2026-06-30")]
    assert verdict(CODE, person(), duty(kind), interests=tie, setting={"strength": strength}) == expected


@pytest.mark.parametrize(("kind", "clear", "barred", "expected"), BY_KIND)
def test_forbids_before_and_lets_through_on_the_anniversary_of_an_interim_duty_by_each_kind(
    kind: str, clear: str, barred: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(), duty(kind), also=[interim_at("T", first="2020-01-06", last=barred)]) == expected
    assert verdict(CODE, person(), duty(kind), also=[interim_at("T", first="2020-01-06", last=clear)]) == CLEAR


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-03-02", "2026-10-05", HARD),
        ("2026-09-14", "2026-12-18", HARD),
        ("2026-10-09", "2027-03-26", HARD),
        ("2026-10-10", "2027-03-26", CLEAR),
    ],
)
def test_forbids_a_fixed_interim_duty_that_shares_a_day_and_lets_through_one_that_begins_the_day_after(
    first: str, last: str, expected: set[str]
) -> None:
    cover = on(person(), duty("interim", name="cover", first=first, last=last), "live")
    assert verdict(CODE, person(), duty(), also=[cover]) == expected


@pytest.mark.parametrize(("since", "expected"), [("2026-10-09", HARD), ("2026-10-10", CLEAR)])
def test_forbids_a_change_of_employer_to_the_target_by_the_last_day_and_lets_through_one_after(
    since: str, expected: set[str]
) -> None:
    moves = person(posts=[post("H", until="2026-10-08"), post("T", since)])
    assert verdict(CODE, moves, duty()) == expected


def test_forbids_whoever_still_works_there_as_well_as_elsewhere() -> None:
    assert verdict(CODE, person("p", "H", "T"), duty()) == HARD
    assert verdict(CODE, person("p", "T"), duty("support")) == SOFT


@pytest.mark.parametrize(("until", "expected"), [("2021-10-06", HARD), ("2021-10-05", CLEAR)])
def test_forbids_and_lets_through_a_former_post_whose_beginning_is_not_known_at_one_of_several_targets(
    until: str, expected: set[str]
) -> None:
    assert verdict(CODE, person(posts=[post("T", None, until), post("H")]), duty("inspect", "U", "T")) == expected


@pytest.mark.parametrize(("kind", "expected"), [("inspect", HARD), ("review", CLEAR)])
def test_forbids_a_former_post_or_cover_by_the_notice_day_and_lets_through_by_the_first_day_of_others(
    kind: str, expected: set[str]
) -> None:
    left = person(posts=[post("T", until="2021-10-01"), post("H", "2021-10-02")])
    assert verdict(CODE, left, duty(kind, notice="2026-09-28")) == expected
    covered = interim_at("T", first="2021-01-04", last="2021-10-01")
    assert verdict(CODE, person(), duty(kind, notice="2026-09-28"), also=[covered]) == expected


@pytest.mark.parametrize(("first", "expected"), [("2027-02-27", HARD), ("2027-02-28", CLEAR)])
def test_forbids_before_and_lets_through_on_28_february_after_a_post_or_cover_that_ended_on_a_leap_day(
    first: str, expected: set[str]
) -> None:
    term = duty("chair", first=first, last="2029-12-31")
    left = person(posts=[post("T", until="2024-02-29"), post("H", "2024-03-01")])
    assert verdict(CODE, left, term) == expected
    assert verdict(CODE, person(), term, also=[interim_at("T", last="2024-02-29")]) == expected


@pytest.mark.parametrize("kind", ["inspect", "chair", "support", "second", "review"])
def test_lets_through_past_duties_there_that_are_not_employment(kind: str) -> None:
    past = on(person(), duty(kind, name="past", first="2026-01-05", last="2026-06-26"), "done")
    assert verdict(CODE, person(), duty(), also=[past]) == CLEAR


def test_forbids_softly_support_where_the_work_goes_on() -> None:
    assert verdict(CODE, person(), duty("support"), interests=[interest("councillor")]) == SOFT
