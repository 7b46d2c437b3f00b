"""Secondments to inspection teams: asked for, searched for, trained for, returned from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from held_world import put, row_of
from small_world import CODES, TODAY, World, build_world

from peerinspect import store
from peerinspect.domain import add_months
from peerinspect.domain.kinds import SECOND
from peerinspect.services import disclosure
from peerinspect.services.liaison.approving import DecidePeer, approve_peer
from peerinspect.services.liaison.evaluating import Evaluate, evaluate
from peerinspect.services.liaison.preferring import FROM_THE_REGION
from peerinspect.services.liaison.seconding import (
    RecordReturn,
    RecordTraining,
    RequestSecondment,
    record_return,
    record_training,
    request_secondment,
)
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.problems import open_problem
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.tables import AffinityRow, OfferRow

FIRST, LAST = TODAY + timedelta(weeks=4), TODAY + timedelta(weeks=30)
WANTED = RequestSecondment(FIRST, LAST, "North", 1, "authorised", ("early help",), "Two days a week in Leeds")
PEER = f"{CODES[0]}-director"


@pytest.fixture
def world(bare: object) -> World:
    """Councils 0 to 5 lie in the North, the others in the South."""
    found = build_world(TODAY)
    with store.transaction():
        store.add(*(OfferRow(person=id_, kind=SECOND, days=200) for id_ in found.facts.people))
    return found


def ask(world: World, **more: object) -> str:
    return request_secondment(replace(WANTED, **more), world.liaison, TODAY)  # type: ignore[arg-type]


def refused(call: object, *given: object) -> dict[str, str]:
    before = history.length()
    with pytest.raises(Refusal) as refusal:
        call(*given)  # type: ignore[operator]
    assert history.length() == before
    return refusal.value.messages


class TestAsking:
    def test_what_is_asked_for_is_listed(self, world: World) -> None:
        duty = ask(world)
        for reader in (world.liaison, world.uncleared):
            (found,) = disclosure.secondments(reader, TODAY).current
            assert (found.duty.id, found.region, found.level, found.skills) == (
                duty,
                "North",
                "authorised",
                ("early help",),
            )
            assert (found.note, found.requested_on, found.empty_seats) == ("Two days a week in Leeds", TODAY, 1)
            assert found.state == "requested"

    def test_says_what_would_do(self, world: World) -> None:
        empty = RequestSecondment(None, None, "Atlantis", 0, "king", ())
        assert set(refused(request_secondment, empty, world.liaison, TODAY)) == {
            "starts",
            "ends",
            "region",
            "seats",
            "level",
        }

    def test_is_the_liaisons_alone(self, world: World) -> None:
        others = (world.cleared, world.uncleared, world.panel, world.administrator, world.director(CODES[0]))
        for reader in (*others, world.chief(CODES[0])):
            with pytest.raises(NotAllowed):
                request_secondment(WANTED, reader, TODAY)

    def test_the_region_weighs_in_the_search_and_takes_nobody_away(self, world: World) -> None:
        duty = ask(world)
        facts = open_problem(TODAY)
        assert {each for each, one in facts.affinity.items() if one == FROM_THE_REGION} == {
            (f"{code}-{role}", duty) for code in CODES[:6] for role in ("director", "senior")
        }
        assert set(facts.people) == set(world.facts.people)

    def test_without_a_region_nothing_weighs(self, world: World) -> None:
        ask(world, region="")
        assert not open_problem(TODAY).affinity

    def test_an_affinity_that_is_on_record_stays(self, world: World) -> None:
        duty = ask(world)
        with store.transaction():
            store.add(AffinityRow(person=PEER, duty=duty, number=0.5))
        assert open_problem(TODAY).affinity[PEER, duty] == 0.5


class TestWhoGoes:
    @pytest.fixture
    def duty(self, world: World) -> str:
        """Somebody has agreed to it."""
        return ask(world)

    def address(self, duty: str, status: str = "accepted") -> str:
        return put(PEER, duty, status)

    def test_is_approved_by_the_liaison_once_they_have_agreed(self, world: World, duty: str) -> None:
        address = self.address(duty, "offered")
        assert "not on the team" in refused(approve_peer, DecidePeer(duty, address), world.liaison, TODAY)[""]
        with store.transaction():
            row_of(PEER, duty).status = "accepted"
        approve_peer(DecidePeer(duty, address), world.liaison, TODAY)
        (found,) = disclosure.secondments(world.liaison, TODAY).current
        assert [each.approval for each in found.people] == ["approved"]

    @pytest.mark.parametrize("name", ["liaison", "cleared", "uncleared"])
    def test_training_and_return_are_recorded(self, world: World, duty: str, name: str) -> None:
        address, reader = self.address(duty), getattr(world, name)
        record_training(RecordTraining(duty, address, TODAY, "the inspection framework"), reader, TODAY)
        record_return(RecordReturn(duty, address, FIRST + timedelta(days=9), "Came home early"), reader, LAST)
        (found,) = disclosure.secondments(world.liaison, LAST).over
        (who,) = found.people
        assert (who.training, who.trained_on) == ("the inspection framework", TODAY)
        assert (who.returned_on, who.note, who.state) == (FIRST + timedelta(days=9), "Came home early", "done")

    def test_who_went_back_carries_it_as_past_work(self, world: World, duty: str) -> None:
        address = self.address(duty)
        coming = disclosure.person(world.uncleared, PEER, FIRST)
        assert [each.duty.id for each in coming.coming] == [duty]
        record_return(RecordReturn(duty, address, FIRST), world.liaison, FIRST)
        found = disclosure.person(world.uncleared, PEER, FIRST)
        assert ([each.duty.id for each in found.past], found.coming) == ([duty], ())
        assert "done" in {each.status for each in disclosure.my_duties(world.director(CODES[0]), FIRST).past}

    def test_a_term_that_ran_out_is_past_work_without_more(self, world: World, duty: str) -> None:
        self.address(duty)
        found = disclosure.person(world.uncleared, PEER, LAST + timedelta(days=1))
        assert [each.duty.id for each in found.past] == [duty]

    def test_says_what_would_do(self, world: World, duty: str) -> None:
        address = self.address(duty)
        late = LAST
        assert set(refused(record_training, RecordTraining(duty, address), world.liaison, late)) == {"day", "training"}
        ahead = RecordTraining(duty, address, late + timedelta(days=1), "law")
        assert set(refused(record_training, ahead, world.liaison, late)) == {"day"}
        early = RecordReturn(duty, address, FIRST - timedelta(days=1))
        assert set(refused(record_return, early, world.liaison, late)) == {"day"}
        record_return(RecordReturn(duty, address, FIRST), world.liaison, late)
        assert "recorded already" in refused(record_return, RecordReturn(duty, address, FIRST), world.liaison, late)[""]

    def test_only_of_who_agreed_and_only_on_a_secondment(self, world: World, duty: str) -> None:
        address = self.address(duty, "offered")
        elsewhere = put(PEER, "board-0")
        for id_, where in ((duty, address), ("board-0", elsewhere), (duty, "x"), ("no-such-duty", address)):
            with pytest.raises(NotFound):
                record_training(RecordTraining(id_, where, TODAY, "law"), world.liaison, TODAY)
            with pytest.raises(NotFound):
                record_return(RecordReturn(id_, where, TODAY), world.liaison, TODAY)

    def test_others_may_not(self, world: World, duty: str) -> None:
        address = self.address(duty)
        for reader in (world.director(CODES[0]), world.chief(CODES[0]), world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                record_return(RecordReturn(duty, address, FIRST), reader, FIRST)
            with pytest.raises(NotAllowed):
                disclosure.secondments(reader, TODAY)

    def test_is_evaluated_once_back(self, world: World, duty: str) -> None:
        address = self.address(duty)
        with pytest.raises(Refusal):
            evaluate(Evaluate(duty, address, "yes", "yes", "yes", "yes"), world.liaison, FIRST)
        record_return(RecordReturn(duty, address, FIRST), world.liaison, FIRST)
        evaluate(Evaluate(duty, address, "yes", "yes", "yes", "yes"), world.liaison, FIRST)


class TestTerms:
    @pytest.mark.parametrize(
        ("day", "ends_soon"),
        [
            (FIRST - timedelta(days=1), False),
            (add_months(LAST, -3) - timedelta(days=1), False),
            (add_months(LAST, -3), True),
            (LAST, True),
        ],
    )
    def test_that_run_out_are_marked(self, world: World, day: date, ends_soon: bool) -> None:
        ask(world)
        (found,) = disclosure.secondments(world.liaison, day).current
        assert found.ends_soon == ends_soon

    def test_that_are_over_are_apart(self, world: World) -> None:
        ask(world)
        found = disclosure.secondments(world.liaison, LAST + timedelta(days=1))
        assert (len(found.current), len(found.over)) == (0, 1)


class TestStepsOfTheLiaison:
    """Of inspections alone: the notice, and putting it off."""

    def test_takes_no_step_of_a_secondment(self, world: World) -> None:
        duty = ask(world)
        for action in ("agree", "begin", "end", "cancel", "notify", "defer"):
            with pytest.raises(NotAllowed):
                take_step(TakeStep(duty, action, TODAY, "Because", "Letter 7"), world.liaison, TODAY)
