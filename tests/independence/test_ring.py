"""ring: where A's, B's and C's people inspect B, C and A within a year, the three together need a waiver."""

from __future__ import annotations

from fractions import Fraction

import pytest
from rule_cases import CLEAR, HARD, SOFT, Entry, Seat, duty, in_a_ring, on, other_kinds, person, post, problem

from peerinspect.domain import Facts, Roster, RosterPlacement
from peerinspect.files import facts_from_dict
from peerinspect.independence.audit import Report, audit
from peerinspect.independence.rulebook import Rulebook

CODE = "ring"


def leg(
    home: str,
    target: str,
    first: str = "2026-10-05",
    last: str = "2026-10-09",
    *,
    who: Entry | None = None,
    kind: str = "inspect",
    status: str | None = None,
    pinned: bool = False,
    **changes: object,
) -> Seat:
    someone = who or person(home.lower(), home)
    work = duty(kind, target, name=f"{kind}-{target}", first=first, last=last, **changes)
    return on(someone, work, status, pinned=pinned)


AB, BC, CA = leg("A", "B"), leg("B", "C", "2026-12-07", "2026-12-11"), leg("C", "A", "2027-03-01", "2027-03-05")


def test_forbids_softly_a_ring_of_three() -> None:
    assert in_a_ring(CODE, AB, BC, CA) == SOFT


@pytest.mark.parametrize(("first", "expected"), [("2027-10-08", SOFT), ("2027-10-09", CLEAR)])
def test_forbids_softly_before_and_lets_through_on_the_anniversary_of_the_earliest(
    first: str, expected: set[str]
) -> None:
    assert in_a_ring(CODE, AB, BC, leg("C", "A", first, "2027-10-15")) == expected


def test_forbids_softly_by_the_earliest_end_and_the_latest_start_whichever_leg_they_are() -> None:
    early, late = ("2025-10-06", "2025-10-10"), ("2026-10-09", "2026-10-16")
    for first, second in ((early, late), (late, early)):
        assert (
            in_a_ring(CODE, leg("A", "B", *first), leg("B", "C", *second), leg("C", "A", "2026-03-02", "2026-03-06"))
            == SOFT
        )
        later = ("2026-10-10", "2026-10-16")
        spread = [(day if day == early else later) for day in (first, second)]
        legs = [leg("A", "B", *spread[0]), leg("B", "C", *spread[1]), leg("C", "A", "2026-03-02", "2026-03-06")]
        assert in_a_ring(CODE, *legs) == CLEAR


def test_lets_through_where_two_legs_meet_and_the_third_is_a_year_away() -> None:
    assert in_a_ring(CODE, AB, leg("B", "C"), leg("C", "A", "2028-03-06", "2028-03-10")) == CLEAR
    assert in_a_ring(CODE, leg("A", "B", "2024-10-07", "2024-10-11"), BC, CA) == CLEAR


def test_forbids_softly_three_in_one_week() -> None:
    assert in_a_ring(CODE, AB, leg("B", "C"), leg("C", "A")) == SOFT
    assert in_a_ring(CODE, AB, leg("B", "C"), leg("C", "A"), setting={"months": 0}) == SOFT


@pytest.mark.parametrize(("first", "expected"), [("2026-10-09", SOFT), ("2026-10-10", CLEAR)])
def test_forbids_softly_what_shares_a_day_and_lets_through_the_next_where_no_months_are_asked_for(
    first: str, expected: set[str]
) -> None:
    legs = (AB, leg("B", "C"), leg("C", "A", first, "2026-10-16"))
    assert in_a_ring(CODE, *legs, setting={"months": 0}) == expected


@pytest.mark.parametrize(("notice", "expected"), [("2027-10-08", SOFT), ("2027-10-09", CLEAR), (None, CLEAR)])
def test_forbids_softly_by_the_notice_day_and_lets_through_by_the_first_day_without_one(
    notice: str | None, expected: set[str]
) -> None:
    assert in_a_ring(CODE, AB, BC, leg("C", "A", "2027-10-18", "2027-10-22", notice=notice)) == expected


@pytest.mark.parametrize(("first", "expected"), [("2029-02-27", SOFT), ("2029-02-28", CLEAR)])
def test_forbids_softly_before_and_lets_through_on_28_february_after_a_leap_day(first: str, expected: set[str]) -> None:
    legs = leg("A", "B", "2028-02-28", "2028-02-29"), leg("B", "C", "2028-06-05", "2028-06-09")
    assert in_a_ring(CODE, *legs, leg("C", "A", first, "2029-03-09")) == expected


