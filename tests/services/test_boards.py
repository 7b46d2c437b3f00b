"""Boards: who appoints, appraises, renews and removes on which day; joint boards; ties; the interim chair."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from flask import Flask
from small_world import CODES, World, build_world, tied

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement, add_months
from peerinspect.domain.lives import LIVES
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.answers import AcceptOffer, DeclineOffer, accept_offer, decline_offer
from peerinspect.services.boards.commands import (
    STEPS,
    AgreeToStep,
    ProposeStep,
    RecordWord,
    RefuseStep,
    ReplyToNotice,
    Terms,
    WithdrawStep,
)
from peerinspect.services.boards.proposing import (
    agree_to_step,
    propose_step,
    record_word,
    refuse_step,
    withdraw_step,
)
from peerinspect.services.boards.replying import reply_to_notice
from peerinspect.services.problems import open_problem
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.tables import AppraisalRow, BoardRow, BoardStepRow, DutyRow, MessageRow, PlacementRow

T, T2, H, H2, H3 = CODES[0], CODES[1], CODES[3], CODES[4], CODES[5]
BOARD, JOINT = "the-board", "the-joint-board"
CHAIR, OTHER = f"{H}-director", f"{H2}-director"
CE = date(2016, 3, 7)
"""A day on which the council's chief executive appoints."""
NOW = date(2026, 3, 2)
"""A day on which three partners do."""


def boards(day: date) -> list[Duty]:
    days = Period(add_months(day, -1), add_months(day, 20))
    return [
        Duty(BOARD, "chair", days, 1, frozenset({T}), days=20),
        Duty(JOINT, "chair", days, 1, frozenset({T, T2}), days=20),
    ]


def world_on(day: date) -> World:
    return build_world(day, boards(day))


@pytest.fixture
def world(bare: object) -> World:
    return world_on(CE)


def bring(duty: str, state: str, chair: str = "", status: str = "live") -> None:
    with store.transaction():
        store.db.session.get_one(DutyRow, duty).state = state
        if chair:
            load_placements([Placement(chair, duty, status)], [])


def state(duty: str = BOARD) -> str | None:
    return store.db.session.get_one(DutyRow, duty).state


def status(person: str, duty: str = BOARD) -> str:
    return store.db.session.get_one(PlacementRow, (person, duty)).status


def terms(action: str, day: date = CE, **more: object) -> Terms:
    full = {
        "call-panel": Terms(action, day=day),
        "offer-chair": Terms(action, person=OTHER),
        "back-to-panel": Terms(action, reason="They said no"),
        "take-post": Terms(action),
        "appraise": Terms(action, day=day, reason="A good year"),
        "renew": Terms(action, day=add_months(day, 23), accepts=True),
        "give-notice": Terms(action, person=OTHER, notice_days=20, reason="Meetings were missed"),
        "name-interim": Terms(action, person=OTHER),
        "keep-chair": Terms(action, reason="The reply settles it"),
        "remove": Terms(action, reason="The reply does not settle it"),
        "end-term": Terms(action, day=day, reason="They retire"),
    }
    return replace(full[action], **more)


def propose(reader: Reader, action: str, duty: str = BOARD, day: date = CE, **more: object):
    reference = "Letter 7" if reader.role == "coordinator" else ""
    return propose_step(ProposeStep(duty, terms(action, day, **more), reference), reader, day)


def refused(reader: Reader, action: str, duty: str = BOARD, day: date = CE, **more: object) -> dict[str, str]:
    before = (history.length(), state(duty))
    with pytest.raises(Refusal) as refusal:
        propose(reader, action, duty, day, **more)
    assert (history.length(), state(duty)) == before
    return refusal.value.messages


def under_notice(world: World, day: date = CE) -> str:
    """The board under notice; the duty of the interim chair, who has accepted."""
    bring(BOARD, "in-post", CHAIR)
    propose(world.chief(T), "give-notice", day=day)
    stands_in = disclosure_of(world, day).removal
    assert stands_in is not None
    interim = store.db.session.query(BoardRow).filter_by(stands_in_for=BOARD).one().duty
    reader = world.director(H2)
    accept_offer(AcceptOffer(placement_address(OTHER, interim)), reader, day)
    return interim


