"""A case review from the day an incident becomes known to publication, and who may do and read what of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World

from peerinspect import store
from peerinspect.domain import Placement, add_months
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.duties import RegisterReview, register_review
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.reviews.advising import RecordAdvice, record_advice
from peerinspect.services.reviews.deadlines import ON_DECISION, ON_PUBLICATION, PUBLICATION, REPORT
from peerinspect.services.reviews.delaying import RecordDelay, record_delay
from peerinspect.services.reviews.parts import NamePart, name_part
from peerinspect.services.reviews.publication import are_lessons_out
from peerinspect.services.reviews.stepping import TakeReviewStep, take_review_step
from peerinspect.services.views.reviews import ReviewsAsked
from peerinspect.store import history
from peerinspect.store.loading import load_placements
from peerinspect.store.reading.duties import read_duties, states_of
from peerinspect.store.tables import DutyRow, ReviewRow

T, OTHER = CODES[3], CODES[4]
REVIEWER, SECOND = f"{CODES[8]}-director", f"{CODES[9]}-director"
KNOWN = TODAY - timedelta(days=3)


def begun(world: World, known: date | None = KNOWN, notified: date | None = None, case: str = "CR-2026/7") -> str:
    first = TODAY + timedelta(weeks=1)
    command = RegisterReview((T,), first, add_months(first, 7), case, known_on=known, notified_on=notified, seats=2)
    return register_review(command, world.cleared, TODAY)


def step(duty_id: str, action: str, day: date, reader: Reader, **more: object) -> None:
    command = TakeReviewStep(duty_id, action, day, "Because of what was found", "Letter 4")
    take_review_step(replace(command, **more), reader, day)


def refused(call: object, *args: object) -> dict[str, str]:
    before = history.length()
    with pytest.raises(Refusal) as refusal:
        call(*args)  # type: ignore[operator]
    assert history.length() == before
    return refusal.value.messages


def accepted(duty_id: str, *people: str) -> None:
    with store.transaction():
        load_placements([Placement(each, duty_id, "accepted") for each in people], [])


def row_of(duty_id: str) -> ReviewRow:
    return store.db.session.get_one(ReviewRow, duty_id)


def state_of(duty_id: str) -> str:
    return states_of([duty_id])[duty_id][0]


def advise(duty_id: str, topic: str, advice: str, day: date, reader: Reader) -> None:
    record_advice(RecordAdvice(duty_id, topic, advice, "It is what we think", (), day, "Letter 9"), reader, day)


def finalised(world: World) -> tuple[str, date]:
    """A local review with its final report, and the day of that."""
    id_ = begun(world, notified=TODAY)
    accepted(id_, REVIEWER)
    step(id_, "start-rapid-review", TODAY, world.cleared)
    step(id_, "decide", TODAY, world.cleared, kind="local")
    step(id_, "appoint-reviewer", TODAY, world.cleared)
    step(id_, "draft", TODAY, world.cleared)
    day = TODAY + timedelta(weeks=20)
    step(id_, "finalise", day, world.cleared)
    return id_, day


class TestLife:
    def test_from_the_day_it_became_known_to_publication(self, world: World) -> None:
        id_ = begun(world)
        assert state_of(id_) == "known"
        assert [each.action for each in disclosure.review(world.uncleared, id_, TODAY).steps] == [
            "notify-panel",
            "cancel",
        ]
        step(id_, "notify-panel", TODAY, world.uncleared)
        step(id_, "start-rapid-review", TODAY, world.uncleared)
        decided = date(2026, 3, 23)
        step(id_, "decide", decided, world.uncleared, kind="local")
        row = row_of(id_)
        assert (row.kind, row.rapid_on, row.decided_on) == ("local", decided, decided)
        assert refused(step, id_, "appoint-reviewer", decided, world.uncleared)[""].startswith("Nobody has agreed")
        accepted(id_, REVIEWER)
        step(id_, "appoint-reviewer", decided, world.uncleared)
        step(id_, "draft", date(2026, 7, 1), world.uncleared)
        step(id_, "finalise", date(2026, 9, 23), world.uncleared)
        last = date(2026, 9, 28)
        assert not are_lessons_out(id_, last)
        step(id_, "publish", last, world.uncleared)
        assert (state_of(id_), are_lessons_out(id_, last), are_lessons_out(id_, last - timedelta(days=1))) == (
            "published",
            True,
            False,
        )
        found = disclosure.review(world.uncleared, id_, last)
        told = {each.stage: each.told for each in found.deadlines}
        assert told["rapid-review"] == told["report"] == "Met"
        assert told["publication"] == "Met late, by 3 working days"
        assert read_duties(last, [id_])[id_].last_day == last
        assert history.verify() == []

    def test_a_rapid_review_may_end_without_a_review_and_be_taken_up_after_all(self, world: World) -> None:
        id_ = begun(world, notified=TODAY)
        accepted_day = TODAY + timedelta(weeks=2)
        step(id_, "start-rapid-review", TODAY, world.cleared)
        step(id_, "end-without-review", accepted_day, world.cleared)
        found = disclosure.review(world.cleared, id_, accepted_day)
        assert (found.line.kind_name, found.line.state_name) == ("Rapid review", "No further review")
        assert found.reasons == "Because of what was found"
        assert [each.stage for each in found.deadlines if each.done is None] == [ON_DECISION]
        advise(id_, ON_DECISION, "advises-review", accepted_day, world.cleared)
        later = accepted_day + timedelta(weeks=1)
        step(id_, "hold-after-all", later, world.cleared, kind="local")
        row = row_of(id_)
        assert (row.rapid_on, row.decided_on, state_of(id_)) == (accepted_day, later, "decided")

    def test_the_panel_commissions_a_national_review(self, world: World) -> None:
        id_ = begun(world, notified=TODAY)
        step(id_, "start-rapid-review", TODAY, world.cleared)
        step(id_, "end-without-review", TODAY, world.cleared)
        assert refused(step, id_, "commission-national", TODAY, world.cleared)[""].startswith("The national panel has")
        advise(id_, ON_DECISION, "commissions-national", TODAY, world.cleared)
        step(id_, "commission-national", TODAY, world.cleared)
        assert (row_of(id_).kind, state_of(id_)) == ("national", "decided")

    def test_before_june_2018_a_serious_case_review_knows_no_rapid_review(self, world: World) -> None:
        id_ = begun(world, known=date(2018, 6, 28))
        day = date(2018, 7, 2)
        take_review_step(TakeReviewStep(id_, "notify-panel", day), world.cleared, TODAY)
        assert refused(step, id_, "start-rapid-review", TODAY, world.cleared)[""].startswith("A serious case review")
        found = disclosure.review(world.cleared, id_, TODAY)
        assert found.line.kind_name == "Serious case review"
        assert "start-rapid-review" not in {each.action for each in found.steps}
        take_review_step(TakeReviewStep(id_, "decide", day, "Serious", "Letter 1"), world.cleared, TODAY)
        assert (row_of(id_).kind, row_of(id_).decided_on) == ("serious", day)

    def test_from_that_day_on_the_rapid_review_comes_first(self, world: World) -> None:
        id_ = begun(world, known=date(2018, 6, 29), notified=date(2018, 6, 29))
        assert refused(step, id_, "decide", TODAY, world.cleared)[""].startswith("The rapid review comes first")
        step(id_, "start-rapid-review", TODAY, world.cleared)
        assert refused(step, id_, "decide", TODAY, world.cleared) == {
            "kind": "Choose local child safeguarding practice review or national child safeguarding practice review"
        }

    def test_days_follow_one_another_and_have_come(self, world: World) -> None:
        id_ = begun(world)
        early = TakeReviewStep(id_, "notify-panel", KNOWN - timedelta(days=1))
        assert "27 February 2026" in refused(take_review_step, early, world.cleared, TODAY)["day"]
        late = TakeReviewStep(id_, "notify-panel", TODAY + timedelta(days=1))
        assert refused(take_review_step, late, world.cleared, TODAY) == {"day": "Enter a day that has come"}

    def test_no_step_by_the_general_page_and_none_by_others(self, world: World) -> None:
        id_ = begun(world)
        assert "own page" in refused(take_step, TakeStep(id_, "notify-panel", TODAY), world.cleared, TODAY)[""]
        for reader in (world.liaison, world.panel, world.chief(T), world.director(T)):
            with pytest.raises(NotAllowed):
                step(id_, "notify-panel", TODAY, reader)
        with pytest.raises(NotFound):
            step("board-0", "notify-panel", TODAY, world.cleared)

    def test_who_was_read_in_keeps_a_kind_from_its_days(self, world: World) -> None:
        id_ = begun(world, known=None)
        with store.transaction():
            store.db.session.get_one(DutyRow, id_).state = "published"
        found = disclosure.review(world.cleared, id_, TODAY)
        assert (found.line.kind_name, found.deadlines) == ("Local child safeguarding practice review", ())
        assert are_lessons_out(id_, TODAY)


class TestPublication:
    def test_nothing_is_withheld_without_the_panels_advice(self, world: World) -> None:
        id_, day = finalised(world)
        assert "after the national panel's advice" in refused(step, id_, "withhold", day, world.cleared)[""]
        advise(id_, ON_PUBLICATION, "withheld", day, world.cleared)
        assert disclosure.review_step(world.cleared, id_, "withhold", day).reference == "Letter 9"
        step(id_, "withhold", day, world.cleared)
        assert (state_of(id_), are_lessons_out(id_, day)) == ("withheld", False)
        assert row_of(id_).withheld_because == "Because of what was found"
        later = day + timedelta(weeks=4)
        step(id_, "release-lessons", later, world.cleared)
        assert [are_lessons_out(id_, each) for each in (day, later)] == [False, True]
        assert "released already" in refused(step, id_, "release-lessons", later, world.cleared)[""]

    def test_lessons_can_be_released_with_the_word_that_withholds_it(self, world: World) -> None:
        id_, day = finalised(world)
        advise(id_, ON_PUBLICATION, "redacted", day, world.cleared)
        step(id_, "withhold", day, world.cleared, releases_lessons=True)
        assert are_lessons_out(id_, day)
        assert not are_lessons_out("no-such-review", day)

    @pytest.mark.parametrize(("changes", "field"), [({"reason": ""}, "reason"), ({"reference": ""}, "reference")])
    def test_what_the_word_that_withholds_asks_for_is_needed(
        self, world: World, changes: dict[str, str], field: str
    ) -> None:
        id_, day = finalised(world)
        advise(id_, ON_PUBLICATION, "withheld", day, world.cleared)
        command = replace(TakeReviewStep(id_, "withhold", day, "Why", "Letter 9"), **changes)
        assert list(refused(take_review_step, command, world.cleared, day)) == [field]

    def test_a_report_that_comes_after_the_work_does_not_make_it_longer(self, world: World) -> None:
        id_, day = finalised(world)
        last = read_duties(day, [id_])[id_].last_day
        late = last + timedelta(weeks=5)
        step(id_, "publish", late, world.cleared)
        assert read_duties(late, [id_])[id_].last_day == last

    def test_a_delay_says_why_and_until_when_and_leaves_the_limit(self, world: World) -> None:
        id_, day = finalised(world)
        new = day + timedelta(weeks=30)
        record_delay(RecordDelay(id_, PUBLICATION, "court", "", new), world.cleared, day)
        late = date(2026, 9, 9)
        found = next(
            each for each in disclosure.review(world.chief(T), id_, late).deadlines if each.stage == PUBLICATION
        )
        assert (found.due, found.expected, found.delay) == (date(2026, 9, 2), new, "Court proceedings.")
        assert found.told == "Late by 5 working days"
        for lateness in ("late", "delayed"):
            assert id_ in [
                each.duty_id
                for each in disclosure.reviews(world.cleared, ReviewsAsked(lateness=lateness), 1, late).items
            ]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"stage": REPORT}, "stage"),
            ({"stage": "x"}, "stage"),
            ({"reason": "x"}, "reason"),
            ({"reason": "other"}, "words"),
            ({"expected_on": None}, "expected_on"),
            ({"expected_on": TODAY}, "expected_on"),
        ],
    )
    def test_a_delay_that_says_nothing_is_refused(self, world: World, changes: dict[str, object], field: str) -> None:
        id_, day = finalised(world)
        command = RecordDelay(id_, PUBLICATION, "court", "", day + timedelta(days=9))
        assert set(refused(record_delay, replace(command, **changes), world.cleared, day)) == {field}


class TestReferences:
    @pytest.mark.parametrize("text", ["CR-7", "2026/17", "R2026-01", "7", "LSCB-2014/3", "a1-b2/c3"])
    def test_numbers_of_files_pass(self, world: World, text: str) -> None:
        assert row_of(begun(world, case=text)).case_reference == text

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "Enter the case's reference number"),
            ("Child A 2020", "no spaces"),
            ("CR 7", "no spaces"),
            ("CR-\u00a07", "no spaces"),
            ("Madeup-2020", "four letters in a row"),
            ("CR-A", "at least one digit"),
            ("CR_7", "letters A to Z"),
            ("CR--7", "letters A to Z"),
            ("Zoë7", "letters A to Z"),
            ("7" * 81, "80 characters"),
        ],
    )
    def test_what_could_hold_a_name_is_refused_with_the_reason(self, world: World, text: str, why: str) -> None:
        assert why in refused(begun, world, KNOWN, None, text)["case"]

    def test_days_of_a_new_review_have_come_and_are_in_order(self, world: World) -> None:
        assert set(refused(begun, world, TODAY + timedelta(days=1))) == {"known_on"}
        assert set(refused(begun, world, TODAY, KNOWN)) == {"notified_on"}


class TestPeople:
    def test_one_leads_and_the_former_lead_reviews(self, world: World) -> None:
        id_ = begun(world)
        accepted(id_, REVIEWER, SECOND)
        for person in (REVIEWER, SECOND):
            name_part(NamePart(id_, placement_address(person, id_), "lead"), world.cleared, TODAY)
        found = {each.name: each.part_name for each in disclosure.review(world.chief(T), id_, TODAY).people}
        assert found == {f"Director {CODES[9]}": "Lead reviewer", f"Director {CODES[8]}": "Reviewer"}
        assert set(refused(name_part, NamePart(id_, placement_address(SECOND, id_), "x"), world.cleared, TODAY)) == {
            "part"
        }

    def test_only_who_has_accepted_has_a_part(self, world: World) -> None:
        id_ = begun(world)
        with store.transaction():
            load_placements([Placement(REVIEWER, id_, "offered")], [])
        with pytest.raises(NotFound):
            name_part(NamePart(id_, placement_address(REVIEWER, id_), "lead"), world.cleared, TODAY)
        assert disclosure.review(world.chief(T), id_, TODAY).people == ()
        assert len(disclosure.review(world.cleared, id_, TODAY).people) == 1


class TestReaders:
    def test_each_reads_their_own(self, world: World) -> None:
        id_ = begun(world, notified=TODAY)
        for reader in (world.cleared, world.uncleared, world.liaison, world.panel, world.chief(T), world.director(T)):
            assert disclosure.review(reader, id_, TODAY).line.reference == "CR-2026/7"
            assert [each.duty_id for each in disclosure.reviews(reader, ReviewsAsked(), 1, TODAY).items] == [id_]
        for reader in (world.chief(OTHER), world.director(OTHER)):
            assert disclosure.reviews(reader, ReviewsAsked(), 1, TODAY).total == 0
            with pytest.raises(NotFound):
                disclosure.review(reader, id_, TODAY)
        with pytest.raises(NotAllowed):
            disclosure.review(world.administrator, id_, TODAY)

    def test_the_panel_reads_nothing_before_it_is_told(self, world: World) -> None:
        id_ = begun(world)
        assert disclosure.reviews(world.panel, ReviewsAsked(), 1, TODAY).total == 0
        with pytest.raises(NotFound):
            disclosure.review(world.panel, id_, TODAY)
        assert disclosure.review(world.chief(T), id_, TODAY).line.due is not None

    def test_only_coordinators_are_offered_steps(self, world: World) -> None:
        id_ = begun(world, notified=TODAY)
        for reader in (world.liaison, world.panel, world.chief(T), world.director(T)):
            found = disclosure.review(reader, id_, TODAY)
            assert (found.steps, found.delayable, found.to_advise, found.stands) == ((), (), (), ())
            with pytest.raises(NotAllowed):
                disclosure.review_step(reader, id_, "start-rapid-review", TODAY)

    def test_a_list_is_searched_and_narrowed(self, world: World) -> None:
        first, second = begun(world), begun(world, notified=TODAY, case="CR-8")
        old = begun(world, known=date(2017, 1, 9), case="SCR-17/1")

        def ids(**asked: str) -> set[str]:
            return {each.duty_id for each in disclosure.reviews(world.cleared, ReviewsAsked(**asked), 1, TODAY).items}

        assert ids() == {first, second, old}
        assert ids(text="cr-2026") == {first}
        assert ids(text="council c03") == {first, second, old}
        assert ids(text="%") == set()
        assert ids(kind="serious") == {old}
        assert ids(kind="rapid", state="notified") == {second}
        assert ids(lateness="late") == {old}
        assert ids(lateness="soon") == {first}
