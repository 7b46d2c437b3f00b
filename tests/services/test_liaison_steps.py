"""The two steps of an inspection that the Ofsted liaison takes, and the week that they are taken from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from held_world import SEALED, row_of
from liaison_world import BEFORE, OVER, Team, bring, team, tied
from small_world import CODES, MONDAY, NOTICE, TODAY

from peerinspect import store
from peerinspect.domain.kinds import INSPECT
from peerinspect.domain.lives import LIVES
from peerinspect.services import disclosure
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.tables import DutyRow, InspectionRow


@pytest.fixture
def held(bare: object) -> Team:
    return team()


def state() -> str | None:
    store.db.session.rollback()
    return store.db.session.get_one(DutyRow, SEALED).state


def offered(held: Team, day: object = TODAY) -> list[str]:
    return [each.action for each in disclosure.liaison_steps(held.liaison, SEALED, day)]  # type: ignore[arg-type]


class TestNotifying:
    def test_not_before_the_notice_day(self, held: Team) -> None:
        before = history.length()
        with pytest.raises(Refusal, match="The notice day has not come yet"):
            take_step(TakeStep(SEALED, "notify", BEFORE), held.liaison, BEFORE)
        assert (history.length(), state()) == (before, "team-held")

    @pytest.mark.parametrize("later", [0, 1])
    def test_from_the_notice_day_on(self, held: Team, later: int) -> None:
        day = NOTICE + timedelta(days=later)
        take_step(TakeStep(SEALED, "notify", NOTICE), held.liaison, day)
        assert state() == "notified"

    def test_the_week_says_so_once_it_is_due(self, held: Team) -> None:
        def due(day: object) -> list[tuple[bool, bool]]:
            sheet = disclosure.week_sheet(held.liaison, day, day)  # type: ignore[arg-type]
            found = [one for line in sheet.coming for one in line.actions if one.kind == "notify"]
            return [(one.is_now, one.is_overdue) for one in found]

        assert due(NOTICE - timedelta(days=7)) == []
        assert due(BEFORE) == [(False, False)]
        assert due(NOTICE) == [(True, False)]
        assert due(NOTICE + timedelta(days=1)) == [(True, True)]
        take_step(TakeStep(SEALED, "notify", NOTICE), held.liaison, NOTICE)
        assert due(NOTICE) == []


class TestDeferring:
    def test_a_sealed_one_never_comes_to_light(self, held: Team) -> None:
        take_step(TakeStep(SEALED, "defer", reason="A new head"), held.liaison, TODAY)
        assert state() == "deferred"
        assert store.db.session.get_one(InspectionRow, SEALED).notice is None
        assert [row_of(person).status for person in held.people] == ["stood-down", "stood-down"]
        for day in (TODAY, NOTICE, OVER):
            assert disclosure.my_inspections(held.own_director, day) == ()

    def test_needs_a_reason(self, held: Team) -> None:
        with pytest.raises(Refusal) as refusal:
            take_step(TakeStep(SEALED, "defer", reason=" "), held.liaison, TODAY)
        assert refusal.value.messages == {"reason": "Say why, in a sentence"}

    def test_a_known_one_stays_known_and_its_new_week_is_not_there_for_its_people(self, held: Team) -> None:
        take_step(TakeStep(SEALED, "notify", NOTICE), held.liaison, NOTICE)
        take_step(TakeStep(SEALED, "defer", reason="A new head"), held.liaison, NOTICE)
        later = MONDAY + timedelta(weeks=16)
        new = take_step(TakeStep(SEALED, "plan-again", later), held.world.cleared, NOTICE)
        assert new != SEALED
        assert [each.duty.id for each in disclosure.my_inspections(held.own_director, OVER)] == [SEALED]
        with pytest.raises(NotFound):
            disclosure.my_team(held.own_director, new, OVER)

    def test_the_new_week_is_not_the_liaisons_to_give(self, held: Team) -> None:
        take_step(TakeStep(SEALED, "defer", reason="A new head"), held.liaison, TODAY)
        with pytest.raises(NotAllowed):
            take_step(TakeStep(SEALED, "plan-again", MONDAY + timedelta(weeks=16)), held.liaison, TODAY)


@pytest.mark.parametrize("before", LIVES[INSPECT].states)
def test_no_other_step_is_the_liaisons_and_none_that_is_not_drawn(held: Team, before: str) -> None:
    bring(before)
    life = LIVES[INSPECT]
    drawn = {each.action for each in life.steps_from(before)} & {"notify", "defer"}
    assert set(offered(held)) == drawn
    for action in {each.action for each in life.steps} - {"notify", "defer"}:
        with pytest.raises(NotAllowed):
            take_step(TakeStep(SEALED, action, TODAY, "Because", "Letter 7"), held.liaison, NOTICE)
    for action in {"notify", "defer"} - drawn:
        with pytest.raises(Refusal):
            take_step(TakeStep(SEALED, action, NOTICE, "Because"), held.liaison, NOTICE)
    assert state() == before


def test_a_liaison_who_works_for_a_council_finds_nothing_sealed(held: Team) -> None:
    reader = tied(held.liaison, CODES[0])
    for duty in (SEALED, "no-such-duty"):
        with pytest.raises(NotFound):
            disclosure.liaison_steps(reader, duty, BEFORE)
        with pytest.raises(NotFound):
            take_step(TakeStep(duty, "defer", reason="Because"), reader, BEFORE)


class TestTheWeek:
    def test_has_what_is_due_for_each_person(self, held: Team) -> None:
        sheet = disclosure.week_sheet(held.liaison, MONDAY - timedelta(weeks=4), TODAY)
        (line,) = sheet.coming
        assert {(one.kind, one.address) for one in line.actions if one.kind == "approve"} == {
            ("approve", address) for address in held.addresses
        }
        held.approve(0)
        held.refuse(1)
        (line,) = disclosure.week_sheet(held.liaison, MONDAY - timedelta(weeks=4), TODAY).coming
        assert [one.kind for one in line.actions] == ["find", "disclose"]

    def test_one_that_may_not_know_reads_what_it_would_read_without_it(self, held: Team) -> None:
        for reader in (held.world.uncleared, tied(held.liaison, CODES[0]), tied(held.world.cleared, CODES[0])):
            for weeks in range(-8, 8):
                sheet = disclosure.week_sheet(reader, MONDAY + timedelta(weeks=weeks), TODAY)
                assert (sheet.on_site, sheet.coming, sheet.over, sheet.others) == ((), (), (), ())

    def test_a_coordinator_defers_nothing_from_it(self, held: Team) -> None:
        for reader, may_defer in ((held.world.cleared, False), (held.liaison, True)):
            sheet = disclosure.week_sheet(reader, MONDAY, TODAY)
            assert [line.may_defer for line in sheet.on_site] == [may_defer]
