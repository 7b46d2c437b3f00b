"""What people say they can do, and when: expertise, weeks away, busy days from a calendar, consent asked, prospects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World, board, inspection

from peerinspect import store
from peerinspect.domain import Period, Placement
from peerinspect.services import disclosure
from peerinspect.services.availability import LONGEST_EXPERTISE, AddLeave, SetOffers, add_leave, set_offers
from peerinspect.services.busy_days import MarkBusy, ReadCalendar, look_into, mark_busy
from peerinspect.services.consents import AskForConsent, ask_for_consent
from peerinspect.services.on_behalf import AddLeaveFor, add_leave_for
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.weeks_away import ChangeWeeksAway, change_weeks_away, mondays_ahead
from peerinspect.store import history
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.tables import LeaveRow, MessageRow, PersonSkillRow

ME = f"{CODES[0]}-director"
MONDAY = date(2026, 6, 1)
WEEK = timedelta(weeks=1)
DAYS = {"chair": 24}


@pytest.fixture
def me(world: World) -> Reader:
    """The first council's director."""
    return world.director(CODES[0])


def away(reader: Reader) -> list[tuple[date | None, date | None]]:
    return [(one.period.start, one.period.end) for one in disclosure.my_offers(reader, TODAY).leave]


def state_of(reader: Reader, monday: date, today: date = TODAY) -> str:
    return {week.monday: week.state for week in disclosure.my_weeks(reader, today)}[monday]


class TestExpertise:
    """Skills and a statement, beside the days."""

    @pytest.fixture(autouse=True)
    def _skills(self, world: World) -> None:
        sealed = replace(inspection("hidden", CODES[4]), skills=frozenset({"secret trade"}))
        wanted = replace(board("asks", CODES[4], TODAY), skills=frozenset({"finance", "early help"}))
        with store.transaction():
            load_duties([sealed, wanted])
            store.add(PersonSkillRow(person=ME, skill="finance"))

    def test_are_said_in_one_go(self, me: Reader) -> None:
        set_offers(SetOffers(DAYS, ("early help",), "  I led\r\na merger.  "), me, TODAY)
        mine = disclosure.my_expertise(me, TODAY)
        assert (mine.skills, mine.statement, mine.said_on) == (("early help",), "I led\na merger.", TODAY)
        set_offers(SetOffers(DAYS, (), ""), me, TODAY)
        assert disclosure.my_expertise(me, TODAY).statement == ""
        assert disclosure.my_expertise(me, TODAY).skills == ()

    def test_stay_as_they_are_where_nothing_is_said(self, me: Reader) -> None:
        set_offers(SetOffers(DAYS, ("finance",), "I know budgets"), me, TODAY)
        set_offers(SetOffers({"chair": 12}), me, TODAY)
        mine = disclosure.my_expertise(me, TODAY)
        assert (mine.skills, mine.statement) == (("finance",), "I know budgets")

    @pytest.mark.parametrize("skill", ["juggling", "secret trade"])
    def test_a_skill_that_only_sealed_work_names_is_refused_like_any_other(self, me: Reader, skill: str) -> None:
        with pytest.raises(Refusal) as refusal:
            set_offers(SetOffers(DAYS, (skill,)), me, TODAY)
        assert refusal.value.messages == {"skills": "Choose skills from the list"}

    def test_a_statement_is_short(self, me: Reader) -> None:
        set_offers(SetOffers(DAYS, (), "x" * LONGEST_EXPERTISE), me, TODAY)
        with pytest.raises(Refusal) as refusal:
            set_offers(SetOffers(DAYS, (), "x" * (LONGEST_EXPERTISE + 1)), me, TODAY)
        assert list(refusal.value.messages) == ["expertise"]

    def test_it_is_shown_to_coordinators_and_the_liaison_alone(self, world: World, me: Reader) -> None:
        set_offers(SetOffers(DAYS, (), "I led a merger"), me, TODAY)
        for reader in (world.uncleared, world.liaison, me):
            assert disclosure.person(reader, ME, TODAY).expertise == "I led a merger"
        assert disclosure.person(world.chief(CODES[0]), ME, TODAY).expertise == ""

    def test_it_stands_beside_the_duties_that_they_could_take(self, world: World, me: Reader) -> None:
        set_offers(SetOffers(DAYS, (), "I led a merger"), me, TODAY)
        found = disclosure.candidates(world.uncleared, "board-1", TODAY)
        assert {each.person_id: each.expertise for each in found.eligible}[ME] == "I led a merger"
        chief = world.chief(CODES[7])
        first = disclosure.shortlist(chief, "board-1", TODAY).lines[0].person_id
        code, role = first.split("-")
        reader = world.director(code) if role == "director" else world.senior(code)
        set_offers(SetOffers(DAYS, (), "I chaired a board"), reader, TODAY)
        said = {each.person_id: each.expertise for each in disclosure.shortlist(chief, "board-1", TODAY).lines}
        assert said[first] == "I chaired a board"


