"""An empty seat offered to the first reserve whom no rule forbids. Source: design, sections 5 and 7."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from held_world import SEALED, Held, held_world, put, row_of
from small_world import CODES, NOTICE, TODAY, World, tied

from peerinspect import store
from peerinspect.domain import Roster
from peerinspect.files import roster_bytes
from peerinspect.independence.rulebook import VERSION
from peerinspect.services import disclosure
from peerinspect.services.declarations import DeclareInterest, declare_interest
from peerinspect.services.holding_back.reserves import PromoteReserve, promote_reserve
from peerinspect.services.lives.placing import TakePlacementStep, take_placement_step
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.tables import PlacementRow, ReserveRow, RosterPartRow, RosterRow

pytestmark = pytest.mark.usefixtures("bare")
BOARD = "board-0"


def roster_with_reserves(part: str, duty: str, person: str, reserves: list[str], user: str = "cleared") -> None:
    """A roster whose part keeps these reserves for the person, the first to ask first."""
    with store.transaction():
        store.add(
            RosterRow(
                id=f"roster-{duty}",
                title="A roster",
                state="published",
                as_of=TODAY,
                made_at=datetime(2026, 3, 1, tzinfo=UTC),
                made_by=user,
            )
        )
        row = RosterPartRow(
            roster=f"roster-{duty}",
            part=part,
            status="feasible",
            problem_digest="",
            rulebook=VERSION,
            policy="",
            problem_bytes=b"",
            roster_bytes=roster_bytes(Roster(f"sha256:{'0' * 64}", VERSION, "", "", "", 0, "feasible", (), (), ())),
            reserves="done",
        )
        store.add(row)
        for rank, substitute in enumerate(reserves, start=1):
            store.add(ReserveRow(part=row.id, duty=duty, person=person, rank=rank, substitute=substitute))


@pytest.fixture
def held() -> Held:
    """A sealed inspection whose peer was stood down; three reserves are known."""
    found = held_world()
    line = [f"{found.helpers[1]}-{role}" for role in ("director", "senior")]
    roster_with_reserves("sealed-0", SEALED, found.person, [*line, f"{found.target}-director"])
    put(found.person)
    step = TakePlacementStep(SEALED, found.address, "stand-down", reason="T's objection was upheld")
    take_placement_step(step, found.world.cleared, TODAY)
    return found


def first(held: Held, number: int = 1) -> str:
    return f"{held.helpers[1]}-{'director' if number == 1 else 'senior'}"


def promote(held: Held, name: str = "cleared", person: str = "") -> str:
    return promote_reserve(PromoteReserve(SEALED, person), getattr(held.world, name), TODAY)


@pytest.mark.parametrize("name", ["cleared", "liaison"])
def test_the_first_reserve_is_asked(held: Held, name: str) -> None:
    assert promote(held, name) == first(held)
    assert (row_of(first(held)).status, row_of(first(held)).offered_on) == ("offered", TODAY)
    event = history.events()[0]
    assert (event.action, event.duty, event.user) == ("hold-placement", SEALED, name)


def test_from_the_notice_day_on_the_reserves_of_its_sealed_part_are_still_asked(held: Held) -> None:
    """That is when the council objects to somebody; by then the inspection is open work."""
    asked = promote_reserve(PromoteReserve(SEALED), held.world.liaison, NOTICE)
    assert asked == first(held)
    assert row_of(first(held)).status == "offered"


def test_who_steps_in_is_shown_before_the_click(held: Held) -> None:
    found = disclosure.reserve_offer(held.world.cleared, SEALED, TODAY)
    assert (found.person_id, found.passed_over) == (first(held), ())
    assert found.left == (f"Director {held.helpers[0]} was stood down.",)
    assert promote(held, person=found.person_id) == first(held)


def test_where_somebody_else_would_step_in_by_now_nothing_is_done(held: Held) -> None:
    declare_interest(DeclareInterest(held.target, "family"), held.world.director(held.helpers[1]), TODAY)
    with pytest.raises(Refusal, match=f"By now Senior {held.helpers[1]} would step in"):
        promote(held, person=first(held))
    assert store.db.session.get(PlacementRow, (first(held, 2), SEALED)) is None


def test_whom_a_rule_forbids_is_passed_over_with_the_reason_in_words(held: Held) -> None:
    declare_interest(DeclareInterest(held.target, "family"), held.world.director(held.helpers[1]), TODAY)
    found = disclosure.reserve_offer(held.world.liaison, SEALED, TODAY)
    assert (found.person_id, [name for name, _ in found.passed_over]) == (
        first(held, 2),
        [f"Director {held.helpers[1]}"],
    )
    assert "family" in found.passed_over[0][1].lower()
    assert promote(held) == first(held, 2)


def test_nobody_of_another_circle_steps_in_and_then_nobody(held: Held) -> None:
    put(first(held), status="declined")
    put(first(held, 2), status="declined")
    found = disclosure.reserve_offer(held.world.cleared, SEALED, TODAY)
    assert found.person_id == ""
    assert [why for _, why in found.passed_over][:2] == ["They have declined this duty."] * 2
    assert "wrong group" in found.passed_over[2][1]
    with pytest.raises(Refusal, match="No reserve may step in"):
        promote(held)


def test_a_second_click_finds_the_seat_taken(held: Held) -> None:
    promote(held)
    before = history.length()
    with pytest.raises(Refusal, match="No seat is free"):
        promote(held)
    assert history.length() == before


def test_without_reserves_it_says_what_to_do() -> None:
    held = held_world()
    with pytest.raises(Refusal, match="No reserve is known"):
        promote(held)


def test_whoever_may_not_know_learns_nothing(held: Held) -> None:
    world = held.world
    for reader in (world.uncleared, tied(world.liaison, held.target), tied(world.cleared, CODES[11])):
        told = []
        for duty in (SEALED, "no-such-duty"):
            for ask in (
                lambda duty=duty, reader=reader: promote_reserve(PromoteReserve(duty), reader, TODAY),
                lambda duty=duty, reader=reader: disclosure.reserve_offer(reader, duty, TODAY),
                lambda duty=duty, reader=reader: disclosure.who_left(reader, duty, TODAY),
                lambda duty=duty, reader=reader: disclosure.asked_again(reader, duty, TODAY),
            ):
                with pytest.raises(NotFound) as refusal:
                    ask()
                told.append(str(refusal.value))
        assert set(told) == {"no such duty"}
    for reader in (world.director(CODES[5]), world.chief(CODES[5]), world.panel, world.administrator):
        with pytest.raises(NotAllowed):
            promote_reserve(PromoteReserve(SEALED), reader, TODAY)


def test_open_work_is_for_every_coordinator(world: World) -> None:
    person, reserve = f"{CODES[3]}-director", f"{CODES[4]}-director"
    roster_with_reserves("open", BOARD, person, [reserve], "uncleared")
    put(person, BOARD, "declined")
    found = disclosure.reserve_offer(world.uncleared, BOARD, TODAY)
    assert (found.person_id, found.left) == (reserve, (f"Director {CODES[3]} declined.",))
    assert promote_reserve(PromoteReserve(BOARD, reserve), world.uncleared, TODAY) == reserve
    assert row_of(reserve, BOARD).status == "offered"