def disclosure_of(world: World, day: date = CE, duty: str = BOARD):
    return disclosure.board(world.chief(T), duty, day)


class TestAChairsLife:
    def test_from_the_panel_to_the_post(self, world: World) -> None:
        chief = world.chief(T)
        bring(BOARD, "vacancy")
        propose(chief, "call-panel")
        propose(chief, "offer-chair")
        assert (state(), status(OTHER)) == ("offered", "offered")
        assert "Nobody has said yes" in refused(chief, "take-post")[""]
        assert "not answered" in refused(chief, "back-to-panel")[""]
        accept_offer(AcceptOffer(placement_address(OTHER, BOARD)), world.director(H2), CE)
        propose(chief, "take-post")
        propose(chief, "appraise")
        propose(chief, "renew")
        assert state() == "renewed"
        assert read_duties(CE, [BOARD])[BOARD].last_day == add_months(CE, 23)
        assert store.db.session.query(AppraisalRow).one().found == "A good year"
        propose(chief, "end-term")
        assert state() == "ended"
        assert history.verify() == []

    def test_no_sends_the_choice_back(self, world: World) -> None:
        bring(BOARD, "panel")
        propose(world.chief(T), "offer-chair")
        decline_offer(DeclineOffer(placement_address(OTHER, BOARD), "busy"), world.director(H2), CE)
        propose(world.chief(T), "back-to-panel")
        assert "said no" in refused(world.chief(T), "offer-chair")["person"]

    def test_no_step_that_is_not_drawn_is_taken(self, world: World) -> None:
        drawn = {(each, step.action) for each in LIVES["chair"].states for step in LIVES["chair"].steps_from(each)}
        for before in LIVES["chair"].states:
            bring(BOARD, before)
            for action in STEPS:
                if (before, action) not in drawn:
                    assert refused(world.chief(T), action)[""], (before, action)
        with pytest.raises(NotFound):
            propose_step(ProposeStep(BOARD, Terms("cancel")), world.chief(T), CE)

    def test_six_years_are_the_most(self, world: World) -> None:
        bring(BOARD, "appraised", CHAIR)
        first = read_duties(CE, [BOARD])[BOARD].first_day
        six = add_months(first, 72) - timedelta(days=1)
        for last, field, told in ((six + timedelta(days=1), "day", "6 years at most"), (six, "accepts", "Chair term")):
            with pytest.raises(Refusal) as refusal:
                propose_step(ProposeStep(BOARD, Terms("renew", day=last)), world.chief(T), CE)
            assert told in refusal.value.messages[field]
        propose_step(ProposeStep(BOARD, Terms("renew", day=six, accepts=True)), world.chief(T), CE)
        assert read_duties(CE, [BOARD])[BOARD].last_day == six

    @pytest.mark.parametrize(
        ("before", "action", "changes", "field"),
        [
            ("vacancy", "call-panel", {"day": None}, "day"),
            ("vacancy", "call-panel", {"day": CE + timedelta(days=1)}, "day"),
            ("panel", "offer-chair", {"person": ""}, "person"),
            ("panel", "offer-chair", {"person": "nobody"}, "person"),
            ("panel", "offer-chair", {"person": f"{T}-senior"}, "person"),
            ("in-post", "appraise", {"day": CE + timedelta(days=1)}, "day"),
            ("in-post", "appraise", {"day": add_months(CE, -2)}, "day"),
            ("in-post", "appraise", {"reason": " "}, "reason"),
            ("appraised", "renew", {"day": CE}, "day"),
            ("in-post", "give-notice", {"reason": ""}, "reason"),
            ("in-post", "give-notice", {"reason": "x" * 1001}, "reason"),
            ("in-post", "give-notice", {"notice_days": 4}, "notice_days"),
            ("in-post", "give-notice", {"notice_days": 181}, "notice_days"),
            ("in-post", "give-notice", {"notice_days": None}, "notice_days"),
            ("in-post", "give-notice", {"person": CHAIR}, "person"),
            ("in-post", "give-notice", {"person": ""}, "person"),
            ("in-post", "end-term", {"day": add_months(CE, 21)}, "day"),
        ],
    )
    def test_what_a_step_takes_is_needed(
        self, world: World, before: str, action: str, changes: dict, field: str
    ) -> None:
        bring(BOARD, before, CHAIR if before not in ("vacancy", "panel") else "")
        day = changes.pop("day", CE)
        made = replace(terms(action), **changes) if day == CE and action != "renew" else None
        made = made or replace(terms(action), **changes, day=day)
        before_events = history.length()
        with pytest.raises(Refusal) as refusal:
            propose_step(ProposeStep(BOARD, made), world.chief(T), CE)
        told = refusal.value.messages
        assert list(told) in ([field], [""]) if made.person == f"{T}-senior" else list(told) == [field]
        assert history.length() == before_events


