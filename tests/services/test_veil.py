"""The veil as a table: each role, tied or not, asks about a sealed inspection before and after its notice day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, MONDAY, NOTICE, TODAY, World, build_world, inspection, tied

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.services import disclosure
from peerinspect.services.reader import SIGNED_OUT, Reader
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.store import history
from peerinspect.store.loading import load_placements

TARGET, HOME = CODES[0], CODES[5]
PEER = f"{HOME}-director"
HIDDEN, SEEN, REFUSED = "hidden", "seen", "refused"


@pytest.fixture
def veiled(bare: object) -> World:
    """A sealed inspection of the target, with a peer from home who accepted; and an announced one elsewhere."""
    duties = [inspection("secret", TARGET), inspection("public", CODES[7], sealed=False)]
    world = build_world(TODAY, duties)
    with store.transaction():
        load_placements([Placement(PEER, "secret", "accepted")], [])
    return world


READERS: dict[str, Callable[[World], Reader]] = {
    "cleared coordinator": lambda world: world.cleared,
    "cleared coordinator who works for the council": lambda world: tied(world.cleared, TARGET),
    "cleared coordinator who works for another": lambda world: tied(world.cleared, CODES[9]),
    "other coordinator": lambda world: world.uncleared,
    "other coordinator who works for the council": lambda world: tied(world.uncleared, TARGET),
    "liaison": lambda world: world.liaison,
    "liaison who works for the council": lambda world: tied(world.liaison, TARGET),
    "panel": lambda world: world.panel,
    "administrator": lambda world: world.administrator,
    "assigned peer": lambda world: world.director(HOME),
    "peer's chief executive": lambda world: world.chief(HOME),
    "council's director": lambda world: world.director(TARGET),
    "council's senior manager": lambda world: world.senior(TARGET),
    "council's chief executive": lambda world: world.chief(TARGET),
    "another director": lambda world: world.director(CODES[8]),
    "public": lambda world: SIGNED_OUT,
}

QUERIES: dict[str, Callable[[Reader, date], object]] = {
    "duty": lambda reader, day: disclosure.duty(reader, "secret", day),
    "duties": lambda reader, day: disclosure.duties(reader, "inspect", day),
    "calendar": lambda reader, day: disclosure.inspection_calendar(reader, day, day),
    "authority": lambda reader, day: disclosure.authority(reader, TARGET, day),
    "week": lambda reader, day: disclosure.week(reader, MONDAY, day),
    "sheet": lambda reader, day: disclosure.team_sheet(reader, "secret", day),
    "candidates": lambda reader, day: disclosure.candidates(reader, "secret", day),
    "home": lambda reader, day: disclosure.attention(reader, "unfilled-seats", day),
    "history": lambda reader, day: disclosure.events_about(reader, "secret", day),
    "person": lambda reader, day: disclosure.person(reader, PEER, day),
    "my duties": lambda reader, day: disclosure.my_duties(reader, day),
    "council people": lambda reader, day: disclosure.council_people(reader, day),
    "appointments": lambda reader, day: disclosure.public_appointments(day),
}

BEFORE = {
    # In the order of COLUMNS.
    "cleared coordinator": (SEEN, SEEN, SEEN, SEEN, SEEN, SEEN, SEEN, REFUSED, REFUSED),
    "cleared coordinator who works for the council": (HIDDEN,) * 7 + (REFUSED, REFUSED),
    "cleared coordinator who works for another": (HIDDEN,) * 7 + (REFUSED, REFUSED),
    "other coordinator": (HIDDEN,) * 7 + (REFUSED, REFUSED),
    "other coordinator who works for the council": (HIDDEN,) * 7 + (REFUSED, REFUSED),
    "liaison": (SEEN, SEEN, SEEN, SEEN, SEEN, SEEN, SEEN, REFUSED, REFUSED),
    "liaison who works for the council": (HIDDEN,) * 7 + (REFUSED, REFUSED),
    "panel": (HIDDEN, HIDDEN, REFUSED, HIDDEN, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    "administrator": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    "assigned peer": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, HIDDEN, HIDDEN, REFUSED),
    "peer's chief executive": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, HIDDEN),
    "council's director": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, REFUSED, HIDDEN, REFUSED),
    "council's senior manager": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, REFUSED, HIDDEN, REFUSED),
    "council's chief executive": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, REFUSED, REFUSED, HIDDEN),
    "another director": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, REFUSED, HIDDEN, REFUSED),
    "public": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
}
"""Whether the inspection shows: its id, or its council named beside an inspection. REFUSED: not the reader's to ask."""
COLUMNS = ("duty", "duties", "calendar", "authority", "week", "sheet", "person", "my duties", "council people")


