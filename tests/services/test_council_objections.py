"""What an inspected council may see and object to from its notice day on, and the answer that it is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from held_world import SEALED, put, row_of
from liaison_world import BEFORE, OVER, Team, bring, objection, team, tied
from small_world import CODES, MONDAY, NOTICE
from test_promoting_reserves import roster_with_reserves

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.bank_holidays import working_days_after
from peerinspect.services.liaison.objecting import AnswerObjection, RaiseObjection, answer_objection, raise_objection
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.reading.seat_words import SET_ASIDE, standing_words
from peerinspect.store.tables import DutyAuthorityRow


@pytest.fixture
def held(bare: object) -> Team:
    """Two people on a sealed inspection whose notice day is 21 May 2026, a Thursday."""
    return team()


def refused(call: object, *given: object, **more: object) -> dict[str, str]:
    before = history.length()
    with pytest.raises(Refusal) as refusal:
        call(*given, **more)  # type: ignore[operator]
    assert history.length() == before
    return refusal.value.messages


class TestBeforeTheNoticeDay:
    """Nothing is there, and nothing answers differently."""

    @pytest.mark.parametrize("day", [BEFORE, NOTICE - timedelta(days=60)])
    def test_there_is_nothing_to_see(self, held: Team, day: date) -> None:
        for reader in (held.own_director, held.world.senior(held.held.target), held.world.chief(held.held.target)):
            assert disclosure.my_inspections(reader, day) == ()
            for duty in (SEALED, "no-such-duty"):
                with pytest.raises(NotFound):
                    disclosure.my_team(reader, duty, day)
                with pytest.raises(NotFound):
                    raise_objection(RaiseObjection(duty, held.addresses[0], "A dispute"), reader, day)

    def test_nor_where_it_is_announced_before_its_notice(self, bare: object) -> None:
        held = team(is_sealed=False)
        reader = held.own_director
        assert disclosure.my_inspections(reader, BEFORE) == ()
        with pytest.raises(NotFound):
            disclosure.my_team(reader, SEALED, BEFORE)
        assert len(disclosure.my_inspections(reader, NOTICE)) == 1


class TestFromTheNoticeDayOn:
    def test_its_people_see_who_comes(self, held: Team) -> None:
        for reader in (held.own_director, held.world.senior(held.held.target), held.world.chief(held.held.target)):
            assert [each.duty.id for each in disclosure.my_inspections(reader, NOTICE)] == [SEALED]
            found = disclosure.my_team(reader, SEALED, NOTICE)
            assert {each.address for each in found.members} == set(held.addresses)
            assert all(each.may_object for each in found.members)
            statement = disclosure.independence_statement(reader, SEALED, NOTICE)
            assert len(statement.people) == 2

    def test_who_has_not_said_yes_is_not_named(self, held: Team) -> None:
        asked = f"{held.held.helpers[2]}-director"
        address = put(asked, status="offered")
        assert address not in {each.address for each in disclosure.my_team(held.own_director, SEALED, NOTICE).members}
        with pytest.raises(NotFound):
            raise_objection(RaiseObjection(SEALED, address, "A dispute"), held.own_director, NOTICE)

    def test_others_find_nothing(self, held: Team) -> None:
        elsewhere = next(code for code in CODES if code != held.held.target)
        for reader in (held.world.director(elsewhere), held.world.chief(elsewhere), held.held.peer):
            assert disclosure.my_inspections(reader, NOTICE) == ()
            with pytest.raises(NotFound):
                disclosure.my_team(reader, SEALED, NOTICE)
            with pytest.raises(NotFound):
                raise_objection(RaiseObjection(SEALED, held.addresses[0], "A dispute"), reader, NOTICE)

    @pytest.mark.parametrize("name", ["cleared", "uncleared", "liaison", "panel", "administrator"])
    def test_it_is_for_the_council_alone(self, held: Team, name: str) -> None:
        reader = tied(getattr(held.world, name), held.held.target)
        with pytest.raises(NotAllowed):
            raise_objection(RaiseObjection(SEALED, held.addresses[0], "A dispute"), reader, NOTICE)
        with pytest.raises(NotAllowed):
            disclosure.my_inspections(reader, NOTICE)

    def test_an_objection_needs_a_reason_and_is_raised_once(self, held: Team) -> None:
        assert "reason" in refused(held.object, reason=" ")
        held.object()
        found = disclosure.my_team(held.own_director, SEALED, NOTICE)
        assert {each.address: each.may_object for each in found.members} == {
            held.addresses[0]: False,
            held.addresses[1]: True,
        }
        assert "has objected to this person already" in refused(held.object)[""]
        held.object(1, reader=held.world.chief(held.held.target))

    def test_until_the_team_leaves(self, held: Team) -> None:
        last = OVER - timedelta(days=1)
        held.object(0, day=last)
        assert "The team has left" in refused(held.object, 1, day=OVER)[""]

    def test_nobody_is_objected_to_once_it_is_deferred(self, held: Team) -> None:
        bring("deferred")
        assert "called off" in refused(held.object)[""]


class TestTheDayOfTheAnswer:
    """One working day: weekends and England's bank holidays are none."""

    @pytest.mark.parametrize(
        ("raised", "due"),
        [
            (date(2026, 5, 19), date(2026, 5, 20)),  # Tuesday, Wednesday
            (date(2026, 5, 21), date(2026, 5, 22)),  # Thursday, Friday
            (date(2026, 5, 22), date(2026, 5, 26)),  # Friday before the spring bank holiday of Monday 25 May
            (date(2026, 5, 23), date(2026, 5, 26)),  # Saturday
            (date(2026, 5, 25), date(2026, 5, 26)),  # the bank holiday itself
            (date(2026, 4, 2), date(2026, 4, 7)),  # Thursday before Good Friday: Tuesday after Easter Monday
            (date(2026, 12, 24), date(2026, 12, 29)),  # Boxing Day on a Saturday: a substitute on Monday 28 December
            (date(2026, 12, 31), date(2027, 1, 4)),  # New Year's Day is a Friday
        ],
    )
    def test_is_the_next_working_day(self, raised: date, due: date) -> None:
        assert working_days_after(raised, 1) == due

    def test_stands_with_the_objection_and_over_a_bank_holiday(self, held: Team) -> None:
        friday = NOTICE + timedelta(days=1)
        held.object(0, day=friday)
        assert objection().due_on == date(2026, 5, 26)
        found = disclosure.my_team(held.own_director, SEALED, friday).objections
        assert [(each.due_on, each.outcome) for each in found] == [(date(2026, 5, 26), "")]

    def test_is_overdue_the_day_after_and_not_before(self, held: Team) -> None:
        held.object(0, day=NOTICE + timedelta(days=1))
        for day, is_overdue in ((date(2026, 5, 26), False), (date(2026, 5, 27), True)):
            for reader in (held.liaison, held.world.uncleared, held.world.cleared):
                found = disclosure.objections_waiting(reader, day)
                assert [each.is_overdue for each in found] == [is_overdue]
                sheet = disclosure.week_sheet(reader, day, day)
                due = [one for line in (*sheet.coming, *sheet.on_site) for one in line.actions if one.kind == "object"]
                assert [one.is_overdue for one in due] == [is_overdue]
            home = disclosure.coordinator_home(held.world.uncleared, day)
            assert {one.key: one.number for one in home.counts}["objections-overdue"] == int(is_overdue)

    def test_an_answer_ends_it(self, held: Team) -> None:
        held.answer(held.object(), "not-upheld")
        assert disclosure.objections_waiting(held.liaison, date(2026, 6, 1)) == ()


