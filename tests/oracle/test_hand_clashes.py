"""Clashes and Limits, each forbidding and letting through, worked out by hand from the rule table and the readings."""

import pytest

from .hand_problems import HARD, OFF, SOFT, duty, hard, inspection, person, placed, post, problem, rules, soft
from .judge import verdict

P, I1 = ("p", "i"), inspection("i", "B")


# --- clashes ---


@pytest.mark.parametrize(
    ("kind", "clear", "barred"),
    [
        ("support", "2022-03-03", "2022-03-04"),  # 36 months before 3 March 2025
        ("review", "2022-03-03", "2022-03-04"),
        ("chair", "2020-03-03", "2020-03-04"),  # 60 months
    ],
)
def test_self_review_before_an_inspection(kind: str, clear: str, barred: str) -> None:
    for ended, expected in ((clear, set()), (barred, {"self-review"})):
        past = duty("past", kind, "BC", "2019-06-03", ended)  # a joint duty shares one target
        given = problem([person("p"), person("q")], [I1, past], placements=[placed("p", "past")])
        assert hard(given, P) == expected
        assert hard(given, ("q", "i")) == set()  # another person's support is not one's own


@pytest.mark.parametrize(
    ("kind", "clear", "barred"),
    [
        ("support", "2025-03-07", "2025-03-06"),  # 12 months after 7 March 2024
        ("review", "2025-03-07", "2025-03-06"),
        ("chair", "2026-03-07", "2026-03-06"),  # 24 months
        ("interim", "2026-03-07", "2026-03-06"),
    ],
)
def test_self_review_after_an_inspection(kind: str, clear: str, barred: str) -> None:
    for first, expected in ((clear, set()), (barred, {"self-review"})):
        inspected = inspection("past", "B", "2024-03-04", "2024-03-07")
        given = problem([person("p")], [duty("i", kind, "B", first, "2026-04-02"), inspected])
        given["placements"] = [placed("p", "past")]
        given["policy"] = rules(days_a_year=OFF, no_consent=OFF)
        assert hard(given, P) == expected


def test_self_review_of_two_new_placements() -> None:
    help_there = duty("s", "support", "B", "2025-09-01", "2025-09-05")
    given = problem([person("p")], [I1, help_there])
    assert hard(given, P, ("p", "s")) == {"self-review"}
    elsewhere = problem([person("p")], [I1, duty("s", "support", "C", "2025-09-01", "2025-09-05")])
    assert hard(elsewhere, P, ("p", "s")) == set()


@pytest.mark.parametrize(("ended", "expected"), [("2022-03-03", set()), ("2022-03-04", {"reciprocal-inspection"})])
def test_reciprocal_inspection_in_the_past(ended: str, expected: set[str]) -> None:
    past = inspection("past", "A", "2022-02-21", ended)  # somebody of B inspected A
    given = problem([person("p"), person("q", "B")], [I1, past], placements=[placed("q", "past")])
    assert hard(given, P) == expected


def test_reciprocal_inspection_of_two_new_placements() -> None:
    duties = [I1, inspection("j", "A", "2026-03-02", "2026-03-06")]
    duties.append(inspection("k", "C", "2025-06-02", "2025-06-06"))
    given = problem([person("p"), person("q", "B")], duties)
    assert hard(given, P, ("q", "j")) == {"reciprocal-inspection", "own-inspector"}
    assert hard(given, P, ("q", "k")) == set()


@pytest.mark.parametrize("kind", ["chair", "support", "review"])
def test_crossed_duties(kind: str) -> None:
    # p of A inspects B from 3 to 7 March 2025; q of B is at A: overlapping; then up to 24 months before or after.
    for first, last, is_hard, is_soft in (
        ("2025-03-07", "2025-03-14", True, False),
        ("2025-03-10", "2025-03-14", False, True),
        ("2027-03-05", "2027-03-12", False, True),
        ("2027-03-08", "2027-03-12", False, False),
    ):
        given = problem([person("p"), person("q", "B")], [I1, duty("x", kind, "A", first, last)])
        given["policy"] = rules(vetting_lapsed=OFF)
        found = hard(given, P, ("q", "x")), soft(given, P, ("q", "x"))
        assert found == ({"crossed-duties"} if is_hard else set(), {"crossed-duties"} if is_soft else set())
    before = problem([person("p"), person("q", "B")], [I1, duty("past", kind, "A", "2023-02-01", "2023-03-04")])
    before["placements"] = [placed("q", "past")]
    assert soft(before, P) == {"crossed-duties"}