def answer(query: str, reader: Reader, day: date) -> str:
    """seen, hidden or refused. An address that leads nowhere hides as well as a list without the row."""
    try:
        text = repr(QUERIES[query](reader, day))
    except NotAllowed:
        return REFUSED
    except NotFound:
        return HIDDEN if query in ("duty", "sheet", "candidates") else REFUSED
    return SEEN if f"Inspection of Council {TARGET}" in text or "'secret'" in text else HIDDEN


@pytest.mark.parametrize("who", READERS)
def test_before_the_notice_day(veiled: World, who: str) -> None:
    reader = READERS[who](veiled)
    day = NOTICE - timedelta(days=1)
    assert tuple(answer(query, reader, day) for query in COLUMNS) == BEFORE[who]


@pytest.mark.parametrize("who", READERS)
def test_before_the_notice_day_an_unknown_duty_and_a_sealed_one_answer_alike(veiled: World, who: str) -> None:
    reader = READERS[who](veiled)
    if BEFORE[who][0] == SEEN:
        pytest.skip("this reader may know of it")
    told = []
    for id_ in ("secret", "never-was"):
        for query in (disclosure.duty, disclosure.team_sheet, disclosure.candidates):
            with pytest.raises((NotFound, NotAllowed)) as refusal:
                query(reader, id_, TODAY)
            told.append((query.__name__, type(refusal.value), str(refusal.value)))
    assert told[:3] == told[3:]


AFTER = {
    "other coordinator": (SEEN, SEEN, SEEN, SEEN, SEEN, SEEN, SEEN, REFUSED, REFUSED),
    "cleared coordinator who works for the council": (SEEN,) * 7 + (REFUSED, REFUSED),
    "assigned peer": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, SEEN, SEEN, REFUSED),
    "peer's chief executive": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, SEEN, REFUSED, SEEN),
    "panel": (SEEN, HIDDEN, REFUSED, SEEN, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    "another director": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, REFUSED, HIDDEN, REFUSED),
    "public": (HIDDEN, REFUSED, REFUSED, HIDDEN, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
    "council's director": (SEEN, REFUSED, REFUSED, SEEN, REFUSED, REFUSED, REFUSED, HIDDEN, REFUSED),
    "council's chief executive": (SEEN, REFUSED, REFUSED, SEEN, REFUSED, REFUSED, REFUSED, REFUSED, HIDDEN),
}


@pytest.mark.parametrize("who", AFTER)
def test_from_the_notice_day(veiled: World, who: str) -> None:
    reader = READERS[who](veiled)
    assert tuple(answer(query, reader, NOTICE) for query in COLUMNS) == AFTER[who]


