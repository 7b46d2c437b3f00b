"""Safeguarding boards as lasting things: who writes what, who reads what, what is overdue, who chairs whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter

import pytest
from small_world import CODES, World, build_world, tied

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement, add_months
from peerinspect.services import disclosure
from peerinspect.services.boards.commands import OFFER, ProposeStep, RecordWord, Terms
from peerinspect.services.boards.proposing import propose_step, record_word
from peerinspect.services.duties import RegisterBoard, register_board
from peerinspect.services.queries.board_work import appraisals_due, board_steps_waiting
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.safeguarding import commands as c
from peerinspect.services.safeguarding import grouping, keeping, meeting, sitting
from peerinspect.services.safeguarding.demonstration import show_safeguarding_boards
from peerinspect.services.views import SafeguardingBoardsAsked, SafeguardingBoardView
from peerinspect.store.loading import load_placements
from peerinspect.store.reading.safeguarding import board_of_term
from peerinspect.store.tables import DutyRow

TODAY = date(2026, 3, 2)
A, B, C, D = CODES[0], CODES[1], CODES[2], CODES[3]
ANYTHING = SafeguardingBoardsAsked()


def term(id_: str, *codes: str, first: date = TODAY, months: int = 20) -> Duty:
    return Duty(id_, "chair", Period(add_months(first, -1), add_months(first, months)), 1, frozenset(codes), days=20)


@pytest.fixture
def world(bare: object) -> World:
    duties = [term("chair-a", A), term("chair-b", B), term("chair-c", C), term("joint", A, B)]
    return build_world(TODAY, duties)


def seat(duty: str, person: str, status: str = "live", state: str = "in-post") -> None:
    with store.transaction():
        load_placements([Placement(person, duty, status)], [])
        store.db.session.get_one(DutyRow, duty).state = state


@pytest.fixture
def board(world: World) -> str:
    command = c.RegisterSafeguardingBoard((C, D), "The vale", date(2021, 4, 1))
    return keeping.register_safeguarding_board(command, world.cleared, TODAY)


def seen(world: World, board: str, reader: Reader | None = None, today: date = TODAY) -> SafeguardingBoardView:
    return disclosure.safeguarding_board(reader or world.cleared, board, today)


def told(world: World, board: str) -> list[str]:
    found = disclosure.history_of(world.cleared, "board", board, 1, TODAY)
    return [each.sentence for each in found.items]


class TestBoards:
    def test_terms_of_the_same_councils_belong_to_one_board(self, world: World) -> None:
        after = add_months(TODAY, 21)
        again = register_board(RegisterBoard((A,), after, add_months(after, 36)), world.cleared, TODAY)
        assert board_of_term(again) == board_of_term("chair-a") != board_of_term("joint")
        assert disclosure.board_link(world.cleared, again, TODAY).label.endswith("Safeguarding Children Partnership")

    def test_is_registered_once_for_the_same_councils(self, world: World, board: str) -> None:
        with pytest.raises(Refusal) as refusal:
            keeping.register_safeguarding_board(c.RegisterSafeguardingBoard((D, C)), world.cleared, TODAY)
        assert set(refusal.value.messages) == {"authorities"}
        assert told(world, board)[-1].startswith("Registered the board of ")

    def test_words_follow_the_place_and_the_day(self, world: World, board: str) -> None:
        details = c.ChangeSafeguardingBoard(
            board, "The vale", "Safe in the vale", "chair", date(2012, 1, 1), None, 6, 12
        )
        keeping.change_safeguarding_board(details, world.cleared, TODAY)
        found = seen(world, board)
        assert (found.title, found.chair_title, found.meetings_a_year) == ("Safe in the vale", "Independent chair", 6)
        assert seen(world, board, today=date(2016, 1, 1)).title == "The vale Local Safeguarding Children Board"
        assert "its own title" in told(world, board)[0]

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"name": " "}, "name"),
            ({"founded_on": TODAY + timedelta(days=1)}, "founded_on"),
            ({"founded_on": date(2020, 1, 1), "partnership_from": date(2019, 1, 1)}, "partnership_from"),
            ({"meetings_a_year": 0}, "meetings_a_year"),
            ({"report_month": 13}, "report_month"),
            ({"chair_word": "king"}, "chair_word"),
        ],
    )
    def test_what_could_be_no_board_is_refused(
        self, world: World, board: str, more: dict[str, object], field: str
    ) -> None:
        command = replace(c.ChangeSafeguardingBoard(board, "The vale"), **more)
        with pytest.raises(Refusal) as refusal:
            keeping.change_safeguarding_board(command, world.cleared, TODAY)
        assert set(refusal.value.messages) == {field}

    def test_a_council_joins_leaves_and_comes_back(self, world: World, board: str) -> None:
        keeping.cover_council(c.CoverCouncil(board, A, TODAY), world.cleared, TODAY)
        assert {each.code for each in seen(world, board).councils if each.is_now} == {A, C, D}
        with pytest.raises(Refusal):
            keeping.cover_council(c.CoverCouncil(board, A, TODAY), world.cleared, TODAY)
        keeping.let_council_go(c.LetCouncilGo(board, A, TODAY), world.cleared, TODAY)
        later = TODAY + timedelta(days=1)
        assert {each.code for each in seen(world, board, today=later).councils if each.is_now} == {C, D}
        keeping.cover_council(c.CoverCouncil(board, A, later), world.cleared, later)
        assert {each.code for each in seen(world, board, today=later).councils if each.is_now} == {A, C, D}

    def test_the_last_council_does_not_leave(self, world: World, board: str) -> None:
        keeping.let_council_go(c.LetCouncilGo(board, C, TODAY), world.cleared, TODAY)
        with pytest.raises(Refusal) as refusal:
            keeping.let_council_go(c.LetCouncilGo(board, D, TODAY), world.cleared, TODAY)
        assert "End the board" in refusal.value.messages["authority"]

    def test_a_board_that_has_ended_is_changed_no_more_but_for_its_last_report(self, world: World, board: str) -> None:
        keeping.end_safeguarding_board(c.EndSafeguardingBoard(board, TODAY, "It was split"), world.cleared, TODAY)
        later = TODAY + timedelta(days=60)
        with pytest.raises(Refusal):
            meeting.plan_meeting(c.PlanMeeting(board, later), world.cleared, later)
        assert not seen(world, board, today=later).may_write
        report = c.PublishReport(board, 2026, later, "The last one")
        meeting.publish_report(report, world.cleared, later)
        assert seen(world, board, today=later).reports[0].reference == "The last one"
        listed = disclosure.safeguarding_boards(world.cleared, ANYTHING, 1, later)
        assert board not in {each.id for each in listed.cut.items}
        ended = disclosure.safeguarding_boards(world.cleared, replace(ANYTHING, state="ended"), 1, later)
        assert [each.id for each in ended.cut.items] == [board]


class TestPeople:
    def test_partners_members_and_subgroups(self, world: World, board: str) -> None:
        reader = world.cleared
        partner = sitting.add_partner(
            c.AddPartner(board, "police", "Vale Police", "Chief officer", "Pat"), reader, TODAY
        )
        sitting.change_partner(c.ChangePartner(partner, "police", "Vale Police", "Deputy chief officer"), reader, TODAY)
        head = sitting.add_member(c.AddMember(board, "council", "Director", f"{C}-director"), reader, TODAY)
        nurse = sitting.add_member(c.AddMember(board, "health", "Designated nurse", name="Nell"), reader, TODAY)
        group = grouping.add_subgroup(c.AddSubgroup(board, "Learning", head, (nurse,)), reader, TODAY)
        found = seen(world, board)
        assert [(each.name, each.office, each.lead) for each in found.partners] == [
            ("Vale Police", "Deputy chief officer", "")
        ]
        assert [each.agency for each in found.members] == ["council", "health"]
        assert set(found.subgroups[0].members) == {head, nurse}
        sitting.end_member(c.EndMember(head, TODAY), reader, TODAY)
        later = TODAY + timedelta(days=1)
        found = seen(world, board, today=later)
        assert [each.is_over for each in found.members] == [False, True]
        assert (found.subgroups[0].lead, found.subgroups[0].members) == ("", (nurse,))
        grouping.change_subgroup(c.ChangeSubgroup(group, "Learning together", nurse), reader, later)
        grouping.end_subgroup(c.EndSubgroup(group, later), reader, later)
        sitting.end_partner(c.EndPartner(partner, later), reader, later)
        lines = told(world, board)
        assert len(lines) == 10
        assert all(lines)

    def test_who_may_be_named(self, world: World, board: str) -> None:
        theirs = {each.value for each in disclosure.member_choices(world.chief(C), board, TODAY)}
        assert f"{C}-director" in theirs
        assert f"{D}-director" not in theirs
        with pytest.raises(Refusal) as refusal:
            sitting.add_member(c.AddMember(board, "council", "Director", f"{D}-director"), world.chief(C), TODAY)
        assert set(refusal.value.messages) == {"person"}
        with pytest.raises(Refusal) as refusal:
            sitting.add_member(c.AddMember(board, "king", "", f"{C}-director", "Carl"), world.cleared, TODAY)
        assert set(refusal.value.messages) == {"agency", "office", "name"}

    def test_nobody_is_taken_from_another_boards_members(self, world: World, board: str) -> None:
        elsewhere = board_of_term("joint")
        member = sitting.add_member(c.AddMember(elsewhere, "police", "Officer"), world.cleared, TODAY)
        with pytest.raises(Refusal) as refusal:
            grouping.add_subgroup(c.AddSubgroup(board, "Learning", member, (member,)), world.cleared, TODAY)
        assert set(refusal.value.messages) == {"lead", "members"}


class TestMeetings:
    def test_is_planned_held_with_attendance_and_counted(self, world: World, board: str) -> None:
        chief = world.chief(C)
        sitting.add_partner(c.AddPartner(board, "health", "Vale Health", "Nurse"), world.cleared, TODAY)
        id_ = meeting.plan_meeting(c.PlanMeeting(board, TODAY - timedelta(days=3)), chief, TODAY)
        assert "Nobody has recorded yet" in " ".join(seen(world, board).warnings)
        meeting.hold_meeting(c.HoldMeeting(id_, ("police",), "M1"), chief, TODAY)
        held = seen(world, board).meetings[0]
        assert (held.state, held.came, held.missing, held.reference) == ("held", ("police",), ("health",), "M1")
        meeting.hold_meeting(c.HoldMeeting(id_, ("police", "health"), "M1"), chief, TODAY)
        assert seen(world, board).meetings[0].missing == ()

    def test_one_to_come_cannot_be_held_and_a_cancelled_one_never(self, world: World, board: str) -> None:
        id_ = meeting.plan_meeting(c.PlanMeeting(board, TODAY + timedelta(days=3)), world.cleared, TODAY)
        with pytest.raises(Refusal):
            meeting.hold_meeting(c.HoldMeeting(id_, ("police",)), world.cleared, TODAY)
        with pytest.raises(Refusal):
            meeting.plan_meeting(c.PlanMeeting(board, TODAY + timedelta(days=3)), world.cleared, TODAY)
        meeting.cancel_meeting(c.CancelMeeting(id_, "Snow"), world.cleared, TODAY)
        with pytest.raises(Refusal):
            meeting.hold_meeting(c.HoldMeeting(id_, ("police",)), world.cleared, TODAY + timedelta(days=5))
        with pytest.raises(Refusal):
            meeting.cancel_meeting(c.CancelMeeting(id_, "Snow again"), world.cleared, TODAY)

    def test_a_board_that_does_not_meet_is_flagged(self, world: World, board: str) -> None:
        assert "meeting-overdue" in seen(world, board).flags
        for month in (1, 4, 7, 10):
            day = add_months(TODAY, -month)
            id_ = meeting.plan_meeting(c.PlanMeeting(board, day), world.cleared, TODAY)
            meeting.hold_meeting(c.HoldMeeting(id_, ("council",)), world.cleared, TODAY)
        assert "meeting-overdue" not in seen(world, board).flags
        due = add_months(add_months(TODAY, -10), 12)
        assert seen(world, board).meeting_due == due - timedelta(days=1)
        assert "meeting-overdue" in seen(world, board, today=due).flags

    def test_reports(self, world: World, board: str) -> None:
        assert seen(world, board).reports[0].state == "overdue"
        with pytest.raises(Refusal) as refusal:
            meeting.publish_report(c.PublishReport(board, 2026, TODAY, "Too soon"), world.cleared, TODAY)
        assert set(refusal.value.messages) == {"published_on"}
        meeting.publish_report(c.PublishReport(board, 2025, TODAY, "Report 25"), world.chief(D), TODAY)
        meeting.publish_report(c.PublishReport(board, 2025, TODAY, "Report 2025"), world.chief(D), TODAY)
        found = seen(world, board)
        assert [(each.year, each.state, each.reference) for each in found.reports] == [
            (2026, "due", ""),
            (2025, "published", "Report 2025"),
        ]
        assert "report-overdue" not in found.flags


class TestReaders:
    def test_who_reads_and_who_writes(self, world: World, board: str) -> None:
        for reader in (world.cleared, world.uncleared, world.liaison, world.chief(C), world.director(D)):
            assert seen(world, board, reader).title.startswith("The vale")
        for reader in (world.chief(A), world.director(A)):
            with pytest.raises(NotFound):
                seen(world, board, reader)
        for reader in (world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                seen(world, board, reader)
        assert seen(world, board, world.chief(C)).may_write
        assert not seen(world, board, world.chief(C)).may_change
        assert not seen(world, board, world.director(C)).may_write
        assert not seen(world, board, world.liaison).may_write

    def test_only_those_who_may_write_do(self, world: World, board: str) -> None:
        member = c.AddMember(board, "police", "Officer")
        with pytest.raises(NotFound):
            sitting.add_member(member, world.chief(A), TODAY)
        for reader in (world.director(C), world.liaison, world.panel):
            with pytest.raises(NotAllowed):
                sitting.add_member(member, reader, TODAY)
        with pytest.raises(NotAllowed):
            sitting.add_partner(c.AddPartner(board, "police", "P", "O"), world.chief(C), TODAY)
        with pytest.raises(NotAllowed):
            keeping.change_safeguarding_board(c.ChangeSafeguardingBoard(board, "X"), world.chief(C), TODAY)

    def test_a_chief_executive_sees_own_boards_alone(self, world: World, board: str) -> None:
        found = disclosure.safeguarding_boards(world.chief(C), ANYTHING, 1, TODAY)
        assert {each.id for each in found.cut.items} == {board, board_of_term("chair-c")}
        assert not found.sees_contested
        assert found.counts["contested"] == 0

    def test_a_director_reads_who_chairs_and_opens_no_papers(self, world: World) -> None:
        seat("chair-a", f"{B}-director")
        found = seen(world, board_of_term("chair-a"), world.director(A))
        assert [each.person_name for each in found.chairs] == [world.director(B).name]
        assert found.opens_papers == frozenset()
        assert seen(world, board_of_term("chair-a"), world.chief(A)).opens_papers == {"chair-a"}

    def test_who_is_only_asked_is_for_those_who_schedule(self, world: World) -> None:
        seat("chair-a", f"{B}-director", "offered", "offered")
        board = board_of_term("chair-a")
        assert [each.state for each in seen(world, board).terms] == ["asked"]
        for reader in (world.chief(A), world.director(A)):
            assert seen(world, board, reader).terms == ()


def flags(world: World, board: str | None, asked: SafeguardingBoardsAsked = ANYTHING) -> tuple[str, ...]:
    found = disclosure.safeguarding_boards(world.cleared, asked, 1, TODAY).cut.items
    return next((each.flags for each in found if each.id == board), ())


class TestStates:
    def test_vacant_due_and_neither(self, world: World) -> None:
        board = board_of_term("chair-a")
        assert "vacant" in flags(world, board)
        seat("chair-a", f"{B}-director")
        assert not {"vacant", "chair-due"} & set(flags(world, board))
        assert "chair-due" in flags(world, board, replace(ANYTHING, months=24))
        after = add_months(TODAY, 21)
        coming = register_board(RegisterBoard((A,), after, add_months(after, 36)), world.cleared, TODAY)
        seat(coming, f"{C}-director", "accepted", "offered")
        assert "chair-due" not in flags(world, board, replace(ANYTHING, months=24))

    def test_contested_once_a_step_of_the_office_is_refused(self, world: World) -> None:
        board = board_of_term("chair-a")
        with store.transaction():
            store.db.session.get_one(DutyRow, "chair-a").state = "panel"
        chief = tied(world.chief(A), A) if A not in world.chief(A).authorities else world.chief(A)
        made = propose_step(ProposeStep("chair-a", Terms(OFFER, person=f"{D}-director")), chief, TODAY)
        assert "contested" not in flags(world, board)
        assert [each.duty_id for each in board_steps_waiting(Sight(world.cleared, TODAY))] == ["chair-a"]
        record_word(RecordWord(made.step_id, "police", False, "Pat Peel", "Letter 3"), chief, TODAY)
        assert "contested" in flags(world, board)
        listed = disclosure.safeguarding_boards(world.cleared, replace(ANYTHING, state="contested"), 1, TODAY)
        assert [each.id for each in listed.cut.items] == [board]
        for reader in (world.liaison, world.chief(A)):
            shown = disclosure.safeguarding_boards(reader, ANYTHING, 1, TODAY)
            assert all("contested" not in each.flags for each in shown.cut.items)

    def test_contested_while_more_are_asked_than_there_are_seats(self, world: World) -> None:
        seat("chair-a", f"{B}-director", "offered", "offered")
        assert "contested" not in flags(world, board_of_term("chair-a"))
        seat("chair-a", f"{C}-director", "offered", "offered")
        assert "contested" in flags(world, board_of_term("chair-a"))

    def test_the_list_is_searched_by_board_council_and_chair(self, world: World, board: str) -> None:
        seat("chair-b", f"{D}-director")
        for text, wanted in (("vale", board), (world.director(D).name, board_of_term("chair-b"))):
            found = disclosure.safeguarding_boards(world.cleared, replace(ANYTHING, text=text), 1, TODAY)
            assert wanted in {each.id for each in found.cut.items}
            assert len(found.cut.items) < 5

    def test_appraisals_are_due_four_weeks_ahead(self, world: World) -> None:
        seat("chair-a", f"{B}-director")
        with store.transaction():
            store.db.session.get_one(DutyRow, "chair-a").state_on = add_months(TODAY, -11)
        sight = Sight(world.cleared, TODAY)
        assert appraisals_due(sight) == []
        soon = add_months(TODAY, 1) - timedelta(days=7)
        assert [each.duty_id for each in appraisals_due(Sight(world.cleared, soon))] == ["chair-a"]


class TestWhoChairsWhom:
    def test_swaps_and_rings(self, world: World) -> None:
        seat("chair-a", f"{B}-director")
        seat("chair-b", f"{A}-director")
        seat("chair-c", f"{A}-senior")
        found = disclosure.who_chairs_whom(world.panel, "", False, TODAY)
        assert {(each.home, each.target): each.form for each in found.ways} == {
            (B, A): "swap",
            (A, B): "swap",
            (A, C): "plain",
        }
        assert len(found.swaps) == 1
        assert found.rings == ()
        assert {each.board for each in found.ways} == {""}
        assert all(each.board for each in disclosure.who_chairs_whom(world.liaison, "", False, TODAY).ways)

    def test_a_ring_of_three(self, world: World) -> None:
        seat("chair-a", f"{C}-director")
        seat("chair-b", f"{A}-director")
        seat("chair-c", f"{B}-director")
        found = disclosure.who_chairs_whom(world.cleared, "", False, TODAY)
        assert [len(each) for each in found.rings] == [3]
        assert {each.form for each in found.ways} == {"ring"}

    def test_the_panel_reads_what_is_published_alone(self, world: World) -> None:
        seat("chair-a", f"{B}-director", "offered", "offered")
        assert disclosure.who_chairs_whom(world.panel, "", True, TODAY).ways == ()
        assert disclosure.who_chairs_whom(world.cleared, "", False, TODAY).ways == ()
        assert [each.state for each in disclosure.who_chairs_whom(world.cleared, "", True, TODAY).ways] == ["asked"]

    def test_a_region_keeps_what_begins_or_ends_in_it(self, world: World) -> None:
        seat("chair-a", f"{B}-director")
        found = disclosure.who_chairs_whom(world.cleared, "Nowhere", False, TODAY)
        assert (found.ways, found.swaps) == ((), ())


def test_the_demo_has_boards_full_enough_to_look_real(world: World) -> None:
    began = perf_counter()
    show_safeguarding_boards(world.cleared, TODAY)
    assert perf_counter() - began < 1.5
    found = disclosure.safeguarding_boards(world.cleared, ANYTHING, 1, TODAY)
    assert found.cut.total == 4
    board = seen(world, found.cut.items[0].id)
    assert {each.agency for each in board.partners} >= {"council", "police", "health"}
    assert len(board.members) >= 8
    assert board.subgroups
    assert [each.state for each in board.meetings[:2]] == ["planned", "held"]
    assert board.warnings == ()
    assert "demonstration" in told(world, board.id)[0]
