"""The goals' values and the best rosters of small problems, worked out by hand."""

from fractions import Fraction

from .brute import best
from .goals import goal_values
from .hand_problems import OFF, SOFT, authority, duty, inspection, person, placed, post, problem, rules, tie

P, I1 = ("p", "i"), inspection("i", "B")
OTHER = inspection("j", "C", "2025-06-02", "2025-06-06")


# --- fill ---


def test_fill_counts_seats_missing_skills_and_a_missing_lead() -> None:
    pair = inspection("i", "B", seats=2, skills=["fostering", "early-help"])
    given = problem([person("p", skills=["fostering"], level="assistant"), person("q", "C")], [pair])
    # Empty: 2 seats + 2 skills / 2 + no lead / 2.
    assert goal_values(given, [])["fill"] == Fraction(7, 2)
    # p: 1 seat + early-help / 2 + no lead / 2. With q, who leads: early-help / 2.
    assert goal_values(given, [P])["fill"] == 2
    assert goal_values(given, [P, ("q", "i")])["fill"] == Fraction(1, 2)
    without = given | {"policy": rules(team_skills=OFF, experienced_lead=OFF)}
    assert goal_values(without, [P])["fill"] == 1


def test_fill_of_priorities_and_of_what_is_not_open() -> None:
    closed = inspection("past", "C", "2024-12-02", "2024-12-06")
    duties = [I1, inspection("j", "C", priority=5), duty("c", "chair", "D", "2025-02-03", "2025-12-31"), closed]
    given = problem([], duties, policy={"priorities": {"inspect": 3}})
    # i: 3 x (1 + lead / 2); j: 5 x (1 + lead / 2); c: 1 x 1; the closed one nothing.
    assert goal_values(given, [])["fill"] == Fraction(9, 2) + Fraction(15, 2) + 1


def test_fill_of_a_fixed_placement_beyond_the_seats() -> None:
    given = problem([person("p")], [inspection("i", "B", seats=0)], placements=[placed("p", "i", "live")])
    assert goal_values(given, [P])["fill"] == 0  # never less than nothing
    assert best(given)[1] == [P]


def test_a_past_placement_takes_no_seat() -> None:
    given = problem([person("p"), person("q", "C")], [I1], placements=[placed("p", "i")])
    assert goal_values(given, [])["fill"] == Fraction(3, 2)
    assert best(given)[1] == [("q", "i")]


# --- waivers ---


def test_waivers_counts_once_a_rule_and_placement_or_pair() -> None:
    known = [tie("p", "acquaintance", "B"), tie("p", "acquaintance", "B", since="2020-01-01")]
    given = problem([person("p", posts=[post("A", basis="acting")])], [I1, OTHER], interests=known)
    # i: post-basis 1, personal-tie once. With weights 3 and 5: 8. j adds post-basis: 11.
    given["policy"] = rules(post_basis={"weight": 3}, personal_tie={"weight": 5})
    assert goal_values(given, [P])["waivers"] == 8
    assert goal_values(given, [P, ("p", "j")])["waivers"] == 11


def test_waivers_counts_pairs_with_the_past_and_fixed_placements_but_not_the_past_alone() -> None:
    swap = [duty("c", "chair", "B", "2024-03-04", "2024-12-31"), duty("d", "chair", "A", "2024-03-04", "2025-12-31")]
    people = [person("p"), person("q", "B")]
    past = problem(people, swap, placements=[placed("p", "c"), placed("q", "d")])
    assert goal_values(past, [])["waivers"] == 0
    live = problem(people, swap, placements=[placed("p", "c"), placed("q", "d", "live")])
    assert goal_values(live, [("q", "d")])["waivers"] == 1


# --- keep ---


def test_keep_weighs_what_is_dropped_by_its_status() -> None:
    listed = [placed("p", "i", "proposed"), placed("q", "i", "offered"), placed("r", "i", "accepted")]
    listed += [placed("s", "i", "live"), placed("p", "j"), placed("q", "past", "accepted")]
    people = [person(name) for name in "pqrs"]
    duties = [inspection("i", "B", seats=2), OTHER, inspection("past", "C", "2024-12-02", "2024-12-06")]
    given = problem(people, duties, placements=listed)
    # Without p, q, r: 1 + 3 + 10. The live one is fixed, the done and the closed ones count nothing.
    assert goal_values(given, [("s", "i")])["keep"] == 14
    assert goal_values(given, [("s", "i"), ("r", "i")])["keep"] == 4


