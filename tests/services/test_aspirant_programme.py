"""The aspirant programme: cohorts, training, words on readiness, and what became of a cohort."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World, board

from peerinspect import store
from peerinspect.domain import Period, Placement
from peerinspect.services import disclosure
from peerinspect.services.aspiring import Aspire, aspire, aspire_no_more
from peerinspect.services.mentors import NameMentor, name_mentor
from peerinspect.services.pool import LeavePool, leave_pool
from peerinspect.services.programme.cohorts import (
    Cohort,
    EndMembership,
    JoinCohort,
    change_cohort,
    end_membership,
    join_cohort,
    open_cohort,
)
from peerinspect.services.programme.readiness import SayReady, say_ready
from peerinspect.services.programme.training import AddTraining, SettleTraining, add_training, settle_training
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.views.programme import CohortOutcome, MemberLine
from peerinspect.store import history
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.tables import MessageRow, PostRow

ME = f"{CODES[0]}-senior"
BEGUN, ENDS = TODAY - timedelta(weeks=10), TODAY + timedelta(weeks=40)
SPRING = Cohort("Spring 2026", BEGUN, ENDS, 2, "Ada Example, former director")
TOOK = AddTraining("health", date(2026, 1, 12), date(2026, 1, 14), "A hospital trust", "Certificate 7")
COVER, MENTOR = "cover", f"{CODES[9]}-director"


@pytest.fixture
def me(world: World) -> Reader:
    """The first council's senior manager, who aspires to be a director."""
    reader = world.senior(CODES[0])
    aspire(Aspire("To run a whole service", 200, 0), reader, TODAY)
    return reader


@pytest.fixture
def cohort(world: World, me: Reader) -> str:
    return open_cohort(SPRING, world.uncleared)


@pytest.fixture
def member(world: World, cohort: str) -> str:
    return join_cohort(JoinCohort(cohort, ME, BEGUN), world.uncleared, TODAY)


def refused(call: object, *given: object) -> dict[str, str]:
    before = history.length()
    with pytest.raises(Refusal) as refusal:
        call(*given)  # type: ignore[operator]
    assert history.length() == before
    return dict(refusal.value.messages)


def facts_met(line: MemberLine) -> set[str]:
    return {each.name for each in line.facts if each.is_met}


def told(kind: str) -> list[str]:
    return sorted(row.user for row in store.db.session.query(MessageRow).filter_by(kind=kind))


def covered(period: Period, status: str = "accepted") -> None:
    """Cover of a vacant post by the aspirant."""
    with store.transaction():
        load_duties([replace(board(COVER, CODES[4], TODAY), kind="interim", period=period, days=None)])
        load_placements([Placement(ME, COVER, status)], [])


