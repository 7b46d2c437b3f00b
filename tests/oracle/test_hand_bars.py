"""Bars, each forbidding and letting through, worked out by hand from the rule table and the exact readings."""

import pytest

from . import hand_problems
from .hand_problems import OFF, authority, duty, hard, inspection, person, placed, post, problem, rules, soft, tie

P, I1 = ("p", "i"), [inspection("i", "B")]


def alone(who: dict, what: dict, **others: object) -> dict:
    return problem([who], [what], **others)


def test_nothing_objects_to_the_plain_placement() -> None:
    given = problem([person("p")], I1)
    assert (hard(given, P), soft(given, P)) == (set(), set())


def test_own_authority() -> None:
    joint = inspection("i", "AB")  # one of the two targets is the home
    assert hard(alone(person("p"), joint, policy=rules(worked_there=OFF)), P) == {"own-authority"}
    assert hard(alone(person("p"), inspection("i", "B")), P) == set()
    assert hard(alone(person("p"), inspection("i", "")), P) == set()  # no target: nothing to refuse


def test_own_authority_lets_a_deputy_act_up() -> None:
    cover = duty("i", "interim", "A", "2025-03-03", "2025-05-02")
    deputy = person("p", posts=[post("A", role="senior")], consents=[])
    assert hard(alone(deputy, cover), P) == set()  # no consent needed either: reading 13
    assert hard(alone(person("p"), cover), P) == {"own-authority"}


def test_own_authority_after_a_change_of_employer_before_the_notice_day() -> None:
    # At A to 23 February, at C from the 24th. Notice on the 24th: A is not a home any more; on the 23rd it still is.
    mover = person("p", posts=[post("A", to="2025-02-23"), post("C", since="2025-02-24")])
    mover["consents"] = [{"authority": code} for code in "AC"]
    lenient = rules(worked_there=hand_problems.SOFT, short_tenure=hand_problems.SOFT)
    assert hard(alone(mover, inspection("i", "A", notice="2025-02-24"), policy=lenient), P) == set()
    assert hard(alone(mover, inspection("i", "A", notice="2025-02-23"), policy=lenient), P) == {"own-authority"}


@pytest.mark.parametrize(
    ("kind", "last", "expected"),
    [
        ("director", "2025-03-03", {"shared-arrangement"}),  # its last day is the inspection's first
        ("director", "2025-03-02", set()),
        ("trust", "2025-03-03", {"shared-arrangement"}),
        ("directorate", "2025-03-03", {"shared-arrangement"}),
        ("police", "2025-03-03", set()),  # left to shared-partner, and it to chairs
    ],
)
def test_shared_arrangement(kind: str, last: str, expected: set[str]) -> None:
    shared = {"kind": kind, "authorities": ["A", "B"], "from": "2020-01-01", "to": last}
    assert hard(problem([person("p")], I1, arrangements=[shared]), P) == expected


@pytest.mark.parametrize(
    ("kind", "first", "ended", "is_hard", "is_soft"),
    [
        ("inspect", "2025-03-03", "2020-03-03", False, False),  # 5 years: clear on the anniversary
        ("inspect", "2025-03-03", "2020-03-04", True, False),
        ("review", "2025-03-03", "2020-03-04", True, False),
        ("chair", "2025-02-28", "2022-02-28", False, False),  # 3 years
        ("chair", "2025-02-28", "2022-03-01", True, False),
        ("support", "2026-02-28", "2024-02-29", False, False),  # 2 years from 29 February: 28 February
        ("support", "2026-02-27", "2024-02-29", False, True),
        ("second", "2025-03-03", "2025-03-02", False, False),  # not a kind it looks at
    ],
)
def test_worked_there_as_an_employee(kind: str, first: str, ended: str, is_hard: bool, is_soft: bool) -> None:
    what = duty("i", kind, "B", first, "2026-03-07")
    declared = person("p", consents=[{"authority": "A"}])
    given = alone(declared, what, interests=[tie("p", "employed", "B", until=ended)])
    assert ("worked-there" in hard(given, P), "worked-there" in soft(given, P)) == (is_hard, is_soft)


def test_worked_there_by_a_post_and_by_interim_cover() -> None:
    earlier = person("p", posts=[post("A"), post("B", since="2005-01-01", to="2021-01-01")])
    assert hard(alone(earlier, I1[0]), P) == {"worked-there"}
    cover = duty("past", "interim", "B", "2023-01-01", "2023-06-30")
    mine = problem([person("p")], [*I1, cover], placements=[placed("p", "past")])
    assert hard(mine, P) == {"self-review", "worked-there"}  # an interim duty also bars inspecting for 60 months
    others = problem([person("p"), person("q")], [*I1, cover], placements=[placed("q", "past")])
    assert hard(others, P) == set()


def test_an_interest_that_begins_after_the_duty_never_objects() -> None:
    after = [tie("p", "employed", "B", since="2025-03-08")]
    during = [tie("p", "employed", "B", since="2025-03-07")]
    assert hard(problem([person("p")], I1, interests=after), P) == set()
    assert hard(problem([person("p")], I1, interests=during), P) == {"worked-there"}


