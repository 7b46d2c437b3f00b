"""home-judgement: who comes from a council that Ofsted found wanting neither inspects nor supports."""

from __future__ import annotations

import pytest
from rule_cases import CLEAR, HARD, SOFT, Entry, authority, duty, judgement, other_kinds, person, post, verdict

CODE = "home-judgement"
GOOD = {"overall": "good", "leadership": "good", "help": "good"}


def judged(kind: str, *judgements: Entry, **rest: object) -> set[str]:
    """The verdict on `p` of H, whose judgements these are."""
    councils = [authority("H", judgements=judgements), authority("T")]
    return verdict(CODE, person(), duty(kind), authorities=councils, **rest)


def graded(kind: str, **grades: str) -> set[str]:
    return judged(kind, judgement("2024-03-01", **grades))


@pytest.mark.parametrize("kind", ["inspect", "support"])
def test_forbids_an_inadequate_home(kind: str) -> None:
    assert graded(kind, overall="inadequate", leadership="good", help="good") == HARD
    assert "hard" in graded(kind, overall="inadequate", leadership="inadequate", help="inadequate")


@pytest.mark.parametrize("overall", ["outstanding", "good"])
@pytest.mark.parametrize("kind", ["inspect", "support"])
def test_lets_through_a_good_or_outstanding_home(kind: str, overall: str) -> None:
    assert graded(kind, overall=overall, leadership="good", help="outstanding") == CLEAR
    assert graded(kind, overall=overall, leadership="outstanding", help="good") == CLEAR


def test_forbids_support_from_a_home_that_requires_improvement_and_lets_through_inspection() -> None:
    grades = {"overall": "requires-improvement", "leadership": "good", "help": "good"}
    assert graded("support", **grades) == HARD
    assert graded("inspect", **grades) == CLEAR


@pytest.mark.parametrize("kind", other_kinds("inspect", "support"))
def test_lets_through_the_other_kinds(kind: str) -> None:
    assert graded(kind, overall="inadequate", leadership="inadequate", help="inadequate") == CLEAR
    assert judged(kind) == CLEAR


@pytest.mark.parametrize("kind", ["inspect", "support"])
@pytest.mark.parametrize("area", ["leadership", "help"])
@pytest.mark.parametrize("grade", ["requires-improvement", "inadequate"])
def test_forbids_softly_weak_leadership_or_weak_help_and_protection(kind: str, area: str, grade: str) -> None:
    assert graded(kind, **(GOOD | {area: grade})) == SOFT


@pytest.mark.parametrize("kind", ["inspect", "support"])
@pytest.mark.parametrize("area", ["leadership", "help"])
def test_forbids_softly_where_one_of_the_two_grades_is_missing(kind: str, area: str) -> None:
    assert graded(kind, **{key: grade for key, grade in GOOD.items() if key != area}) == SOFT


def test_lets_through_whatever_the_other_areas_were_graded() -> None:
    others = {"care-leavers": "inadequate", "children-in-care": "inadequate"}
    for kind in ("inspect", "support"):
        assert graded(kind, **GOOD, **others) == CLEAR


def test_forbids_where_nothing_was_ever_judged() -> None:
    assert judged("support") == HARD
    assert judged("inspect") == SOFT


def test_forbids_where_the_home_is_not_described_at_all() -> None:
    assert verdict(CODE, person(), duty("support")) == HARD
    assert verdict(CODE, person(), duty("inspect")) == SOFT


def test_forbids_where_no_judgement_has_an_overall_or_a_leadership_grade() -> None:
    assert graded("support", help="good") == HARD
    assert graded("inspect", help="good") == SOFT


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("kind", ["inspect", "support"])
def test_forbids_and_lets_through_by_the_latest_judgement(kind: str, newest_first: bool) -> None:
    poor = GOOD | {"overall": "inadequate"}
    worse = [judgement("2025-03-01", **poor), judgement("2020-03-01", **GOOD)]
    better = [judgement("2025-03-01", **GOOD), judgement("2020-03-01", **poor)]
    step = 1 if newest_first else -1
    assert judged(kind, *worse[::step]) == HARD
    assert judged(kind, *better[::step]) == CLEAR


