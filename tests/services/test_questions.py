"""Would this person do, what would fill it: asked, answered by a search, kept, and never asked twice."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from questioning import LACKING, OPEN_BOARD, SEALED, WANTED, answer_all, build_questions
from small_service import service
from small_world import CODES, TODAY, World, tied

from peerinspect import store
from peerinspect.services import answering, disclosure
from peerinspect.services.answering import answer_question, claim_question
from peerinspect.services.asking import MOST_AT_ONCE, Ask, StopAsking, ask, stop_asking
from peerinspect.services.availability import AddLeave, SetOffers, add_leave, set_offers
from peerinspect.services.question_tasks import recover_questions
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.views import QuestionView
from peerinspect.store import history
from peerinspect.store.tables import QuestionRow


@pytest.fixture(scope="module")
def asked_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    folder = tmp_path_factory.mktemp("asked") / "in"
    with service(folder):
        return folder, build_questions()


@pytest.fixture
def world(asked_folder: tuple[Path, World], tmp_path: Path) -> Iterator[World]:
    shutil.copytree(asked_folder[0], tmp_path / "asked")
    with service(tmp_path / "asked"):
        yield asked_folder[1]


def eligible(world: World, duty: str = OPEN_BOARD) -> str:
    return disclosure.candidates(world.cleared, duty, TODAY).eligible[-1].person_id


def answered(world: World, command: Ask) -> QuestionView:
    asked = ask(command, world.cleared, TODAY)
    answer_all()
    return disclosure.question(world.cleared, asked, TODAY)


class TestTrying:
    """One person on the duty."""

    def test_the_answer_is_a_roster_with_the_person_on_it(self, world: World) -> None:
        before = disclosure.candidates(world.cleared, OPEN_BOARD, TODAY).chosen[0].person_id
        person = eligible(world)
        view = answered(world, Ask(OPEN_BOARD, person))
        assert (view.state, view.message, view.is_current) == ("done", "", True)
        assert view.attempt is not None
        assert view.attempt.status == "optimal"
        moves = {one.person_id: one for one in view.attempt.moves}
        assert [one.id for one in moves[person].comes] == [OPEN_BOARD]
        assert [one.id for one in moves[before].leaves] == [OPEN_BOARD]
        names = [one.name for one in view.attempt.goals]
        assert names == ["fill", "waivers", "keep", "peak", "spread", "fit"]
        assert next(one for one in view.attempt.goals if one.name == "keep").worse == 1

    def test_days_and_minutes_are_those_of_the_people(self, world: World) -> None:
        """Twenty days of 264 offered are 8 per cent, rounded up."""
        view = answered(world, Ask(OPEN_BOARD, eligible(world)))
        assert view.attempt is not None
        (own,) = (one for one in view.attempt.burdens if one.person_id == view.person_id)
        assert (own.before, own.after) == (0, 8)
        chosen = disclosure.candidates(world.cleared, OPEN_BOARD, TODAY).eligible[-1]
        assert chosen.share == own.after
        assert view.attempt.minutes == chosen.more_minutes

    def test_what_stands_in_the_way_comes_with_who_could_clear_it(self, world: World) -> None:
        view = answered(world, Ask(OPEN_BOARD, f"{CODES[0]}-senior"))
        assert view.attempt is not None
        assert view.attempt.status == "impossible"
        told = {one.objection.rule: one.remedy for one in view.attempt.obstacles}
        assert told.keys() == {"own-authority", "worked-there"}
        assert told["own-authority"] == ""
        assert "time" in told["worked-there"]
        assert view.attempt.moves == ()

    def test_whoever_is_on_it_already_is_told_so(self, world: World) -> None:
        chosen = disclosure.candidates(world.cleared, OPEN_BOARD, TODAY).chosen[0].person_id
        view = answered(world, Ask(OPEN_BOARD, chosen))
        assert view.attempt is not None
        assert view.attempt.status == "chosen"

    def test_asking_twice_searches_once(self, world: World) -> None:
        command = Ask(OPEN_BOARD, eligible(world))
        first = ask(command, world.cleared, TODAY)
        assert ask(command, world.uncleared, TODAY) == first
        assert answer_all() == 1
        disclosure.duty(world.cleared, SEALED, TODAY)  # a look changes no fact
        assert ask(command, world.cleared, TODAY) == first
        assert answer_all() == 0

    def test_a_changed_fact_is_another_question(self, world: World) -> None:
        person = eligible(world)
        first = answered(world, Ask(OPEN_BOARD, person))
        code, role = person.split("-")
        reader = world.director(code) if role == "director" else world.senior(code)
        add_leave(AddLeave(date(2026, 12, 21), date(2026, 12, 31)), reader, TODAY)
        assert not disclosure.question(world.cleared, first.id, TODAY).is_current
        assert ask(Ask(OPEN_BOARD, person), world.cleared, TODAY) != first.id

    def test_another_day_is_another_question(self, world: World) -> None:
        first = answered(world, Ask(OPEN_BOARD, eligible(world)))
        assert not disclosure.question(world.cleared, first.id, TODAY + timedelta(days=1)).is_current


class TestFilling:
    """What a duty lacks."""

    def test_says_at_once_what_is_lacking_and_whom_each_rule_takes_away(self, world: World) -> None:
        lack = disclosure.lack(world.cleared, LACKING, TODAY)
        assert lack is not None
        assert (lack.seats, lack.skills) == (0, (WANTED,))
        assert [(one.rule, one.alone, one.in_all) for one in lack.rules] == [
            ("own-authority", 0, 2),
            ("worked-there", 0, 2),
        ]
        assert lack.combinations == ((("own-authority", "worked-there"), 2),), "the council's own two"
        assert lack.people == 23, "everybody but the one on it"
        assert lack.asked is None
        assert disclosure.lack(world.cleared, OPEN_BOARD, TODAY) is None

    def test_finds_what_fills_it_and_says_what_was_not_tried(self, world: World) -> None:
        view = answered(world, Ask(LACKING))
        assert view.filling is not None
        assert view.found == len(view.filling.remedies) > 0
        assert {one.kind for one in view.filling.remedies} == {"volunteer"}, "nobody on the register has the skill"
        first = view.filling.remedies[0]
        assert WANTED in first.sentence
        assert next(one for one in first.goals if one.name == "fill").worse < 0
        assert first.moves[0].name == "A further volunteer"
        assert "two changes at once" in view.filling.untried
        lack = disclosure.lack(world.cleared, LACKING, TODAY)
        assert lack is not None
        assert lack.asked == view

    def test_costs_never_fall_as_the_list_goes_on(self, world: World) -> None:
        view = answered(world, Ask(LACKING))
        assert view.filling is not None
        costs = [tuple(goal.worse for goal in one.goals) for one in view.filling.remedies]
        assert costs == sorted(costs)


class TestRefusals:
    """What cannot be asked."""

    def test_is_for_coordinators(self, world: World) -> None:
        question = answered(world, Ask(OPEN_BOARD, eligible(world)))
        for reader in (world.liaison, world.director(CODES[1]), world.chief(CODES[0]), world.panel):
            with pytest.raises(NotAllowed):
                ask(Ask(OPEN_BOARD, f"{CODES[1]}-senior"), reader, TODAY)
            with pytest.raises(NotAllowed):
                disclosure.question(reader, question.id, TODAY)
            with pytest.raises(NotAllowed):
                disclosure.question_state(reader, question.id, TODAY)
            with pytest.raises(NotAllowed):
                disclosure.lack(reader, LACKING, TODAY)
            with pytest.raises(NotAllowed):
                stop_asking(StopAsking(question.id), reader, TODAY)

    def test_what_is_over_is_not_asked_about(self, world: World) -> None:
        after = TODAY + timedelta(weeks=4, days=301)
        with pytest.raises(Refusal, match="is over"):
            ask(Ask(OPEN_BOARD), world.cleared, after)
        assert disclosure.candidates(world.cleared, OPEN_BOARD, after).is_over
        assert disclosure.lack(world.cleared, LACKING, after) is None

    def test_unknown_people_and_duties_are_not_found(self, world: World) -> None:
        with pytest.raises(NotFound):
            ask(Ask(OPEN_BOARD, "nobody"), world.cleared, TODAY)
        with pytest.raises(NotFound):
            ask(Ask("nothing"), world.cleared, TODAY)
        with pytest.raises(NotFound):
            disclosure.question(world.cleared, "nothing", TODAY)

    def test_one_reader_has_a_few_questions_waiting_at_most(self, world: World) -> None:
        for code in CODES[1 : 1 + MOST_AT_ONCE]:
            ask(Ask(OPEN_BOARD, f"{code}-senior"), world.cleared, TODAY)
        with pytest.raises(Refusal, match="waiting already"):
            ask(Ask(OPEN_BOARD, f"{CODES[9]}-senior"), world.cleared, TODAY)
        ask(Ask(OPEN_BOARD, f"{CODES[9]}-senior"), world.uncleared, TODAY)


class TestSealed:
    """About sealed work only the cleared ask; each look at an answer is written down."""

    def test_the_cleared_ask_in_the_circles_own_part(self, world: World) -> None:
        circle = (world.circles[CODES[3]] + 1) % 3
        helper = next(f"{code}-senior" for code in CODES if world.circles[code] == circle)
        view = answered(world, Ask(SEALED, helper))
        assert view.attempt is not None
        assert view.attempt.status in ("optimal", "chosen")
        row = store.db.session.get_one(QuestionRow, view.id)
        assert row.part == f"sealed-{world.circles[CODES[3]]}"

    def test_each_look_at_an_answer_is_recorded_and_watching_is_none(self, world: World) -> None:
        question = answered(world, Ask(SEALED)).id
        before = history.length()
        disclosure.question_state(world.cleared, question, TODAY)
        assert history.length() == before
        disclosure.question(world.cleared, question, TODAY)
        (last,) = history.events(most=1)
        assert (history.length(), last.action, last.duty) == (before + 1, "look", SEALED)

    def test_others_are_told_what_they_would_be_told_of_nothing(self, world: World) -> None:
        question = answered(world, Ask(SEALED)).id
        for reader in (world.uncleared, tied(world.cleared, CODES[3])):
            for made_up in ((SEALED, question), ("nothing", "nothing")):
                duty, id_ = made_up
                told = []
                for call in (
                    lambda reader=reader, duty=duty: ask(Ask(duty), reader, TODAY),
                    lambda reader=reader, duty=duty: ask(Ask(duty, f"{CODES[1]}-senior"), reader, TODAY),
                    lambda reader=reader, duty=duty: disclosure.lack(reader, duty, TODAY),
                    lambda reader=reader, id_=id_: disclosure.question(reader, id_, TODAY),
                    lambda reader=reader, id_=id_: disclosure.question_state(reader, id_, TODAY),
                    lambda reader=reader, id_=id_: stop_asking(StopAsking(id_), reader, TODAY),
                ):
                    with pytest.raises(NotFound) as refused:
                        call()
                    told.append(type(refused.value))
                assert told == [NotFound] * 6
            events = repr(disclosure.events_about(reader, question, TODAY))
            assert events == repr(disclosure.events_about(reader, "nothing", TODAY))

    def test_open_questions_do_not_wait_for_sealed_ones(self, world: World) -> None:
        sealed = ask(Ask(SEALED), world.cleared, TODAY)
        other = ask(Ask(LACKING), world.uncleared, TODAY)
        assert claim_question(is_sealed=False) == other
        assert claim_question(is_sealed=False) is None
        assert claim_question(is_sealed=True) == sealed


class TestRunning:
    """The child process, stopped, broken or left."""

    def test_a_search_that_breaks_says_so_and_nothing_else(
        self, world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(answering, "EXPLAINER", (sys.executable, "-c", "raise SystemExit('secrets')"))
        view = answered(world, Ask(SEALED))
        assert (view.state, view.message) == ("failed", answering.NO_ANSWER)
        assert {record.getMessage() for record in caplog.records if "peerinspect" in record.name} <= {
            "a search ended without an answer"
        }

    def test_one_that_is_stopped_is_over(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        endless = "import time; [time.sleep(0.1) for _ in range(600)]"
        monkeypatch.setattr(answering, "EXPLAINER", (sys.executable, "-c", endless))
        question = ask(Ask(LACKING), world.cleared, TODAY)
        assert claim_question(is_sealed=False) == question
        stop_asking(StopAsking(question), world.cleared, TODAY)
        answer_question(question)
        assert disclosure.question(world.cleared, question, TODAY).state == "cancelled"
        with pytest.raises(Refusal, match="over already"):
            stop_asking(StopAsking(question), world.cleared, TODAY)
        assert ask(Ask(LACKING), world.cleared, TODAY) != question

    def test_one_that_waits_is_stopped_at_once(self, world: World) -> None:
        question = ask(Ask(LACKING), world.cleared, TODAY)
        stop_asking(StopAsking(question), world.cleared, TODAY)
        assert disclosure.question(world.cleared, question, TODAY).state == "cancelled"
        assert claim_question(is_sealed=False) is None

    @pytest.mark.parametrize(("left", "closed"), [("running", "failed"), ("cancelling", "cancelled")])
    def test_what_a_stopped_service_left_is_closed(self, world: World, left: str, closed: str) -> None:
        question = ask(Ask(LACKING), world.cleared, TODAY)
        assert claim_question(is_sealed=False) == question
        if left == "cancelling":
            stop_asking(StopAsking(question), world.cleared, TODAY)
        recover_questions(datetime.now(UTC) - timedelta(hours=1))
        assert disclosure.question(world.cleared, question, TODAY).state == left, "it may be at work"
        recover_questions(datetime.now(UTC) + timedelta(seconds=1))
        assert disclosure.question(world.cleared, question, TODAY).state == closed


def test_what_somebody_could_clear_comes_with_what_it_takes(world: World) -> None:
    """Who offers no chairing any more could offer it again."""
    set_offers(SetOffers({"inspect": 20}), world.senior(CODES[1]), TODAY)
    view = answered(world, Ask(LACKING, f"{CODES[1]}-senior"))
    assert view.attempt is not None
    (obstacle,) = view.attempt.obstacles
    assert obstacle.objection.rule == "not-offered"
    assert obstacle.remedy == "an offer of this kind of work by the person"