@pytest.mark.parametrize(
    ("kind", "dates", "is_hard", "is_soft"),
    [
        ("family", {}, True, False),
        ("friend", {"until": "2025-03-03"}, True, False),
        ("business", {"until": "2025-03-02"}, False, False),  # not true any more
        ("acquaintance", {"since": "2025-03-07"}, False, True),
        ("acquaintance", {"since": "2025-03-08"}, False, False),
    ],
)
def test_personal_tie(kind: str, dates: dict, is_hard: bool, is_soft: bool) -> None:
    given = problem([person("p")], I1, interests=[tie("p", kind, "B", **dates)])
    assert (hard(given, P) == {"personal-tie"}, soft(given, P) == {"personal-tie"}) == (is_hard, is_soft)


@pytest.mark.parametrize(
    ("declared", "expected"), [(None, True), ("2023-12-31", True), ("2024-01-01", False), ("2024-12-31", False)]
)
def test_undeclared_is_measured_on_as_of(declared: str | None, expected: bool) -> None:
    given = problem([person("p", declared_on=declared)], I1)  # as_of is 1 January 2025, the anniversary of 2024-01-01
    assert (hard(given, P) == {"undeclared"}) == expected


def test_shares_border_is_for_inspections_alone() -> None:
    assert hard(problem([person("p")], I1, borders=[["B", "A"]]), P) == {"shares-border"}
    assert hard(problem([person("p")], I1, borders=[["C", "A"]]), P) == set()
    help_there = duty("i", "support", "B", "2025-03-03", "2025-03-07")
    assert hard(alone(person("p"), help_there, borders=[["A", "B"]]), P) == set()


def test_same_region_is_soft_and_for_inspections_alone() -> None:
    country = [authority("A", region="North"), authority("B", region="North"), authority("C")]
    assert soft(problem([person("p")], I1, authorities=country), P) == {"same-region"}
    assert soft(alone(person("p"), inspection("i", "C"), authorities=country), P) == set()
    help_there = duty("i", "support", "B", "2025-03-03", "2025-03-07")
    assert soft(alone(person("p"), help_there, authorities=country), P) == set()


@pytest.mark.parametrize(("basis", "expected"), [("interim", True), ("acting", True), ("joint", False)])
def test_post_basis(basis: str, expected: bool) -> None:
    given = problem([person("p", posts=[post("A", basis=basis)])], I1)
    assert (soft(given, P) == {"post-basis"}) == expected


@pytest.mark.parametrize(
    ("since", "kind", "expected"),
    [
        ("2024-03-03", "inspect", False),  # 12 months in post on the first day
        ("2024-03-04", "inspect", True),
        ("2024-03-04", "chair", True),
        ("2024-03-04", "support", True),
        ("2024-03-04", "second", False),
    ],
)
def test_short_tenure(since: str, kind: str, expected: bool) -> None:
    given = alone(person("p", posts=[post("A", since=since)]), duty("i", kind, "B", "2025-03-03", "2025-03-07"))
    assert ("short-tenure" in hard(given, P)) == expected


@pytest.mark.parametrize(
    ("grades", "inspecting", "supporting"),
    [
        ({}, "", ""),
        ({"overall": "inadequate"}, "hard", "hard"),
        ({"overall": "requires-improvement"}, "", "hard"),  # the two parts are good
        ({"leadership": "requires-improvement"}, "soft", "soft"),
        ({"help-and-protection": None}, "soft", "soft"),  # missing data is not clearance
        ({"overall": None}, "", ""),  # leadership stands for it: good
        ({"overall": None, "leadership": "inadequate"}, "hard and soft", "hard and soft"),
        ({"overall": None, "leadership": None}, "soft", "hard"),  # no judgement with a grade to go by
    ],
)
def test_home_judgement(grades: dict, inspecting: str, supporting: str) -> None:
    known = {part: grade for part, grade in (hand_problems.GOOD | grades).items() if grade}
    country = [authority("A", judgements=[hand_problems.JUDGED | {"grades": known}]), authority("B")]
    for kind, expected in (("inspect", inspecting), ("support", supporting)):
        given = alone(person("p"), duty("i", kind, "B", "2025-03-03", "2025-03-07"), authorities=country)
        assert hard(given, P) == ({"home-judgement"} if "hard" in expected else set())
        assert soft(given, P) == ({"home-judgement"} if "soft" in expected else set())


def test_home_judgement_is_the_latest_published_by_as_of() -> None:
    worse = {"framework": "ILACS", "inspected": "2024-11-01", "grades": {"overall": "inadequate"}}
    for published, expected in (("2025-01-01", {"home-judgement"}), ("2025-01-02", set())):
        country = [authority("A", judgements=[worse | {"published": published}, hand_problems.JUDGED]), authority("B")]
        assert hard(problem([person("p")], I1, authorities=country), P) == expected


