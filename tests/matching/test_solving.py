"""Facts in, roster out: proven, kept, stopped."""

from __future__ import annotations

import threading

import pytest

from peerinspect.domain import Placement, Roster
from peerinspect.domain.policy import GOALS
from peerinspect.independence.audit import audit
from peerinspect.matching import Progress, sequence, solve
from tests.matching.small_world import small_world


def solved(placements: tuple[Placement, ...] = (), **options: object) -> Roster:
    return solve(small_world(placements), problem_digest="sha256:0", policy_digest="sha256:1", **options)  # type: ignore[arg-type]


def test_every_goal_is_proven_in_order_and_the_auditor_agrees() -> None:
    roster = solved()
    assert roster.status == "optimal"
    assert tuple(goal.name for goal in roster.goals) == GOALS
    assert all(goal.value == goal.bound for goal in roster.goals)
    assert roster.shortfalls == ()
    assert audit(small_world(), roster).is_clean


def test_one_and_four_workers_give_the_same_roster() -> None:
    assert solved(workers=1) == solved(workers=4)


def test_nobody_chairs_or_inspects_their_own_council() -> None:
    facts = small_world()
    for one in solved().placements:
        assert f"A{one.person[1:]}" not in facts.duties[one.duty].authorities


def test_a_withdrawal_moves_nobody_else() -> None:
    before = solved()
    gone = before.placements[0]
    kept = Roster(**{**{name: getattr(before, name) for name in before.__slots__}, "placements": before.placements[1:]})
    after = solved(start=kept)
    assert {one.pair for one in kept.placements} <= {one.pair for one in after.placements}
    assert next(goal.value for goal in after.goals if goal.name == "keep") == 0
    assert gone.duty in {one.duty for one in after.placements}


def test_a_fixed_placement_stays_against_every_rule_and_is_reported_apart() -> None:
    own_board = Placement("p0", "c0", "live")
    roster = solved((own_board,))
    assert own_board.pair in {one.pair for one in roster.placements}
    report = audit(small_world((own_board,)), roster)
    assert {each.rule for each in report.standing} == {"own-authority", "worked-there"}
    assert not report.is_clean


def test_a_placement_that_is_done_takes_no_seat_and_is_not_placed_again() -> None:
    roster = solved((Placement("p1", "c0", "done"),))
    assert ("p1", "c0") not in {one.pair for one in roster.placements}
    assert "c0" in {one.duty for one in roster.placements}


def test_a_cancelled_search_hands_back_what_it_has() -> None:
    cancel = threading.Event()
    cancel.set()
    roster = solved(cancel=cancel)
    assert roster.status == "cancelled"
    assert tuple(goal.name for goal in roster.goals) == GOALS


def test_no_time_at_all_still_gives_a_roster_with_its_shortfalls() -> None:
    roster = solved(time_limit=0.0)
    assert roster.status == "feasible"
    assert {row.duty for row in roster.shortfalls} | {one.duty for one in roster.placements} == set(
        small_world().duties
    )


def test_progress_tells_each_goal_as_it_is_proven() -> None:
    heard: list[Progress] = []
    solved(progress=heard.append)
    assert [one.goal for one in heard if one.phase == "proven"] == list(GOALS)
    assert all(one.value == one.bound for one in heard if one.phase == "proven")


def test_the_best_so_far_is_handed_on_as_goals_are_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence, "KEEP_EVERY", 0.0)
    kept: list[Roster] = []
    roster = solved(keep_best=kept.append)
    assert len(kept) == len(GOALS) - 1
    for proven, best in enumerate(kept, start=1):
        assert best.status == "feasible"
        assert sum(goal.bound == goal.value for goal in best.goals) >= proven
        assert audit(small_world(), best).is_clean
    assert roster.status == "optimal"