class TestRemoval:
    def test_the_chair_reads_the_grounds_and_replies_within_the_notice(self, world: World) -> None:
        interim = under_notice(world)
        chair, address = world.director(H), placement_address(CHAIR, BOARD)
        shown = disclosure.my_removal(chair, address, CE)
        assert (shown.grounds, shown.last_day) == ("Meetings were missed", CE + timedelta(days=20))
        with pytest.raises(Refusal, match="last day"):
            reply_to_notice(ReplyToNotice(address, "I was ill"), chair, CE + timedelta(days=21))
        reply_to_notice(ReplyToNotice(address, "I was ill"), chair, CE + timedelta(days=20))
        with pytest.raises(Refusal, match="already"):
            reply_to_notice(ReplyToNotice(address, "Again"), chair, CE + timedelta(days=20))
        found = disclosure_of(world).removal
        assert found is not None
        assert (found.reply, found.interim_name) == ("I was ill", f"Director {H2}")
        assert read_duties(CE, [interim])[interim].first_day == CE + timedelta(days=21)
        for other in (world.director(H2), world.director(T), world.senior(T)):
            with pytest.raises(NotFound):
                disclosure.my_removal(other, address, CE)
            with pytest.raises(NotFound):
                reply_to_notice(ReplyToNotice(address, "x"), other, CE)

    def test_ends_the_term_and_the_interim_chair_follows_the_next_day(self, world: World) -> None:
        interim = under_notice(world)
        day = CE + timedelta(days=21)
        assert "runs until" in refused(world.chief(T), "remove", day=day - timedelta(days=1))[""]
        propose(world.chief(T), "remove", day=day)
        assert (state(), state(interim)) == ("removed", "in-post")
        duties = read_duties(day, [BOARD, interim])
        assert (duties[BOARD].last_day, duties[interim].first_day) == (day, day + timedelta(days=1))
        tomorrow = {
            each.duty: each.person
            for each in open_problem(day + timedelta(days=1)).placements
            if each.duty in (BOARD, interim) and each.status == "live"
        }
        assert tomorrow == {interim: OTHER}
        (earlier,) = disclosure.board(world.chief(T), BOARD, day).earlier
        assert (earlier.outcome, earlier.reasons) == ("removed", "The reply does not settle it")
        assert disclosure.board(world.chief(T), interim, day).follows == f"Director {H}"

    def test_can_be_decided_once_the_chair_has_replied(self, world: World) -> None:
        under_notice(world)
        reply_to_notice(ReplyToNotice(placement_address(CHAIR, BOARD), "Do as you must"), world.director(H), CE)
        propose(world.chief(T), "remove")
        assert state() == "removed"

    def test_waits_for_an_interim_chair_who_has_said_yes(self, world: World) -> None:
        bring(BOARD, "in-post", CHAIR)
        propose(world.chief(T), "give-notice")
        interim = store.db.session.query(BoardRow).filter_by(stands_in_for=BOARD).one().duty
        late = CE + timedelta(days=21)
        assert "never without a named chair" in refused(world.chief(T), "remove", day=late)[""]
        assert "is asked" in refused(world.chief(T), "name-interim", person=f"{H3}-director")["person"]
        decline_offer(DeclineOffer(placement_address(OTHER, interim), "busy"), world.director(H2), CE)
        assert "never without" in refused(world.chief(T), "remove", day=late)[""]
        third = f"{H3}-director"
        propose(world.chief(T), "name-interim", person=third)
        accept_offer(AcceptOffer(placement_address(third, interim)), world.director(H3), CE)
        propose(world.chief(T), "remove", day=late)
        assert state(interim) == "in-post"

    def test_a_notice_taken_back_keeps_the_chair_and_asks_nobody_else(self, world: World) -> None:
        interim = under_notice(world)
        propose(world.chief(T), "keep-chair")
        assert (state(), state(interim), status(OTHER, interim)) == ("in-post", "cancelled", "stood-down")
        assert interim not in open_problem(CE).duties
        with pytest.raises(Refusal, match="decided"):
            reply_to_notice(ReplyToNotice(placement_address(CHAIR, BOARD), "x"), world.director(H), CE)

    def test_a_notice_that_outlasts_the_term_is_none(self, world: World) -> None:
        bring(BOARD, "in-post", CHAIR)
        late = add_months(CE, 20) - timedelta(days=10)
        told = refused(world.chief(T), "give-notice", day=late)
        assert "before the notice does" in told["notice_days"]

    def test_tells_the_chair_and_those_who_appoint_and_no_grounds(self, world: World) -> None:
        under_notice(world)
        rows = store.db.session.query(MessageRow).all()
        told = {(each.kind, each.user) for each in rows}
        assert ("removal-notice", world.director(H).user_id) in told
        assert ("board-step-settled", world.uncleared.user_id) in told
        assert world.director(T).user_id not in {each.user for each in rows}
        assert "missed" not in repr([each.facts for each in rows]) + repr(history.events())