@pytest.mark.parametrize(
    ("level", "needed", "expected"),
    [
        ("observer", None, False),  # a duty's missing level is observer
        (None, None, True),  # a person's missing level is below it
        ("observer", "assistant", True),
        ("authorised", "assistant", False),
    ],
)
def test_not_authorised(level: str | None, needed: str | None, expected: bool) -> None:
    what = inspection("i", "B") | ({"level": needed} if needed else {})
    assert (hard(alone(person("p", level=level), what), P) == {"not-authorised"}) == expected


@pytest.mark.parametrize(("vetted", "expected"), [(None, True), ("2022-03-02", True), ("2022-03-03", False)])
def test_vetting_lapsed_on_the_first_day(vetted: str | None, expected: bool) -> None:
    given = problem([person("p", vetted_on=vetted)], [inspection("i", "B", notice="2025-02-24")])
    assert (hard(given, P) == {"vetting-lapsed"}) == expected


@pytest.mark.parametrize(
    ("consents", "expected"),
    [
        ([], True),
        ([{"authority": "B"}], True),  # another authority's
        ([{"authority": "A", "from": "2025-03-03", "to": "2025-03-07"}], False),
        ([{"authority": "A", "to": "2025-03-06"}], True),  # a day short
        ([{"authority": "A", "to": "2025-03-04"}, {"authority": "A", "from": "2025-03-05"}], False),
    ],
)
def test_no_consent(consents: list[dict], expected: bool) -> None:
    assert (hard(problem([person("p", consents=consents)], I1), P) == {"no-consent"}) == expected


def test_no_consent_to_one_duty_counts_for_no_other() -> None:
    given = [{"authority": "A", "from": "2025-01-01", "to": "2026-01-01", "duty": "i"}]
    works = [inspection("i", "B"), duty("j", "support", "C", "2025-06-02", "2025-06-06")]
    assert hard(problem([person("p", consents=given)], works), P) == set()
    assert hard(problem([person("p", consents=given)], works), ("p", "j")) == {"no-consent"}
    both = [*given, {"authority": "A", "from": "2025-06-02", "to": "2025-06-06"}]
    assert hard(problem([person("p", consents=both)], works), ("p", "j")) == set()


def test_no_consent_looks_at_twelve_months_and_at_a_new_employer() -> None:
    term = duty("i", "chair", "B", "2025-03-03", "2028-03-02")
    for last, expected in (("2026-03-02", set()), ("2026-03-01", {"no-consent"})):  # 12 months: to 2 March 2026
        who = person("p", consents=[{"authority": "A", "to": last}])
        assert hard(alone(who, term), P) == expected
    mover = person("p", posts=[post("A", to="2025-03-05"), post("C", since="2025-03-06")])
    given = problem([mover], I1, policy=rules(short_tenure=hand_problems.SOFT))
    assert hard(given, P) == {"no-consent"}  # C took the person on in mid-week and has not consented
    mover["consents"].append({"authority": "C", "from": "2025-03-06"})
    assert hard(given, P) == set()


def test_set_aside() -> None:
    for who, what, expected in (("p", "i", {"set-aside"}), ("q", "i", set()), ("p", "j", set())):
        apart = [{"person": who, "duty": what, "reason": "Tired"}]
        assert hard(problem([person("p")], I1, set_aside=apart), P) == expected


def test_not_offered_and_unavailable() -> None:
    assert hard(problem([person("p", offers=[{"kind": "chair", "days": 60}])], I1), P) == {"not-offered"}
    away = [{"from": "2025-03-07", "to": "2025-03-20"}]
    assert hard(problem([person("p", unavailable=away)], I1), P) == {"unavailable"}
    short = inspection("i", "B", on_site=[{"from": "2025-03-03", "to": "2025-03-06"}])
    assert hard(alone(person("p", unavailable=away), short), P) == set()  # home again the day before
    help_there = duty("i", "support", "B", "2025-03-03", "2025-03-28")
    assert hard(alone(person("p", unavailable=away), help_there), P) == set()  # no on-site days given


def test_self_review_of_a_commissioner() -> None:
    for ended, expected in (("2020-03-03", set()), ("2020-03-04", {"self-review"})):  # 60 months
        given = problem([person("p")], I1, interests=[tie("p", "commissioner", "B", until=ended)])
        assert hard(given, P) == expected


def test_a_strength_replaces_the_rules_own_in_all_its_cases() -> None:
    family = [tie("p", "family", "B")]
    for strength, expected in (("soft", (set(), {"personal-tie"})), ("off", (set(), set()))):
        given = problem([person("p")], I1, interests=family, policy=rules(personal_tie={"strength": strength}))
        assert (hard(given, P), soft(given, P)) == expected
    friends = problem([person("p")], I1, interests=[tie("p", "acquaintance", "B")])
    friends["policy"] = rules(personal_tie={"strength": "hard"})
    assert hard(friends, P) == {"personal-tie"}