@pytest.mark.parametrize(("published", "expected"), [("2026-09-01", HARD), ("2026-09-02", CLEAR)])
def test_forbids_by_what_is_published_today_and_lets_through_what_comes_later(
    published: str, expected: set[str]
) -> None:
    poor = judgement(published, **(GOOD | {"overall": "inadequate"}))
    assert judged("inspect", judgement("2024-03-01", **GOOD), poor) == expected


@pytest.mark.parametrize(
    ("kind", "leadership", "expected"),
    [
        ("inspect", "good", CLEAR),
        ("inspect", "requires-improvement", SOFT),
        ("support", "outstanding", CLEAR),
    ],
)
def test_forbids_and_lets_through_by_leadership_where_there_is_no_overall_grade(
    kind: str, leadership: str, expected: set[str]
) -> None:
    assert graded(kind, leadership=leadership, help="good") == expected


@pytest.mark.parametrize(
    ("kind", "leadership"),
    [("inspect", "inadequate"), ("support", "inadequate"), ("support", "requires-improvement")],
)
def test_forbids_weak_leadership_that_stands_for_the_overall_grade(kind: str, leadership: str) -> None:
    assert "hard" in graded(kind, leadership=leadership, help="good")


@pytest.mark.parametrize("kind", ["inspect", "support"])
def test_forbids_and_lets_through_by_a_newer_leadership_grade_over_an_older_overall_one(kind: str) -> None:
    old_good, old_poor = judgement("2023-03-01", **GOOD), judgement("2023-03-01", overall="inadequate")
    new_good = judgement("2026-06-01", leadership="good", help="good")
    new_poor = judgement("2026-06-01", leadership="inadequate", help="good")
    assert "hard" in judged(kind, old_good, new_poor)
    assert judged(kind, old_poor, new_good) == CLEAR


@pytest.mark.parametrize("kind", ["inspect", "support"])
def test_lets_through_a_newer_judgement_that_grades_neither(kind: str) -> None:
    assert judged(kind, judgement("2023-03-01", **GOOD), judgement("2026-06-01", help="inadequate")) == CLEAR


def test_forbids_one_inadequate_home_among_several() -> None:
    poor = judgement("2024-03-01", **(GOOD | {"overall": "inadequate"}))
    fine = judgement("2024-03-01", **GOOD)
    councils = [authority("H", judgements=[fine]), authority("K", judgements=[poor]), authority("T")]
    assert verdict(CODE, person("p", "H", "K"), duty(), authorities=councils) == HARD


def test_forbids_a_change_of_employer_in_mid_duty_to_an_inadequate_home() -> None:
    poor = judgement("2024-03-01", **(GOOD | {"overall": "inadequate"}))
    fine = judgement("2024-03-01", **GOOD)
    councils = [authority("H", judgements=[fine]), authority("K", judgements=[poor]), authority("T")]
    moves = person(posts=[post("H", until="2026-10-06"), post("K", "2026-10-07")])
    assert verdict(CODE, moves, duty(), authorities=councils) == HARD
    moved_before = person(posts=[post("K", until="2026-10-04"), post("H", "2026-10-05")])
    assert verdict(CODE, moved_before, duty(), authorities=councils) == CLEAR


def test_lets_through_whatever_the_target_was_graded() -> None:
    poor = judgement("2024-03-01", overall="inadequate", leadership="inadequate")
    councils = [authority("H", judgements=[judgement("2024-03-01", **GOOD)]), authority("T", judgements=[poor])]
    assert verdict(CODE, person(), duty("support"), authorities=councils) == CLEAR


def test_lets_through_who_holds_no_post() -> None:
    for kind in ("inspect", "support"):
        assert verdict(CODE, person(posts=[]), duty(kind)) == CLEAR


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
def test_forbids_both_halves_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str]
) -> None:
    for grades in (GOOD | {"overall": "inadequate"}, GOOD | {"leadership": "inadequate"}):
        for kind in ("inspect", "support"):
            assert judged(kind, judgement("2024-03-01", **grades), setting={"strength": strength}) == expected