def test_chair_swap_needs_overlapping_terms() -> None:
    for last, expected in (("2025-09-01", {"chair-swap"}), ("2025-08-31", set())):
        one = duty("c", "chair", "B", "2025-03-03", last)
        other = duty("d", "chair", "A", "2025-09-01", "2026-02-27")
        given = problem([person("p"), person("q", "B")], [one, other])
        assert (hard(given, ("p", "c"), ("q", "d")), soft(given, ("p", "c"), ("q", "d"))) == (set(), expected)


def test_same_team() -> None:
    team = [inspection("i", "B", seats=2)]
    everyone = [person("p"), person("q"), person("r", "C")]
    calm = rules(away_at_once=OFF)
    given = problem(everyone, team, policy=calm)
    assert hard(given, P, ("q", "i")) == {"same-team"}
    assert hard(given, P, ("r", "i")) == set()
    for kind, expected in (("director", {"same-team"}), ("trust", {"same-team"}), ("directorate", set())):
        shared = {"kind": kind, "authorities": ["A", "C"], "from": "2025-03-07"}
        assert hard(problem(everyone, team, policy=calm, arrangements=[shared]), P, ("r", "i")) == expected


@pytest.mark.parametrize(
    ("first", "is_hard", "is_soft"),
    [
        ("2025-03-07", True, True),  # the last on-site day of the other, and no working day between
        ("2025-03-10", False, True),  # no working day between
        ("2025-03-21", False, True),  # 10 to 14 and 17 to 20 March: nine
        ("2025-03-24", False, False),  # ten
    ],
)
def test_double_booked_inspections(first: str, is_hard: bool, is_soft: bool) -> None:
    given = problem([person("p")], [I1, inspection("j", "C", first, "2025-03-28")])
    given["policy"] = rules(days_a_year=OFF)
    found = hard(given, P, ("p", "j")), soft(given, P, ("p", "j"))
    assert found == ({"double-booked"} if is_hard else set(), {"double-booked"} if is_soft else set())


def test_double_booked_in_a_full_time_term() -> None:
    for kind, last, expected in (
        ("second", "2025-03-03", {"double-booked"}),  # the term's last day is the inspection's first
        ("interim", "2025-03-03", {"double-booked"}),
        ("second", "2025-03-02", set()),
        ("support", "2025-03-03", set()),  # not full-time, no on-site days given
    ):
        given = problem([person("p")], [I1, duty("t", kind, "C", "2025-02-03", last)])
        assert hard(given, P, ("p", "t")) == expected
    term = duty("t", "second", "C", "2025-02-03", "2025-03-28")
    both = problem([person("p")], [term, duty("c", "chair", "D", "2025-02-03", "2025-03-28")])
    assert hard(both, ("p", "t"), ("p", "c")) == set()  # a chair may


# --- limits ---


def test_inspections_a_year() -> None:
    # 3 inspections of one person, 12 rolling months from the first day of each.
    for third, expected in (("2026-03-02", {"inspections-a-year"}), ("2026-03-03", set())):
        duties = [I1, inspection("j", "C", "2025-06-02", "2025-06-06"), inspection("k", "D", third, "2026-03-06")]
        given = problem([person("p")], duties)
        assert hard(given, P, ("p", "j")) == set()
        assert hard(given, P, ("p", "j"), ("p", "k")) == expected
        past = problem([person("p")], [*duties, inspection("past", "D", "2024-03-04", "2024-03-08")])
        past["placements"] = [placed("p", "past")]
        assert hard(past, P, ("p", "j")) == set()  # from 4 March 2024: the past one and i
        past["duties"][3] |= {"from": "2024-06-10", "to": "2024-06-14"}
        assert hard(past, P, ("p", "j")) == {"inspections-a-year"}  # from 10 June 2024: the past one, i and j


