"""Aspirants and their mentors; one's own record, and what is to be put right on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World, board

from peerinspect import store
from peerinspect.domain import Period, Person, Placement, Post
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.aspiring import Aspire, aspire, aspire_no_more
from peerinspect.services.availability import SetOffers, set_offers
from peerinspect.services.corrections import AnswerCorrection, AskForCorrection, answer_correction, ask_for_correction
from peerinspect.services.declarations import DeclareInterest, declare_interest, declare_nothing_more
from peerinspect.services.mentors import EndMentoring, NameMentor, end_finished_mentoring, end_mentoring, name_mentor
from peerinspect.services.pool import LeavePool, leave_pool
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.loading import load_duties, load_people, load_placements
from peerinspect.store.reading.people import read_people
from peerinspect.store.tables import MessageRow, PlacementRow

HOST = CODES[4]
ME = f"{CODES[0]}-senior"
MENTOR = f"{CODES[9]}-director"
GOAL = "To run a whole service"
TERM = Period(TODAY + timedelta(weeks=4), TODAY + timedelta(weeks=20))


@pytest.fixture
def me(world: World) -> Reader:
    """The first council's senior manager, who aspires."""
    reader = world.senior(CODES[0])
    aspire(Aspire(GOAL, 100, 60), reader, TODAY)
    return reader


@pytest.fixture
def cover(world: World, me: Reader) -> str:
    """Cover of a vacant post that they have agreed to."""
    with store.transaction():
        load_duties([replace(board("cover", HOST, TODAY), kind="interim", period=TERM, days=None)])
        load_placements([Placement(ME, "cover", "accepted")], [])
    return "cover"


def named(world: World, mentor: str = MENTOR) -> str:
    return name_mentor(NameMentor("cover", ME, mentor), world.uncleared, TODAY)


def told(kind: str) -> list[str]:
    """Who got a message of the kind."""
    return sorted(row.user for row in store.db.session.query(MessageRow).filter_by(kind=kind))


class TestAspiring:
    """Offering oneself to learn."""

    def test_says_what_for_and_for_how_long(self, me: Reader) -> None:
        mine = disclosure.my_aspiration(me, TODAY)
        assert (mine.is_aspirant, mine.goal, mine.interim, mine.second) == (True, GOAL, 100, 60)
        found = read_people([ME])[ME]
        assert found.aspirant
        offered = {offer.kind: offer.days for offer in found.offers}
        assert offered == {"chair": 24, "inspect": 20, "support": 20, "interim": 100, "second": 60}

    def test_is_taken_back_once(self, me: Reader) -> None:
        aspire_no_more(me, TODAY)
        mine = disclosure.my_aspiration(me, TODAY)
        assert (mine.is_aspirant, mine.goal, mine.second) == (False, "", 60)
        with pytest.raises(Refusal):
            aspire_no_more(me, TODAY)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"goal": " "}, "goal"),
            ({"goal": "x" * 1001}, "goal"),
            ({"interim": 261}, "interim"),
            ({"interim": 0, "second": 0}, "interim"),
        ],
    )
    def test_refuses(self, world: World, changes: dict, field: str) -> None:
        reader = world.senior(CODES[1])
        with pytest.raises(Refusal) as refusal:
            aspire(replace(Aspire(GOAL, 10, 10), **changes), reader, TODAY)
        assert list(refusal.value.messages) == [field]
        assert not disclosure.my_aspiration(reader, TODAY).is_aspirant

    def test_is_not_for_who_has_left(self, world: World) -> None:
        leave_pool(LeavePool(f"{CODES[1]}-senior", "Retired"), world.uncleared, TODAY)
        with pytest.raises(Refusal):
            aspire(Aspire(GOAL, 10, 10), world.senior(CODES[1]), TODAY)

    def test_the_goal_is_for_coordinators_and_the_liaison(self, world: World, me: Reader) -> None:
        for reader in (world.uncleared, world.liaison, me):
            assert disclosure.person(reader, ME, TODAY).goal == GOAL
        assert disclosure.person(world.chief(CODES[0]), ME, TODAY).goal == ""