class TestCohorts:
    def test_are_listed_with_who_is_in_them(self, world: World, cohort: str, member: str) -> None:
        for reader in (world.uncleared, world.liaison):
            (line,) = disclosure.cohorts(reader, TODAY)
            assert (line.id, line.name, line.places, line.members, line.ready) == (cohort, "Spring 2026", 2, 1, 0)
            assert [each.name for each in disclosure.cohort(reader, cohort, TODAY).members] == ["Senior C00"]
        assert told("cohort-joined") == [world.senior(CODES[0]).user_id]

    @pytest.mark.parametrize(
        ("day", "state"),
        [
            (BEGUN - timedelta(days=1), "coming"),
            (BEGUN, "running"),
            (ENDS, "running"),
            (ENDS + timedelta(days=1), "over"),
        ],
    )
    def test_run_from_their_first_to_their_last_day(self, world: World, cohort: str, day: date, state: str) -> None:
        assert disclosure.cohorts(world.uncleared, day)[0].state == state

    def test_say_what_would_do(self, world: World, cohort: str, member: str) -> None:
        empty = Cohort("", None, None, 0, "")
        assert set(refused(open_cohort, empty, world.uncleared)) == {"name", "starts", "ends", "places", "lead"}
        twin = replace(SPRING, name=" spring 2026 ")
        assert set(refused(open_cohort, twin, world.uncleared)) == {"name"}
        change_cohort(cohort, replace(SPRING, places=1), world.uncleared)
        backwards = replace(SPRING, starts=ENDS, ends=BEGUN)
        assert set(refused(change_cohort, cohort, backwards, world.uncleared)) == {"ends"}

    def test_never_have_fewer_places_than_members(self, world: World, cohort: str, member: str) -> None:
        other = world.senior(CODES[1])
        aspire(Aspire("To learn", 10, 0), other, TODAY)
        join_cohort(JoinCohort(cohort, f"{CODES[1]}-senior", TODAY), world.uncleared, TODAY)
        assert "2 people" in refused(change_cohort, cohort, replace(SPRING, places=1), world.uncleared)["places"]
        aspire(Aspire("To learn", 10, 0), world.senior(CODES[2]), TODAY)
        full = JoinCohort(cohort, f"{CODES[2]}-senior", TODAY)
        assert "taken" in refused(join_cohort, full, world.uncleared, TODAY)[""]
        end_membership(EndMembership(member, TODAY, True, "A post elsewhere"), world.uncleared, TODAY)
        join_cohort(full, world.uncleared, TODAY)

    def test_only_aspirants_join_and_one_cohort_at_a_time(self, world: World, cohort: str, member: str) -> None:
        def why(person: str, where: str = cohort, day: date | None = TODAY) -> dict[str, str]:
            return refused(join_cohort, JoinCohort(where, person, day), world.uncleared, TODAY)

        assert "aspires" in why(f"{CODES[3]}-senior")["person_id"]
        assert "in this cohort" in why(ME)["person_id"]
        other = open_cohort(replace(SPRING, name="Autumn"), world.uncleared)
        assert "another cohort" in why(ME, other)["person_id"]
        end_membership(EndMembership(member, TODAY), world.uncleared, TODAY)
        assert set(why(ME, other, TODAY + timedelta(days=1))) == {"day"}
        assert [each.value for each in disclosure.joining_choices(world.uncleared, other, TODAY)] == [ME]
        join_cohort(JoinCohort(other, ME, TODAY), world.uncleared, TODAY)

    def test_who_has_left_the_pool_does_not_join(self, world: World, cohort: str, me: Reader) -> None:
        leave_pool(LeavePool(ME, "Retired"), world.uncleared, TODAY)
        assert disclosure.joining_choices(world.uncleared, cohort, TODAY) == ()
        assert "person_id" in refused(join_cohort, JoinCohort(cohort, ME, TODAY), world.uncleared, TODAY)

    def test_are_completed_or_left_once(self, world: World, cohort: str, member: str) -> None:
        early = EndMembership(member, BEGUN - timedelta(days=1))
        assert set(refused(end_membership, early, world.uncleared, TODAY)) == {"day"}
        assert set(refused(end_membership, EndMembership(member, TODAY, True), world.uncleared, TODAY)) == {"why"}
        end_membership(EndMembership(member, TODAY, True, "A post elsewhere"), world.uncleared, TODAY)
        found = disclosure.cohort_member(world.uncleared, member, TODAY)
        assert (found.line.state, found.line.ended_on, found.why) == ("left", TODAY, "A post elsewhere")
        assert "already" in refused(end_membership, EndMembership(member, TODAY), world.uncleared, TODAY)[""]
        assert disclosure.cohorts(world.uncleared, TODAY)[0].left == 1

    def test_are_kept_by_coordinators_alone(self, world: World, me: Reader, cohort: str, member: str) -> None:
        others = (world.liaison, me, world.chief(CODES[0]), world.panel, world.administrator)
        for reader in others:
            for call in (
                lambda reader=reader: open_cohort(SPRING, reader),
                lambda reader=reader: change_cohort(cohort, SPRING, reader),
                lambda reader=reader: join_cohort(JoinCohort(cohort, ME), reader, TODAY),
                lambda reader=reader: end_membership(EndMembership(member, TODAY), reader, TODAY),
                lambda reader=reader: say_ready(SayReady(ME, True, "Why"), reader, TODAY),
                lambda reader=reader: disclosure.training_waiting(reader),
            ):
                with pytest.raises(NotAllowed):
                    call()
        for reader in others[1:]:
            for query in (disclosure.cohorts, disclosure.programme_report):
                with pytest.raises(NotAllowed):
                    query(reader, TODAY)
        for query, id_ in ((disclosure.cohort, "x"), (disclosure.cohort_member, "x")):
            with pytest.raises(NotFound):
                query(world.uncleared, id_, TODAY)