class TestWeeks:
    """The calendar of twelve months."""

    def test_shows_a_year_from_this_week_on(self, me: Reader) -> None:
        weeks = mondays_ahead(TODAY)
        assert (weeks[0], weeks[-1], len(weeks)) == (TODAY, TODAY + 52 * WEEK, 53)
        assert mondays_ahead(date(2026, 3, 8))[0] == date(2026, 3, 9), "on Sunday the week is over"

    def test_a_week_is_marked_and_taken_back(self, me: Reader) -> None:
        change_weeks_away(ChangeWeeksAway(add=(MONDAY, MONDAY + WEEK)), me, TODAY)
        assert away(me) == [(MONDAY, MONDAY + timedelta(days=13))]
        assert state_of(me, MONDAY) == "away"
        change_weeks_away(ChangeWeeksAway(take_back=(MONDAY,)), me, TODAY)
        assert away(me) == [(MONDAY + WEEK, MONDAY + timedelta(days=13))]

    def test_a_week_in_the_middle_leaves_both_sides(self, me: Reader) -> None:
        add_leave(AddLeave(MONDAY - timedelta(days=3), MONDAY + timedelta(days=16)), me, TODAY)
        change_weeks_away(ChangeWeeksAway(take_back=(MONDAY,)), me, TODAY)
        assert away(me) == [
            (MONDAY - timedelta(days=3), MONDAY - timedelta(days=1)),
            (MONDAY + WEEK, MONDAY + timedelta(days=16)),
        ]

    def test_what_somebody_wrote_down_keeps_its_mark_where_it_is_left(self, world: World, me: Reader) -> None:
        told = AddLeaveFor(ME, MONDAY, MONDAY + timedelta(days=11), "phone", "They called")
        add_leave_for(told, world.uncleared, TODAY)
        change_weeks_away(ChangeWeeksAway(take_back=(MONDAY,)), me, TODAY)
        left = disclosure.my_offers(me, TODAY).leave
        assert [(one.period.start, one.said.reference if one.said else "") for one in left] == [
            (MONDAY + WEEK, "They called")
        ]

    def test_an_open_end_is_cut_too(self, me: Reader) -> None:
        with store.transaction():
            store.add(LeaveRow(id="open", person=ME, starts=None, ends=None))
        change_weeks_away(ChangeWeeksAway(take_back=(MONDAY,)), me, TODAY)
        assert sorted(away(me), key=str) == sorted([(None, MONDAY - timedelta(days=1)), (MONDAY + WEEK, None)], key=str)

    def test_part_of_a_week_shows_as_part(self, me: Reader) -> None:
        add_leave(AddLeave(MONDAY, MONDAY), me, TODAY)
        assert (state_of(me, MONDAY), state_of(me, MONDAY + WEEK)) == ("part", "free")
        change_weeks_away(ChangeWeeksAway(add=(MONDAY,)), me, TODAY)
        assert away(me) == [(MONDAY, MONDAY), (MONDAY + timedelta(days=1), MONDAY + timedelta(days=6))]

    def test_a_second_time_changes_nothing(self, me: Reader) -> None:
        change_weeks_away(ChangeWeeksAway(add=(MONDAY,)), me, TODAY)
        before = history.length()
        change_weeks_away(ChangeWeeksAway(add=(MONDAY,)), me, TODAY)
        assert history.length() == before
        assert len(away(me)) == 1

    @pytest.mark.parametrize("day", [TODAY - WEEK, TODAY + 60 * WEEK, MONDAY + timedelta(days=1)])
    def test_only_weeks_of_the_calendar_are_taken(self, me: Reader, day: date) -> None:
        with pytest.raises(Refusal):
            change_weeks_away(ChangeWeeksAway(add=(day,)), me, TODAY)

    def test_is_for_people(self, world: World) -> None:
        with pytest.raises(NotFound):
            change_weeks_away(ChangeWeeksAway(add=(MONDAY,)), world.cleared, TODAY)