def test_days_a_year_of_day_work() -> None:
    # i is 5 days; s is 10 by default, then 15: 20 is allowed.
    for days, expected in ((15, set()), (16, {"days-a-year"})):
        help_there = duty("s", "support", "C", "2025-09-01", "2025-12-01", days=days)
        assert hard(problem([person("p")], [I1, help_there]), P, ("p", "s")) == expected


def test_days_a_year_with_chairs() -> None:
    # A chair is 24 days in every year that its term meets. 24 + 5 + 11 = 40; with 12 it is 41.
    term = duty("c", "chair", "D", "2023-01-02", "2025-06-30")
    for days, expected in ((11, set()), (12, {"days-a-year"})):
        help_there = duty("s", "support", "C", "2025-09-01", "2025-12-01", days=days)
        given = problem([person("p")], [I1, help_there, term], placements=[placed("p", "c", "live")])
        assert hard(given, P, ("p", "s"), ("p", "c")) == expected


def test_days_a_year_of_one_kind_offered() -> None:
    few = person("p", offers=[{"kind": "inspect", "days": 9}, {"kind": "support", "days": 60}])
    given = problem([few], [I1, inspection("j", "C", "2025-06-02", "2025-06-06")])
    assert hard(given, P) == set()
    assert hard(given, P, ("p", "j")) == {"days-a-year"}  # 10 days of 9


def test_boards_held() -> None:
    terms = [duty("c", "chair", "B", "2025-03-03", "2025-12-31"), duty("d", "chair", "C", "2025-12-31", "2026-06-30")]
    terms.append(duty("e", "chair", "D", "2026-01-01", "2026-06-30"))
    director, senior = person("p"), person("p", posts=[post("A", role="senior")])
    calm = rules(days_a_year=OFF)
    for who, roster, cost in (
        (director, "c", 0),
        (director, "cd", 1),  # two on 31 December 2025
        (director, "ce", 0),  # one ends before the other begins
        (senior, "cd", 0),
        (senior, "cde", 0),  # never more than two on one day
    ):
        found = verdict(problem([who], terms, policy=calm), [("p", name) for name in roster])
        assert sum(objection.cost for objection in found.soft) == cost


def test_away_at_once() -> None:
    other = inspection("j", "C", "2025-03-07", "2025-03-13")  # begins on i's last day
    given = problem([person("p"), person("q"), person("r", "D")], [I1, other])
    assert hard(given, P, ("q", "j")) == {"away-at-once"}
    assert hard(given, P, ("r", "j")) == set()
    shared = {"kind": "trust", "authorities": ["A", "D"], "from": "2020-01-01", "to": "2025-03-07"}
    assert hard(given | {"arrangements": [shared]}, P, ("r", "j")) == {"away-at-once"}
    assert hard(given | {"arrangements": [shared | {"to": "2025-03-06"}]}, P, ("r", "j")) == set()


def test_away_at_once_leaves_out_full_time_terms_and_ones_own_home() -> None:
    term = duty("t", "second", "C", "2025-03-03", "2025-04-04", on_site=[{"from": "2025-03-03", "to": "2025-04-04"}])
    assert hard(problem([person("p"), person("q")], [I1, term]), P, ("q", "t")) == set()
    at_home = inspection("j", "A")
    given = problem([person("p"), person("q")], [I1, at_home])
    given["policy"] = rules(own_authority=OFF, worked_there=OFF, home_inspection_window=OFF)
    assert hard(given, P, ("q", "j")) == set()


def test_one_observer() -> None:
    people = [person("p", level="observer"), person("q", "C", level="observer"), person("r", "D")]
    given = problem(people, [inspection("i", "B", seats=2)])
    assert hard(given, P, ("q", "i")) == {"one-observer"}
    assert hard(given, P, ("r", "i")) == set()
    past = problem(people, [inspection("i", "B", seats=2)], placements=[placed("q", "i")])
    assert hard(past, P) == {"one-observer"}  # an observer who left was of the team all the same
    review = problem(people, [duty("i", "review", "B", "2025-03-03", "2025-03-07", 2)])
    assert hard(review, P, ("q", "i")) == set()