def test_keep_takes_the_further_status_of_the_file_and_the_roster() -> None:
    given = problem([person("p"), person("q")], [I1, OTHER], placements=[placed("p", "i", "offered")])
    roster = {"placements": [placed("p", "i", "proposed"), placed("q", "i", "live"), placed("x", "i", "accepted")]}
    # p is offered in the file (3); q live only in the roster (10); x is unknown.
    assert goal_values(given, [], roster)["keep"] == 13
    further = {"placements": [placed("p", "i", "accepted")]}
    assert goal_values(given, [], further)["keep"] == 10
    assert goal_values(given, [P], further)["keep"] == 0


# --- peak and spread ---


def test_peak_and_spread() -> None:
    few = [{"kind": "inspect", "days": 12}, {"kind": "support", "days": 3}]
    people = [person("p", offers=few), person("q", offers=[{"kind": "inspect", "days": 40}]), person("r", offers=[])]
    given = problem(people, [I1, OTHER, inspection("k", "D", on_site=[{"from": "2025-03-03", "to": "2025-03-04"}])])
    # p: 5 of 15 days, 33.3%: 34; 100 x 25 / 15 = 166.7: 167.
    assert (goal_values(given, [P])["peak"], goal_values(given, [P])["spread"]) == (34, 167)
    # p: 10 of 15: 67 and 100 x 100 / 15 = 666.7: 667. q: 2 on-site days of 40: 5 and 10.
    both = goal_values(given, [P, ("p", "j"), ("q", "k")])
    assert (both["peak"], both["spread"]) == (67, 677)
    # r offered nothing: 5 days of at least 1.
    assert (goal_values(given, [("r", "i")])["peak"], goal_values(given, [("r", "i")])["spread"]) == (500, 2500)


def test_days_of_work_by_default() -> None:
    # chair 24; support 10; support on site Thursday to Monday 3; review 10; second: the working days of its period,
    # 3 to 14 March 2025, 10; a weekend's inspection 0. Offered: 100 days, so that peak is the days themselves.
    one = {"offers": [{"kind": "chair", "days": 100}]}
    site = [{"from": "2025-03-06", "to": "2025-03-10"}]
    for what, days in (
        (duty("i", "chair", "B", "2025-03-03", "2027-03-02"), 24),
        (duty("i", "support", "B", "2025-03-03", "2025-09-05"), 10),
        (duty("i", "support", "B", "2025-03-03", "2025-09-05", on_site=site), 3),
        (duty("i", "review", "B", "2025-03-03", "2025-09-05"), 10),
        (duty("i", "second", "B", "2025-03-03", "2025-03-14"), 10),
        (duty("i", "inspect", "B", "2025-03-08", "2025-03-09"), 0),
        (duty("i", "chair", "B", "2025-03-03", "2027-03-02", days=7), 7),
    ):
        assert goal_values(problem([person("p", **one)], [what]), [P])["peak"] == days


def test_fixed_placements_are_load_and_past_ones_are_not() -> None:
    one = person("p", offers=[{"kind": "inspect", "days": 20}])
    past = inspection("past", "D", "2024-12-02", "2024-12-06")
    given = problem([one], [I1, past], placements=[placed("p", "i", "live"), placed("p", "past", "live")])
    assert goal_values(given, [P])["peak"] == 25


# --- fit ---


def test_fit_of_affinity_skills_and_travel() -> None:
    # One degree of latitude is 6371 x pi / 180 = 111.195 km; x 1.3 = 144.55: 145 minutes. Skills: one of two.
    country = [authority("A", latitude=51.0, longitude=0.0), authority("B", latitude=52.0, longitude=0.0)]
    what = inspection("i", "B", skills=["fostering", "early-help"])
    given = problem([person("p", skills=["fostering", "courts"])], [what], authorities=country)
    assert goal_values(given, [P])["fit"] == 30 - 145
    for number, rounded in ((0.25, 250), (0.0005, 0), (0.0015, 2), (-0.1, -100)):  # halves to the even neighbour
        assert goal_values(given | {"fit": [["p", "i", number]]}, [P])["fit"] == rounded + 30 - 145
    weights = {"weights": {"affinity": 10, "skill": 7, "travel": 2}}
    assert goal_values(given | {"fit": [["p", "i", 1]], "policy": weights}, [P])["fit"] == 10 + 7 - 290


