"""What is told of a duty's life: its state, what is due, what can be done; and to whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World, build_world, inspection, tied

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.domain.kinds import KINDS
from peerinspect.domain.lives import HAND_BACK, LIVES, OF_REMOVAL
from peerinspect.services import disclosure, views
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.tables import DutyRow

T = CODES[0]
FROM, TO = TODAY - timedelta(weeks=1), TODAY + timedelta(weeks=30)
SEALED, OPEN = "sealed-inspect", "open-inspect"
MONDAY_LATER = TODAY + timedelta(weeks=20)


@pytest.fixture
def desk(bare: object) -> World:
    """A duty of each kind, begun a week ago, and two inspections to come; nobody on any of them."""
    others = [
        Duty(f"open-{kind}", kind, Period(FROM, TO), 1, frozenset({T})) for kind in KINDS if kind not in ("inspect",)
    ]
    return build_world(TODAY, [inspection(SEALED, T), inspection(OPEN, CODES[7], sealed=False), *others])


def bring(duty_id: str, state: str, since: date = TODAY) -> None:
    with store.transaction():
        row = store.db.session.get_one(DutyRow, duty_id)
        row.state, row.state_on = state, since


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_says_its_name_and_offers_the_steps_that_are_drawn(desk: World, kind: str) -> None:
    for state, name in LIVES[kind].states.items():
        bring(f"open-{kind}", state)
        found = disclosure.duty_life(desk.cleared, f"open-{kind}", TODAY)
        assert (found.state, found.state_name, found.since) == (state, name, TODAY)
        drawn = [each.action for each in LIVES[kind].steps_from(state)]
        # A removal has papers and other people's words, a handback names somebody: they have pages of their own.
        elsewhere = OF_REMOVAL | {HAND_BACK}
        assert [each.action for each in found.steps] == [each for each in drawn if each not in elsewhere]
        assert found.is_over == (state in LIVES[kind].finished)
        assert bool(found.facts) == (state not in LIVES[kind].finished)


def test_the_rapid_review_takes_fifteen_working_days(desk: World) -> None:
    """From Monday 2 March 2026, with no bank holiday: Monday 23 March. From 1 April Easter lies between."""
    for since, due in ((date(2026, 3, 2), "23 March 2026"), (date(2026, 4, 1), "24 April 2026")):
        bring("open-review", "rapid-review", since)
        assert due in disclosure.duty_life(desk.uncleared, "open-review", TODAY).due


def test_an_appraisal_is_due_after_a_year(desk: World) -> None:
    bring("open-chair", "in-post", date(2025, 9, 1))
    assert "1 September 2026" in disclosure.duty_life(desk.uncleared, "open-chair", TODAY).due


@pytest.mark.parametrize(("status", "warns"), [(None, True), ("offered", True), ("accepted", False), ("live", False)])
def test_a_covered_post_that_nobody_covers_is_warned_of(desk: World, status: str | None, warns: bool) -> None:
    bring("open-interim", "covered")
    if status:
        with store.transaction():
            load_placements([Placement(f"{CODES[5]}-director", "open-interim", status)], [])
    assert bool(disclosure.duty_life(desk.uncleared, "open-interim", TODAY).warning) == warns


def test_runs_of_days_that_no_form_has_room_for_are_left_alone(desk: World) -> None:
    runs = tuple(Period(FROM + timedelta(7 * number), FROM + timedelta(7 * number)) for number in range(5))
    with store.transaction():
        load_duties([Duty("many", "support", Period(FROM, TO), 1, frozenset({T}), on_site=runs)])
    assert "on-site" not in disclosure.duty_life(desk.uncleared, "many", TODAY).facts
    assert "on-site" in disclosure.duty_life(desk.uncleared, "open-support", TODAY).facts


def test_whoever_counts_as_begun_can_be_recorded_so(desk: World) -> None:
    with store.transaction():
        load_placements([Placement(f"{CODES[5]}-director", "open-support", "accepted")], [])
    (one,) = disclosure.duty_life(desk.uncleared, "open-support", TODAY).placements
    assert one.state == "live"
    assert [each.action for each in one.steps] == ["begin", "finish", "stand-down"]


class TestTheVeil:
    """Who may know what."""

    def test_the_liaison_reads_and_does_nothing(self, desk: World) -> None:
        found = disclosure.duty_life(desk.liaison, OPEN, TODAY)
        assert (found.steps, found.facts, found.placements, found.may_be_moved) == ((), (), (), False)

    def test_others_do_not_read(self, desk: World) -> None:
        for reader in (desk.panel, desk.administrator, desk.director(T), desk.chief(T)):
            with pytest.raises(NotAllowed):
                disclosure.duty_life(reader, "open-chair", TODAY)
            with pytest.raises(NotAllowed):
                disclosure.work_list(reader, views.WorkAsked("chair"), 1, TODAY)

    def test_a_sealed_one_is_answered_like_nothing(self, desk: World) -> None:
        queries = (disclosure.duty_life, disclosure.duty_facts)
        for reader in (desk.uncleared, tied(desk.cleared, CODES[9])):
            for query in queries:
                told = []
                for id_ in (SEALED, "never-was"):
                    with pytest.raises(NotFound) as refusal:
                        query(reader, id_, TODAY)
                    told.append(str(refusal.value))
                assert told[0] == told[1]

    @pytest.mark.parametrize("when", ["", "soon", "over", "all"])
    @pytest.mark.parametrize("state", ["", *LIVES["inspect"].states])
    def test_no_state_that_it_is_in_shows_in_a_list(self, desk: World, when: str, state: str) -> None:
        asked = views.WorkAsked("inspect", state=state, when=when)
        before = disclosure.work_list(desk.uncleared, asked, 1, TODAY)
        for each in LIVES["inspect"].states:
            bring(SEALED, each)
            assert disclosure.work_list(desk.uncleared, asked, 1, TODAY) == before

    def test_the_new_week_of_a_deferred_one_shows_to_who_may_know(self, desk: World) -> None:
        take_step(TakeStep(OPEN, "defer", reason="They asked"), desk.uncleared, TODAY)
        before = disclosure.duty_life(desk.uncleared, OPEN, TODAY)
        new = take_step(TakeStep(OPEN, "plan-again", MONDAY_LATER), desk.cleared, TODAY)
        assert disclosure.duty_life(desk.uncleared, OPEN, TODAY) == before
        assert before.new_week is None
        line = disclosure.duty_life(desk.liaison, OPEN, TODAY).new_week
        assert line is not None
        assert (line.id, line.sealed) == (new, True)
