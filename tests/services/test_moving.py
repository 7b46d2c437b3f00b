"""Moving an inspection to another week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small_world import CODES, MONDAY, NOTICE, TODAY, World, build_world, inspection, tied

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.services import disclosure
from peerinspect.services.availability import AddLeave, add_leave
from peerinspect.services.inspections import MoveInspection, move_inspection
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.loading import load_placements
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.tables import DutyRow, PlacementRow

TARGET, HOME = CODES[0], CODES[5]
PEER = f"{HOME}-director"
LATER = MONDAY + timedelta(weeks=2)


@pytest.fixture
def planned(bare: object) -> World:
    """A sealed inspection and an open one, each with a peer who accepted."""
    duties = [inspection("secret", TARGET), inspection("public", CODES[7], sealed=False)]
    world = build_world(TODAY, duties)
    with store.transaction():
        load_placements(
            [Placement(PEER, "secret", "accepted"), Placement(f"{CODES[9]}-senior", "public", "offered")], []
        )
    return world


def duty(id_: str) -> Duty:
    return read_duties(TODAY, [id_])[id_]


def status(person: str, id_: str) -> str:
    return store.db.session.get_one(PlacementRow, (person, id_)).status


def refused(command: MoveInspection, reader: Reader, day: date = TODAY) -> dict[str, str]:
    before = history.length(), duty(command.duty_id)
    with pytest.raises(Refusal) as refusal:
        move_inspection(command, reader, day)
    assert (history.length(), duty(command.duty_id)) == before
    return refusal.value.messages


def test_days_on_site_and_notice_move_along(planned: World) -> None:
    move_inspection(MoveInspection("secret", LATER), planned.cleared, TODAY)
    days = Period(LATER, LATER + timedelta(days=4))
    found = duty("secret")
    assert (found.period, found.on_site, found.sealed) == (days, (days,), True)
    # 21 May lies six working days before 1 June 2026, the holiday of 25 May left out; so does 5 June before 15 June.
    assert (NOTICE, found.notice) == (date(2026, 5, 21), date(2026, 6, 5))


def test_bank_holidays_are_left_out_as_in_registering(planned: World) -> None:
    move_inspection(MoveInspection("public", date(2026, 5, 4)), planned.uncleared, TODAY)
    assert duty("public").on_site == (Period(date(2026, 5, 5), date(2026, 5, 8)),)


def test_who_had_accepted_is_asked_again_and_who_was_asked_is_asked_still(planned: World) -> None:
    assert move_inspection(MoveInspection("secret", LATER), planned.cleared, TODAY).asked_again == 1
    assert status(PEER, "secret") == "offered"
    assert move_inspection(MoveInspection("public", LATER), planned.cleared, TODAY).asked_again == 0
    assert status(f"{CODES[9]}-senior", "public") == "offered"


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        (None, "Enter the first day"),
        (MONDAY, "in this week already"),
        (MONDAY + timedelta(days=1), "Monday"),
        (date(2026, 8, 3), "August"),
        (TODAY - timedelta(weeks=1), "today or later"),
        (TODAY + timedelta(weeks=1), "later week"),
    ],
)
def test_weeks_that_no_inspection_can_be_in(planned: World, starts: date | None, said: str) -> None:
    assert said in refused(MoveInspection("secret", starts), planned.cleared)["starts"]


def test_from_the_notice_day_on_it_is_deferred_instead(planned: World) -> None:
    assert "Defer it instead" in refused(MoveInspection("secret", LATER), planned.cleared, NOTICE)[""]


@pytest.mark.parametrize("state", ["notified", "on-site", "reporting", "published", "deferred", "cancelled"])
def test_only_what_is_planned_is_moved(planned: World, state: str) -> None:
    with store.transaction():
        store.db.session.get_one(DutyRow, "public").state = state
    assert refused(MoveInspection("public", LATER), planned.cleared)[""]


def test_who_is_pinned_keeps_it_where_it_is(planned: World) -> None:
    with store.transaction():
        store.db.session.get_one(PlacementRow, (PEER, "secret")).pinned = True
    assert f"Director {HOME}" in refused(MoveInspection("secret", LATER), planned.cleared)[""]


class TestObjections:
    """What a rule has against it is said first; then whoever it forbids is stood down."""

    @pytest.fixture
    def away(self, planned: World) -> World:
        add_leave(AddLeave(LATER, LATER + timedelta(days=4)), planned.senior(CODES[9]), TODAY)
        return planned

    def test_are_told_before_anything_moves(self, away: World) -> None:
        told = refused(MoveInspection("public", LATER), away.uncleared)
        assert list(told) == ["accepts"]
        assert f"Senior {CODES[9]}" in told["accepts"]

    def test_whoever_is_forbidden_is_stood_down(self, away: World) -> None:
        moved = move_inspection(MoveInspection("public", LATER, accepts=True), away.uncleared, TODAY)
        assert [(each.person, each.is_forbidden) for each in moved.effects] == [(f"{CODES[9]}-senior", True)]
        assert status(f"{CODES[9]}-senior", "public") == "stood-down"

    def test_of_sealed_work_are_told_to_the_cleared_alone_and_stand_nobody_down(self, planned: World) -> None:
        """The peer of the sealed inspection is a colleague of somebody on the open one, who comes into its week."""
        with store.transaction():
            load_placements([Placement(f"{HOME}-senior", "public", "offered")], [])
        move_inspection(MoveInspection("public", LATER), planned.cleared, TODAY)
        back = MoveInspection("public", MONDAY)
        with pytest.raises(Refusal) as refusal:
            move_inspection(back, planned.cleared, TODAY)
        assert set(refusal.value.messages) == {"accepts"}
        assert history.events()[0].action == "look-at-list"
        moved = move_inspection(back, planned.uncleared, TODAY)
        assert moved.effects == ()
        assert status(f"{HOME}-senior", "public") == "offered"


class TestTheVeil:
    """A sealed inspection cannot be moved by whoever may not know of it, and is answered as nothing is."""

    def test_it_is_not_there(self, planned: World) -> None:
        for reader in (planned.uncleared, tied(planned.cleared, HOME)):
            told = []
            for id_ in ("secret", "never-was"):
                with pytest.raises(NotFound) as refusal:
                    move_inspection(MoveInspection(id_, LATER), reader, TODAY)
                told.append(str(refusal.value))
            assert told[0] == told[1]

    def test_is_for_coordinators(self, planned: World) -> None:
        for reader in (planned.liaison, planned.panel, planned.director(TARGET), planned.chief(TARGET)):
            with pytest.raises(NotAllowed):
                move_inspection(MoveInspection("public", LATER), reader, TODAY)

    def test_nobody_under_the_veil_reads_of_a_move(self, planned: World) -> None:
        readers = [planned.uncleared, planned.director(TARGET), planned.chief(TARGET), tied(planned.liaison, TARGET)]
        before = [_seen(reader) for reader in readers]
        move_inspection(MoveInspection("secret", LATER), planned.cleared, TODAY)
        assert [_seen(reader) for reader in readers] == before

    def test_no_event_of_it_names_its_council(self, planned: World) -> None:
        move_inspection(MoveInspection("secret", LATER), planned.cleared, TODAY)
        told = history.events()[0]
        assert (told.action, told.duty) == ("move-inspection", "secret")
        assert f"Council {TARGET}" not in repr(told.payload)


def _seen(reader: Reader) -> list[str]:
    """What the reader can ask that an inspection could change."""
    asked = [
        lambda: disclosure.authority(reader, TARGET, TODAY),
        lambda: disclosure.duties(reader, None, TODAY),
        lambda: disclosure.inspection_calendar(reader, TODAY, TODAY),
        lambda: disclosure.coordinator_home(reader, TODAY),
        lambda: disclosure.my_duties(reader, TODAY),
        lambda: disclosure.council_people(reader, TODAY),
    ]
    found = []
    for query in asked:
        try:
            found.append(repr(query()))
        except (NotAllowed, NotFound) as refusal:
            found.append(type(refusal).__name__)
    return found


def test_a_move_leaves_one_event_and_a_chain_that_holds(planned: World) -> None:
    before = history.length()
    move_inspection(MoveInspection("public", LATER), planned.uncleared, TODAY)
    assert history.length() == before + 1
    assert history.verify() == []
