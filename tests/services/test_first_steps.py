"""The way from an empty service to a first roster, for administrators and coordinators."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from small_world import MONDAY, TODAY, World, build_world, inspection

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed
from peerinspect.services.views import FirstStep
from peerinspect.store.tables import ConsentRow, OfferRow, PersonRow


def told(reader: Reader) -> dict[str, FirstStep]:
    return {step.key: step for step in disclosure.first_steps(reader, TODAY)}


@pytest.fixture
def empty(bare: object) -> World:
    """People and councils, and no work."""
    return build_world(TODAY, [])


class TestCoordinators:
    """People, declarations, consents, work, search, publication."""

    def test_come_in_the_order_in_which_they_are_taken(self, empty: World) -> None:
        assert list(told(empty.uncleared)) == ["people", "declarations", "consents", "work", "search", "publish"]

    def test_count_what_is_there(self, empty: World) -> None:
        people = told(empty.uncleared)["people"].have
        with store.transaction():
            for person in store.db.session.query(PersonRow).limit(2):
                person.declared_on = TODAY - timedelta(days=400)
        step = told(empty.uncleared)["declarations"]
        assert (step.have, step.of, step.is_done) == (people - 2, people, False)
        assert told(empty.uncleared)["consents"].is_done

    def test_nobody_and_nothing_is_not_done(self, bare: object) -> None:
        world = build_world(TODAY, [inspection("hidden", "C00", sealed=True)])
        with store.transaction():
            store.db.session.query(OfferRow).delete()
            store.db.session.query(ConsentRow).delete()
        steps = told(world.uncleared)
        assert [key for key, step in steps.items() if step.is_done] == []
        assert all(step.of >= 1 for step in steps.values())

    def test_a_sealed_inspection_is_work_to_the_cleared_alone(self, bare: object) -> None:
        world = build_world(TODAY, [inspection("hidden", "C00", sealed=True)])
        assert told(world.cleared)["work"].is_done
        assert not told(world.uncleared)["work"].is_done

    def test_work_that_is_over_is_none(self, bare: object) -> None:
        past = inspection("past", "C00", sealed=False)
        days = past.period.end - MONDAY if past.period.end else timedelta()
        period = replace(past.period, start=TODAY - timedelta(days=30), end=TODAY - timedelta(days=30) + days)
        world = build_world(TODAY, [replace(past, period=period, on_site=(), notice=None)])
        assert not told(world.uncleared)["work"].is_done


def test_administrators_are_led_to_two_coordinators_and_a_liaison(empty: World) -> None:
    steps = disclosure.first_steps(empty.administrator, TODAY)
    assert steps == () or {step.key for step in steps} <= {"coordinators", "liaison"}


@pytest.mark.parametrize("role", ["liaison", "panel"])
def test_nobody_else_is_led(empty: World, role: str) -> None:
    with pytest.raises(NotAllowed):
        disclosure.first_steps(getattr(empty, role), TODAY)