# --- fixed, past, standing, waived ---


def test_fixed_placements_stay_and_their_own_objections_stand() -> None:
    near = person("p", declared_on=None)
    given = problem([near, person("q", "C")], [I1], placements=[placed("p", "i", "accepted", pinned=True)])
    found = verdict(given, [P])
    assert found.is_clean and {objection.rule for objection in found.standing} == {"undeclared"}
    assert not verdict(given, []).is_clean  # the fixed one is missing
    assert not verdict(given, [P, ("q", "i")]).is_clean  # one seat
    clash = problem([person("p"), person("q", "B")], [I1, inspection("j", "A", "2025-09-01", "2025-09-05")])
    clash["placements"] = [placed("p", "i", "live")]
    assert hard(clash, P, ("q", "j")) == {"reciprocal-inspection", "own-inspector"}  # one of the two is new


def test_history_is_not_placed_again_and_closed_duties_are_not_filled() -> None:
    closed = inspection("past", "C", "2024-12-30", "2024-12-31")
    given = problem([person("p")], [I1, closed], placements=[placed("p", "i")])
    assert verdict(given, [P]).unlawful == ["('p', 'i') is past"]
    assert verdict(given, [("p", "past")]).unlawful == ["('p', 'past') is on a closed duty"]
    today = problem([person("p")], [closed | {"to": "2025-01-01"}])
    assert verdict(today, [("p", "past")]).unlawful == []  # its last day is as_of: still open


def test_waivers_cover_soft_objections_that_they_reach() -> None:
    given = problem([person("p", posts=[post("A", basis="acting")])], [I1])
    waiver = {"rule": "post-basis", "person": "p", "duty": "i", "until": "2025-03-07"}
    for entry, expected in (
        (waiver, set()),
        (waiver | {"until": "2025-03-06"}, {"post-basis"}),  # a day short of the duty's last
        (waiver | {"rule": "same-region"}, {"post-basis"}),
        (waiver | {"with": {"person": "q", "duty": "i"}}, {"post-basis"}),  # for a pair only
    ):
        assert soft(given | {"waivers": [entry]}, P) == expected
    harder = given | {"waivers": [waiver], "policy": rules(post_basis=HARD)}
    assert hard(harder, P) == {"post-basis"}  # a hard objection is never covered


def test_waivers_for_a_pair() -> None:
    swap = [duty("c", "chair", "B", "2025-03-03", "2025-12-31"), duty("d", "chair", "A", "2025-03-03", "2025-12-31")]
    given = problem([person("p"), person("q", "B")], swap)
    roster = ("p", "c"), ("q", "d")
    waiver = {"rule": "chair-swap", "person": "q", "duty": "d", "until": "2025-12-31"}
    partner = {"person": "p", "duty": "c"}
    assert soft(given | {"waivers": [waiver]}, *roster) == set()  # either side's is enough
    assert soft(given | {"waivers": [waiver | {"with": partner}]}, *roster) == set()
    assert soft(given | {"waivers": [waiver | {"with": partner | {"duty": "d"}}]}, *roster) == {"chair-swap"}


def test_a_soft_limit_counts_the_largest_excess_and_leaves_waived_placements_out() -> None:
    # Three inspections of 5 days in one year where 2 and 12 days are allowed: 1 and 3 days too many.
    weeks = [I1, inspection("j", "C", "2025-06-02", "2025-06-06"), inspection("k", "D", "2025-09-01", "2025-09-05")]
    soft_limits = rules(inspections_a_year=SOFT | {"weight": 7}, days_a_year=SOFT | {"most": 12, "weight": 2})
    given = problem([person("p")], weeks, policy=soft_limits)
    roster = [P, ("p", "j"), ("p", "k")]
    assert sorted(objection.cost for objection in verdict(given, roster).soft) == [6, 7]
    waiver = {"rule": "days-a-year", "person": "p", "duty": "k", "until": "2025-09-05"}
    assert [objection.cost for objection in verdict(given | {"waivers": [waiver]}, roster).soft] == [7]
