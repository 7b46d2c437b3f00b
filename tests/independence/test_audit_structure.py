"""Rosters that are not rosters: every fault of structure, named in a plain sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from audit_cases import DIGEST, done, honest_roster, live, pair_world, quiet

from peerinspect.domain import Facts, Placement, Roster, RosterPlacement, Shortfall
from peerinspect.independence.audit import Report, audit

ONE, TWO = ("p1", "d1"), ("p2", "d2")


def tampered(roster: Roster, *extra: RosterPlacement, without: tuple[str, str] | None = None) -> Roster:
    """The roster with placements added or one taken out, in the right order, its other statements left as they were."""
    kept = [one for one in roster.placements if one.pair != without]
    return replace(roster, placements=tuple(sorted([*kept, *extra], key=lambda one: (one.duty, one.person))))


def audited(facts: Facts, roster: Roster) -> Report:
    return audit(facts, roster, quiet(), DIGEST)


def honest(facts: Facts, *pairs: tuple[str, str]) -> Roster:
    return honest_roster(facts, pairs, quiet())


def test_an_honest_roster_has_no_fault() -> None:
    facts = pair_world(placements=(live(*ONE), done("p3", "old"), Placement("p2", "old", "accepted")))
    assert audited(facts, honest(facts, ONE, TWO)).faults == ()


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        (RosterPlacement("nobody", "d3"), "nobody on d3: the problem knows no such person."),
        (RosterPlacement("p3", "nowhere"), "p3 on nowhere: the problem knows no such duty."),
        (
            RosterPlacement("p3", "old"),
            "p3 on old: the duty ended on 2025-03-14, before 2026-01-01, and is closed.",
        ),
        (RosterPlacement("p2", "d3"), "p2 on d3: the placement is done, and a done placement is not made again."),
        (RosterPlacement("p1", "d3", "done"), "p1 on d3: a done placement has no place on a roster."),
        (
            RosterPlacement("p1", "d3", "wished"),
            "p1 on d3: the status 'wished' is none of proposed, offered, accepted, live, done.",
        ),
    ],
)
def test_a_placement_that_cannot_be_is_named(extra: RosterPlacement, reason: str) -> None:
    facts = pair_world(placements=(done("p2", "d3"),))
    report = audited(facts, tampered(honest(facts, ONE), extra))
    assert reason in report.faults
    assert not report.is_clean


def test_a_placement_listed_twice_is_named() -> None:
    facts = pair_world()
    report = audited(facts, tampered(honest(facts, ONE), RosterPlacement(*ONE)))
    assert report.faults == ("p1 on d1: the placement is listed 2 times.",)
    assert report.placements_examined == 1


def test_a_placement_less_settled_than_in_the_problem_is_named() -> None:
    facts = pair_world(placements=(live(*ONE), Placement(*TWO, status="offered")))
    roster = tampered(honest(facts, ONE, TWO), RosterPlacement(*ONE, status="accepted"), without=ONE)
    assert audited(facts, roster).faults == ("p1 on d1: it is live in the problem, but only accepted on the roster.",)
    further = tampered(honest(facts, ONE, TWO), RosterPlacement(*TWO, status="accepted"), without=TWO)
    assert audited(facts, further).is_clean


@pytest.mark.parametrize(
    ("fixed", "word"), [(live(*ONE), "live"), (Placement(*ONE, status="accepted", pinned=True), "pinned")]
)
def test_a_fixed_placement_left_out_is_named(fixed: Placement, word: str) -> None:
    facts = pair_world(placements=(fixed,))
    report = audited(facts, honest(facts, TWO))
    assert report.faults == (f"p1 on d1: the placement is {word}, but is not on the roster.",)


def test_a_settled_placement_on_a_closed_duty_is_history_and_not_missed() -> None:
    facts = pair_world(placements=(live("p1", "old"), Placement("p2", "old", pinned=True)))
    assert audited(facts, honest(facts, ONE)).is_clean


def test_more_placed_than_seats_is_named() -> None:
    facts = pair_world()
    report = audited(facts, honest(facts, ONE, ("p2", "d1")))
    assert report.faults == ("d1: 2 placed where 1 of 1 seats are left.",)


def test_a_fixed_placement_takes_a_seat_from_the_others() -> None:
    facts = pair_world(placements=(live(*ONE),))
    report = audited(facts, honest(facts, ONE, ("p2", "d1")))
    assert report.faults == ("d1: 1 placed where 0 of 1 seats are left.",)


def test_fixed_placements_may_overfill_a_duty_and_history_takes_no_seat() -> None:
    facts = pair_world(placements=(live(*ONE), live("p2", "d1"), done("p1", "d2")))
    assert audited(facts, honest(facts, ONE, ("p2", "d1"), TWO)).is_clean


def test_placements_out_of_order_are_named() -> None:
    facts = pair_world()
    roster = honest(facts, ONE, TWO)
    report = audited(facts, replace(roster, placements=roster.placements[::-1]))
    assert report.faults == ("the placements are not in order of duty and person.",)


def test_shortfalls_out_of_order_are_named() -> None:
    facts = pair_world()
    roster = honest(facts, ONE)
    assert roster.shortfalls == (Shortfall("d2", 1), Shortfall("d3", 1))
    report = audited(facts, replace(roster, shortfalls=roster.shortfalls[::-1]))
    assert report.faults == ("the shortfalls are not in order of duty, each duty once.",)


def test_codes_and_skills_out_of_order_or_twice_are_named() -> None:
    facts = pair_world()
    roster = tampered(honest(facts, TWO), RosterPlacement(*ONE, objections=("b", "a")))
    assert "p1 on d1: the rules that need a waiver are not in order, each once." in audited(facts, roster).faults
    roster = replace(honest(facts, ONE), shortfalls=(Shortfall("d2", 1, ("law", "law")), Shortfall("d3", 1)))
    assert "d2: the missing skills are not in order, each once." in audited(facts, roster).faults


def test_a_roster_for_another_problem_is_named() -> None:
    facts = pair_world()
    report = audited(facts, replace(honest(facts, ONE), problem="sha256:0b"))
    assert report.faults == ("the roster answers the problem sha256:0b, not this one, sha256:0a.",)
    assert audit(facts, replace(honest(facts, ONE), problem="sha256:0b"), quiet()).is_clean


def test_a_roster_of_another_policy_is_named() -> None:
    facts = pair_world()
    roster = honest(facts, ONE)
    report = audit(facts, roster, quiet(), policy_digest="sha256:0c")
    assert report.faults == ("the roster was made under the policy test, not this one, sha256:0c.",)
    assert audit(facts, roster, quiet(), policy_digest="test").is_clean


def test_a_roster_of_another_rulebook_is_named() -> None:
    facts = pair_world()
    report = audited(facts, replace(honest(facts, ONE), rulebook="9"))
    assert report.faults == ("the roster was made under rulebook 9; this audit is by rulebook test-rules.",)


def test_an_unknown_status_is_named() -> None:
    facts = pair_world()
    report = audited(facts, replace(honest(facts, ONE), status="perfect"))
    assert report.faults == ("the status 'perfect' is none of optimal, feasible, cancelled.",)