class TestWhoActs:
    def test_the_director_and_the_staff_of_the_council_neither_read_nor_act(self, world: World) -> None:
        bring(BOARD, "in-post", CHAIR)
        for reader in (world.director(T), world.senior(T), world.director(H), world.chief(T2)):
            for ask in (
                lambda reader: disclosure.board(reader, BOARD, CE),
                lambda reader: disclosure.shortlist(reader, BOARD, CE),
                lambda reader: disclosure.pack(reader, BOARD, "removal", False, CE),
                lambda reader: propose(reader, "appraise"),
            ):
                with pytest.raises(NotFound):
                    ask(reader)
        with pytest.raises(NotFound):
            disclosure.independence_statement(world.director(T), BOARD, CE)
        for reader in (world.liaison, world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                disclosure.board(reader, BOARD, CE)

    def test_a_chief_executive_who_shares_an_employer_with_the_candidate_is_refused_in_words(
        self, world: World
    ) -> None:
        bring(BOARD, "panel")
        both = replace(world.chief(T), authorities=frozenset({T, H2}))
        assert f"works for Council {H2}, and so do you" in refused(both, "offer-chair")[""]
        lines = {each.person_id: each.is_tied for each in disclosure.shortlist(both, BOARD, CE).lines}
        assert lines[OTHER]
        assert not lines[CHAIR]
        bring(BOARD, "in-post", OTHER)
        found = disclosure.board(both, BOARD, CE)
        assert "so do you" in found.tie
        assert (found.steps, found.statement, found.settled) == ((), (), ())
        with pytest.raises(Refusal, match="so do you"):
            disclosure.pack(both, BOARD, "appointment", False, CE)
        assert "so do you" in refused(both, "appraise")[""]

    @pytest.mark.parametrize(
        ("day", "who"),
        [
            (date(2013, 4, 12), "director"),
            (date(2013, 4, 14), "director"),
            (date(2013, 4, 15), "chief"),
            (date(2019, 9, 27), "chief"),
            (date(2019, 9, 28), "chief"),
            (date(2019, 9, 29), "partners"),
        ],
    )
    def test_the_regime_follows_the_day(self, bare: object, day: date, who: str) -> None:
        world = world_on(day)
        bring(BOARD, "in-post", CHAIR)
        end = Terms("end-term", day=day, reason="They retire")
        command = ProposeStep(BOARD, end)
        if who == "director":
            with pytest.raises(Refusal, match="Before 15 April 2013"):
                propose_step(command, world.chief(T), day)
            assert propose_step(command, world.director(T), day).is_taken
            return
        with pytest.raises(NotFound):
            propose_step(command, world.director(T), day)
        assert propose_step(command, world.chief(T), day).is_taken == (who == "chief")

    def test_coordinators_act_by_letter(self, world: World) -> None:
        bring(BOARD, "in-post", CHAIR)
        with pytest.raises(Refusal) as refusal:
            propose_step(ProposeStep(BOARD, terms("give-notice")), world.uncleared, CE)
        assert list(refusal.value.messages) == ["reference"]
        made = propose(world.uncleared, "give-notice")
        assert not made.is_taken
        record_word(RecordWord(made.step_id, T, True, "Nora Name", "Letter 8"), world.uncleared, CE)
        assert state() == "notice-of-removal"


class TestPartners:
    @pytest.fixture
    def now(self, bare: object) -> World:
        found = world_on(NOW)
        bring(BOARD, "panel")
        return found

    def test_a_step_waits_for_the_police_and_health(self, now: World) -> None:
        made = propose(now.chief(T), "offer-chair", day=NOW)
        assert (made.is_taken, state()) == (False, "panel")
        shown = disclosure.board(now.chief(T), BOARD, NOW).waiting
        assert shown is not None
        assert [(each.party, each.state) for each in shown.words] == [
            (T, "agreed"),
            ("police", "missing"),
            ("health", "missing"),
        ]
        said = RecordWord(made.step_id, "police", True, "Pia Police", "PC/12")
        assert not record_word(said, now.chief(T), NOW)
        with pytest.raises(Refusal):
            record_word(said, now.chief(T), NOW)
        assert record_word(replace(said, party="health", name="Hal Health"), now.chief(T), NOW)
        assert (state(), status(OTHER)) == ("offered", "offered")
        (done,) = disclosure.board(now.chief(T), BOARD, NOW).settled
        assert [(each.name, each.reference) for each in done.words] == [
            ("Chief C00", ""),
            ("Pia Police", "PC/12"),
            ("Hal Health", "PC/12"),
        ]

    def test_one_refusal_ends_it(self, now: World) -> None:
        made = propose(now.chief(T), "offer-chair", day=NOW)
        record_word(RecordWord(made.step_id, "health", False, "Hal Health", "H/1"), now.chief(T), NOW)
        assert state() == "panel"
        with pytest.raises(Refusal, match="settled"):
            record_word(RecordWord(made.step_id, "police", True, "Pia", "P/1"), now.chief(T), NOW)
        assert not propose(now.chief(T), "offer-chair", day=NOW).is_taken

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"party": T}, "party"),
            ({"agrees": None}, "agrees"),
            ({"name": " "}, "name"),
            ({"reference": ""}, "reference"),
        ],
    )
    def test_a_letter_says_whose_it_is(self, now: World, changes: dict, field: str) -> None:
        made = propose(now.chief(T), "offer-chair", day=NOW)
        command = RecordWord(made.step_id, "police", True, "Pia Police", "PC/12")
        with pytest.raises(Refusal) as refusal:
            record_word(replace(command, **changes), now.chief(T), NOW)
        assert list(refusal.value.messages) == [field]

    def test_to_look_back_on_a_year_is_the_councils_business(self, now: World) -> None:
        bring(BOARD, "in-post", CHAIR)
        assert propose(now.chief(T), "appraise", day=NOW).is_taken


