"""The log of who could know what of a sealed inspection, from when on, and how: every way, once, in its order."""

from __future__ import annotations

import pytest
from held_world import SEALED, TEN_BEFORE, Held, held_world, put, row_of, sign, tell
from small_world import CODES, NOTICE, TODAY, tied

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.holding_back.log import COUNCIL, DATES, in_words, look_as_operator, who_knew_when
from peerinspect.services.reader import SIGNED_OUT
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.store import history

pytestmark = pytest.mark.usefixtures("bare")


@pytest.fixture
def held() -> Held:
    """One person on a sealed inspection, and another who is asked."""
    found = held_world(seats=2)
    put(found.person)
    put(f"{found.helpers[1]}-director", status="offered")
    return found


def told(name: str) -> list[tuple[str, str]]:
    """What the log says of somebody: how much they knew, and by what."""
    return [(each.what, each.how) for each in who_knew_when(SEALED) if each.name == name]


def test_each_way_of_knowing_has_its_line(held: Held) -> None:
    name = f"Director {held.helpers[0]}"
    assert told(name) == [(DATES, "Was asked to do it")]
    sign(held)
    assert (DATES, "Signed the undertaking") in told(name)
    assert not any(what == COUNCIL for what, _ in told(name))
    tell(held, held.world.cleared)
    assert (COUNCIL, "Was told whose inspection it is") in told(name)
    assert told(f"Director {held.helpers[1]}") == [(DATES, "Was asked to do it")]
    assert told("Liaison") == [(COUNCIL, "The Ofsted liaison")]


def test_each_look_is_a_line_of_its_own_with_its_moment(held: Held) -> None:
    before = len(told("Cleared"))
    disclosure.duty(held.world.cleared, SEALED, TODAY)
    disclosure.duties(held.world.cleared, None, TODAY)
    looks = [each for each in who_knew_when(SEALED) if each.name == "Cleared" and len(each.since) > 10]
    assert len(told("Cleared")) == before + 2
    assert len({each.how for each in looks}) == 2
    assert all(each.what == COUNCIL for each in looks)


def test_a_look_at_other_work_is_no_line(held: Held) -> None:
    before = who_knew_when(SEALED)
    disclosure.people(held.world.cleared, TODAY)
    disclosure.duties(held.world.uncleared, None, TODAY)
    assert who_knew_when(SEALED) == before


def test_lines_stand_in_the_order_of_their_days(held: Held) -> None:
    sign(held)
    tell(held, held.world.cleared)
    days = [each.since for each in who_knew_when(SEALED)]
    assert days == sorted(days)
    assert len(days) > 5


def test_whoever_was_stood_down_stays_in_it(held: Held) -> None:
    sign(held)
    tell(held, held.world.cleared)
    with store.transaction():
        row = row_of(held.person)
        row.status, row.finer = "stood-down", None
    assert (COUNCIL, "Was told whose inspection it is") in told(f"Director {held.helpers[0]}")


def test_a_look_from_the_server_is_written_down_first(held: Held) -> None:
    assert not told("The command line")
    before = set(who_knew_when(SEALED))
    assert set(look_as_operator(SEALED)) >= before, "nothing is lost by the look"
    assert told("The command line") == [(COUNCIL, "Looked at who knew of this sealed inspection, on the server.")]
    assert history.verify() == []


def test_it_is_read_by_those_who_may_know_and_for_others_there_is_none(held: Held) -> None:
    world = held.world
    assert disclosure.who_knew_when(world.liaison, SEALED, TEN_BEFORE)
    assert disclosure.who_knew_when(world.cleared, SEALED, TEN_BEFORE)
    for reader in (world.uncleared, tied(world.liaison, held.target), tied(world.cleared, CODES[5])):
        refusals = []
        for duty in (SEALED, "no-such-duty"):
            with pytest.raises(NotFound) as refused:
                disclosure.who_knew_when(reader, duty, TODAY)
            refusals.append(str(refused.value))
        assert refusals[0] == refusals[1], "hidden and not there are answered alike"
    for reader in (held.peer, world.chief(held.target), world.panel, world.administrator, SIGNED_OUT):
        with pytest.raises(NotAllowed):
            disclosure.who_knew_when(reader, SEALED, TODAY)


def test_it_can_be_read_after_the_notice_day_too(held: Held) -> None:
    assert disclosure.who_knew_when(held.world.cleared, SEALED, NOTICE)


@pytest.mark.parametrize("duty", ["no-such-duty", "board-0"])
def test_of_other_work_there_is_none(held: Held, duty: str) -> None:
    with pytest.raises(NotFound):
        who_knew_when(duty)


@pytest.mark.parametrize(
    ("since", "words"),
    [("", "Not known"), ("2026-03-02", "2 March 2026"), ("2026-03-02T09:05:00+00:00", "2 March 2026, 09:05")],
)
def test_moments_are_told_as_pages_write_them(since: str, words: str) -> None:
    assert in_words(since) == words
