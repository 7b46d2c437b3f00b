"""A programme of support, step by step: who may do what, what is refused, what is kept. From docs/design.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import TODAY, World
from support_world import (
    DAY,
    ELSEWHERE,
    FIRST,
    H2,
    JUDGED,
    LAST,
    LEAD,
    NEXT,
    SECOND,
    VISIT,
    WANTED,
    H,
    Programme,
    T,
    programme,
    weak_world,
)

from peerinspect import store
from peerinspect.domain import Period
from peerinspect.services import disclosure
from peerinspect.services.judgements import AddJudgement, add_judgement
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.support.agreeing import agree_to_support, draw_up_agreement
from peerinspect.services.support.closing import close_support, review_support
from peerinspect.services.support.commands import (
    JUDGEMENT,
    REQUEST,
    AgreeToSupport,
    AskForSupport,
    CancelVisit,
    CloseSupport,
    DeclineRequest,
    DrawUpAgreement,
    MoveVisit,
    NameLead,
    PlanVisit,
    RecordNeed,
    RecordVisit,
    RegisterProgramme,
    ReviewSupport,
    WithdrawRequest,
    WriteNote,
)
from peerinspect.services.support.leading import name_lead
from peerinspect.services.support.noting import write_note
from peerinspect.services.support.registering import record_need, register_programme
from peerinspect.services.support.requesting import ask_for_support, decline_request, withdraw_request
from peerinspect.services.support.visiting import cancel_visit, move_visit, plan_visit, record_visit
from peerinspect.services.views import WorkAsked
from peerinspect.services.views.support import SupportPage
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.tables import DutyRow, LeaveRow, MessageRow, PlacementRow, SupportNoteRow

ASKED = AskForSupport(T, ("thresholds", "neglect"), 12, "A steady front door")
ALL = WorkAsked("support", when="all")


def refused(call: Callable[..., object], command: object, reader: Reader) -> dict[str, str]:
    """What it is refused with; nothing has happened."""
    before = history.length()
    with pytest.raises(Refusal) as refusal:
        call(command, reader, TODAY)
    assert history.length() == before
    return refusal.value.messages


def told(kind: str) -> set[str]:
    """The users who were sent a message of the kind."""
    store.db.session.rollback()
    return {row.user for row in store.db.session.query(MessageRow).filter_by(kind=kind)}


def page(found: Programme, reader: Reader | None = None) -> SupportPage:
    return disclosure.support_page(reader or found.planner, found.id, TODAY)


def duty_of(found: Programme) -> Period:
    return read_duties(TODAY, [found.id])[found.id].period


class TestAsking:
    @pytest.fixture
    def world(self, bare: object) -> World:
        return weak_world()

    @pytest.mark.parametrize("who", ["chief", "director"])
    def test_those_who_lead_the_council_ask(self, world: World, who: str) -> None:
        reader = getattr(world, who)(T)
        id_ = ask_for_support(ASKED, reader, TODAY)
        for each in (reader, world.uncleared, world.cleared):
            found = disclosure.support_request(each, id_, TODAY)
            assert (found.authority, found.days, found.hopes) == (T, 12, "A steady front door")
            assert (found.themes, found.by, found.on) == (("Thresholds", "Neglect"), reader.name, TODAY)
            assert (found.judged, found.judged_on, found.outcome) == ("requires-improvement", JUDGED, "")
        assert told("support-asked") == {"cleared", "uncleared"}

    def test_nobody_else_asks(self, world: World) -> None:
        for reader in (world.cleared, world.liaison, world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                ask_for_support(ASKED, reader, TODAY)
        for reader in (world.senior(T), world.chief(H), world.director(H)):
            assert set(refused(ask_for_support, ASKED, reader)) == {"authority"}

    def test_says_what_would_do(self, world: World) -> None:
        empty = AskForSupport("", (), 0, " ")
        assert set(refused(ask_for_support, empty, world.chief(T))) == {"authority", "themes", "days", "hopes"}
        unknown = replace(ASKED, themes=("thresholds", "made-up"))
        assert "themes" in refused(ask_for_support, unknown, world.chief(T))

    def test_one_request_waits_at_a_time(self, world: World) -> None:
        id_ = ask_for_support(ASKED, world.chief(T), TODAY)
        assert "waits for an answer" in refused(ask_for_support, ASKED, world.director(T))[""]
        withdraw_request(WithdrawRequest(id_), world.director(T), TODAY)
        assert ask_for_support(ASKED, world.chief(T), TODAY) != id_

    def test_others_read_none_of_it(self, world: World) -> None:
        id_ = ask_for_support(ASKED, world.chief(T), TODAY)
        for reader in (world.chief(H), world.director(H), world.senior(T)):
            with pytest.raises(NotFound):
                disclosure.support_request(reader, id_, TODAY)
            with pytest.raises(NotFound):
                withdraw_request(WithdrawRequest(id_), reader, TODAY)
        for reader in (world.liaison, world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                disclosure.support_request(reader, id_, TODAY)
        assert disclosure.support_home(world.liaison, ALL, 1, TODAY).requests == ()

    def test_a_coordinator_declines_with_a_reason(self, world: World) -> None:
        id_ = ask_for_support(ASKED, world.chief(T), TODAY)
        assert set(refused(decline_request, DeclineRequest(id_, ""), world.uncleared)) == {"answer"}
        for reader in (world.chief(T), world.liaison):
            with pytest.raises(NotAllowed):
                decline_request(DeclineRequest(id_, "No"), reader, TODAY)
        decline_request(DeclineRequest(id_, "The region helps already"), world.uncleared, TODAY)
        found = disclosure.support_request(world.chief(T), id_, TODAY)
        assert (found.outcome, found.answer, found.answered_on) == ("declined", "The region helps already", TODAY)
        assert told("support-answered") == {world.chief(T).user_id, world.director(T).user_id}
        for call, command in ((decline_request, DeclineRequest(id_, "No")), (withdraw_request, WithdrawRequest(id_))):
            reader = world.uncleared if call is decline_request else world.chief(T)
            assert "answered already" in refused(call, command, reader)[""]

    def test_a_coordinator_registers_what_was_asked_for(self, world: World) -> None:
        id_ = ask_for_support(ASKED, world.chief(T), TODAY)
        wanted = replace(WANTED, need=REQUEST, need_on=TODAY, request_id=id_)
        assert set(refused(register_programme, replace(wanted, authority=H), world.uncleared)) == {"authority"}
        duty = register_programme(wanted, world.uncleared, TODAY)
        found = disclosure.support_request(world.chief(T), id_, TODAY)
        assert (found.outcome, found.duty_id) == ("registered", duty)
        seen = disclosure.support_page(world.chief(T), duty, TODAY)
        assert (seen.days_wanted, seen.need, seen.requested_on, seen.state) == (12, REQUEST, TODAY, "requested")
        assert "answered already" in refused(register_programme, wanted, world.uncleared)[""]


class TestTheNeed:
    @pytest.fixture
    def world(self, bare: object) -> World:
        return weak_world()

    def test_says_what_would_do(self, world: World) -> None:
        empty = RegisterProgramme("", "", None, (), "", None, None, 0, 0)
        fields = {"authority", "need", "need_on", "themes", "hopes", "starts", "ends", "days", "seats"}
        assert set(refused(register_programme, empty, world.uncleared)) == fields

    @pytest.mark.parametrize(
        ("need", "need_on", "is_refused"),
        [
            (JUDGEMENT, JUDGED, False),
            (JUDGEMENT, JUDGED + DAY, True),
            (JUDGEMENT, date(2024, 3, 1), True),
            ("monitoring", JUDGED + DAY, False),
            ("monitoring", TODAY, False),
            ("monitoring", TODAY + DAY, True),
        ],
    )
    def test_a_judgement_is_one_that_says_so(self, world: World, need: str, need_on: date, is_refused: bool) -> None:
        wanted = replace(WANTED, need=need, need_on=need_on)
        if is_refused:
            assert set(refused(register_programme, wanted, world.uncleared)) == {"need_on"}
        else:
            duty = register_programme(wanted, world.uncleared, TODAY)
            assert disclosure.support_page(world.uncleared, duty, TODAY).need_on == need_on

    def test_only_coordinators_register(self, world: World) -> None:
        for reader in (world.liaison, world.chief(T), world.director(T), world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                register_programme(WANTED, reader, TODAY)

    def test_recording_it_scopes_what_was_requested_and_changes_what_goes_on(self, bare: object) -> None:
        found = Programme(world := weak_world(), register_programme(WANTED, world.uncleared, TODAY))
        found.scope()
        assert found.state() == "scoped"
        again = RecordNeed(found.id, "monitoring", TODAY, ("online",), "Something else")
        record_need(again, found.planner, TODAY)
        seen = page(found)
        assert (found.state(), seen.need, seen.need_on, seen.themes) == (
            "scoped",
            "monitoring",
            TODAY,
            ("Harm online",),
        )

    def test_steps_that_say_more_are_taken_on_its_own_page(self, bare: object) -> None:
        found = programme("scoped")
        found.staff()
        for action, state in (("scope", "requested"), ("agree", "scoped"), ("review", "live"), ("close", "reviewed")):
            with store.transaction():
                store.db.session.get_one(DutyRow, found.id).state = state
            shown = {each.action for each in disclosure.duty_life(found.planner, found.id, TODAY).steps}
            assert action not in shown
            step = TakeStep(found.id, action, TODAY, "Because", "Letter 7")
            assert "page of the programme" in refused(take_step, step, found.planner)[""]


class TestTheTeam:
    def test_nobody_leads_by_having_come_first(self, bare: object) -> None:
        found = programme("scoped")
        found.staff()
        assert not any(each.is_lead for each in page(found).advisers)
        found.name_lead(SECOND)
        assert [each.person_id for each in page(found).advisers if each.is_lead] == [SECOND]
        found.name_lead(LEAD)
        assert [(each.person_id, each.is_lead) for each in page(found).advisers] == [(LEAD, True), (SECOND, False)]
        assert told("support-lead") == {f"user-{H}-director", f"user-{H2}-senior"}

    def test_only_who_has_said_yes_leads(self, bare: object) -> None:
        found = programme("scoped")
        found.staff("offered")
        assert set(refused(name_lead, NameLead(found.id, found.address()), found.planner)) == {"address"}
        assert set(refused(name_lead, NameLead(found.id, ""), found.planner)) == {"address"}

    def test_only_coordinators_name_the_lead(self, bare: object) -> None:
        found = programme("scoped")
        found.staff()
        for reader in (found.world.liaison, found.lead, found.world.chief(T)):
            with pytest.raises(NotAllowed):
                name_lead(NameLead(found.id, found.address()), reader, TODAY)

    def test_how_near_they_are_is_shown(self, bare: object) -> None:
        # Councils 0 to 5 lie in the North, the others in the South.
        near = {each.person_id: each.near for each in page(programme("agreed")).advisers}
        assert near == {LEAD: ("Same region",), SECOND: ()}

    def test_a_lead_who_is_stood_down_leads_no_more(self, bare: object) -> None:
        found = programme("agreed")
        with store.transaction():
            store.db.session.get_one(PlacementRow, (LEAD, found.id)).status = "stood-down"
        assert not any(each.is_lead for each in page(found).advisers)
        with pytest.raises(NotFound):
            page(found, found.world.chief(H))


class TestTheAgreement:
    def test_is_with_the_leads_council(self, bare: object) -> None:
        found = programme("scoped")
        found.staff()
        drawn = DrawUpAgreement(found.id, "Fewer drifting plans", 16)
        assert "Name the lead" in refused(draw_up_agreement, drawn, found.planner)[""]
        found.name_lead()
        assert set(refused(draw_up_agreement, DrawUpAgreement(found.id, "", 0), found.planner)) == {"aims", "days"}
        found.draw_up()
        seen = page(found).agreement
        assert seen is not None and [each.party for each in seen.words] == [T, H]
        assert told("support-agreement-waits") == {f"user-{T}-chief", f"user-{H}-chief"}

    def test_takes_both_words(self, bare: object) -> None:
        found = programme("scoped")
        found.staff()
        found.name_lead()
        found.draw_up()
        assert not agree_to_support(AgreeToSupport(found.id, "A room"), found.world.chief(T), TODAY)
        assert not agree_to_support(AgreeToSupport(found.id, "A room"), found.world.chief(T), TODAY)
        assert found.state() == "scoped"
        assert agree_to_support(AgreeToSupport(found.id, "Days"), found.world.chief(H), TODAY)
        assert found.state() == "agreed"
        seen = page(found).agreement
        assert seen is not None and seen.settled_on == TODAY and not seen.may_agree
        assert [(each.party, each.brings, each.name, each.on) for each in seen.words] == [
            (T, "A room", f"Chief {T}", TODAY),
            (H, "Days", f"Chief {H}", TODAY),
        ]
        assert f"user-{H2}-senior" in told("support-agreed") and "uncleared" in told("support-agreed")

    def test_a_coordinator_records_a_letter(self, bare: object) -> None:
        found = programme("scoped")
        found.staff()
        found.name_lead()
        found.draw_up()
        empty = AgreeToSupport(found.id, "", T)
        assert set(refused(agree_to_support, empty, found.planner)) == {"brings", "name", "reference", "day"}
        assert set(refused(agree_to_support, AgreeToSupport(found.id, "x", H2), found.planner)) == {"party"}
        letter = AgreeToSupport(found.id, "A room", T, "Chris Chief", "Letter 4", TODAY - DAY)
        ahead = replace(letter, day=TODAY + DAY)
        assert set(refused(agree_to_support, ahead, found.planner)) == {"day"}
        agree_to_support(letter, found.planner, TODAY)
        seen = page(found).agreement
        assert seen is not None
        assert [(each.reference, each.on) for each in seen.words] == [("Letter 4", TODAY - DAY), ("", None)]
        assert [each.value for each in seen.letters] == [H]

    def test_drawn_up_again_it_is_agreed_to_again(self, bare: object) -> None:
        found = programme("scoped")
        found.staff()
        found.name_lead()
        found.draw_up()
        agree_to_support(AgreeToSupport(found.id, "A room"), found.world.chief(T), TODAY)
        found.draw_up()
        assert not agree_to_support(AgreeToSupport(found.id, "Days"), found.world.chief(H), TODAY)
        assert agree_to_support(AgreeToSupport(found.id, "A room"), found.world.chief(T), TODAY)
        assert "follows on" in refused(draw_up_agreement, DrawUpAgreement(found.id, "x", 3), found.planner)[""]

    def test_nobody_else_speaks_for_a_council(self, bare: object) -> None:
        found = programme("scoped")
        found.staff()
        found.name_lead()
        found.draw_up()
        word = AgreeToSupport(found.id, "A room")
        for reader in (found.world.director(T), found.lead, found.world.liaison):
            with pytest.raises(NotAllowed):
                agree_to_support(word, reader, TODAY)
        for reader in (found.world.chief(H2), found.world.chief(ELSEWHERE)):
            with pytest.raises(NotFound):
                agree_to_support(word, reader, TODAY)


class TestVisits:
    def test_are_days_on_site_of_the_duty(self, bare: object) -> None:
        found = programme("agreed")
        found.plan(NEXT)
        assert read_duties(TODAY, [found.id])[found.id].on_site == (Period(NEXT, NEXT + DAY),)
        assert [(each.period, each.state) for each in page(found).visits] == [(Period(NEXT, NEXT + DAY), "planned")]
        assert told("support-visit-changed") >= {f"user-{T}-chief", f"user-{T}-director", f"user-{H2}-senior"}

    @pytest.mark.parametrize(
        ("starts", "ends"), [(None, None), (NEXT, None), (NEXT, NEXT - DAY), (NEXT, NEXT + 31 * DAY)]
    )
    def test_need_both_days(self, bare: object, starts: date | None, ends: date | None) -> None:
        found = programme("agreed")
        assert refused(plan_visit, PlanVisit(found.id, starts, ends), found.planner)

    def test_lie_within_the_dates_and_apart(self, bare: object) -> None:
        found = programme("agreed")
        found.plan(NEXT)
        for starts in (LAST, FIRST - DAY, NEXT + DAY):
            assert "on_site" in refused(plan_visit, PlanVisit(found.id, starts, starts + DAY), found.planner)

    def test_are_moved_while_people_are_at_work_and_nobody_is_asked_again(self, bare: object) -> None:
        found = programme("live")
        move_visit(MoveVisit(found.id, NEXT, NEXT + 7 * DAY, NEXT + 7 * DAY), found.planner, TODAY)
        planned = [each for each in page(found).visits if each.state == "planned"]
        assert [each.period for each in planned] == [Period(NEXT + 7 * DAY, NEXT + 7 * DAY)]
        assert {each.status for each in page(found).advisers} == {"live"}

    def test_are_not_moved_onto_days_that_a_rule_forbids(self, bare: object) -> None:
        found = programme("live")
        day = NEXT + 7 * DAY
        with store.transaction():
            store.add(LeaveRow(person=LEAD, starts=day, ends=day))
            history.record("uncleared", "add-leave", LEAD, sentence="Marked a time away.")
        messages = refused(move_visit, MoveVisit(found.id, NEXT, day, day), found.planner)
        assert "Director C05" in " ".join(messages.values())
        accepted = MoveVisit(found.id, NEXT, day, day, accepts=True)
        assert "settled" in " ".join(refused(move_visit, accepted, found.planner).values())

    def test_a_cancelled_one_stays_with_its_reason_and_takes_no_days(self, bare: object) -> None:
        found = programme("live")
        assert set(refused(cancel_visit, CancelVisit(found.id, NEXT, ""), found.planner)) == {"reason"}
        cancel_visit(CancelVisit(found.id, NEXT, "Snow"), found.planner, TODAY)
        assert [(each.state, each.note) for each in page(found).visits] == [
            ("held", "Read ten plans"),
            ("cancelled", "Snow"),
        ]
        assert read_duties(TODAY, [found.id])[found.id].on_site == (Period(VISIT, VISIT + DAY),)
        found.plan(NEXT, 1)
        assert [each.state for each in page(found).visits] == ["held", "planned"]

    def test_say_who_came_and_for_how_many_days(self, bare: object) -> None:
        found = programme("live")
        held = page(found).visits[0]
        assert (held.came, held.days, held.note) == ((("Director C05", 2), ("Senior C08", 1)), 3, "Read ten plans")
        assert [each.days_so_far for each in page(found).advisers] == [2, 1]
        for call, command in (
            (record_visit, RecordVisit(found.id, VISIT, {found.address(): 1})),
            (move_visit, MoveVisit(found.id, VISIT, NEXT + 9 * DAY, NEXT + 9 * DAY)),
            (cancel_visit, CancelVisit(found.id, VISIT, "Snow")),
        ):
            assert "held already" in refused(call, command, found.planner)[""]

    def test_are_recorded_once_they_are_held_by_those_who_came(self, bare: object) -> None:
        found = programme("live")
        ahead = RecordVisit(found.id, NEXT, {found.address(): 1})
        assert "to come" in refused(record_visit, ahead, found.planner)[""]
        day = TODAY
        found.plan(day, 1)
        assert "Say who came" in refused(record_visit, RecordVisit(found.id, day, {}), found.lead)[""]
        longer = RecordVisit(found.id, day, {found.address(): 2})
        assert set(refused(record_visit, longer, found.lead)) == {f"days-{found.address()}"}
        record_visit(RecordVisit(found.id, day, {found.address(): 1, found.address(SECOND): 0}), found.lead, TODAY)
        assert [each.came for each in page(found).visits if each.day == day] == [(("Director C05", 1),)]

    def test_are_recorded_by_advisers_and_coordinators_alone(self, bare: object) -> None:
        found = programme("live")
        found.plan(TODAY, 1)
        command = RecordVisit(found.id, TODAY, {found.address(): 1})
        for reader in (found.world.director(T), found.world.director(ELSEWHERE)):
            with pytest.raises(NotFound):
                record_visit(command, reader, TODAY)
        for reader in (found.world.chief(T), found.world.liaison):
            with pytest.raises(NotAllowed):
                record_visit(command, reader, TODAY)
        for call, change in (
            (plan_visit, PlanVisit(found.id, NEXT, NEXT)),
            (move_visit, MoveVisit(found.id, NEXT, NEXT, NEXT)),
            (cancel_visit, CancelVisit(found.id, NEXT, "Snow")),
        ):
            with pytest.raises(NotAllowed):
                call(change, found.lead, TODAY)  # type: ignore[operator]

    def test_of_support_that_has_not_begun_are_not_held(self, bare: object) -> None:
        found = programme("agreed")
        found.plan(VISIT)
        command = RecordVisit(found.id, VISIT, {found.address(): 1})
        assert "has not begun" in refused(record_visit, command, found.planner)[""]

    def test_that_are_not_there_are_not_found(self, bare: object) -> None:
        found = programme("live")
        with pytest.raises(NotFound):
            cancel_visit(CancelVisit(found.id, NEXT + DAY, "Snow"), found.planner, TODAY)


class TestNotes:
    def test_are_read_by_those_who_take_part_and_nobody_else(self, bare: object) -> None:
        found = programme("live")
        world = found.world
        inside = (
            world.uncleared,
            world.chief(T),
            world.director(T),
            world.chief(H),
            world.director(H),
            world.senior(H2),
        )
        for reader in inside:
            write_note(WriteNote(found.id, f"From {reader.name}"), reader, TODAY)
        for reader in inside:
            assert [each.by for each in page(found, reader).notes] == [each.name for each in reversed(inside)]
        for reader in (world.liaison, world.panel, world.administrator):
            with pytest.raises((NotAllowed, NotFound)):
                write_note(WriteNote(found.id, "x"), reader, TODAY)
        for reader in (world.senior(T), world.chief(H2), world.director(H2), world.chief(ELSEWHERE)):
            with pytest.raises(NotFound):
                page(found, reader)
            with pytest.raises(NotFound):
                write_note(WriteNote(found.id, "x"), reader, TODAY)
        assert store.db.session.query(SupportNoteRow).count() == len(inside)

    def test_say_something_and_not_after_the_end(self, bare: object) -> None:
        found = programme("closed")
        assert "is over" in refused(write_note, WriteNote(found.id, "x"), found.planner)[""]

    def test_need_words(self, bare: object) -> None:
        found = programme("live")
        assert set(refused(write_note, WriteNote(found.id, " "), found.planner)) == {"text"}


class TestTheLiaison:
    def test_sees_that_it_exists_its_dates_and_its_team_and_nothing_else(self, bare: object) -> None:
        found = programme("reviewed")
        write_note(WriteNote(found.id, "A secret note"), found.planner, TODAY)
        seen = page(found, found.world.liaison)
        assert (seen.line.period, seen.state) == (Period(FIRST, LAST), "reviewed")
        assert [each.name for each in seen.advisers] == ["Director C05", "Senior C08"]
        assert [(each.period.start, each.came, each.note) for each in seen.visits] == [(VISIT, (), ""), (NEXT, (), "")]
        assert (seen.need, seen.themes, seen.hopes, seen.agreement, seen.notes, seen.found) == (
            "",
            (),
            "",
            None,
            (),
            "",
        )
        assert (seen.outcome, seen.may) == (None, frozenset())
        (line,) = disclosure.support_home(found.world.liaison, ALL, 1, TODAY).programmes.items
        assert (line.need, line.themes, line.lead) == ("", (), "Director C05")

    def test_reads_no_theme_and_no_word_of_it_in_any_history(self, bare: object) -> None:
        found = programme("closed")
        events = disclosure.history_of(found.world.liaison, "duty", found.id, 1, TODAY).items
        said = " ".join(each.sentence for each in events)
        assert len(events) > 8
        for word in (
            "hreshold",
            "eglect",
            "front door",
            "drifting",
            "Read ten",
            "shorter",
            "A room",
            "Two days a month",
        ):
            assert word not in said

    def test_reads_of_no_request_in_any_history(self, bare: object) -> None:
        world = weak_world()
        id_ = ask_for_support(ASKED, world.chief(T), TODAY)
        decline_request(DeclineRequest(id_, "The region helps already"), world.uncleared, TODAY)
        assert disclosure.history_of(world.liaison, "authority", T, 1, TODAY).items == ()
        said = [each.sentence for each in disclosure.events_about(world.uncleared, id_, TODAY)]
        assert said == ["Declined the request for support.", "Asked for support between inspections for Council C00."]


class TestTheEnd:
    def test_both_councils_look_back_first(self, bare: object) -> None:
        found = programme("live")
        assert "follows on" in refused(close_support, CloseSupport(found.id, TODAY), found.planner)[""]
        assert set(refused(review_support, ReviewSupport(found.id, None, ""), found.planner)) == {"day", "found"}
        for day in (FIRST - DAY, TODAY + DAY):
            assert set(refused(review_support, ReviewSupport(found.id, day, "x"), found.planner)) == {"day"}
        review_support(ReviewSupport(found.id, TODAY - DAY, "Plans are shorter"), found.planner, TODAY)
        seen = page(found)
        assert (seen.state, seen.since, seen.reviewed_on, seen.found) == (
            "reviewed",
            TODAY - DAY,
            TODAY - DAY,
            "Plans are shorter",
        )

    def test_closes_with_the_days_that_each_gave(self, bare: object) -> None:
        found = programme("reviewed")
        days = {found.address(): 7, found.address(SECOND): 3}
        for day in (None, FIRST - DAY, TODAY + DAY):
            assert set(refused(close_support, CloseSupport(found.id, day, days), found.planner)) == {"day"}
        part = CloseSupport(found.id, TODAY, {found.address(): 7})
        assert "days of each adviser" in refused(close_support, part, found.planner)[""]
        below = CloseSupport(found.id, TODAY, {**days, found.address(): -1})
        assert set(refused(close_support, below, found.planner)) == {f"days-{found.address()}"}
        close_support(CloseSupport(found.id, TODAY, days), found.planner, TODAY)
        assert (found.state(), duty_of(found).end) == ("closed", TODAY)
        seen = page(found)
        assert [each.days_given for each in seen.advisers] == [7, 3]
        assert [each.state for each in seen.visits] == ["held"], "what was planned for later fell away"

    def test_others_may_not(self, bare: object) -> None:
        found = programme("live")
        for reader in (found.lead, found.world.chief(T), found.world.liaison, found.world.panel):
            with pytest.raises(NotAllowed):
                review_support(ReviewSupport(found.id, TODAY, "x"), reader, TODAY)
            with pytest.raises(NotAllowed):
                close_support(CloseSupport(found.id, TODAY), reader, TODAY)


class TestLists:
    def test_each_reads_what_they_take_part_in(self, bare: object) -> None:
        found = programme("live")
        world = found.world
        parts = {
            "advised": (world.chief(T), world.director(T)),
            "giving": (world.chief(H), world.director(H)),
            "adviser": (world.senior(H2),),
        }
        for part, readers in parts.items():
            for reader in readers:
                (line,) = disclosure.support_home(reader, ALL, 1, TODAY).programmes.items
                assert (line.duty.id, line.part) == (found.id, part)
        for reader in (world.chief(H2), world.director(H2), world.senior(T), world.chief(ELSEWHERE)):
            assert disclosure.support_home(reader, ALL, 1, TODAY).programmes.items == ()

    def test_the_coordinators_is_narrowed(self, bare: object) -> None:
        found = programme("live")
        for asked, count in (
            (WorkAsked("support"), 1),
            (WorkAsked("support", state="live"), 1),
            (WorkAsked("support", state="closed"), 0),
            (WorkAsked("support", region="North"), 1),
            (WorkAsked("support", region="South"), 0),
            (WorkAsked("support", text="Council C00"), 1),
            (WorkAsked("support", text="Leeds"), 0),
        ):
            assert disclosure.support_home(found.planner, asked, 1, TODAY).programmes.total == count, asked

    def test_others_have_no_such_list(self, bare: object) -> None:
        found = programme()
        for reader in (found.world.panel, found.world.administrator):
            with pytest.raises(NotAllowed):
                disclosure.support_home(reader, ALL, 1, TODAY)


class TestInvestment:
    def test_days_that_were_counted_stand_for_those_that_were_planned(self, bare: object) -> None:
        live = programme("live")
        found = disclosure.investment(live.planner, TODAY)
        assert {each.code: (each.given, each.received) for each in found.lines} == {H: (8, 0), H2: (8, 0), T: (0, 16)}
        live.review()
        live.close()
        found = disclosure.investment(live.planner, TODAY)
        assert {each.code: (each.given, each.received) for each in found.lines} == {H: (7, 0), H2: (3, 0), T: (0, 10)}
        assert [(each.code, each.place) for each in found.next] == [(H, 1), (H2, 2)]
        assert found.counts == {"owed": 2, "helped": 1}

    def test_an_offer_that_waits_gives_nothing(self, bare: object) -> None:
        found = programme("scoped")
        found.staff("offered")
        assert disclosure.investment(found.planner, TODAY).lines == ()

    def test_councils_read_their_own_and_nobody_else_reads_all(self, bare: object) -> None:
        found = programme("closed")
        (own,) = disclosure.support_home(found.world.chief(H), ALL, 1, TODAY).balances
        assert (own.name, own.given, own.received, own.state, own.place) == ("Council C05", 7, 0, "owed", 1)
        assert disclosure.support_home(found.world.chief(ELSEWHERE), ALL, 1, TODAY).balances == ()
        for reader in (found.world.liaison, found.world.chief(H), found.world.panel):
            with pytest.raises(NotAllowed):
                disclosure.investment(reader, TODAY)


class TestTheReportForDfE:
    def test_holds_what_has_begun_and_no_name_and_no_note(self, bare: object) -> None:
        found = programme("closed")
        write = disclosure.alternatives(found.world.panel, TODAY)
        (line,) = write
        assert (line.council, line.need, line.need_on) == ("Council C00", "A published judgement", JUDGED)
        assert (line.days_planned, line.days_given, line.themes) == (16, 10, ("Thresholds", "Neglect"))
        assert (line.begun, line.ended, line.outcome.word) == (FIRST, TODAY, "not-yet")
        assert (line.outcome.grade_before, line.outcome.before_on) == ("requires-improvement", JUDGED)
        for word in ("Director", "Senior", "Read ten", "shorter"):
            assert word not in repr(write)

    @pytest.mark.parametrize(("state", "count"), [("requested", 0), ("scoped", 0), ("agreed", 0), ("live", 1)])
    def test_what_has_not_begun_is_no_part_of_it(self, bare: object, state: str, count: int) -> None:
        assert len(disclosure.alternatives(programme(state).world.panel, TODAY)) == count

    def test_the_outcome_is_that_of_the_next_judgement(self, bare: object) -> None:
        found = programme("closed")
        later = TODAY + timedelta(days=60)
        grades = {"overall": "good", "leadership": "good"}
        add_judgement(AddJudgement(T, "ILACS", later - 40 * DAY, later, grades), found.planner, later)
        for day, word in ((later - DAY, "not-yet"), (later, "better")):
            (line,) = disclosure.alternatives(found.planner, day)
            assert line.outcome.word == word
            seen = disclosure.support_page(found.world.chief(T), found.id, day)
            assert seen.outcome is not None and seen.outcome.word == word

    def test_is_for_the_panel_and_coordinators(self, bare: object) -> None:
        found = programme("live")
        assert disclosure.alternatives(found.planner, TODAY)
        for reader in (found.world.liaison, found.world.chief(T), found.lead, found.world.administrator):
            with pytest.raises(NotAllowed):
                disclosure.alternatives(reader, TODAY)


def test_only_support_has_such_a_page(bare: object) -> None:
    world = weak_world()
    for id_ in ("no-such-duty", ""):
        with pytest.raises(NotFound):
            disclosure.support_page(world.cleared, id_, TODAY)
