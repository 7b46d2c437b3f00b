"""What is read of some duties or people is what there is of them among all: narrower, and never different."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small_world import TODAY, World

from peerinspect import store
from peerinspect.domain import Period, kinds
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import Reader
from peerinspect.store.reading.people import read_people, willing_people, willing_with_consent
from peerinspect.store.tables import DutyRow

WEEK = timedelta(weeks=1)


def readers(world: World) -> dict[str, Reader]:
    return {"cleared": world.cleared, "not cleared": world.uncleared, "liaison": world.liaison}


@pytest.fixture(params=["cleared", "not cleared", "liaison"])
def sight(world: World, request: pytest.FixtureRequest) -> Sight:
    return Sight(readers(world)[request.param], TODAY)


def test_current_are_those_that_are_not_over(sight: Sight) -> None:
    expected = {id_: duty for id_, duty in sight.duties().items() if duty.last_day >= TODAY}
    assert expected
    assert sight.current() == expected
    for kind in kinds.KINDS:
        assert sight.current(kind) == {id_: duty for id_, duty in expected.items() if duty.kind == kind}


@pytest.mark.parametrize("weeks", [-60, 0, 4, 30])
def test_within_a_span_are_those_with_a_day_in_it(sight: Sight, weeks: int) -> None:
    first = TODAY + weeks * WEEK
    for span in (Period(first, first + WEEK), Period(first, None), Period(None, first)):
        expected = {id_: duty for id_, duty in sight.duties().items() if duty.period.overlaps(span)}
        assert sight.duties_within(span) == expected


def test_work_among_some_leaves_out_what_was_called_off(sight: Sight) -> None:
    every = sight.duties()
    gone, *others = sorted(id_ for id_, duty in every.items() if duty.kind == kinds.CHAIR)[:3]
    with store.transaction():
        row = store.db.session.get(DutyRow, gone)
        assert row is not None
        row.state = "cancelled"
    assert gone in sight.duties([gone])
    assert sight.work_among({gone, *others, "no such duty"}).keys() == sight.duties().keys() & {gone, *others}


def test_who_offers_something_is_told_as_among_all(world: World) -> None:
    willing = {id_: one for id_, one in read_people().items() if one.offers}
    assert willing
    assert {one.id: (one.name, one.declared_on, one.vetted_on) for one in willing_people()} == {
        id_: (one.name, one.declared_on, one.vetted_on) for id_, one in willing.items()
    }
    for day in (date(2000, 1, 1), TODAY - 20 * WEEK, TODAY):
        declared = {id_ for id_, one in willing.items() if one.declared_on is None or one.declared_on <= day}
        vetted = {id_ for id_, one in willing.items() if one.vetted_on is None or one.vetted_on <= day}
        assert {one.id for one in willing_people(declared_by=day)} == declared
        assert {one.id for one in willing_people(vetted_by=day)} == vetted
    lasting = [one for one in willing.values() if any((each.period.end or TODAY) >= TODAY for each in one.consents)]
    assert willing_with_consent(TODAY) == len(lasting)
