"""The crossings, rings and terms of rulebook 2, worked out by hand from the rule table and the exact readings."""

from datetime import date, timedelta
from typing import Any

import pytest

from .brute import best
from .hand_problems import HARD, OFF, duty, hard, inspection, person, placed, post, problem, rules, soft
from .judge import verdict

P, I1 = ("p", "i"), inspection("i", "B")  # p of A would inspect B from 3 to 7 March 2025
CALM = rules(vetting_lapsed=OFF, no_consent=OFF, home_inspection_window=OFF, reciprocal_inspection=OFF)


def strengths(given: dict, rule: str, *roster: tuple[str, str]) -> str:
    return " and ".join(name for name, codes in (("hard", hard), ("soft", soft)) if rule in codes(given, *roster))


# --- colleagues-supported ---


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2023-02-01", "2023-03-03", ""),  # two years before
        ("2023-02-01", "2023-03-04", "hard"),
        ("2025-03-07", "2025-04-04", "hard"),  # overlapping
        ("2025-03-08", "2025-04-04", ""),  # begun after the inspection
    ],
)
def test_colleagues_supported(first: str, last: str, expected: str) -> None:
    for role, wanted in (("director", expected), ("senior", "soft" if expected else "")):
        people = [person("p", posts=[post("A", role=role)]), person("q", posts=[post("A", role="senior")])]
        given = problem(people, [I1, duty("s", "support", "B", first, last)], policy=CALM)
        if last < "2025-01-01":
            given["placements"] = [placed("q", "s")]
            assert strengths(given, "colleagues-supported", P) == wanted
        else:
            assert strengths(given, "colleagues-supported", P, ("q", "s")) == wanted


def test_colleagues_supported_by_whom_and_where() -> None:
    for home, kind, target, expected in (
        ("A", "support", "B", "hard"),
        ("A", "support", "BC", "hard"),
        ("A", "support", "C", ""),
        ("C", "support", "B", ""),
        ("A", "review", "B", ""),
    ):
        past = duty("past", kind, target, "2024-09-02", "2024-10-04")
        given = problem([person("p"), person("q", home)], [I1, past], placements=[placed("q", "past")], policy=CALM)
        assert strengths(given, "colleagues-supported", P) == expected
    own = problem([person("p")], [I1, past | {"kind": "support"}], placements=[placed("p", "past")], policy=CALM)
    assert strengths(own, "colleagues-supported", P) == "hard"  # one's own support counts too


def test_colleagues_supported_leaves_a_home_that_was_supported_itself() -> None:
    """Support of A and B by A's senior: at B it counts. Support of A alone, inspected together with B, does not."""
    for supported, expected in (("AB", "hard"), ("A", "")):
        past = duty("past", "support", supported, "2024-09-02", "2024-10-04")
        given = problem([person("p"), person("q")], [inspection("i", "AB"), past], placements=[placed("q", "past")])
        assert strengths(given | {"policy": CALM}, "colleagues-supported", P) == expected


def test_colleagues_supported_where_one_of_two_homes_is_directed() -> None:
    """Director at A, senior at C; colleagues of both supported B: A's objection is hard, C's is soft."""
    both = person("p", posts=[post("A"), post("C", role="senior")])
    past = [duty(name, "support", "B", "2024-09-02", "2024-10-04") for name in ("past", "older")]
    given = problem([both, person("q"), person("r", "C")], [I1, *past], policy=CALM)
    assert strengths(given | {"placements": [placed("q", "past")]}, "colleagues-supported", P) == "hard"
    assert strengths(given | {"placements": [placed("r", "older")]}, "colleagues-supported", P) == "soft"


# --- own-inspector, repeat-inspector, one-live-role ---


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2023-02-20", "2023-03-03", ""),  # 24 months before
        ("2023-02-20", "2023-03-04", "hard"),
        ("2027-03-06", "2027-03-10", "hard"),
        ("2027-03-07", "2027-03-10", ""),  # 24 months after
    ],
)
def test_own_inspector(first: str, last: str, expected: str) -> None:
    other = inspection("x", "A", first, last)  # somebody of B inspects A
    given = problem([person("p"), person("q", "B"), person("r", "C")], [I1, other], policy=CALM)
    if last < "2025-01-01":
        assert strengths(given | {"placements": [placed("q", "x")]}, "own-inspector", P) == expected
        assert strengths(given | {"placements": [placed("r", "x")]}, "own-inspector", P) == ""
    else:
        assert strengths(given, "own-inspector", P, ("q", "x")) == expected
        assert strengths(given, "own-inspector", P, ("r", "x")) == ""