class TestAnswering:
    def test_upheld_stands_the_person_down_and_the_reserve_is_asked(self, held: Team) -> None:
        coming = f"{held.held.helpers[0]}-senior"
        roster_with_reserves("open", SEALED, held.people[0], [coming])
        told = held.answer(held.object(), "upheld")
        assert row_of(held.people[0]).status == "stood-down"
        assert row_of(held.people[1]).status == "accepted"
        assert row_of(coming).status == "offered", told
        assert [(each.person, each.sort) for each in standing_words()] == [(held.people[0], SET_ASIDE)]
        assert [each.address for each in disclosure.my_team(held.own_director, SEALED, NOTICE).members] == [
            held.addresses[1]
        ]

    def test_not_upheld_keeps_the_person(self, held: Team) -> None:
        assert held.answer(held.object(), "not-upheld", answer="There is no dispute") == ""
        assert row_of(held.people[0]).status == "accepted"
        assert not standing_words()

    def test_the_council_reads_the_answer(self, held: Team) -> None:
        held.answer(held.object(reason="A dispute over a case"), "not-upheld", answer="There is no dispute")
        for reader in (held.own_director, held.world.chief(held.held.target)):
            (found,) = disclosure.my_team(reader, SEALED, NOTICE).objections
            assert (found.outcome, found.answer) == ("not-upheld", "There is no dispute")

    @pytest.mark.parametrize("outcome", ["upheld", "not-upheld"])
    def test_the_person_reads_at_most_that_they_are_stood_down(self, held: Team, outcome: str) -> None:
        held.answer(held.object(reason="A dispute over a case"), outcome, answer="It was weighed")
        seen = repr(disclosure.my_duties(held.held.peer, NOTICE))
        assert ("stood-down" in seen) == (outcome == "upheld")
        for told in ("dispute", "weighed", "bjection", "upheld"):
            assert told not in seen

    def test_needs_a_decision_and_words(self, held: Team) -> None:
        said = held.object()
        assert set(refused(held.answer, said, "", answer="")) == {"outcome", "answer"}
        assert set(refused(held.answer, said, "perhaps")) == {"outcome"}

    def test_is_given_once(self, held: Team) -> None:
        said = held.object()
        held.answer(said, "not-upheld")
        for outcome in ("upheld", "not-upheld"):
            assert refused(held.answer, said, outcome) == {"": "This has been answered already"}
        assert row_of(held.people[0]).status == "accepted"

    def test_nothing_is_left_to_answer_once_the_person_has_gone(self, held: Team) -> None:
        said = held.object()
        bring("notified")
        held.refuse(day=NOTICE)
        assert "not on the team any more" in refused(held.answer, said, "upheld")[""]
        assert disclosure.objections_waiting(held.liaison, MONDAY) == ()

    def test_who_left_with_the_team_stays_on_record(self, held: Team) -> None:
        said = held.object(day=OVER - timedelta(days=1))
        assert held.answer(said, "upheld", day=OVER + timedelta(days=2)) == ""
        assert row_of(held.people[0]).status == "accepted"
        assert objection().outcome == "upheld"

    @pytest.mark.parametrize("name", ["cleared", "uncleared", "panel", "administrator"])
    def test_is_the_liaisons_alone(self, held: Team, name: str) -> None:
        said = held.object()
        for reader in (getattr(held.world, name), held.own_director, held.world.chief(held.held.target)):
            with pytest.raises(NotAllowed):
                answer_objection(AnswerObjection(said, "upheld", "Yes"), reader, NOTICE)

    def test_an_objection_that_is_not_there_is_not_found(self, held: Team) -> None:
        with pytest.raises(NotFound):
            held.answer("no-such-objection", "upheld")
        with pytest.raises(NotFound):
            disclosure.council_objection(held.liaison, "no-such-objection", NOTICE)


def test_a_joint_inspection_is_seen_by_each_of_its_councils(bare: object) -> None:
    """One objection to a person is enough, whichever council raised it."""
    held = team()
    other = held.held.helpers[3]
    with store.transaction():
        store.add(DutyAuthorityRow(duty=SEALED, authority=other))
    held.object(reader=held.world.chief(other))
    assert "already" in refused(held.object)[""]
    (found,) = disclosure.my_team(held.own_director, SEALED, NOTICE).objections
    assert found.reason == "A dispute"


def test_the_same_with_and_without_a_sealed_inspection_to_come(bare: object) -> None:
    """The pages of a council's people before the notice day are those of a council that is never inspected."""
    held = team()
    target = held.held.target
    other = next(code for code in CODES if code not in (target, *held.held.helpers))

    def seen(code: str) -> list[str]:
        readers = (held.world.director(code), held.world.senior(code), held.world.chief(code))
        return [repr(disclosure.my_inspections(reader, BEFORE)) for reader in readers]

    assert seen(target) == seen(other)
    assert placement_address(held.people[0], SEALED) not in repr(seen(target))
    assert replace(held.own_director, name="x").authorities == frozenset({target})