@pytest.mark.parametrize("kind", other_kinds("inspect"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    assert in_a_ring(CODE, leg("A", "B", kind=kind), leg("B", "C", kind=kind), leg("C", "A", kind=kind)) == CLEAR
    assert in_a_ring(CODE, leg("A", "B", kind=kind), BC, CA) == CLEAR
    assert in_a_ring(CODE, AB, leg("B", "C", kind=kind), CA) == CLEAR
    assert in_a_ring(CODE, AB, BC, leg("C", "A", kind=kind)) == CLEAR


@pytest.mark.parametrize("subtype", ["judgement", "focused", "monitoring", "joint"])
def test_forbids_softly_every_subtype_of_inspection(subtype: str) -> None:
    assert in_a_ring(CODE, AB, BC, leg("C", "A", subtype=subtype)) == SOFT


def test_forbids_softly_the_ring_the_other_way_round() -> None:
    assert in_a_ring(CODE, leg("A", "C"), leg("C", "B"), leg("B", "A")) == SOFT


def test_lets_through_three_that_close_no_ring() -> None:
    assert in_a_ring(CODE, AB, BC, leg("C", "D")) == CLEAR
    assert in_a_ring(CODE, AB, BC, leg("A", "C", who=person("a2", "A"))) == CLEAR
    assert in_a_ring(CODE, AB, BC, leg("D", "A")) == CLEAR
    assert in_a_ring(CODE, AB, leg("B", "A"), leg("C", "D")) == CLEAR
    assert in_a_ring(CODE, AB, leg("B", "A"), CA) == CLEAR


def test_lets_through_two_placements_of_which_one_leads_two_ways() -> None:
    both = on(person("a", "A", "B"), duty("inspect", "B", "C", name="both"))
    assert in_a_ring(CODE, both, both, CA) == CLEAR


def test_lets_through_where_a_council_would_inspect_itself() -> None:
    at_home = leg("A", "A", who=person("a2", "A"))
    assert in_a_ring(CODE, AB, leg("B", "A"), at_home) == CLEAR
    assert in_a_ring(CODE, at_home, leg("A", "B"), leg("B", "B", who=person("b2", "B"), kind="inspect")) == CLEAR


def test_forbids_softly_through_one_of_several_homes_and_targets() -> None:
    a, b, c = person("a", "K", "A"), person("b", "B", "L"), person("c", "C", "M")
    to_b = on(a, duty("inspect", "N", "B", name="to-b"))
    to_c = on(b, duty("inspect", "C", "O", name="to-c"))
    assert in_a_ring(CODE, to_b, to_c, on(c, duty("inspect", "P", "A", name="to-a"))) == SOFT
    assert in_a_ring(CODE, to_b, to_c, on(c, duty("inspect", "P", "R", name="to-p"))) == CLEAR


def test_forbids_softly_by_the_homes_at_the_time_and_lets_through_by_later_ones() -> None:
    moved = person("a", posts=[post("A", until="2026-12-31"), post("D", "2027-01-01")])
    assert in_a_ring(CODE, leg("A", "B", who=moved), BC, CA) == SOFT
    came = person("a", posts=[post("D", until="2026-12-31"), post("A", "2027-01-01")])
    assert in_a_ring(CODE, leg("A", "B", who=came), BC, CA) == CLEAR


def test_forbids_softly_a_change_of_employer_in_mid_duty() -> None:
    moving = person("a", posts=[post("D", until="2026-10-06"), post("A", "2026-10-07")])
    assert in_a_ring(CODE, leg("A", "B", who=moving), BC, CA) == SOFT


def test_forbids_softly_where_one_person_walks_two_legs() -> None:
    crossed = person("a", posts=[post("A", until="2026-11-30"), post("B", "2026-12-01")])
    assert (
        in_a_ring(CODE, leg("A", "B", who=crossed), leg("B", "C", "2026-12-07", "2026-12-11", who=crossed), CA) == SOFT
    )


def test_lets_through_where_there_is_no_post_or_no_target() -> None:
    assert in_a_ring(CODE, AB, BC, leg("C", "A", who=person("c", posts=[]))) == CLEAR
    assert in_a_ring(CODE, AB, BC, on(person("c", "C"), duty(name="nowhere", authorities=[]))) == CLEAR


@pytest.mark.parametrize(("last", "expected"), [("2026-03-06", SOFT), ("2026-03-01", CLEAR)])
def test_forbids_softly_and_lets_through_beside_past_legs(last: str, expected: set[str]) -> None:
    past = leg("A", "B", "2026-02-23", last, status="done")
    fixed = leg("B", "C", "2026-08-31", "2026-09-04", status="live")
    assert in_a_ring(CODE, past, fixed, leg("C", "A", "2027-03-01", "2027-03-05")) == expected


@pytest.mark.parametrize(
    ("months", "first", "expected"),
    [(6, "2027-04-08", SOFT), (6, "2027-04-09", CLEAR), (60, "2031-10-08", SOFT), (60, "2031-10-09", CLEAR)],
)
def test_forbids_softly_and_lets_through_by_the_policys_months(months: int, first: str, expected: set[str]) -> None:
    assert in_a_ring(CODE, AB, BC, leg("C", "A", first, "2031-12-19"), setting={"months": months}) == expected


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("off", CLEAR), ("hard", HARD)])
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(strength: str, expected: set[str]) -> None:
    assert in_a_ring(CODE, AB, BC, CA, setting={"strength": strength}) == expected