@pytest.mark.parametrize(
    ("ended", "changes", "expected"),
    [
        ("2021-03-03", {}, ""),  # four years before
        ("2021-03-04", {}, "soft"),
        ("2024-03-04", {"subtype": "judgement"}, "soft"),
        ("2024-03-04", {"subtype": "focused"}, ""),
        ("2024-03-04", {"subtype": "monitoring"}, ""),
        ("2024-03-04", {"subtype": "joint"}, ""),
        ("2024-03-04", {"authorities": ["C"]}, ""),
        ("2024-03-04", {"authorities": ["B", "C"]}, "soft"),
        ("2024-03-04", {"kind": "review"}, ""),
    ],
)
def test_repeat_inspector(ended: str, changes: dict, expected: str) -> None:
    past = inspection("past", "B", "2021-03-01", ended) | changes
    given = problem([person("p"), person("q", "C")], [I1, past], policy=CALM)
    assert strengths(given | {"placements": [placed("p", "past")]}, "repeat-inspector", P) == expected
    assert strengths(given | {"placements": [placed("q", "past")]}, "repeat-inspector", P) == ""


def test_repeat_inspector_of_two_new_ones_and_of_this_ones_subtype() -> None:
    for subtype, expected in (("judgement", "soft"), ("focused", "")):
        weeks = [I1 | {"subtype": subtype}, inspection("j", "B", "2025-09-01", "2025-09-05")]
        assert strengths(problem([person("p")], weeks), "repeat-inspector", P, ("p", "j")) == expected


@pytest.mark.parametrize(
    ("kind", "target", "last", "expected"),
    [
        ("chair", "B", "2025-03-03", "hard"),  # the one's last day is the other's first
        ("chair", "B", "2025-03-02", ""),
        ("review", "BC", "2025-03-03", "hard"),
        ("interim", "B", "2025-03-03", "hard"),
        ("support", "B", "2025-03-03", "hard"),
        ("support", "C", "2025-03-03", ""),
        ("second", "B", "2025-03-03", ""),
        ("inspect", "B", "2025-03-03", ""),
    ],
)
def test_one_live_role(kind: str, target: str, last: str, expected: str) -> None:
    roles = [duty("i", "support", "B", "2025-03-03", "2025-03-28"), duty("r", kind, target, "2025-02-03", last)]
    given = problem([person("p"), person("q", "C")], roles, policy=CALM)
    assert strengths(given, "one-live-role", P, ("p", "r")) == expected
    assert strengths(given, "one-live-role", P, ("q", "r")) == ""


# --- ring ---


def ring_of(first: str = "2025-06-02", **changes: Any) -> dict:
    """p of A inspects B, q of B inspects C, r of C inspects A; the last of the three begins on `first`."""
    weeks = [
        dict(I1),
        inspection("j", "C", "2025-03-17", "2025-03-21"),
        inspection("k", "A", first, five_days_on(first)),
    ]
    once = [{"kind": "inspect", "days": 5}]
    people = [person("p", offers=once), person("q", "B", offers=once), person("r", "C", offers=once)]
    return problem(people, weeks, policy=CALM) | changes


def five_days_on(first: str) -> str:
    return str(date.fromisoformat(first) + timedelta(days=4))


ROUND = (P, ("q", "j"), ("r", "k"))


@pytest.mark.parametrize(("first", "expected"), [("2025-06-02", "soft"), ("2026-03-06", "soft"), ("2026-03-07", "")])
def test_ring_within_twelve_months(first: str, expected: str) -> None:
    assert strengths(ring_of(first), "ring", *ROUND) == expected  # the earliest of the three ends on 7 March 2025
    for left_out in ROUND:
        assert strengths(ring_of(first), "ring", *(one for one in ROUND if one != left_out)) == ""


def test_ring_counts_from_the_notice_day_and_overlaps_always() -> None:
    given = ring_of("2026-03-09")
    given["duties"][2]["notice"] = "2026-03-06"
    assert strengths(given, "ring", *ROUND) == "soft"
    for last, expected in (("2025-03-17", "soft"), ("2025-03-16", "")):  # with 0 months they must all overlap
        at_once = ring_of("2025-03-10", policy=CALM | {"rules": CALM["rules"] | {"ring": {"months": 0}}})
        at_once["duties"][0]["to"], at_once["duties"][2]["to"] = last, "2025-03-21"
        assert strengths(at_once, "ring", *ROUND) == expected


def test_ring_needs_three_councils_and_inspections() -> None:
    back = problem([person("p"), person("q", "B")], [I1, inspection("j", "A", "2025-06-02", "2025-06-06")], policy=CALM)
    assert strengths(back, "ring", P, ("q", "j")) == ""  # there and back is reciprocal
    for place in range(3):
        for kind in ("support", "chair", "review"):
            given = ring_of()
            given["duties"][place] |= {"kind": kind}
            assert strengths(given, "ring", *ROUND) == ""
    elsewhere = ring_of()
    elsewhere["duties"][2]["authorities"] = ["D"]
    assert strengths(elsewhere, "ring", *ROUND) == ""


def test_ring_of_a_joint_inspection_and_of_two_homes() -> None:
    joint = ring_of()
    joint["duties"][1]["authorities"] = ["C", "D"]
    joint["people"][2]["posts"] = [post("C"), post("D")]
    found = [item for item in verdict(joint, list(ROUND)).soft if item.rule == "ring"]
    assert [(set(item.parties), item.cost) for item in found] == [(set(ROUND), 1)]  # two rings of the same three: once


