"""chair-term: one term of a chair is three years, all terms at one council six; more needs a waiver."""

from __future__ import annotations

import pytest
from rule_cases import Entry, Seat, duty, excess, excesses, limit_strength, on, other_kinds, person, post

CODE = "chair-term"


def term(first: str, last: str, *targets: str, who: Entry | None = None, status: str | None = None) -> Seat:
    someone = who or person()
    name = f"{someone['id']}-{'-'.join(targets or ('T',))}-{first}"
    return on(someone, duty("chair", *targets, name=name, first=first, last=last), status)


@pytest.mark.parametrize(
    ("last", "over"),
    [
        ("2026-10-05", 0),
        ("2027-10-05", 0),
        ("2029-10-04", 0),
        ("2029-10-05", 1),
        ("2030-10-04", 1),
        ("2030-10-05", 2),
        ("2031-10-04", 2),
        ("2031-10-05", 3),
    ],
)
def test_forbids_softly_above_and_lets_through_up_to_three_years_of_one_term(last: str, over: int) -> None:
    assert excess(CODE, term("2026-10-05", last)) == over
    assert limit_strength(CODE) == "soft"


@pytest.mark.parametrize(("last", "over"), [("2031-02-27", 0), ("2031-02-28", 1)])
def test_forbids_softly_from_28_february_and_lets_through_before_where_a_term_began_on_a_leap_day(
    last: str, over: int
) -> None:
    assert excess(CODE, term("2028-02-29", last)) == over


@pytest.mark.parametrize(("last", "over"), [("2028-02-28", 0), ("2028-02-29", 0), ("2028-03-01", 1)])
def test_forbids_softly_from_the_anniversary_and_lets_through_on_a_leap_day_before_it(last: str, over: int) -> None:
    assert excess(CODE, term("2025-03-01", last)) == over


@pytest.mark.parametrize(("last", "over"), [("2032-10-04", 0), ("2032-10-05", 1)])
def test_forbids_softly_above_and_lets_through_up_to_six_years_in_all(last: str, over: int) -> None:
    assert excess(CODE, term("2026-10-05", "2029-10-04"), term("2029-10-05", last)) == over


def test_forbids_softly_a_third_term_however_short() -> None:
    two = [term("2020-10-05", "2023-10-04"), term("2023-10-05", "2026-10-04")]
    assert excess(CODE, *two, term("2026-10-05", "2026-10-05")) == 1
    assert excess(CODE, *two, term("2026-10-05", "2029-10-04")) == 3


@pytest.mark.parametrize(("last", "over"), [("2038-10-04", 0), ("2038-10-05", 1)])
def test_forbids_softly_and_lets_through_by_all_terms_whatever_lies_between_them(last: str, over: int) -> None:
    terms = [term("2010-10-05", "2012-10-04"), term("2020-10-05", "2022-10-04"), term("2036-10-05", last)]
    assert excess(CODE, *terms) == over


def test_forbids_softly_by_the_years_that_each_term_has_begun() -> None:
    short = [term(f"{year}-10-05", f"{year}-11-06") for year in range(2020, 2027)]
    assert excess(CODE, *short[:6]) == 0
    assert excess(CODE, *short) == 1


def test_forbids_softly_by_the_largest_excess_of_the_person() -> None:
    terms = [term("2026-10-05", "2030-10-04"), term("2030-10-05", "2033-10-04"), term("2026-10-05", "2031-10-04", "U")]
    assert excesses(CODE, *terms) == [2]


def test_lets_through_terms_of_one_person_at_different_councils() -> None:
    terms = [term(f"{first}-10-05", f"{first + 3}-10-04", target) for target in "TU" for first in (2026, 2029)]
    assert excess(CODE, *terms) == 0


def test_forbids_softly_each_person_apart_and_lets_through_one_after_another() -> None:
    other = person("q", "K")
    terms = [term("2026-10-05", "2029-10-04"), term("2029-10-05", "2032-10-04")]
    assert excess(CODE, *terms, term("2032-10-05", "2035-10-04", who=other)) == 0
    both = [term("2026-10-05", "2030-10-04", who=who) for who in (person(), other)]
    assert excesses(CODE, *both) == [1, 1]


def test_forbids_softly_by_the_shared_council_of_joint_boards() -> None:
    joint = term("2026-10-05", "2029-10-04", "T", "U")
    assert excess(CODE, joint) == 0
    assert excess(CODE, joint, term("2029-10-05", "2032-10-04", "U", "V")) == 0
    assert excess(CODE, joint, term("2029-10-05", "2032-10-04", "U", "V"), term("2032-10-05", "2033-10-04", "U")) == 1
    assert excess(CODE, joint, term("2029-10-05", "2032-10-04", "V"), term("2032-10-05", "2033-10-04", "U")) == 0


@pytest.mark.parametrize("kind", other_kinds("chair"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    long = on(person(), duty(kind, name="long", first="2026-10-05", last="2036-10-04"))
    assert excess(CODE, long) == 0
    assert excess(CODE, long, term("2036-10-05", "2039-10-04"), term("2020-10-05", "2023-10-04")) == 0


def test_forbids_softly_after_a_change_of_employer_and_without_a_post() -> None:
    for posts in ([post("H", until="2027-12-31"), post("K", "2028-01-01")], []):
        who = person(posts=posts)
        assert excess(CODE, term("2026-10-05", "2030-10-04", who=who)) == 1
        terms = [term(f"{year}-10-05", f"{year + 3}-10-04", who=who) for year in (2020, 2023)]
        assert excess(CODE, *terms, term("2026-10-05", "2027-10-04", who=who)) == 1


@pytest.mark.parametrize("status", ["done", "live"])
@pytest.mark.parametrize(("last", "over"), [("2029-10-04", 0), ("2029-10-05", 1)])
def test_forbids_softly_and_lets_through_with_past_terms_counted(last: str, over: int, status: str) -> None:
    past = term("2020-10-05", "2023-10-04", status="done")
    current = term("2023-10-05", "2026-10-04", status=status)
    assert excess(CODE, past, term("2026-10-05", last)) == over
    assert excess(CODE, past, current, term("2026-10-05", last)) == (3 if last == "2029-10-04" else 4)


def test_lets_through_a_term_without_target_of_three_years() -> None:
    nowhere = on(person(), duty("chair", name="nowhere", authorities=[], first="2026-10-05", last="2029-10-04"))
    assert excess(CODE, nowhere, term("2020-10-05", "2023-10-04"), term("2023-10-05", "2026-10-04")) == 0


@pytest.mark.parametrize(
    ("setting", "over"),
    [
        ({"years": 4}, 0),
        ({"years": 2}, 2),
        ({"years": 10, "most_years": 4}, 0),
        ({"years": 10, "most_years": 3}, 1),
        ({"most_years": 10}, 1),
    ],
)
def test_forbids_softly_and_lets_through_by_the_policys_years(setting: dict[str, int], over: int) -> None:
    assert excess(CODE, term("2026-10-05", "2030-10-04"), setting=setting) == over


def test_lets_through_when_off_and_forbids_when_hard() -> None:
    long = term("2026-10-05", "2030-10-04")
    assert excess(CODE, long, setting={"strength": "off"}) == 0
    assert excess(CODE, long, setting={"strength": "hard"}) == 1
    assert limit_strength(CODE, {"strength": "hard"}) == "hard"