class TestTraining:
    def test_of_oneself_waits_for_a_coordinator(self, world: World, me: Reader, member: str) -> None:
        id_ = add_training(TOOK, me, TODAY)
        assert told("training-to-confirm")
        assert "fields" not in facts_met(disclosure.cohort_member(world.uncleared, member, TODAY).line)
        (waiting,) = disclosure.training_waiting(world.uncleared)
        assert (waiting.id, waiting.person_name, waiting.field_name) == (id_, "Senior C00", "Health")
        settle_training(SettleTraining(id_), world.uncleared, TODAY)
        assert disclosure.training_waiting(world.uncleared) == ()
        (mine,) = disclosure.my_programme(me, TODAY).training
        assert (mine.outcome, mine.period) == ("confirmed", Period(TOOK.starts, TOOK.ends))
        assert told("training-settled") == [me.user_id]
        assert "settled already" in refused(settle_training, SettleTraining(id_), world.uncleared, TODAY)[""]

    def test_all_four_fields_are_met_once_confirmed(self, world: World, me: Reader, member: str) -> None:
        for field in ("teaching", "social-work", "youth-work"):
            add_training(replace(TOOK, field=field, person_id=ME), world.uncleared, TODAY)
        own = add_training(TOOK, me, TODAY)
        assert "fields" not in facts_met(disclosure.cohort_member(world.liaison, member, TODAY).line)
        settle_training(SettleTraining(own), world.uncleared, TODAY)
        assert "fields" in facts_met(disclosure.cohort_member(world.liaison, member, TODAY).line)

    def test_that_is_declined_counts_nothing_and_says_why(self, world: World, me: Reader) -> None:
        id_ = add_training(TOOK, me, TODAY)
        assert set(refused(settle_training, SettleTraining(id_, False), world.uncleared, TODAY)) == {"why"}
        settle_training(SettleTraining(id_, False, "No such certificate"), world.uncleared, TODAY)
        (mine,) = disclosure.my_programme(me, TODAY).training
        assert (mine.outcome, mine.why) == ("declined", "No such certificate")

    def test_says_what_would_do(self, world: World, me: Reader) -> None:
        empty = AddTraining()
        assert set(refused(add_training, empty, me, TODAY)) == {"field", "starts", "provider", "evidence"}
        ahead = replace(TOOK, starts=TODAY, ends=TODAY + timedelta(days=1))
        assert set(refused(add_training, ahead, me, TODAY)) == {"ends"}
        assert set(refused(add_training, replace(TOOK, ends=date(2026, 1, 11)), me, TODAY)) == {"ends"}
        assert set(refused(add_training, replace(TOOK, field="law"), me, TODAY)) == {"field"}
        add_training(replace(TOOK, starts=TODAY, ends=None), me, TODAY)

    def test_is_for_aspirants_and_of_oneself_alone(self, world: World, me: Reader) -> None:
        other = world.senior(CODES[5])
        assert refused(add_training, TOOK, other, TODAY)
        add_training(replace(TOOK, person_id=f"{CODES[5]}-senior"), me, TODAY)
        assert len(disclosure.my_programme(me, TODAY).training) == 1
        assert disclosure.my_programme(other, TODAY).training == ()
        for reader in (world.liaison, world.chief(CODES[0]), world.panel):
            with pytest.raises(NotAllowed):
                add_training(TOOK, reader, TODAY)

    def test_is_read_by_the_mentor_while_the_mentoring_goes_on(self, world: World, me: Reader) -> None:
        covered(Period(TODAY + timedelta(weeks=4), TODAY + timedelta(weeks=20)))
        name_mentor(NameMentor(COVER, ME, MENTOR), world.uncleared, TODAY)
        add_training(TOOK, me, TODAY)
        add_training(replace(TOOK, field="teaching", person_id=ME), world.uncleared, TODAY)
        mentor = world.director(CODES[9])
        (seen,) = disclosure.my_mentoring(mentor, TODAY)
        assert [each.field for each in seen.training] == ["teaching"]
        assert disclosure.my_mentoring(me, TODAY)[0].training == ()
        (later,) = disclosure.my_mentoring(mentor, TODAY + timedelta(weeks=30))
        assert later.training == ()