def test_ring_counts_with_the_past_but_not_the_past_alone() -> None:
    given = ring_of(as_of="2025-03-22", placements=[placed("p", "i"), placed("q", "j")])
    assert strengths(given, "ring", ("r", "k")) == "soft"
    over = ring_of(as_of="2026-04-04", placements=[placed(*one) for one in ROUND])
    assert strengths(over, "ring") == ""
    fixed = ring_of(placements=[placed(*one, "live") for one in ROUND])
    assert strengths(fixed, "ring", *ROUND) == "soft"


def test_hard_rings_forbid_or_stand() -> None:
    strict = CALM | {"rules": CALM["rules"] | {"ring": HARD}}
    assert strengths(ring_of(policy=strict), "ring", *ROUND) == "hard"
    assert len(best(ring_of(policy=strict))[1]) == 2  # one of the three seats stays empty
    assert best(ring_of(policy=strict))[0]["waivers"] == 0
    assert best(ring_of())[0]["waivers"] == 1  # soft: filled, and paid for, for the three can only go round
    fixed = ring_of(policy=strict, placements=[placed(*one, "live") for one in ROUND])
    found = verdict(fixed, list(ROUND))
    assert found.is_clean and {item.rule for item in found.standing} == {"ring"}


def test_ring_waived_by_any_one_of_the_three() -> None:
    for who, what in ROUND:
        waiver = {"rule": "ring", "person": who, "duty": what, "until": "2026-04-03"}
        assert strengths(ring_of(waivers=[waiver]), "ring", *ROUND) == ""
        for other in ROUND:
            partner = {"person": other[0], "duty": other[1]}
            expected = "soft" if other == (who, what) else ""
            assert strengths(ring_of(waivers=[waiver | {"with": partner}]), "ring", *ROUND) == expected
        stranger = waiver | {"with": {"person": who, "duty": ROUND[0][1] if what != "i" else "j"}}
        assert strengths(ring_of(waivers=[stranger]), "ring", *ROUND) == "soft"
        short = waiver | {"until": "2025-03-06"}
        assert strengths(ring_of(waivers=[short]), "ring", *ROUND) == "soft"


# --- chair-term ---


@pytest.mark.parametrize(
    ("last", "changes", "cost"),
    [
        ("2028-03-02", {}, 0),  # three years to the day
        ("2028-03-03", {}, 1),
        ("2029-03-03", {}, 2),
        ("2028-03-03", {"years": 4}, 0),
        ("2028-03-03", {"weight": 5}, 5),
        ("2032-03-03", {"years": 9}, 2),  # eight years, of six in all
    ],
)
def test_chair_term(last: str, changes: dict, cost: int) -> None:
    given = problem([person("p")], [duty("c", "chair", "B", "2025-03-03", last)])
    given["policy"] = {"rules": CALM["rules"] | {"chair-term": changes}}
    assert costs_of_terms(given, "c") == cost
    given["duties"][0]["kind"] = "second"
    assert costs_of_terms(given, "c") == 0


def costs_of_terms(given: dict, names: str) -> int:
    found = verdict(given, [("p", name) for name in names]).soft
    return sum(int(item.cost) for item in found if item.rule == "chair-term")


def test_chair_term_from_a_leap_day() -> None:
    for last, cost in (("2027-02-27", 0), ("2027-02-28", 1)):  # the third anniversary of 29 February is 28 February
        given = problem([person("p")], [duty("c", "chair", "B", "2024-02-29", last)], policy=CALM)
        assert costs_of_terms(given, "c") == cost


def test_chair_term_renewed() -> None:
    """Terms of 3 and 3 years are 6; a year more, however much later, is 7; at another council, or in another's, 3."""
    terms = [
        duty("a", "chair", "BC", "2015-03-02", "2018-03-01"),
        duty("b", "chair", "B", "2025-03-03", "2028-03-02"),
        duty("c", "chair", "B", "2040-01-02", "2040-12-28"),
        duty("d", "chair", "C", "2040-01-02", "2040-12-28"),
    ]
    given = problem([person("p"), person("q", "D")], terms, policy=CALM, placements=[placed("p", "a")])
    assert [costs_of_terms(given, names) for names in ("b", "bc", "bd", "d")] == [0, 1, 0, 0]
    others = given | {"placements": [placed("q", "a")]}
    assert costs_of_terms(others, "bc") == 0


def test_a_chair_term_counts_its_largest_excess_and_leaves_waived_terms_out() -> None:
    terms = [duty("a", "chair", "B", "2025-03-03", "2030-03-02"), duty("b", "chair", "B", "2031-03-03", "2036-03-02")]
    given = problem([person("p")], terms, policy=CALM)
    assert costs_of_terms(given, "ab") == 4  # 2 and 2 too long, 4 in all
    waiver = {"rule": "chair-term", "person": "p", "duty": "b", "until": "2036-03-02"}
    assert costs_of_terms(given | {"waivers": [waiver]}, "ab") == 2
    strict = {"rules": CALM["rules"] | {"chair-term": HARD}}
    assert "chair-term" in hard(given | {"policy": strict}, ("p", "a"))