class TestBlindHolding:
    """Dates without a council."""

    def test_the_peer_sees_dates(self, veiled: World) -> None:
        own = disclosure.my_duties(veiled.director(HOME), TODAY).coming[0]
        assert own.on_site[0].start == MONDAY
        assert (own.councils, own.title) == ((), "An inspection of a council that will be named later")
        assert own.days == 5
        assert "secret" not in own.address

    def test_their_chief_executive_sees_dates_and_days(self, veiled: World) -> None:
        peer = next(one for one in disclosure.council_people(veiled.chief(HOME), TODAY) if one.person_id == PEER)
        assert [(held.title, held.days, held.periods[0].start) for held in peer.duties] == [
            ("A duty at another council", 5, MONDAY)
        ]

    def test_an_uncleared_coordinator_sees_a_person_who_is_away(self, veiled: World) -> None:
        assert [period.start for period in disclosure.person(veiled.uncleared, PEER, TODAY).unavailable] == [MONDAY]
        assert disclosure.person(veiled.cleared, PEER, TODAY).unavailable == ()
        assert disclosure.person(tied(veiled.uncleared, TARGET), PEER, TODAY).unavailable == ()

    def test_who_stands_down_never_learns_whose_it_was(self, veiled: World) -> None:
        with store.transaction():
            store.db.session.execute(store.db.text("UPDATE placement SET status = 'stood-down'"))
        past = disclosure.my_duties(veiled.director(HOME), MONDAY + timedelta(days=60)).past
        assert [own.councils for own in past] == [()]


class TestLooks:
    """Each look of whoever may know of sealed work is written down."""

    @pytest.mark.parametrize(
        "query", ["duty", "duties", "calendar", "authority", "week", "sheet", "candidates", "home", "person"]
    )
    def test_before_anything_is_shown(self, veiled: World, query: str) -> None:
        if query == "home":
            with store.transaction():
                store.db.session.execute(store.db.text("DELETE FROM placement"))
        before = len(history.events())
        QUERIES[query](veiled.cleared, NOTICE - timedelta(days=1))
        looks = history.events()[: len(history.events()) - before]
        assert [(look.user, look.action in ("look", "look-at-list")) for look in looks] == [("cleared", True)]
        assert TARGET not in repr(looks)

    def test_the_ofsted_liaisons_too(self, veiled: World) -> None:
        disclosure.duty(veiled.liaison, "secret", TODAY)
        look = history.events()[0]
        assert (look.user, look.action, look.duty) == ("liaison", "look", "secret")

    def test_not_for_open_work_nor_after_the_notice_day(self, veiled: World) -> None:
        before = len(history.events())
        disclosure.duty(veiled.cleared, "public", TODAY)
        disclosure.duty(veiled.liaison, "public", TODAY)
        disclosure.duty(veiled.cleared, "secret", NOTICE)
        assert len(history.events()) == before

    def test_show_in_the_history_of_the_duty_to_those_who_may_know(self, veiled: World) -> None:
        disclosure.duty(veiled.cleared, "secret", TODAY)
        lines = disclosure.events_about(veiled.liaison, "secret", TODAY)
        assert ("Cleared", "Looked at this sealed inspection.") in [(line.by, line.sentence) for line in lines]
        for reader in (veiled.uncleared, tied(veiled.liaison, TARGET)):
            assert disclosure.events_about(reader, "secret", TODAY) == ()
            assert disclosure.events_about(reader, "cleared", TODAY) == ()


def test_a_coordinators_home_counts_nothing_sealed(veiled: World) -> None:
    with store.transaction():
        store.db.session.execute(store.db.text("DELETE FROM placement"))
    day = NOTICE - timedelta(days=1)
    counts = {
        reader.user_id: {count.key: count.number for count in disclosure.coordinator_home(reader, day).counts}
        for reader in (veiled.cleared, veiled.uncleared)
    }
    assert counts["cleared"]["unfilled-seats"] == 2
    assert counts["uncleared"]["unfilled-seats"] == 1


def test_days_used_count_nothing_sealed(veiled: World) -> None:
    used = {
        reader.user_id: disclosure.person(reader, PEER, TODAY).line.days_used
        for reader in (veiled.cleared, veiled.uncleared, replace(veiled.chief(HOME)))
    }
    assert list(used.values()) == [5, 0, 0]


def test_public_appointments_are_of_chairs_in_post(veiled: World) -> None:
    assert disclosure.public_appointments(TODAY) == ()