class TestNamingAMentor:
    """Who can be one, and who learns of it."""

    def test_both_see_each_other(self, world: World, cover: str, me: Reader) -> None:
        named(world)
        (mine,) = disclosure.my_mentoring(me, TODAY)
        assert (mine.is_mentor, mine.other_name, mine.goal) == (False, f"Director {CODES[9]}", "")
        assert mine.address == f"user-{CODES[9]}-director@example.org"
        (theirs,) = disclosure.my_mentoring(world.director(CODES[9]), TODAY)
        assert (theirs.is_mentor, theirs.other_name, theirs.goal) == (True, f"Senior {CODES[0]}", GOAL)
        assert disclosure.my_mentoring(world.director(CODES[1]), TODAY) == ()
        assert told("mentor-for-you") == [me.user_id]
        assert told("you-are-mentor") == [world.director(CODES[9]).user_id]

    def test_the_duty_shows_it_to_who_plans_and_to_the_councils_own_people(self, world: World, cover: str) -> None:
        named(world)
        for reader in (world.uncleared, world.liaison, world.director(HOST), world.chief(HOST)):
            shown = disclosure.duty_mentors(reader, cover, TODAY)
            assert [(one.person_id, one.mentor_id) for one in shown.mentors] == [(ME, MENTOR)]
        for reader in (world.panel, world.director(CODES[1])):
            with pytest.raises(NotFound):
                disclosure.duty_mentors(reader, cover, TODAY)

    def test_it_stands_in_both_histories(self, world: World, cover: str) -> None:
        named(world)
        for person in (ME, MENTOR):
            lines = disclosure.history_of(world.uncleared, "person", person, 1, TODAY).items
            assert f"Director {CODES[9]} is the mentor of Senior {CODES[0]}" in lines[0].sentence

    def test_only_clear_directors_are_offered(self, world: World, cover: str, me: Reader) -> None:
        tied, unsigned, left = f"{CODES[8]}-director", "unsigned", f"{CODES[7]}-director"
        declare_interest(
            DeclareInterest(HOST, "consulted", date(2025, 1, 1), date(2025, 6, 1)), world.director(CODES[8]), TODAY
        )
        post = Post(CODES[6], "director", "substantive", Period(date(2015, 1, 1), date(2020, 1, 1)))
        former = Person("former", "Former Madeup", posts=(post,), declared_on=TODAY)
        with store.transaction():
            load_people([former, Person(unsigned, "Unsigned Madeup", posts=(post,))], [])
        leave_pool(LeavePool(left, "Retired"), world.uncleared, TODAY)
        offered = {one.value for one in disclosure.mentor_choices(world.uncleared, cover, ME, TODAY)}
        assert {MENTOR, "former"} <= offered
        others = {tied, unsigned, left, ME, f"{HOST}-director", f"{CODES[5]}-senior"}
        assert not offered & others
        for each in others:
            with pytest.raises(Refusal) as refusal:
                named(world, each)
            assert list(refusal.value.messages) == ["mentor"]

    def test_who_worked_there_lately_is_not_independent(self, world: World, cover: str) -> None:
        posts = (
            Post(HOST, "senior", "substantive", Period(date(2020, 1, 1), date(2024, 12, 31))),
            Post(CODES[6], "director", "substantive", Period(date(2025, 1, 1))),
        )
        with store.transaction():
            load_people([Person("moved", "Moved Madeup", posts=posts, declared_on=TODAY)], [])
        with pytest.raises(Refusal):
            named(world, "moved")

    def test_only_an_aspirants_term_has_a_mentor(self, world: World, cover: str, me: Reader) -> None:
        aspire_no_more(me, TODAY)
        with pytest.raises(Refusal, match="aspires"):
            named(world)
        for duty, person in (("board-1", ME), ("cover", MENTOR), ("nothing", ME)):
            with pytest.raises(NotFound):
                name_mentor(NameMentor(duty, person, MENTOR), world.uncleared, TODAY)

    def test_is_for_coordinators(self, world: World, cover: str, me: Reader) -> None:
        for reader in (me, world.liaison, world.chief(HOST), world.administrator):
            with pytest.raises(NotAllowed):
                name_mentor(NameMentor("cover", ME, MENTOR), reader, TODAY)

    def test_another_one_takes_the_place(self, world: World, cover: str, me: Reader) -> None:
        named(world)
        with pytest.raises(Refusal, match="already"):
            named(world)
        named(world, f"{CODES[10]}-director")
        shown = [
            (one.mentor_id, one.is_current) for one in disclosure.duty_mentors(world.uncleared, cover, TODAY).mentors
        ]
        assert shown == [(f"{CODES[10]}-director", True), (MENTOR, False)]

    def test_who_lacks_one_is_named(self, world: World, cover: str) -> None:
        lacking = disclosure.duty_mentors(world.uncleared, cover, TODAY).without
        assert [(one.person_id, one.address) for one in lacking] == [(ME, placement_address(ME, cover))]
        named(world)
        assert disclosure.duty_mentors(world.uncleared, cover, TODAY).without == ()