def test_fit_takes_the_least_minutes_and_none_without_coordinates() -> None:
    country = [
        authority("A", latitude=51.0, longitude=0.0),
        authority("B", latitude=52.0, longitude=0.0),
        authority("C", latitude=51.1, longitude=0.0),  # 11.12 km x 1.3 = 14.46: 15 minutes
        authority("D", latitude=51.0, longitude=None),
    ]
    for targets, minutes in (("BC", 15), ("D", 0), ("BD", 145), ("", 0)):
        given = problem([person("p")], [inspection("i", targets)], authorities=country)
        assert goal_values(given, [P])["fit"] == -minutes


def test_fit_of_neighbours_and_borders() -> None:
    near = {"neighbours": [["B", "A", 3], ["A", "B", 1], ["C", "A", 11]], "borders": [["A", "B"]]}
    for kind, target, value in (
        ("support", "B", 80),  # A is the third among B's neighbours: 10 x (11 - 3)
        ("support", "C", 0),  # beyond ten
        ("chair", "B", 60),
        ("chair", "C", 0),
        ("review", "B", 0),
    ):
        given = problem([person("p")], [duty("i", kind, target, "2025-03-03", "2025-03-07")], **near)
        assert goal_values(given, [P])["fit"] == value


# --- canon ---


def test_canon_is_the_first_24_bits_of_each_placement() -> None:
    # printf 'p\x1fi' | sha256sum begins CD6113, and q's 8F479A.
    given = problem([person("p"), person("q", "C")], [inspection("i", "B", seats=2)])
    assert goal_values(given, [P, ("q", "i")])["canon"] == 0xCD6113 + 0x8F479A


# --- the best roster ---


def test_best_prefers_filling_to_waiving_and_waiving_to_dropping() -> None:
    acting = person("p", posts=[post("A", basis="acting")])
    alone = problem([acting], [I1])
    assert best(alone)[1] == [P]  # a soft objection rather than an empty seat
    two = problem([acting, person("q", "C")], [I1], placements=[placed("p", "i", "accepted")])
    values, roster = best(two)
    assert roster == [("q", "i")]  # an accepted placement is dropped rather than a waiver needed
    assert (values["fill"], values["waivers"], values["keep"]) == (0, 0, 10)
    waiver = {"rule": "post-basis", "person": "p", "duty": "i", "until": "2025-03-07"}
    assert best(two | {"waivers": [waiver]})[1] == [P]  # a recorded waiver costs nothing


def test_best_shares_the_load() -> None:
    # Two inspections 12 weeks apart, two people of 60 x 6 offered days: 5 of 360 is 2%, 10 would be 3%.
    given = problem([person("p"), person("q", "D")], [I1, OTHER])
    values, roster = best(given)
    assert {who for who, _ in roster} == {"p", "q"}
    assert (values["peak"], values["spread"]) == (2, 14)  # 100 x 25 / 360 = 6.9: 7 each


def test_best_by_another_order_of_goals() -> None:
    given = problem([person("p")], [I1], policy={"goals": ["canon", "peak", "fill"]})
    values, roster = best(given)
    assert list(values) == ["peak", "fill", "canon"]  # canon last whatever the policy says
    assert roster == [] and values["fill"] == Fraction(3, 2)  # the least peak is nobody's


def test_best_of_a_case_that_needs_a_half() -> None:
    # One seat. p lacks the skill, q has it but is no lead: either way a half is missing; canon decides.
    what = inspection("i", "B", skills=["fostering"])
    given = problem([person("p"), person("q", "C", level="assistant", skills=["fostering"])], [what])
    given["policy"] = {"goals": ["fill"]} | rules(days_a_year=SOFT)
    values, roster = best(given)
    assert values["fill"] == Fraction(1, 2)
    assert roster == [min([P, ("q", "i")], key=lambda pair: {"p": 0xCD6113, "q": 0x8F479A}[pair[0]])]


def test_best_keeps_the_starting_roster() -> None:
    given = problem([person("p"), person("q", "C")], [I1])
    for name in "pq":
        values, roster = best(given, {"placements": [placed(name, "i", "proposed")]})
        assert roster == [(name, "i")] and values["keep"] == 0