class TestJointBoards:
    @pytest.fixture(autouse=True)
    def _panel(self, world: World) -> None:
        bring(JOINT, "panel")

    def test_a_step_waits_for_each_councils_chief_executive(self, world: World) -> None:
        made = propose(world.chief(T), "offer-chair", JOINT)
        assert not made.is_taken
        shown = disclosure.board(world.chief(T2), JOINT, CE)
        assert shown.waiting is not None
        assert [(each.party_name, each.state) for each in shown.waiting.words] == [
            (f"Council {T}", "agreed"),
            (f"Council {T2}", "missing"),
        ]
        assert shown.waiting.may_agree
        (line,) = [each for each in disclosure.my_boards(world.chief(T2), CE) if each.duty_id == JOINT]
        assert line.waits
        assert agree_to_step(AgreeToStep(made.step_id), world.chief(T2), CE)
        assert state(JOINT) == "offered"

    def test_a_second_yes_changes_nothing(self, world: World) -> None:
        made = propose(world.chief(T), "offer-chair", JOINT)
        length = history.length()
        assert not agree_to_step(AgreeToStep(made.step_id), world.chief(T), CE)
        assert history.length() == length
        agree_to_step(AgreeToStep(made.step_id), world.chief(T2), CE)
        length = history.length()
        assert agree_to_step(AgreeToStep(made.step_id), world.chief(T2), CE)
        assert (history.length(), state(JOINT)) == (length, "offered")

    def test_one_refusal_ends_it_and_says_why(self, world: World) -> None:
        made = propose(world.chief(T), "offer-chair", JOINT)
        with pytest.raises(Refusal) as refusal:
            refuse_step(RefuseStep(made.step_id, " "), world.chief(T2), CE)
        assert list(refusal.value.messages) == ["reason"]
        refuse_step(RefuseStep(made.step_id, "We know somebody better"), world.chief(T2), CE)
        (ended,) = disclosure.board(world.chief(T), JOINT, CE).settled
        assert (ended.outcome, ended.words[1].reason) == ("refused", "We know somebody better")
        with pytest.raises(Refusal, match="settled"):
            agree_to_step(AgreeToStep(made.step_id), world.chief(T2), CE)
        assert state(JOINT) == "panel"

    def test_two_who_act_at_once_do_not_pass_each_other(self, world: World) -> None:
        propose(world.chief(T), "offer-chair", JOINT)
        told = refused(world.chief(T2), "offer-chair", JOINT, person=f"{H3}-director")
        assert f"waits for Council {T2}" in told[""]

    def test_a_step_that_was_overtaken_is_taken_no_more(self, world: World) -> None:
        made = propose(world.chief(T), "offer-chair", JOINT)
        bring(JOINT, "vacancy")
        with pytest.raises(Refusal, match="follows on"):
            agree_to_step(AgreeToStep(made.step_id), world.chief(T2), CE)
        (over,) = disclosure.board(world.chief(T), JOINT, CE).settled
        assert over.outcome == "overtaken"

    def test_the_rules_are_asked_again_before_the_last_word(self, world: World) -> None:
        made = propose(world.chief(T), "offer-chair", JOINT)
        with store.transaction():
            load_duties([Duty("other", "chair", Period(CE, add_months(CE, 12)), 1, frozenset({CODES[6]}), days=20)])
            load_placements([Placement(OTHER, "other", "live")], [])
        with pytest.raises(Refusal, match="stand against it"):
            agree_to_step(AgreeToStep(made.step_id), world.chief(T2), CE)
        assert state(JOINT) == "panel"

    def test_only_those_of_the_board_have_a_word(self, world: World) -> None:
        made = propose(world.chief(T), "offer-chair", JOINT)
        for reader in (world.chief(H), world.director(T), world.director(T2)):
            for act in (
                lambda reader: agree_to_step(AgreeToStep(made.step_id), reader, CE),
                lambda reader: refuse_step(RefuseStep(made.step_id, "No"), reader, CE),
                lambda reader: withdraw_step(WithdrawStep(made.step_id), reader, CE),
            ):
                with pytest.raises(NotFound):
                    act(reader)
        with pytest.raises(NotFound):
            agree_to_step(AgreeToStep("no-such-step"), world.chief(T), CE)
        with pytest.raises(NotFound):
            agree_to_step(AgreeToStep(made.step_id), world.cleared, CE)

    def test_who_proposed_it_can_take_it_back(self, world: World) -> None:
        made = propose(world.chief(T), "offer-chair", JOINT)
        with pytest.raises(NotFound):
            withdraw_step(WithdrawStep(made.step_id), world.chief(T2), CE)
        withdraw_step(WithdrawStep(made.step_id), world.chief(T), CE)
        assert propose(world.chief(T2), "offer-chair", JOINT).step_id != made.step_id

    def test_a_tie_forbids_the_second_word_too(self, world: World) -> None:
        made = propose(world.chief(T), "offer-chair", JOINT)
        both = replace(world.chief(T2), authorities=frozenset({T2, H2}))
        with pytest.raises(Refusal, match="so do you"):
            agree_to_step(AgreeToStep(made.step_id), both, CE)
        assert record_word(RecordWord(made.step_id, T2, True, "Dora Deputy", "L/9"), world.cleared, CE)