class TestTheEnd:
    """Mentoring ends with the placement, or before."""

    def test_a_coordinator_ends_it_with_a_reason(self, world: World, cover: str, me: Reader) -> None:
        id_ = named(world)
        with pytest.raises(Refusal):
            end_mentoring(EndMentoring(id_, " "), world.uncleared, TODAY)
        end_mentoring(EndMentoring(id_, "They asked for it"), world.uncleared, TODAY)
        (mine,) = disclosure.my_mentoring(me, TODAY)
        assert (mine.is_current, mine.ended_on) == (False, TODAY)
        assert "They asked" not in repr(mine)
        assert disclosure.duty_mentors(world.uncleared, cover, TODAY).mentors[0].why == "They asked for it"
        with pytest.raises(Refusal):
            end_mentoring(EndMentoring(id_, "Again"), world.uncleared, TODAY)
        for reader in (me, world.liaison):
            with pytest.raises(NotAllowed):
                end_mentoring(EndMentoring(id_, "Why not"), reader, TODAY)
        with pytest.raises(NotFound):
            end_mentoring(EndMentoring("nothing", "Why not"), world.uncleared, TODAY)

    @pytest.mark.parametrize("status", ["declined", "stood-down", "done"])
    def test_it_is_over_with_the_placement(self, world: World, cover: str, me: Reader, status: str) -> None:
        named(world)
        assert end_finished_mentoring(TODAY) == 0
        with store.transaction():
            store.db.session.get_one(PlacementRow, (ME, cover)).status = status
        assert not disclosure.my_mentoring(me, TODAY)[0].is_current, "before anybody has written it down"
        assert end_finished_mentoring(TODAY) == 1
        assert disclosure.my_mentoring(me, TODAY)[0].ended_on == TODAY
        assert told("mentoring-over") == sorted([me.user_id, world.director(CODES[9]).user_id])
        before = history.length()
        assert end_finished_mentoring(TODAY) == 0
        assert history.length() == before

    def test_it_is_over_with_the_term(self, world: World, cover: str, me: Reader) -> None:
        named(world)
        last = TERM.end
        assert last is not None
        assert disclosure.my_mentoring(me, last)[0].is_current
        after = last + timedelta(days=1)
        assert not disclosure.my_mentoring(me, after)[0].is_current
        assert end_finished_mentoring(after) == 1


class TestOwnRecord:
    """What the register holds, and how to have it corrected."""

    def test_shows_what_the_register_holds(self, world: World) -> None:
        reader = world.director(CODES[0])
        set_offers(SetOffers({}, (), "Budgets"), reader, TODAY)
        declare_nothing_more(reader, TODAY)
        mine = disclosure.my_profile(reader, TODAY)
        assert (mine.name, mine.level, mine.vetting.state) == (f"Director {CODES[0]}", "authorised", "in-force")
        assert [post.authority for post in mine.posts] == [CODES[0]]
        assert (mine.declaration.state, mine.expertise, mine.corrections) == ("in-force", "Budgets", ())

    def test_a_question_is_answered_once(self, world: World) -> None:
        reader = world.director(CODES[0])
        id_ = ask_for_correction(AskForCorrection("post", "I began in May"), reader, TODAY)
        assert disclosure.corrections_waiting(world.uncleared) == 1
        (line,) = disclosure.attention(world.uncleared, "corrections-waiting", TODAY)
        assert (line.title, line.correction_id) == (f"Director {CODES[0]}", id_)
        assert told("correction-asked") == sorted([world.cleared.user_id, world.uncleared.user_id])
        answer_correction(AnswerCorrection(id_, "corrected", "It is May now"), world.uncleared, TODAY)
        (one,) = disclosure.my_profile(reader, TODAY).corrections
        assert (one.outcome, one.answer, one.answered_by) == ("corrected", "It is May now", "Uncleared")
        assert told("correction-answered") == [reader.user_id]
        assert disclosure.corrections_waiting(world.uncleared) == 0
        with pytest.raises(Refusal):
            answer_correction(AnswerCorrection(id_, "stands", "No"), world.cleared, TODAY)

    def test_nobody_else_reads_it(self, world: World) -> None:
        id_ = ask_for_correction(AskForCorrection("post", "I began in May"), world.director(CODES[0]), TODAY)
        assert disclosure.my_profile(world.director(CODES[1]), TODAY).corrections == ()
        assert "May" not in repr(history.events())
        for reader in (world.liaison, world.director(CODES[0]), world.chief(CODES[0]), world.administrator):
            with pytest.raises(NotAllowed):
                disclosure.correction(reader, id_, TODAY)
            with pytest.raises(NotAllowed):
                answer_correction(AnswerCorrection(id_, "stands", "No"), reader, TODAY)

    @pytest.mark.parametrize(
        ("command", "field"),
        [(AskForCorrection("everything", "x"), "about"), (AskForCorrection("post", " "), "words")],
    )
    def test_refuses_an_empty_question(self, world: World, command: AskForCorrection, field: str) -> None:
        with pytest.raises(Refusal) as refusal:
            ask_for_correction(command, world.director(CODES[0]), TODAY)
        assert list(refusal.value.messages) == [field]

    @pytest.mark.parametrize(("outcome", "answer", "field"), [("maybe", "Well", "outcome"), ("stands", "", "answer")])
    def test_refuses_an_empty_answer(self, world: World, outcome: str, answer: str, field: str) -> None:
        id_ = ask_for_correction(AskForCorrection("post", "I began in May"), world.director(CODES[0]), TODAY)
        with pytest.raises(Refusal) as refusal:
            answer_correction(AnswerCorrection(id_, outcome, answer), world.uncleared, TODAY)
        assert list(refusal.value.messages) == [field]
        with pytest.raises(NotFound):
            answer_correction(AnswerCorrection("nothing", "stands", "No"), world.uncleared, TODAY)

    def test_ten_wait_at_most(self, world: World) -> None:
        reader = world.director(CODES[0])
        for number in range(10):
            ask_for_correction(AskForCorrection("other", f"Thing {number}"), reader, TODAY)
        with pytest.raises(Refusal):
            ask_for_correction(AskForCorrection("other", "One more"), reader, TODAY)