class TestBusyDays:
    """Out of one's own calendar."""

    FILE = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Private matter\nDTSTART;VALUE=DATE:20260601\n"
        b"DTEND;VALUE=DATE:20260606\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nDTSTART:20260610T090000\nDURATION:PT1H\n"
        b"END:VEVENT\nEND:VCALENDAR\n"
    )
    RUNS = ((date(2026, 6, 1), date(2026, 6, 5)), (date(2026, 6, 10), date(2026, 6, 10)))

    def test_are_shown_before_anything_is_kept(self, me: Reader) -> None:
        found = look_into(ReadCalendar(self.FILE), me, TODAY)
        assert (found.runs, found.known, found.events) == (self.RUNS, 0, 2)
        assert away(me) == []

    def test_the_same_file_twice_changes_nothing(self, me: Reader) -> None:
        assert mark_busy(MarkBusy(self.RUNS), me, TODAY) == 6
        before = history.length(), away(me)
        found = look_into(ReadCalendar(self.FILE), me, TODAY)
        assert (found.runs, found.known) == ((), 6)
        assert mark_busy(MarkBusy(self.RUNS), me, TODAY) == 0
        assert (history.length(), away(me)) == before

    def test_only_days_are_kept(self, me: Reader) -> None:
        mark_busy(MarkBusy(look_into(ReadCalendar(self.FILE), me, TODAY).runs), me, TODAY)
        assert "Private" not in repr(history.events())
        assert {row.reference for row in store.db.session.query(LeaveRow).filter_by(person=ME)} == {None}

    def test_times_of_day_can_be_left_out(self, me: Reader) -> None:
        assert look_into(ReadCalendar(self.FILE, whole_days_only=True), me, TODAY).runs == self.RUNS[:1]

    @pytest.mark.parametrize(
        "run",
        [
            (TODAY - timedelta(days=1), TODAY),
            (MONDAY, MONDAY - timedelta(days=1)),
            (MONDAY, date(2027, 9, 3)),
            (date.min, date.min),
        ],
    )
    def test_nothing_else_is_marked(self, me: Reader, run: tuple[date, date]) -> None:
        with pytest.raises(Refusal):
            mark_busy(MarkBusy((run,)), me, TODAY)
        assert away(me) == []

    def test_a_bad_file_is_refused_beside_its_field(self, me: Reader) -> None:
        with pytest.raises(Refusal) as refusal:
            look_into(ReadCalendar(b"hello"), me, TODAY)
        assert list(refusal.value.messages) == ["file"]


class TestAskingForConsent:
    """A question to one's own chief executive."""

    def test_stands_on_their_page_and_they_get_a_message(self, world: World, me: Reader) -> None:
        ask_for_consent(AskForConsent(ME, CODES[0], "For two years, please"), me, TODAY)
        shown = {one.person_id: one.request for one in disclosure.council_people(world.chief(CODES[0]), TODAY)}
        request = shown[ME]
        assert request is not None
        assert (request.note, request.asked_by) == ("For two years, please", me.name)
        told = store.db.session.query(MessageRow).filter_by(kind="consent-asked").all()
        assert [row.user for row in told] == [world.chief(CODES[0]).user_id]
        assert [home.is_asked for home in disclosure.my_homes(me, TODAY)] == [True]

    def test_is_asked_once(self, me: Reader) -> None:
        ask_for_consent(AskForConsent(ME, CODES[0]), me, TODAY)
        with pytest.raises(Refusal):
            ask_for_consent(AskForConsent(ME, CODES[0]), me, TODAY)

    def test_only_of_ones_own_councils_and_for_oneself(self, world: World, me: Reader) -> None:
        with pytest.raises(Refusal):
            ask_for_consent(AskForConsent(ME, CODES[1]), me, TODAY)
        for person in (f"{CODES[0]}-senior", "nobody", ""):
            with pytest.raises(NotFound):
                ask_for_consent(AskForConsent(person, CODES[0]), me, TODAY)


