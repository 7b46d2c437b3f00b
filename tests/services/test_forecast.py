"""The forecast of supply through the service: what each reader may see of it, and what it says of weeks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from forecasts import count_all
from small_service import service
from small_world import CODES, MONDAY, TODAY, World, build_world, inspection

from peerinspect import store
from peerinspect.services import disclosure, forecasting
from peerinspect.services.availability import AddLeave, add_leave
from peerinspect.services.circles import helpers_of
from peerinspect.services.forecasting import ANNOUNCED, ENGLAND, UNANNOUNCED, Stopped
from peerinspect.services.inspections import RegisterInspection, register_inspection
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.services.schedule import ChangeSchedule, change_schedule
from peerinspect.services.veil import LOOK_AT_LIST
from peerinspect.store import history
from peerinspect.store.tables import PlacementRow

AUGUST = date(2026, 8, 10)
MAY_DAY = date(2026, 5, 4)
HIDDEN = date(2026, 9, 7)


@contextmanager
def life(folder: Path, start: Path) -> Iterator[None]:
    shutil.copytree(start, folder)
    with service(folder):
        yield


@pytest.fixture
def start(tmp_path: Path, empty_store: Path) -> tuple[Path, World]:
    """A service with an announced inspection, from which two lives can begin."""
    shutil.copytree(empty_store, tmp_path / "start")
    with service(tmp_path / "start"):
        world = build_world(TODAY, [inspection("announced", CODES[5], sealed=False)])
    return tmp_path / "start", world


def seen(reader: Reader) -> dict[str, str]:
    """All that the year of inspections tells the reader, but for when it was counted."""
    found = {
        "settings": repr(disclosure.schedule(reader, TODAY)),
        "choice": repr(disclosure.week_choice(reader, HIDDEN, TODAY)),
        "year": repr(disclosure.inspection_year(reader, TODAY, UNANNOUNCED, TODAY)),
        "sheet": repr(disclosure.week_sheet(reader, HIDDEN, TODAY)),
        **{f"best {code}": repr(disclosure.best_weeks(reader, code, UNANNOUNCED, TODAY)) for code in CODES},
    }
    for number in range(40):
        day = TODAY + timedelta(weeks=number)
        found[f"week {day}"] = repr(disclosure.supply_week(reader, day, UNANNOUNCED, TODAY))
    return {name: re.sub(r"datetime\.datetime\([^)]*\)", "a moment", text) for name, text in found.items()}


class TestVeil:
    def test_a_sealed_inspection_and_who_does_it_change_nothing_for_the_uncleared(
        self, start: tuple[Path, World], tmp_path: Path
    ) -> None:
        folder, world = start
        readings = {}
        for name in ("without", "with"):
            with life(tmp_path / name, folder):
                if name == "with":
                    hidden = register_inspection(RegisterInspection((CODES[3],), HIDDEN), world.cleared, TODAY)
                    place(world, hidden, CODES[3])
                count_all(TODAY)
                readings[name] = seen(world.uncleared)
                cleared = disclosure.supply_week(world.cleared, HIDDEN, UNANNOUNCED, TODAY).regions[0]
                readings[name]["cleared"] = repr(cleared)
        assert readings["without"].pop("cleared") != readings["with"].pop("cleared"), "else this proves nothing"
        assert readings["without"] == readings["with"]

    def test_the_uncleared_are_not_even_shown_that_it_was_counted_again(self, world: World) -> None:
        count_all(TODAY)
        before = disclosure.inspection_year(world.uncleared, TODAY, ANNOUNCED, TODAY)
        hidden = register_inspection(RegisterInspection((CODES[3],), HIDDEN), world.cleared, TODAY)
        place(world, hidden, CODES[3])
        assert disclosure.inspection_year(world.uncleared, TODAY, ANNOUNCED, TODAY) == before
        count_all(TODAY)
        assert disclosure.inspection_year(world.uncleared, TODAY, ANNOUNCED, TODAY) == before

    def test_who_asks_for_what_they_may_not_see_gets_the_other(self, world: World) -> None:
        count_all(TODAY)
        assert disclosure.inspection_year(world.uncleared, TODAY, UNANNOUNCED, TODAY).scope == ANNOUNCED
        assert disclosure.inspection_year(world.uncleared, TODAY, "", TODAY).scopes == (ANNOUNCED,)
        assert disclosure.inspection_year(world.cleared, TODAY, "", TODAY).scope == UNANNOUNCED
        assert disclosure.inspection_year(world.liaison, TODAY, ANNOUNCED, TODAY).scope == ANNOUNCED

    def test_it_is_for_those_who_plan(self, world: World) -> None:
        for reader in (world.director(CODES[0]), world.chief(CODES[0]), world.panel, world.administrator):
            for query in (
                lambda reader=reader: disclosure.inspection_year(reader, TODAY, "", TODAY),
                lambda reader=reader: disclosure.supply_week(reader, TODAY, "", TODAY),
                lambda reader=reader: disclosure.best_weeks(reader, CODES[0], "", TODAY),
                lambda reader=reader: disclosure.week_choice(reader, TODAY, TODAY),
                lambda reader=reader: disclosure.schedule(reader, TODAY),
                lambda reader=reader: disclosure.week_sheet(reader, TODAY, TODAY),
            ):
                with pytest.raises(NotAllowed):
                    query()

    def test_an_inspection_that_the_reader_may_not_know_of_cannot_be_moved(self, world: World) -> None:
        hidden = register_inspection(RegisterInspection((CODES[3],), HIDDEN), world.cleared, TODAY)
        with pytest.raises(NotFound):
            disclosure.week_move(world.uncleared, hidden, MONDAY, TODAY)
        with pytest.raises(NotFound):
            disclosure.week_move(world.cleared, "board-0", MONDAY, TODAY)
        assert disclosure.week_move(world.cleared, hidden, None, TODAY).target is None

    def test_looks_at_what_rests_on_sealed_inspections_are_recorded(self, world: World) -> None:
        register_inspection(RegisterInspection((CODES[3],), HIDDEN), world.cleared, TODAY)
        before = looks(world)
        disclosure.supply_week(world.cleared, HIDDEN, "", TODAY)
        disclosure.best_weeks(world.cleared, CODES[0], "", TODAY)
        disclosure.week_choice(world.cleared, HIDDEN, TODAY)
        assert looks(world) == before + 3


def looks(world: World) -> int:
    """How many looks at lists the cleared coordinator has taken."""
    return sum(event.action == LOOK_AT_LIST for event in history.events(world.cleared.user_id))


def place(world: World, duty: str, target: str) -> str:
    """Somebody of the circle that inspects the council has accepted the duty."""
    circle = helpers_of(world.circles[target])
    helper = next(f"{code}-director" for code in CODES if world.circles[code] == circle)
    with store.transaction():
        store.add(PlacementRow(person=helper, duty=duty, status="accepted", pinned=False))
    return helper


class TestCounting:
    def test_nothing_is_counted_before_it_is_asked_for(self, world: World) -> None:
        assert not forecasting.count_next(TODAY)
        year = disclosure.inspection_year(world.uncleared, TODAY, "", TODAY)
        assert (year.counted_at, year.most_people, year.weeks[0].supply) == (None, 0, None)
        assert forecasting.count_next(TODAY)
        assert not forecasting.count_next(TODAY)
        year = disclosure.inspection_year(world.uncleared, TODAY, "", TODAY)
        assert year.counted_at is not None
        assert all(week.supply and week.supply.people == 24 for week in year.weeks)

    def test_leave_is_counted_once_somebody_looks_again(self, world: World) -> None:
        count_all(TODAY)
        away = AddLeave(MONDAY, MONDAY + timedelta(days=1))
        add_leave(away, world.director(CODES[0]), TODAY)
        assert england(world.uncleared, MONDAY).eligible == 24, "what is known stays until it is counted again"
        count_all(TODAY)
        line = england(world.uncleared, MONDAY)
        assert line.eligible == 23
        assert [(one.rule, one.first, one.alone) for one in line.rules] == [("unavailable", 1, 1)]
        assert england(world.uncleared, MONDAY + timedelta(weeks=1)).eligible == 24

    def test_what_ends_with_the_service_is_no_forecast(self, world: World) -> None:
        forecasting.forecast(ANNOUNCED, TODAY)
        with pytest.raises(Stopped):
            while forecasting.count_next(TODAY, lambda: True):
                pass
        assert not forecasting.forecast(ANNOUNCED, TODAY).is_complete

    def test_a_council_is_inspected_unannounced_by_the_next_circle_alone(self, world: World) -> None:
        count_all(TODAY)
        week = forecasting.forecast(UNANNOUNCED, TODAY).weeks[MONDAY]
        for code in CODES:
            wanted = helpers_of(world.circles[code])
            assert week.councils[code] == 2 * sum(world.circles[one] == wanted for one in CODES)
        assert week.groups[ENGLAND].eligible == 24


def england(reader: Reader, monday: date) -> disclosure.supply_week:
    """The first region of a week: England."""
    return disclosure.supply_week(reader, monday, ANNOUNCED, TODAY).regions[0]


class TestWeeks:
    def test_holidays_august_and_the_past_are_said(self, world: World) -> None:
        assert disclosure.week_choice(world.uncleared, MAY_DAY, TODAY).warnings == ("Bank holiday: May Day",)
        august = disclosure.week_choice(world.uncleared, AUGUST, TODAY)
        assert not august.is_open
        assert august.warnings == ("Closed: inspections do not start in August",)
        assert not disclosure.week_choice(world.uncleared, TODAY - timedelta(weeks=1), TODAY).is_open

    def test_a_full_week_is_said_and_offers_no_further_start(self, world: World) -> None:
        change_schedule(ChangeSchedule(1, "The team is small"), world.uncleared, TODAY)
        register_inspection(RegisterInspection((CODES[5],), MONDAY, sealed=False), world.uncleared, TODAY)
        assert disclosure.week_choice(world.uncleared, MONDAY, TODAY).warnings == (
            "1 inspection starts already; 1 is the most",
        )
        weeks = {each.week.monday: each for each in disclosure.inspection_year(world.uncleared, TODAY, "", TODAY).weeks}
        assert not weeks[MONDAY].is_free
        assert weeks[MONDAY].warnings == ()
        assert weeks[MONDAY + timedelta(weeks=1)].is_free
        register_inspection(RegisterInspection((CODES[6],), MONDAY, sealed=False), world.uncleared, TODAY)
        weeks = {each.week.monday: each for each in disclosure.inspection_year(world.uncleared, TODAY, "", TODAY).weeks}
        assert weeks[MONDAY].warnings == ("2 inspections start; 1 is the most",)

    def test_a_week_without_people_is_said_before_anything_is_set(self, world: World) -> None:
        for code in CODES:
            for reader in (world.director(code), world.senior(code)):
                add_leave(AddLeave(MONDAY, MONDAY + timedelta(days=4)), reader, TODAY)
        count_all(TODAY)
        assert disclosure.week_choice(world.uncleared, MONDAY, TODAY).warnings == ("Nobody could go to England",)
        register_inspection(RegisterInspection((CODES[5],), MONDAY, sealed=False), world.uncleared, TODAY)
        count_all(TODAY)
        duty = disclosure.duties(world.uncleared, "inspect", TODAY)[0]
        weeks = {each.week.monday: each for each in disclosure.inspection_year(world.uncleared, TODAY, "", TODAY).weeks}
        assert weeks[MONDAY].warnings == ("Too few people for England: nobody for 1 empty seat",)
        move = disclosure.week_move(world.uncleared, duty.id, MONDAY + timedelta(weeks=1), TODAY)
        assert move.target is not None
        assert move.target.warnings == ()

    def test_moving_into_a_week_that_cannot_staff_it_says_so_first(self, world: World) -> None:
        duty = register_inspection(
            RegisterInspection((CODES[5],), MONDAY, sealed=False, seats=3), world.uncleared, TODAY
        )
        target = MONDAY + timedelta(weeks=4)
        kept_home = [world.director(code) for code in CODES] + [world.senior(code) for code in CODES[:10]]
        for reader in kept_home:
            add_leave(AddLeave(target, target), reader, TODAY)
        count_all(TODAY)
        choice = disclosure.week_move(world.uncleared, duty, target, TODAY).target
        assert choice is not None
        assert choice.is_counted
        assert choice.warnings == (
            "2 people could go there in that week, for 3 seats",
            "Too few people for England: 2 people for 3 empty seats",
        )


class TestBestWeeks:
    def test_most_people_come_first_and_why_is_said(self, world: World) -> None:
        good = MONDAY + timedelta(weeks=2)
        for number in range(70):
            monday = TODAY + timedelta(weeks=number)
            if monday != good:
                add_leave(AddLeave(monday, monday), world.director(CODES[1]), TODAY)
        count_all(TODAY)
        hints = disclosure.best_weeks(world.uncleared, CODES[0], ANNOUNCED, TODAY)
        assert hints.is_counted
        assert (hints.hints[0].monday, hints.hints[0].eligible, hints.usual) == (good, 22, 21)
        assert hints.hints[0].reasons == (
            "22 people could go: 1 more than in a usual week.",
            "1 fewer than in a usual week are away or at work elsewhere.",
            "Nothing else starts in it.",
            "No bank holiday falls in it.",
        )

    def test_no_week_is_named_that_an_inspection_cannot_be_set_for(self, world: World) -> None:
        change_schedule(ChangeSchedule(1, "The team is small"), world.uncleared, TODAY)
        count_all(TODAY)
        first = disclosure.best_weeks(world.uncleared, CODES[0], ANNOUNCED, TODAY).hints[0].monday
        register_inspection(RegisterInspection((CODES[5],), first, sealed=False), world.uncleared, TODAY)
        named = {hint.monday for hint in disclosure.best_weeks(world.uncleared, CODES[0], ANNOUNCED, TODAY).hints}
        assert first not in named
        assert all(monday.month != 8 and monday > TODAY + timedelta(weeks=1) for monday in named)

    def test_there_is_no_such_council(self, world: World) -> None:
        with pytest.raises(NotFound):
            disclosure.best_weeks(world.uncleared, "X99", ANNOUNCED, TODAY)