class TestReadiness:
    def test_is_said_and_taken_back_with_reasons(self, world: World, me: Reader, cohort: str, member: str) -> None:
        assert "no word" in refused(say_ready, SayReady(ME, False, "Not yet"), world.uncleared, TODAY)[""]
        assert set(refused(say_ready, SayReady(ME, True), world.uncleared, TODAY)) == {"reason"}
        say_ready(SayReady(ME, True, "Covered well"), world.uncleared, TODAY)
        assert disclosure.cohorts(world.liaison, TODAY)[0].ready == 1
        assert "already" in refused(say_ready, SayReady(ME, True, "Again"), world.uncleared, TODAY)[""]
        say_ready(SayReady(ME, False, "On leave"), world.uncleared, TODAY + timedelta(days=1))
        found = disclosure.cohort_member(world.liaison, member, TODAY + timedelta(days=1))
        assert [(each.is_ready, each.reason) for each in found.words] == [(False, "On leave"), (True, "Covered well")]
        assert not found.line.is_ready
        word = disclosure.my_programme(me, TODAY + timedelta(days=1)).word
        assert word is not None
        assert (word.is_ready, word.reason) == (False, "On leave")

    def test_is_not_said_of_who_does_not_aspire(self, world: World, me: Reader) -> None:
        aspire_no_more(me, TODAY)
        assert "aspires" in refused(say_ready, SayReady(ME, True, "Covered well"), world.uncleared, TODAY)[""]
        assert disclosure.my_programme(me, TODAY).facts == ()

    def test_facts_follow_the_register(self, world: World, me: Reader, member: str) -> None:
        line = disclosure.cohort_member(world.uncleared, member, TODAY).line
        assert {"goal", "declared", "vetted"} <= facts_met(line)
        assert not {"cover", "mentor", "fields"} & facts_met(line)
        late = disclosure.cohort_member(world.uncleared, member, TODAY + timedelta(days=800)).line
        assert "declared" not in facts_met(late)

    def test_cover_and_mentor_are_met_by_placements(self, world: World, me: Reader, member: str) -> None:
        first, last = TODAY + timedelta(weeks=4), TODAY + timedelta(weeks=20)
        covered(Period(first, last))
        name_mentor(NameMentor(COVER, ME, MENTOR), world.uncleared, TODAY)

        def on(day: date) -> tuple[str, bool]:
            line = disclosure.cohort_member(world.uncleared, member, day).line
            (fact,) = [each for each in line.facts if each.name == "cover"]
            return fact.said, "mentor" in facts_met(line)

        assert on(TODAY) == ("0 given, 0 handed back", True)
        assert on(first) == ("1 given, 0 handed back", True)
        assert on(last) == ("1 given, 0 handed back", True)
        assert on(last + timedelta(days=1)) == ("1 given, 1 handed back", True)


class TestReport:
    def outcome(self, world: World, day: date = TODAY) -> CohortOutcome:
        (found,) = disclosure.programme_report(world.liaison, day)
        return found

    def became_director(self, day: date) -> None:
        with store.transaction():
            post = PostRow(person=ME, authority=CODES[7], role="director", basis="substantive", starts=day)
            store.add(post)

    def test_counts_placements_that_began_after_joining(self, world: World, member: str) -> None:
        covered(Period(BEGUN, TODAY))
        found = self.outcome(world)
        assert (found.cover, found.secondments, found.people_placed) == (1, 0, 1)

    def test_leaves_out_what_began_before_and_what_was_only_offered(self, world: World, member: str) -> None:
        covered(Period(BEGUN - timedelta(days=1), TODAY))
        assert self.outcome(world).cover == 0

    def test_leaves_out_what_nobody_agreed_to(self, world: World, member: str) -> None:
        covered(Period(TODAY, ENDS), "offered")
        assert self.outcome(world).cover == 0

    @pytest.mark.parametrize(("days", "directors"), [(-1, 0), (0, 0), (1, 1)])
    def test_counts_directors_whose_post_began_after_joining(
        self, world: World, member: str, days: int, directors: int
    ) -> None:
        self.became_director(BEGUN + timedelta(days=days))
        assert self.outcome(world).directors == directors
        found = disclosure.cohort_member(world.uncleared, member, TODAY)
        assert (found.director_on is not None) == bool(directors)