# --- what the auditor makes of it -------------------------------------------------------------------------------------


def facts_of(seats: tuple[Seat, ...], setting: Entry | None, waivers: list[Entry]) -> Facts:
    policy = {"rules": {CODE: setting}} if setting else {}
    placements = [seat.placement for seat in seats if seat.in_file]
    people, duties = [seat.person for seat in seats], [seat.duty for seat in seats]
    return facts_from_dict(problem(people, duties, placements=placements, policy=policy, waivers=waivers))


def audited(*seats: Seat, setting: Entry | None = None, waivers: list[Entry] | None = None) -> Report:
    """What the auditor, who knows this rule alone, says of a roster of the seats that are not done."""
    facts = facts_of(seats, setting, waivers or [])
    pairs = sorted(seat.pair for seat in seats if seat.status != "done")
    placed = tuple(RosterPlacement(who, what) for who, what in pairs)
    roster = Roster("sha256:0a", "2", "test", "test", "0", 0, "feasible", (), placed, ())
    return audit(facts, roster, rulebook=Rulebook((Rulebook.under(facts.policy).rule(CODE),)))


def cost(report: Report) -> Fraction:
    return dict(report.values)["waivers"]


def waiver(leg_waived: Seat, other: Seat | None = None, *, until: str = "2027-12-31") -> Entry:
    named = {"rule": CODE, "person": leg_waived.pair[0], "duty": leg_waived.pair[1], "until": until}
    return named | ({"with": {"person": other.pair[0], "duty": other.pair[1]}} if other else {})


def test_forbids_softly_once_for_each_three() -> None:
    assert cost(audited(AB, BC, CA)) == 1
    second = leg("C", "A", "2027-03-01", "2027-03-05", who=person("c2", "C"))
    assert cost(audited(AB, BC, CA, second)) == 2
    assert cost(audited(AB, BC, CA, setting={"weight": 5})) == 5
    assert cost(audited(AB, BC)) == 0


def test_forbids_softly_once_where_three_close_two_rings() -> None:
    a = person("a", "A", "D")
    home = on(person("c", "C"), duty("inspect", "A", "D", name="home"))
    assert cost(audited(leg("A", "B", who=a), BC, home)) == 1


def test_forbids_softly_beside_history_and_lets_through_what_is_all_past() -> None:
    past = [
        leg("A", "B", "2026-03-02", "2026-03-06", status="done"),
        leg("B", "C", "2026-05-04", "2026-05-08", status="done"),
    ]
    assert cost(audited(*past, leg("C", "A"))) == 1
    assert cost(audited(*past, leg("C", "A", "2026-06-01", "2026-06-05", status="done"))) == 0
    assert cost(audited(*past, leg("C", "A", pinned=True))) == 1


@pytest.mark.parametrize("place", [0, 1, 2])
def test_lets_through_where_any_one_of_the_three_is_waived(place: int) -> None:
    legs = (AB, BC, CA)
    report = audited(*legs, waivers=[waiver(legs[place])])
    assert cost(report) == 0
    assert not report.soft


@pytest.mark.parametrize("place", [0, 1, 2])
def test_lets_through_where_any_two_of_the_three_are_waived_together(place: int) -> None:
    legs = (AB, BC, CA)
    assert cost(audited(*legs, waivers=[waiver(legs[place], legs[place - 1])])) == 0
    assert cost(audited(*legs, waivers=[waiver(legs[place - 1], legs[place])])) == 0


def test_forbids_softly_though_a_waiver_reaches_outside_the_three_or_ends_too_soon() -> None:
    outside = leg("D", "E")
    assert cost(audited(AB, BC, CA, outside, waivers=[waiver(AB, outside)])) == 1
    assert cost(audited(AB, BC, CA, waivers=[waiver(CA, until="2027-03-04")])) == 1
    assert cost(audited(AB, BC, CA, waivers=[waiver(CA, until="2027-03-05")])) == 0


def test_forbids_whatever_is_waived_where_the_policy_makes_it_hard() -> None:
    report = audited(AB, BC, CA, setting={"strength": "hard"}, waivers=[waiver(AB)])
    assert {one.rule for one in report.hard} == {CODE}
