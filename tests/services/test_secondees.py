"""Secondees: what they did, what is due of them, and what their return does to the rules and the loads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from held_world import SEALED, Held, held_world, put, row_of
from small_world import CODES, MONDAY, NOTICE, TODAY, World, build_world, inspection, tied

from peerinspect import store
from peerinspect.domain import Period, Placement, add_months
from peerinspect.domain.kinds import SECOND
from peerinspect.domain.lives import LIVES
from peerinspect.domain.secondments import ALL_INSPECTIONS_DONE, INSPECTIONS, RETURN_OVERDUE, TERM, TRAINING_DUE
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.liaison.evaluating import Evaluate, evaluate
from peerinspect.services.liaison.inspecting import RecordInspection, record_inspection, strike_inspection
from peerinspect.services.liaison.seconding import (
    RecordReturn,
    RecordTraining,
    RequestSecondment,
    record_return,
    record_training,
    request_secondment,
)
from peerinspect.services.lives.effects import objections_to
from peerinspect.services.problems import open_problem
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.views.liaison import Secondee
from peerinspect.services.views.seconding import PoolAsked
from peerinspect.store import history
from peerinspect.store.loading import load_duties
from peerinspect.store.reading.duties import read_duties, states_of
from peerinspect.store.tables import DutyRow, OfferRow, PlacementRow, SecondeeRow

FIRST = date(2026, 4, 6)
YEAR_END = date(2027, 4, 5)
TERM_WANTED = RequestSecondment(FIRST, YEAR_END, pattern=TERM)
COUNTED = RequestSecondment(FIRST, date(2026, 4, 10), pattern=INSPECTIONS)
PEER, OTHER = f"{CODES[0]}-director", f"{CODES[6]}-director"


@pytest.fixture
def world(bare: object) -> World:
    found = build_world(TODAY, [inspection("open-1", CODES[8], MONDAY, sealed=False)])
    offer_secondments(found)
    return found


def offer_secondments(world: World) -> None:
    with store.transaction():
        store.add(*(OfferRow(person=id_, kind=SECOND, days=300) for id_ in world.facts.people))


def refused(call: object, *given: object) -> dict[str, str]:
    before = history.length()
    with pytest.raises(Refusal) as refusal:
        call(*given)  # type: ignore[operator]
    assert history.length() == before
    return dict(refusal.value.messages)


def only_one(world: World, day: date, person: str = PEER, reader: Reader | None = None) -> Secondee:
    found = disclosure.secondments(reader or world.liaison, day)
    (who,) = [each for one in (*found.current, *found.over) for each in one.people if each.person_id == person]
    return who


class TestAsking:
    def test_a_term_lasts_one_to_two_years(self, world: World) -> None:
        short = replace(TERM_WANTED, ends=date(2027, 4, 4))
        told = refused(request_secondment, short, world.liaison, TODAY)["ends"]
        assert "5 April 2027 to 5 April 2028" in told
        assert set(refused(request_secondment, replace(short, ends=date(2028, 4, 6)), world.liaison, TODAY)) == {"ends"}
        duty = request_secondment(TERM_WANTED, world.liaison, TODAY)
        found = disclosure.secondment(world.liaison, duty, TODAY)
        assert (found.pattern, found.until, found.wanted) == (TERM, YEAR_END, None)

    def test_three_inspections_within_eighteen_months_run_beside_the_training(self, world: World) -> None:
        duty = request_secondment(COUNTED, world.liaison, TODAY)
        found = disclosure.secondment(world.liaison, duty, TODAY)
        assert (found.pattern, found.until, found.wanted) == (INSPECTIONS, date(2027, 10, 5), 3)
        assert read_duties(TODAY, [duty])[duty].workload == 5

    def test_says_what_would_do(self, world: World) -> None:
        assert set(refused(request_secondment, replace(COUNTED, pattern="x"), world.liaison, TODAY)) == {"pattern"}
        odd = replace(COUNTED, inspections=0, months=0)
        assert set(refused(request_secondment, odd, world.liaison, TODAY)) >= {"inspections", "months"}
        long = replace(COUNTED, ends=date(2027, 10, 6))
        assert set(refused(request_secondment, long, world.liaison, TODAY)) == {"ends"}
        request_secondment(replace(COUNTED, ends=date(2027, 10, 5)), world.liaison, TODAY)


class TestTheRulesBetweenInspections:
    """The months of the second pattern bar nothing; its full-time training bars all other work, as any term does."""

    def against(self, duty: str, day: date) -> set[str]:
        wanted = read_duties(day, [duty])[duty]
        found = objections_to([Placement(PEER, duty, "offered")], wanted, day)
        return {each.rule for each in found[PEER]}

    def test_a_term_bars_an_inspection_within_it(self, world: World) -> None:
        put(PEER, request_secondment(TERM_WANTED, world.liaison, TODAY))
        assert "double-booked" in self.against("open-1", TODAY)

    def test_the_months_of_inspections_bar_none(self, world: World) -> None:
        put(PEER, request_secondment(COUNTED, world.liaison, TODAY))
        assert "double-booked" not in self.against("open-1", TODAY)

    def test_the_training_bars_what_falls_into_it(self, world: World) -> None:
        around = replace(COUNTED, starts=MONDAY - timedelta(days=7), ends=MONDAY)
        put(PEER, request_secondment(around, world.liaison, TODAY))
        assert "double-booked" in self.against("open-1", TODAY)


class TestInspectionsDone:
    @pytest.fixture
    def duty(self, world: World) -> str:
        return request_secondment(COUNTED, world.liaison, TODAY)

    @pytest.fixture
    def address(self, duty: str) -> str:
        return put(PEER, duty)

    def test_those_registered_and_those_typed_in_count(self, world: World, duty: str, address: str) -> None:
        put(PEER, "open-1")
        assert only_one(world, MONDAY - timedelta(days=1)).done == 0
        assert only_one(world, MONDAY).done == 1
        typed = RecordInspection(duty, address, CODES[7], date(2026, 7, 6), date(2026, 7, 10), "With the London team")
        record_inspection(typed, world.uncleared, date(2026, 7, 13))
        day = date(2026, 7, 13)
        assert only_one(world, day).done == 2
        page = disclosure.secondee_page(world.liaison, duty, address, day)
        assert [(each.title, bool(each.id)) for each in page.inspections] == [
            ("Inspection of Council C08", False),
            ("Inspection of Council C07", True),
        ]

    def test_three_of_them_are_enough(self, world: World, duty: str, address: str) -> None:
        record_training(RecordTraining(duty, address, FIRST, "the framework"), world.liaison, date(2026, 8, 1))
        for week in range(3):
            first = date(2026, 5, 4) + timedelta(weeks=4 * week)
            record_inspection(RecordInspection(duty, address, CODES[7], first), world.liaison, date(2026, 8, 1))
            due = only_one(world, date(2026, 8, 1)).due
            assert due == ((ALL_INSPECTIONS_DONE,) if week == 2 else ())

    def test_only_within_the_months_of_the_secondment(self, world: World, duty: str, address: str) -> None:
        def typed(day: date) -> str:
            return record_inspection(RecordInspection(duty, address, CODES[7], day), world.liaison, date(2027, 12, 1))

        typed(FIRST)
        typed(date(2027, 10, 5))
        assert only_one(world, date(2027, 12, 1)).done == 2
        typed(date(2027, 10, 6))
        assert only_one(world, date(2027, 12, 1)).done == 2

    def test_say_what_would_do(self, world: World, duty: str, address: str) -> None:
        day = date(2026, 5, 1)
        assert set(refused(record_inspection, RecordInspection(duty, address), world.liaison, day)) == {
            "authority",
            "starts",
        }
        wanted = RecordInspection(duty, address, CODES[7], FIRST)
        ahead = replace(wanted, starts=day, ends=day + timedelta(days=1))
        early = replace(wanted, starts=FIRST - timedelta(days=1))
        backwards = replace(wanted, starts=day, ends=day - timedelta(days=1))
        assert set(refused(record_inspection, ahead, world.liaison, day)) == {"ends"}
        assert set(refused(record_inspection, early, world.liaison, day)) == {"starts"}
        assert set(refused(record_inspection, backwards, world.liaison, day)) == {"ends"}

    def test_what_was_typed_in_by_mistake_is_struck(self, world: World, duty: str, address: str) -> None:
        day = date(2026, 5, 1)
        id_ = record_inspection(RecordInspection(duty, address, CODES[7], FIRST), world.liaison, day)
        for reader in (world.chief(CODES[0]), world.director(CODES[0]), world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                strike_inspection(id_, reader, day)
        strike_inspection(id_, world.uncleared, day)
        assert only_one(world, day).done == 0
        with pytest.raises(NotFound):
            strike_inspection(id_, world.uncleared, day)

    def test_no_rule_looks_at_what_was_typed_in(self, world: World, duty: str, address: str) -> None:
        day = date(2026, 5, 1)
        before = open_problem(day)
        record_inspection(RecordInspection(duty, address, CODES[8], FIRST), world.liaison, day)
        assert open_problem(day) == before


class TestDue:
    def test_training_before_the_first_inspection_and_an_overdue_return(self, world: World) -> None:
        duty = request_secondment(TERM_WANTED, world.liaison, TODAY)
        address = put(PEER, duty)
        assert only_one(world, FIRST - timedelta(days=1)).due == ()
        assert only_one(world, FIRST).due == (TRAINING_DUE,)
        record_training(RecordTraining(duty, address, FIRST, "the framework"), world.liaison, FIRST)
        assert only_one(world, FIRST).due == ()
        assert only_one(world, YEAR_END + timedelta(days=1)).due == (RETURN_OVERDUE,)

    def test_whose_return_is_overdue_stays_among_the_current(self, world: World) -> None:
        duty = request_secondment(TERM_WANTED, world.liaison, TODAY)
        address = put(PEER, duty)
        day = YEAR_END + timedelta(days=1)
        assert [each.duty.id for each in disclosure.secondments(world.liaison, day).current] == [duty]
        record_return(RecordReturn(duty, address, YEAR_END), world.liaison, day)
        assert [each.duty.id for each in disclosure.secondments(world.liaison, day).over] == [duty]
        assert only_one(world, day).due == ()

    def test_between_inspections_somebody_is_on_the_secondment_still(self, world: World) -> None:
        duty = request_secondment(COUNTED, world.liaison, TODAY)
        put(PEER, duty)
        found = disclosure.secondment(world.liaison, duty, date(2026, 9, 1))
        assert (found.is_over, found.empty_seats, found.people[0].state) == (False, 0, "live")

    def test_who_is_between_inspections_is_not_evaluated_yet(self, world: World) -> None:
        duty = request_secondment(COUNTED, world.liaison, TODAY)
        address, full = put(PEER, duty), ("yes", "yes", "yes", "yes")
        assert "" in refused(evaluate, Evaluate(duty, address, *full), world.liaison, date(2027, 10, 5))
        record_return(RecordReturn(duty, address, date(2026, 9, 1)), world.liaison, date(2026, 9, 1))
        evaluate(Evaluate(duty, address, *full), world.liaison, date(2026, 9, 1))

    def test_who_never_came_back_is_evaluated_after_the_months(self, world: World) -> None:
        duty = request_secondment(COUNTED, world.liaison, TODAY)
        address = put(PEER, duty)
        evaluate(Evaluate(duty, address, "yes", "yes", "yes", "yes"), world.liaison, date(2027, 10, 6))


class TestReturning:
    BACK = date(2026, 9, 11)

    @pytest.fixture
    def duty(self, world: World) -> str:
        return request_secondment(replace(TERM_WANTED, seats=2), world.liaison, TODAY)

    def after(self, world: World) -> str:
        """An inspection after the return, within the term as it was."""
        coming = inspection("open-2", CODES[8], date(2026, 10, 5), sealed=False)
        with store.transaction():
            load_duties([coming])
        return coming.id

    def against(self, person: str, duty: str) -> set[str]:
        wanted = read_duties(self.BACK, [duty])[duty]
        return {each.rule for each in objections_to([Placement(person, duty, "offered")], wanted, self.BACK)[person]}

    def test_of_the_last_one_ends_the_secondment_on_that_day(self, world: World, duty: str) -> None:
        address, later = put(PEER, duty), self.after(world)
        assert "double-booked" in self.against(PEER, later)
        record_return(RecordReturn(duty, address, self.BACK), world.liaison, self.BACK)
        found = read_duties(self.BACK, [duty])[duty]
        assert found.period == Period(FIRST, self.BACK)
        assert states_of([duty])[duty][0] in LIVES[SECOND].finished
        assert "double-booked" not in self.against(PEER, later)

    def test_the_load_counts_the_days_that_were_worked(self, world: World, duty: str) -> None:
        address = put(PEER, duty)
        whole = read_duties(TODAY, [duty])[duty].workload
        record_return(RecordReturn(duty, address, date(2026, 4, 17)), world.liaison, self.BACK)
        assert whole == 261
        assert read_duties(TODAY, [duty])[duty].workload == 10

    def test_days_that_were_given_are_never_more_than_are_left(self, world: World, duty: str) -> None:
        address = put(PEER, duty)
        with store.transaction():
            store.db.session.get_one(DutyRow, duty).days = 100
        record_return(RecordReturn(duty, address, date(2026, 4, 17)), world.liaison, self.BACK)
        assert read_duties(TODAY, [duty])[duty].workload == 10

    def test_a_day_in_the_weekend_or_after_the_term_leaves_the_last_day(self, world: World, duty: str) -> None:
        address = put(PEER, duty)
        record_return(RecordReturn(duty, address, YEAR_END + timedelta(days=3)), world.liaison, date(2027, 5, 1))
        assert read_duties(TODAY, [duty])[duty].last_day == YEAR_END

    def test_where_others_stay_theirs_goes_on_and_who_is_back_is_free(self, world: World, duty: str) -> None:
        address, later = put(PEER, duty), self.after(world)
        put(OTHER, duty)
        record_training(RecordTraining(duty, address, FIRST, "the framework"), world.liaison, self.BACK)
        record_inspection(RecordInspection(duty, address, CODES[7], date(2026, 5, 4)), world.liaison, self.BACK)
        record_return(RecordReturn(duty, address, self.BACK, "Needed"), world.liaison, self.BACK)
        stays = read_duties(self.BACK, [duty])[duty]
        assert (stays.period, stays.seats) == (Period(FIRST, YEAR_END), 1)
        assert row_of(OTHER, duty).status == "accepted"
        (part,) = [each for each in store.db.session.query(SecondeeRow) if each.person == PEER]
        assert part.duty != duty
        own = read_duties(self.BACK, [part.duty])[part.duty]
        assert (own.period, own.seats) == (Period(FIRST, self.BACK), 1)
        who = only_one(world, self.BACK)
        assert (who.trained_on, who.returned_on, who.done, who.note) == (FIRST, self.BACK, 1, "Needed")
        assert "double-booked" not in self.against(PEER, later)
        assert "double-booked" in self.against(OTHER, later)

    def test_the_last_day_of_the_training_sets_nothing_apart(self, world: World) -> None:
        duty = request_secondment(replace(COUNTED, seats=2), world.liaison, TODAY)
        address = put(PEER, duty)
        put(OTHER, duty)
        record_return(RecordReturn(duty, address, self.BACK), world.liaison, self.BACK)
        assert {row.duty for row in store.db.session.query(PlacementRow).filter_by(person=PEER)} == {duty}
        assert read_duties(TODAY, [duty])[duty].last_day == COUNTED.ends
        assert not only_one(world, self.BACK, OTHER).returned_on

    def test_both_back_end_it_with_the_later_return(self, world: World, duty: str) -> None:
        addresses = [put(PEER, duty), put(OTHER, duty)]
        record_return(RecordReturn(duty, addresses[0], self.BACK), world.liaison, self.BACK)
        later = self.BACK + timedelta(weeks=4)
        record_return(RecordReturn(duty, addresses[1], later), world.liaison, later)
        assert read_duties(TODAY, [duty])[duty].last_day == later
        assert {only_one(world, later, person).returned_on for person in (PEER, OTHER)} == {self.BACK, later}
        assert history.verify() == []


class TestOwnAndChiefsView:
    @pytest.fixture
    def address(self, world: World) -> str:
        return put(PEER, request_secondment(COUNTED, world.liaison, TODAY))

    def test_the_person_and_their_chief_executive_see_the_same(self, world: World, address: str) -> None:
        put(PEER, "open-1")
        mine = disclosure.my_secondment(world.director(CODES[0]), address, MONDAY)
        assert (mine.done, mine.wanted, mine.until, mine.due) == (1, 3, date(2027, 10, 5), (TRAINING_DUE,))
        assert disclosure.council_secondee(world.chief(CODES[0]), address, MONDAY) == mine
        (line,) = disclosure.council_secondees(world.chief(CODES[0]), MONDAY)[PEER]
        assert line.address == address

    def test_shows_nothing_to_come(self, world: World, address: str) -> None:
        put(PEER, "open-1")
        assert disclosure.my_secondment(world.director(CODES[0]), address, MONDAY - timedelta(days=1)).inspections == ()

    def test_nobody_else_sees_it(self, world: World, address: str) -> None:
        for reader in (world.director(CODES[1]), world.senior(CODES[0])):
            with pytest.raises(NotFound):
                disclosure.my_secondment(reader, address, TODAY)
        with pytest.raises(NotFound):
            disclosure.council_secondee(world.chief(CODES[1]), address, TODAY)
        for reader in (world.liaison, world.panel, world.director(CODES[0])):
            with pytest.raises(NotAllowed):
                disclosure.council_secondee(reader, address, TODAY)

    def test_no_other_kind_of_duty_is_one(self, world: World, address: str) -> None:
        elsewhere = put(PEER, "open-1")
        with pytest.raises(NotFound):
            disclosure.my_secondment(world.director(CODES[0]), elsewhere, MONDAY)


class TestPool:
    def names(self, world: World, **asked: str) -> set[str]:
        return {
            each.person_id for each in disclosure.secondment_pool(world.liaison, TODAY, PoolAsked(**asked), 1).cut.items
        }

    def test_holds_who_offers_secondments(self, world: World) -> None:
        assert self.names(world) == set(world.facts.people)
        with store.transaction():
            store.db.session.delete(store.db.session.get_one(OfferRow, (PEER, SECOND)))
        assert PEER not in self.names(world)

    def test_is_narrowed_by_region_level_training_and_name(self, world: World) -> None:
        assert self.names(world, region="North") == {f"{code}-{role}" for code in CODES[:6] for role in ROLES}
        assert self.names(world, text="director c00") == {PEER}
        duty = request_secondment(COUNTED, world.liaison, TODAY)
        record_training(RecordTraining(duty, put(PEER, duty), TODAY, "the framework"), world.liaison, TODAY)
        assert self.names(world, trained="yes") == {PEER}
        assert self.names(world, trained="no") == set(world.facts.people) - {PEER}
        assert self.names(world, consent="missing") == set()
        level = world.facts.people[PEER].level or "none"
        assert PEER in self.names(world, level=level)

    def test_says_who_is_on_one_now(self, world: World) -> None:
        put(PEER, request_secondment(TERM_WANTED, world.liaison, TODAY))
        found = disclosure.secondment_pool(world.uncleared, TODAY, PoolAsked(text="Director C00"), 9)
        (line,) = found.cut.items
        assert (line.away, line.days, line.regions) == (Period(FIRST, YEAR_END), 300, ("North",))

    def test_is_for_the_liaison_and_coordinators(self, world: World) -> None:
        for reader in (world.director(CODES[0]), world.chief(CODES[0]), world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                disclosure.secondment_pool(reader, TODAY, PoolAsked(), 1)


ROLES = ("director", "senior")


class TestUnderTheVeil:
    """A secondee's sealed inspection: nobody who may not know of it reads a trace before its notice day."""

    @pytest.fixture
    def held(self, bare: object) -> Held:
        found = held_world()
        offer_secondments(found.world)
        return found

    @pytest.fixture
    def place(self, held: Held) -> tuple[str, str]:
        duty = request_secondment(COUNTED, held.world.liaison, TODAY)
        put(held.person, duty)
        return duty, placement_address(held.person, duty)

    def seen(self, held: Held, place: tuple[str, str], day: date) -> dict[str, str]:
        world, home = held.world, held.helpers[0]
        unknowing = {
            "uncleared": world.uncleared,
            "coordinator there": tied(world.cleared, held.target),
            "liaison there": tied(world.liaison, held.target),
        }
        found = {}
        for name, reader in unknowing.items():
            found[f"list {name}"] = repr(disclosure.secondments(reader, day))
            found[f"page {name}"] = repr(disclosure.secondee_page(reader, *place, day))
            found[f"pool {name}"] = repr(disclosure.secondment_pool(reader, day, PoolAsked(), 1))
        found["own"] = repr(disclosure.my_secondment(held.peer, place[1], day))
        found["chief"] = repr(disclosure.council_secondee(world.chief(home), place[1], day))
        found["chief's list"] = repr(disclosure.council_secondees(world.chief(home), day))
        return found

    def test_is_in_nothing_that_they_read(self, held: Held, place: tuple[str, str]) -> None:
        day = NOTICE - timedelta(days=1)
        before = self.seen(held, place, day)
        put(held.person)
        assert self.seen(held, place, day) == before

    def test_is_seen_by_who_may_know_and_the_look_is_recorded(self, held: Held, place: tuple[str, str]) -> None:
        put(held.person)
        for reader in (held.world.liaison, held.world.cleared):
            length = history.length()
            page = disclosure.secondee_page(reader, *place, TODAY)
            assert [(each.duty_id, each.is_coming) for each in page.inspections] == [(SEALED, True)]
            assert history.length() == length + 1

    def test_the_list_says_the_same_to_those_who_may_know(self, held: Held, place: tuple[str, str]) -> None:
        before = disclosure.secondments(held.world.liaison, TODAY).current
        put(held.person)
        length = history.length()
        assert disclosure.secondments(held.world.liaison, TODAY).current == before
        assert history.length() == length

    def test_counts_for_everybody_once_it_has_begun(self, held: Held, place: tuple[str, str]) -> None:
        put(held.person)
        assert disclosure.secondee_page(held.world.uncleared, *place, MONDAY).person.done == 1
        assert disclosure.my_secondment(held.peer, place[1], MONDAY).done == 1


def test_the_window_ends_with_the_month_where_the_day_is_missing(world: World) -> None:
    first = date(2026, 8, 31)
    duty = request_secondment(replace(COUNTED, starts=first, ends=first), world.liaison, TODAY)
    assert disclosure.secondment(world.liaison, duty, TODAY).until == add_months(first, 18) - timedelta(days=1)