class TestProspects:
    """How likely one is to be asked."""

    def _of(self, reader: Reader, kind: str) -> tuple[int, int, int, str, int]:
        one = next(each for each in disclosure.my_prospects(reader, TODAY).kinds if each.kind == kind)
        return one.duties, one.seats, one.could, one.barred_by, one.barred

    def test_counts_what_is_open_and_what_could_be_theirs(self, me: Reader) -> None:
        # The small world has a board of their own council and another one.
        assert self._of(me, "chair") == (2, 2, 1, "own-authority", 1)
        assert self._of(me, "support") == (0, 0, 0, "", 0)

    def test_what_is_filled_and_has_begun_is_no_prospect(self, me: Reader) -> None:
        term = Period(TODAY - timedelta(weeks=4), TODAY + timedelta(weeks=40))
        with store.transaction():
            load_duties([replace(board("begun", CODES[4], TODAY), period=term)])
            load_placements([Placement(f"{CODES[5]}-senior", "begun", "live")], [])
        assert self._of(me, "chair") == (2, 2, 1, "own-authority", 1)

    def test_ones_own_is_no_prospect(self, me: Reader) -> None:
        with store.transaction():
            load_placements([Placement(ME, "board-1", "accepted")], [])
        assert self._of(me, "chair") == (1, 1, 0, "own-authority", 1)

    def test_what_is_filled_looks_for_nobody(self, me: Reader) -> None:
        with store.transaction():
            load_placements([Placement(f"{CODES[5]}-senior", "board-1", "accepted")], [])
        assert self._of(me, "chair") == (2, 1, 1, "own-authority", 1)

    def test_a_kind_that_is_not_offered_is_none_of_theirs(self, me: Reader) -> None:
        set_offers(SetOffers({"support": 5}), me, TODAY)
        chair = next(each for each in disclosure.my_prospects(me, TODAY).kinds if each.kind == "chair")
        assert (chair.is_offered, chair.seats, chair.could) == (False, 2, 0)

    def test_names_the_skills_that_are_missing(self, me: Reader) -> None:
        with store.transaction():
            load_duties([replace(board("asks", CODES[4], TODAY), skills=frozenset({"finance"}))])
        assert disclosure.my_prospects(me, TODAY).skills_asked == (("finance", 1),)

    def test_no_sealed_inspection_changes_a_word(self, world: World, me: Reader) -> None:
        readers = [me, world.director(CODES[4]), world.director(CODES[7])]
        before = [disclosure.my_prospects(reader, TODAY) for reader in readers]
        sealed = replace(inspection("hidden", CODES[4]), skills=frozenset({"secret trade"}))
        with store.transaction():
            load_duties([sealed])
            load_placements([Placement(ME, "hidden", "accepted")], [])
        assert [disclosure.my_prospects(reader, TODAY) for reader in readers] == before

    def test_an_announced_one_counts(self, me: Reader) -> None:
        with store.transaction():
            load_duties([inspection("known", CODES[4], sealed=False)])
        assert self._of(me, "inspect")[:3] == (1, 1, 1)

    def test_ones_own_duties_are_in_the_way(self, me: Reader) -> None:
        term = Period(TODAY + timedelta(weeks=5), TODAY + timedelta(weeks=20))
        own = replace(board("cover", CODES[4], TODAY), kind="interim", period=term, days=None)
        with store.transaction():
            load_duties([own, inspection("known", CODES[6], MONDAY, sealed=False)])
            load_placements([Placement(ME, "cover", "accepted")], [])
        assert self._of(me, "inspect") == (1, 1, 0, "double-booked", 1)