def at_once(app: Flask, *acts: Callable[[], object]) -> list[object]:
    """What each says, done in threads of their own that begin together: what was refused as the refusal."""
    gate = Barrier(len(acts))

    def done(act: Callable[[], object]) -> object:
        with app.app_context():
            gate.wait()
            try:
                return act()
            except Refusal as refusal:
                return refusal
            finally:
                store.db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))


def test_of_two_proposals_made_at_once_one_waits_and_one_is_refused(bare: Flask, world: World) -> None:
    bring(JOINT, "panel")
    chiefs = (world.chief(T), world.chief(T2))
    said = at_once(bare, *(lambda chief=chief: propose(chief, "offer-chair", JOINT) for chief in chiefs))
    assert sorted(isinstance(each, Refusal) for each in said) == [False, True]
    assert store.db.session.query(BoardStepRow).count() == 1
    assert state(JOINT) == "panel"


def test_two_words_said_at_once_take_the_step_once(bare: Flask, world: World) -> None:
    bring(JOINT, "panel")
    made = propose(world.chief(T), "offer-chair", JOINT)
    agree = lambda: agree_to_step(AgreeToStep(made.step_id), world.chief(T2), CE)  # noqa: E731
    assert at_once(bare, agree, agree) == [True, True]
    store.db.session.rollback()
    assert (state(JOINT), status(OTHER, JOINT)) == ("offered", "offered")
    assert sum(each.action == "offer-chair-chair" for each in history.events()) == 1


def test_a_coordinator_with_a_tie_reads_like_any_other(world: World) -> None:
    bring(BOARD, "in-post", CHAIR)
    assert disclosure.board(tied(world.uncleared, T), BOARD, CE).line.duty_id == BOARD


@pytest.mark.parametrize(
    ("is_at", "chair", "serving", "coming"),
    [
        ("vacancy", "offered", (), ("Director C03",)),
        ("vacancy", "accepted", (), ("Director C03",)),
        ("offered", "accepted", (), ("Director C03",)),
        ("in-post", "live", ("Director C03",), ()),
        ("notice-of-removal", "live", ("Director C03",), ()),
        ("in-post", "offered", (), ("Director C03",)),
    ],
)
def test_nobody_is_called_chair_before_they_are_in_post(
    world: World, is_at: str, chair: str, serving: tuple[str, ...], coming: tuple[str, ...]
) -> None:
    bring(BOARD, is_at, CHAIR, chair)
    (line,) = [each for each in disclosure.my_boards(world.chief(T), CE) if each.duty_id == BOARD]
    assert (line.chairs, line.coming) == (serving, coming)