def test_forbids_and_lets_through_as_though_an_unpublished_judgement_did_not_exist() -> None:
    poor, good = judgement(None, **(GOOD | {"overall": "inadequate"})), judgement(None, **GOOD)
    assert judged("inspect", judgement("2024-03-01", **GOOD), poor) == CLEAR
    assert judged("inspect", good) == SOFT
    assert judged("support", good) == HARD


def test_forbids_and_lets_through_by_the_later_inspected_of_two_published_on_one_day() -> None:
    poor = judgement("2025-03-01", "2025-01-13", **(GOOD | {"overall": "inadequate"}))
    fine = judgement("2025-03-01", "2025-01-20", **GOOD)
    poorer = judgement("2025-03-01", "2025-01-27", **(GOOD | {"overall": "inadequate"}))
    assert judged("inspect", poor, fine) == judged("inspect", fine, poor) == CLEAR
    assert judged("inspect", fine, poorer) == judged("inspect", poorer, fine) == HARD


def councils_of(**homes: Entry) -> list[Entry]:
    return [authority(code, judgements=[judged_so]) for code, judged_so in homes.items()]


FINE = judgement("2024-03-01", **GOOD)
POOR = judgement("2024-03-01", **(GOOD | {"overall": "inadequate"}))


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, "2026-10-04", CLEAR),
        (None, "2026-10-05", HARD),
        ("2026-10-09", None, HARD),
        ("2026-10-10", None, CLEAR),
    ],
)
@pytest.mark.parametrize("kind", ["inspect", "support"])
def test_forbids_or_lets_through_by_the_days_the_post_at_an_inadequate_home_is_held(
    kind: str, since: str | None, until: str | None, expected: set[str]
) -> None:
    posts = [post("H"), post("K", since, until)]
    assert verdict(CODE, person(posts=posts), duty(kind), authorities=councils_of(H=FINE, K=POOR)) == expected


@pytest.mark.parametrize(("kind", "expected"), [("inspect", HARD), ("support", CLEAR)])
def test_forbids_a_home_held_on_the_notice_day_of_an_inspection_and_lets_through_support(
    kind: str, expected: set[str]
) -> None:
    left = person(posts=[post("K", until="2026-09-30"), post("H", "2026-10-01")])
    work = duty(kind, notice="2026-09-28")
    assert verdict(CODE, left, work, authorities=councils_of(H=FINE, K=POOR)) == expected


def test_forbids_hard_and_softly_where_two_homes_differ() -> None:
    weak = judgement("2024-03-01", **(GOOD | {"leadership": "requires-improvement"}))
    councils = councils_of(H=weak, K=POOR)
    assert verdict(CODE, person("p", "H", "K"), duty(), authorities=councils) == HARD | SOFT


def test_forbids_hard_and_softly_where_the_grade_overall_and_a_part_are_both_weak() -> None:
    assert graded("inspect", overall="inadequate", leadership="inadequate", help="good") == HARD | SOFT
    assert graded("support", overall="requires-improvement", leadership="good", help="inadequate") == HARD | SOFT


def test_forbids_an_inadequate_home_whatever_the_targets() -> None:
    for targets in ([], ["T", "U"], ["H"]):
        assert verdict(CODE, person(), duty(authorities=targets), authorities=councils_of(H=POOR)) == HARD
        assert verdict(CODE, person(), duty(authorities=targets), authorities=councils_of(H=FINE)) == CLEAR


@pytest.mark.parametrize(("as_of", "expected"), [("2028-02-28", CLEAR), ("2028-02-29", HARD)])
def test_lets_through_until_a_judgement_published_on_a_leap_day_and_forbids_from_then(
    as_of: str, expected: set[str]
) -> None:
    later = judgement("2028-02-29", **(GOOD | {"overall": "inadequate"}))
    for kind in ("inspect", "support"):
        assert judged(kind, FINE, later, as_of=as_of) == expected
